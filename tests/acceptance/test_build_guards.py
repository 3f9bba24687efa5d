"""``feeds build`` does not do unasked what would hurt subscribers, or destroy what it needs."""

from pathlib import Path

import pytest

from tests.acceptance.published import titles
from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds

URL = ("--site-url", "https://news.example/feeds")


def test_build_that_would_withdraw_everything_is_withheld(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    """A clock gone wrong, or one bad search-and-replace, costs no subscriber a feed."""
    write_seeds(tmp_path / "seeds", seed(1), seed(2))
    run_feeds("build", *URL)
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")}
    done = run_feeds("build", *URL, "--now", "2000-01-01T00:00:00Z")
    assert done.returncode == 1
    assert done.stderr == (
        "feeds: error: no seed would be published, and every feed be withdrawn: the output folder was"
        " left as it is; give --allow-empty if that is meant\n"
    )
    assert "would publish 0 entries in 1 feed" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1] == "wrote nothing in out"
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")} == before
    done = run_feeds("build", *URL, "--now", "2000-01-01T00:00:00Z", "--allow-empty")
    assert done.returncode == 0
    assert titles(tmp_path / "out/all/rss.xml") == []
    assert not (tmp_path / "out/topics").exists()


def test_folder_without_seeds_withdraws_everything_if_that_is_meant(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    run_feeds("build", *URL)
    (tmp_path / "seeds/1.md").unlink()
    done = run_feeds("build", "--quiet", *URL)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].endswith("in feeds.toml; --allow-empty withdraws every feed")
    assert (tmp_path / "out/topics").exists()
    for _ in range(2):
        done = run_feeds("build", *URL, "--allow-empty")
        assert (done.stderr, done.returncode) == ("", 0)
    assert titles(tmp_path / "out/all/rss.xml") == []
    assert not (tmp_path / "out/topics").exists()


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("/", "the output folder / is the root of the file system; name another"),
        ("seeds", "the output folder seeds is in the seeds folder seeds;"),
        ("seeds/out", "the output folder seeds/out is in the seeds folder seeds;"),
    ],
)
def test_output_folder_must_stand_by_itself(
    tmp_path: Path, run_feeds: RunFeeds, out: str, message: str
) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    done = run_feeds("build", "--out", out)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"feeds: error: {message}")
    assert [path.name for path in (tmp_path / "seeds").iterdir()] == ["1.md"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "."], "the output folder . contains the seeds folder seeds, which would be"),
        (["--out", ".", "--dry-run"], "the output folder . contains the seeds folder seeds, which"),
        (["--out", ".", "--seeds", "../other"], "the output folder . contains feeds.toml, which"),
    ],
)
def test_output_folder_must_not_contain_what_it_is_made_of(
    tmp_path: Path, run_feeds: RunFeeds, arguments: list[str], message: str
) -> None:
    project = tmp_path / "project"
    write_seeds(project / "seeds", seed(1))
    write_seeds(tmp_path / "other", seed(1))
    (project / "feeds.toml").write_text("")
    done = run_feeds("build", *arguments, cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"feeds: error: {message}")
    assert sorted(path.name for path in project.iterdir()) == ["feeds.toml", "seeds"]


