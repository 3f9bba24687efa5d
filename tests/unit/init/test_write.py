"""A collection is written whole, and over nothing."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.config.load import load_settings
from feeds.init.answers import Answers, Question
from feeds.init.hosts import HOSTS
from feeds.init.write import make_collection
from feeds.problems.errors import ConfigError, OutputError
from feeds.validation.schema.checker import schema_text
from feeds.values.text import clean_line

ANSWERS = Answers("My news", "https://news.example/feeds", "de-CH", "github-pages")
SEED = "seeds/2005-12-01-the-atom-syndication-format.md"
ALWAYS = [
    "feeds.toml",
    SEED,
    ".gitignore",
    ".pre-commit-config.yaml",
    ".vscode/settings.json",
    ".vscode/tasks.json",
    ".vscode/extensions.json",
]
WORKFLOWS = [".github/workflows/seeds.yml", ".github/workflows/feeds.yml"]


@pytest.mark.parametrize(
    ("host", "files"),
    [
        ("github-pages", WORKFLOWS),
        ("netlify", [*WORKFLOWS, "_headers"]),
        ("server", ["server.crontab"]),
        ("none", []),
    ],
)
def test_each_host_has_its_files(tmp_path: Path, host: str, files: list[str]) -> None:
    folder = tmp_path / "a" / "b"
    made = make_collection(folder, Answers("T", "https://a.example/", "en", host))
    written = [path.relative_to(folder).as_posix() for path in made.written]
    assert written == [*ALWAYS, *files, "seed.schema.json"]
    assert made.kept == ()
    assert sorted(made.written) == sorted(path for path in folder.rglob("*") if path.is_file())
    assert (folder / "seed.schema.json").read_text(encoding="utf-8") == schema_text()


def test_every_host_is_tested_above() -> None:
    assert list(HOSTS) == ["github-pages", "netlify", "server", "none"]


def test_the_configuration_says_what_was_answered(tmp_path: Path) -> None:
    make_collection(tmp_path, ANSWERS)
    site = load_settings(tmp_path / "feeds.toml").site
    assert (site.title, site.url, site.language) == (
        "My news",
        "https://news.example/feeds/",
        "de-CH",
    )


def test_the_ids_of_feeds_stay_when_the_address_changes(tmp_path: Path) -> None:
    make_collection(tmp_path, ANSWERS)
    file = tmp_path / "feeds.toml"
    before = load_settings(file).site.id
    unsaid = tmp_path / "unsaid.toml"
    unsaid.write_text('[site]\ntitle = "My news"\nurl = "https://news.example/feeds"\n')
    assert load_settings(unsaid).site.id == before
    file.write_text(file.read_text().replace("news.example", "other.example"))
    assert load_settings(file).site.id == before


@given(title=st.text(), url=st.from_regex(r"https://[a-zü]+\.example(/\S*)?", fullmatch=True))
def test_every_answer_that_is_taken_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, title: str, url: str
) -> None:
    asked = {"title": title, "url": url}
    if any(Question(key, "", None).fault_of(answer) for key, answer in asked.items()):
        return
    folder = tmp_path_factory.mktemp("collection")
    make_collection(folder, Answers(title, url, "en", "none"))
    assert tomllib.loads((folder / "feeds.toml").read_text("utf-8"))["site"]["title"] == title
    assert load_settings(folder / "feeds.toml").site.title == clean_line(title)


def test_what_exists_stays_whatever_it_is(tmp_path: Path) -> None:
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/tasks.json").write_text("mine")
    (tmp_path / ".gitignore").symlink_to("nowhere")
    (tmp_path / "seed.schema.json").mkdir()
    (tmp_path / "thesis.tex").write_text("mine, too")
    made = make_collection(tmp_path, ANSWERS)
    kept = [path.relative_to(tmp_path).as_posix() for path in made.kept]
    assert kept == [".gitignore", ".vscode/tasks.json", "seed.schema.json"]
    assert (tmp_path / ".vscode/tasks.json").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()
    again = make_collection(tmp_path, ANSWERS)
    assert again.written == ()


def test_no_sample_is_put_among_the_seeds_of_others(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "mine.md").touch()
    made = make_collection(tmp_path, ANSWERS)
    assert tmp_path / "seeds" in made.kept
    assert [path.name for path in (tmp_path / "seeds").iterdir()] == ["mine.md"]


def test_a_folder_that_git_was_made_to_keep_is_empty(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / ".gitkeep").touch()
    assert tmp_path / SEED in make_collection(tmp_path, ANSWERS).written


def test_a_configuration_that_is_there_says_where_the_seeds_are(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text('[seeds]\npath = "content"\n')
    made = make_collection(tmp_path, Answers(None, None, None, "none"))
    assert made.kept == (tmp_path / "feeds.toml",)
    assert [path.name for path in (tmp_path / "content").iterdir()] == [Path(SEED).name]
    assert "content/**/*.md" in (tmp_path / ".vscode/settings.json").read_text()


def test_a_configuration_with_faults_ends_it_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text("nonsense")
    with pytest.raises(ConfigError, match="is not valid TOML"):
        make_collection(tmp_path, Answers(None, None, None, "none"))
    assert [path.name for path in tmp_path.iterdir()] == ["feeds.toml"]


@pytest.mark.parametrize("taken", ["", "seeds", ".github", ".vscode"])
def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path, taken: str) -> None:
    folder = tmp_path / "news"
    folder.parent.joinpath("news", taken).parent.mkdir(exist_ok=True)
    (folder / taken).write_text("mine") if taken else folder.write_text("mine")
    with pytest.raises(OutputError) as caught:
        make_collection(folder, ANSWERS)
    path = folder / taken if taken else folder
    assert str(caught.value).startswith(f"{path} is not a folder; rename it")
    assert path.read_text() == "mine"
