"""The library does what its page says, loads nothing before it is used, and says nothing."""

import doctest
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

import pytest

import feeds
from tests.acceptance.links.site import Site, response
from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins import command

PAGE = command.ROOT / "docs" / "api.md"
CONFIG = """[site]
title = "Chip News"

[links]
min_interval = 0
retries = 0
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Enter a folder as the page describes it."""
    site = Site(
        {
            "/1": lambda _, socket, method, __: socket.sendall(response("200 OK", method=method)),
            "/3": lambda _, socket, method, __: socket.sendall(
                response("404 Not Found", method=method)
            ),
        }
    )
    undated = "".join(
        line
        for line in seed(2, webUrl=site.url("/1?2")).splitlines(keepends=True)
        if not line.startswith("publishedDateTime")
    )
    write_seeds(
        tmp_path / "seeds",
        seed(1, webUrl=site.url("/1")),
        undated,
        seed(3, webUrl=site.url("/3")),
    )
    (tmp_path / "feeds.toml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    site.close()


@pytest.mark.usefixtures("folder")
def test_the_examples_of_the_page_run_as_they_are_printed() -> None:
    text = PAGE.read_text(encoding="utf-8").replace("```\n", "\n")
    examples = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    said = io.StringIO()
    results = doctest.DocTestRunner(verbose=False).run(examples, out=said.write)
    assert results.failed == 0, said.getvalue()
    assert results.attempted > 20


def test_the_page_shows_whatever_is_exported() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in feeds.__all__ if name not in text] == ["__version__"]


@pytest.mark.parametrize("name", feeds.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(feeds, name) is getattr(feeds, name)
    assert name in dir(feeds)


def test_a_name_that_is_not_there_is_told_as_python_does() -> None:
    with pytest.raises(AttributeError, match="module 'feeds' has no attribute 'bulid_feeds'"):
        feeds.bulid_feeds  # noqa: B018 - it is the access that fails


def test_nothing_is_loaded_before_it_is_used() -> None:
    program = (
        "import sys, feeds; print([name for name in sys.modules if name.startswith('feeds.')]);"
        "feeds.FeedsError; print('lxml' in sys.modules or 'requests' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\nFalse\n"


def test_nothing_is_printed_and_nothing_exits(folder: Path) -> None:
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        settings = feeds.load_settings(folder / "feeds.toml")
        feeds.build_feeds(settings, now=datetime(2026, 1, 1, tzinfo=UTC))
        feeds.validate_seeds(settings)
        feeds.check_links(settings, feeds.LinkOptions(allow_private=True))
        with pytest.raises(feeds.SeedsFolderError):
            feeds.validate_seeds(settings, [Path("nowhere")])
    assert said.getvalue() == ""


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("build.outt", 'build.outt: [build] has no key "outt"; did you mean "out"?'),
        ("foo", "foo: only a setting of a table, such as build.out, can be overridden"),
        ("topics.AI.slug", "topics.AI.slug: only a setting of a table"),
    ],
)
def test_an_override_that_is_no_setting_is_an_error_that_names_it(key: str, said: str) -> None:
    with pytest.raises(feeds.ConfigError, match=re.escape(said)) as raised:
        feeds.load_settings(None, {key: "x"})
    assert raised.value.key == key


def test_a_time_without_zone_and_no_workers_are_refused(folder: Path) -> None:
    settings = feeds.load_settings(folder / "feeds.toml")
    with pytest.raises(ValueError, match="has no time zone"):
        feeds.build_feeds(settings, now=datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake
    with pytest.raises(ValueError, match="jobs is 0; give 1 or more"):
        feeds.BuildOptions(jobs=0)


def test_to_check_writes_nothing_and_says_what_is_stale(folder: Path) -> None:
    settings = feeds.load_settings(folder / "feeds.toml")
    now, check = datetime(2026, 1, 1, tzinfo=UTC), feeds.BuildOptions(check=True)
    stale = feeds.build_feeds(settings, now=now, options=check)
    assert (stale.ok, bool(stale.written), (folder / "out" / "index.html").exists()) == (
        False, True, False,
    )  # fmt: skip
    feeds.build_feeds(settings, now=now)
    assert feeds.build_feeds(settings, now=now, options=check).written == ()


def test_no_paths_at_all_are_not_the_whole_folder(folder: Path) -> None:
    settings = feeds.load_settings(folder / "feeds.toml")
    assert feeds.validate_seeds(settings, []).checked == 0
    assert feeds.validate_seeds(settings).checked == 3