def test_output_folder_may_contain_the_seeds_if_that_is_meant(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    for arguments in (["--overwrite"], []):
        assert run_feeds("build", "--out", ".", *arguments, *URL).returncode == 0
    assert (tmp_path / "index.html").exists()


def test_lost_output_folder_is_said(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    run_feeds("build", *URL)
    (tmp_path / "out").rename(tmp_path / "moved")
    done = run_feeds("build", "--quiet", *URL)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "warning: out has no .feeds-manifest.json, though there have been builds into it: which ids"
        " and archive pages were published is not known, and new ids are not noticed; if the folder"
        " was moved, move it back or set [build] out, and build again\n"
    )
    assert run_feeds("build", "--quiet", *URL).stderr == ""


def test_address_with_a_hash_does_not_go_to_another_name_either(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    write_seeds(tmp_path / "seeds", seed(1, topics='["C++"]'), seed(2))
    run_feeds("build", *URL)
    (tmp_path / "feeds.toml").write_text('[topics."AI"]\nslug = "c-plus-plus-cedb1bac"\n')
    done = run_feeds("build", "--quiet", *URL)
    assert done.returncode == 1
    said = "topics/c-plus-plus-cedb1bac is the address of C++ and would become that of AI"
    assert said in done.stderr
    assert len(titles(tmp_path / "out/topics/c-plus-plus-cedb1bac/rss.xml")) == 1
    assert run_feeds("build", "--allow-reannounce", *URL).returncode == 0
    moved = tmp_path / "out/topics/c-plus-plus-cedb1bac7efc/rss.xml"
    assert len(titles(moved)) == 1


def test_address_of_a_feed_does_not_go_to_another_name(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1, topics="[GPT-3]"), seed(2))
    run_feeds("build", *URL)
    (tmp_path / "feeds.toml").write_text('[topics."AI"]\nslug = "gpt--3"\n')
    done = run_feeds("build", *URL)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "wrote nothing in out")
    assert done.stderr == (
        "feeds: error: topics/gpt--3 is the address of GPT-3 and would become that of AI, so that"
        " its subscribers get other articles; choose another slug in feeds.toml, or make one name"
        " an alias of the other; the output folder was left as it is; give --allow-reannounce if"
        " that is meant\n"
    )
    diff = run_feeds("diff", "--now", "2026-11-22T20:00:00Z")
    told = "topics/gpt--3: another title and description, 1 new, 1 withdrawn\n"
    assert (diff.returncode, told in diff.stdout) == (1, True)
    assert "\nwithheld: topics/gpt--3 is the address of GPT-3 and would" in diff.stdout
    assert run_feeds("build", "--allow-reannounce", *URL).returncode == 0
    (tmp_path / "feeds.toml").write_text('[topics."AI"]\nslug = "gpt--3"\naliases = ["GPT-3"]\n')
    assert run_feeds("build", *URL).returncode == 0
    assert len(titles(tmp_path / "out/topics/gpt--3/rss.xml")) == 2


@pytest.mark.parametrize("aliases", ["", 'aliases = ["Space"]'])
@pytest.mark.parametrize("stays", [True, False])
def test_address_does_not_go_to_another_name_with_the_last_entry_either(
    tmp_path: Path, run_feeds: RunFeeds, aliases: str, stays: bool
) -> None:
    write_seeds(tmp_path / "seeds", seed(1), seed(2, topics="[Space]"))
    run_feeds("build", *URL)
    (tmp_path / "seeds" / "2.md").unlink()
    write_seeds(tmp_path / "seeds", seed(1), seed(2 if stays else 3, topics="[Robots]"))
    (tmp_path / "feeds.toml").write_text(f'[topics.Robots]\nslug = "space"\n{aliases}\n')
    done = run_feeds("build", "--quiet", *URL)
    withheld = not (aliases or stays)
    assert done.returncode == withheld
    said = "topics/space is the address of Space and would become that of Robots" in done.stderr
    assert said is withheld
    assert run_feeds("build", "--quiet", "--allow-reannounce", *URL).returncode == 0


def test_address_of_a_feed_is_not_reserved_for_a_name_without_entries(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    """The feed would have to move, and later its address go to the other name unnoticed."""
    write_seeds(tmp_path / "seeds", seed(1, topics="[AI]"))
    run_feeds("build", *URL)
    (tmp_path / "feeds.toml").write_text('[topics."Generative AI"]\nslug = "ai"\n')
    done = run_feeds("build", "--quiet", *URL)
    assert done.returncode == 1
    assert "topics/ai is the address of AI and would become that of Generative AI" in done.stderr
    assert len(titles(tmp_path / "out/topics/ai/rss.xml")) == 1
    (tmp_path / "feeds.toml").write_text('[topics.AI]\nslug = "moved"\n')
    assert run_feeds("build", "--quiet", *URL).returncode == 0


@pytest.mark.parametrize(
    "name",
    [
        "out/all/rss.xml",
        "out/.feeds-manifest.json",
        "out/.feeds.lock",
        ".feeds-cache/build-1.sqlite",
    ],
)
def test_report_does_not_replace_what_builds_write(
    tmp_path: Path, run_feeds: RunFeeds, name: str
) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    fault = f"feeds: error: --report {name}: is what builds write, and stays; choose another file"
    # Of what is yet to be published, only the build itself can tell.
    first = (2, f"{fault}\n")
    if name == "out/all/rss.xml":
        first = (1, f"{fault}; the feeds were published all the same\n")
    for expected in (first, (2, f"{fault}\n")):
        done = run_feeds("build", "--quiet", "--report", name, *URL)
        assert (done.returncode, done.stderr) == expected
    assert run_feeds("build", "--quiet", "--report", "out/status.json", *URL).returncode == 0
    assert run_feeds("build", "--check", "--quiet", *URL).returncode == 0
