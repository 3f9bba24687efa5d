"""What is to be kept out is never published for how its glob is written."""

from pathlib import Path

import pytest

from feeds.problems.errors import ConfigError
from feeds.seeds.exclusions import require_excluded
from feeds.seeds.find import Patterns, SeedFile, find_seeds

SEEDS = ("a.md", "private/p.md", "news/Old/x.md", "news/private/q.md")


def look(folder: str, *globs: str) -> list[str]:
    """Write SEEDS and return those that are left, by their paths below *folder*."""
    for name in SEEDS:
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    files = [*find_seeds(Path(folder), Patterns(("**/*.md",), globs))]
    seeds = [file.path for file in files if isinstance(file, SeedFile)]
    require_excluded(globs, folder, seeds)
    return [Path(path).relative_to(folder).as_posix() for path in seeds]


@pytest.mark.parametrize("folder", ["seeds", "content/seeds", "{root}/seeds"])
@pytest.mark.parametrize(
    ("glob", "right"),
    [
        ("seeds/private/", "/private/"),
        ("seeds/private", "/private"),
        ("/seeds/private/**", "/private/**"),
        ("{folder}/private/", "/private/"),
        ("./{folder}/private/", "/private/"),
        ("{absolute}/private", "/private"),
        ("./private", "/private"),
        ("./seeds/private/", "/private/"),
        ("../seeds/private", "/private"),
        (" private/", "private/"),
        ("private\\p.md", "private/p.md"),
        ("seeds\\private", "/private"),
        ("PRIVATE/", "private/"),
        ("/Private/*.md", "/private/*.md"),
        ("news/old", "news/Old"),
        ("*/OL*/", "news/Old/x.md"),
        ("P.MD", "p.md"),
        ("A.md", "a.md"),
        ("p", "p.md"),
        ("private/p", "private/p.md"),
        ("seeds/private/p", "/private/p.md"),
    ],
)
def test_a_glob_that_misses_what_it_means_ends_the_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str, glob: str, right: str
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = folder.format(root=tmp_path)
    glob = glob.format(folder=folder.lstrip("/"), absolute=tmp_path / folder)
    with pytest.raises(ConfigError, match="it seems to mean") as caught:
        look(folder, "drafts/", glob)
    assert str(caught.value).endswith(f'write "{right}"')
    assert caught.value.key == "seeds.exclude"
    # What the message says helps.
    assert set(look(folder, right)) < set(SEEDS)


@pytest.mark.parametrize(
    ("globs", "left"),
    [
        (("drafts/", "README.md", "_*", "*.MD", "seeds/"), SEEDS),
        (("private",), ("a.md", "news/Old/x.md")),
        (("/private/",), ("a.md", "news/Old/x.md", "news/private/q.md")),
        (("PRIVATE/", "!private/"), SEEDS),
        (("news/**/q.md", "news/[A-Z]*/"), ("a.md", "private/p.md")),
        (("a", "seeds/private/"), SEEDS),
        (("a" * 300, "b" * 300 + "/p.md"), SEEDS),
    ],
)
def test_globs_that_can_be_meant_as_they_are_pass(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, globs: tuple[str, ...], left: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    # Such folders are there, though no seed is in them.
    Path("seeds/a").mkdir(parents=True)
    Path("seeds/seeds").mkdir()
    assert set(look("seeds", *globs)) == set(left)


def test_seeds_beside_the_configuration_have_no_folder_before_them() -> None:
    with pytest.raises(ConfigError, match='write "/private/"'):
        require_excluded(["./private/"], ".", ["private/p.md"])


def test_seeds_at_an_address_are_looked_at_like_others() -> None:
    with pytest.raises(ConfigError, match='write "/private/"'):
        require_excluded(["seeds/private/"], "s3://news/seeds", ["s3://news/seeds/private/p.md"])
