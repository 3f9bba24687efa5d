"""Whatever lies in the seeds folder, the run says so clearly and goes on."""

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import feedparser
import pytest

from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import WITHOUT_ROOT, RunFeeds, clean_environment

# Name of the case: bytes of the file, place, id of the problem, part of its message.
FILES: dict[str, tuple[bytes, str, str]] = {
    "0 bytes": (b"", "1:1: error[empty-file]", "the file is empty"),
    "only a fence": (b"---\n", "1:1: error[unclosed-front-matter]", "never closed"),
    "garbage": (random.Random(7).randbytes(50 << 20), "1:1: error[oversized-file]", "larger than 16 MiB"),
    "endless fields": (b"---\n" + b"x: y\n" * (1 << 20), "1:1: error[oversized-front-matter]", "larger than 1 MiB"),
    "huge body": (seed(2).encode() + b"x" * (17 << 20), "1:1: error[oversized-file]", "larger than 16 MiB"),
    "deep nesting": (seed(2, f"x: {'[' * 10_000}").encode(), "8:35: error[too-deep]", "nested more than 32 levels"),
    "deep mapping": (seed(2, "x: " + "{a: " * 10_000).encode(), "8:128: error[too-deep]", "nested more than 32 levels"),
    "control character": (seed(2, title='"a\\x0bb"').encode(), "2:10: error[control-character]", "U+000B"),
    "raw control character": (seed(2, title="a\x0bb").encode(), "2:9: error[control-character]", "U+000B"),
    "lone surrogate": (seed(2, title='"\\ud800"').encode(), "2:9: error[yaml-syntax]", "the escape stands for no character"),
    "relative URL": (seed(2, webUrl="/news/2").encode(), '4:9: error[relative-url]', 'webUrl "/news/2" is relative'),
    "script URL": (seed(2, webUrl='"javascript:alert(1)"').encode(), "4:10: error[invalid-url]", "has the scheme javascript"),
    "number as topic": (seed(2, topics="[2024]").encode(), "7:10: error[wrong-type]", "topics[0] 2024 is a number, not text"),
    "random bytes": (b"\xff" + random.Random(7).randbytes(1 << 20), "1:1: error[undecodable-bytes]", "not valid UTF-8"),
    "secret in the body": (seed(2).encode() + b'secured: "AAAABBBB;CCCC"\n---\n', "9:11: error[exposed-secret]", "stands outside the field secured"),
    "list as seed": (b"---\n- a\n---\n", "2:1: error[not-a-mapping]", "not a mapping of fields"),
    "no date": (seed(2, publishedDateTime="").encode(), "1:1: error[missing-field]", "publishedDateTime is missing"),
    "alias bomb": (seed(2, "x: &a [1]", "y: [" + "*a, " * 20 + "]").encode(), "", "more than 10 YAML aliases"),
    "unknown tag": (seed(2, title="!!python/object:os.system x").encode(), "2:8: error[unknown-tag]", "is not known"),
}  # fmt: skip


@pytest.mark.parametrize("case", FILES)
def test_faulty_file_is_reported_and_the_rest_is_published(
    tmp_path: Path, run_feeds: RunFeeds, case: str
) -> None:
    raw, place, message = FILES[case]
    write_seeds(tmp_path / "seeds", seed(1))
    (tmp_path / "seeds/2.md").write_bytes(raw)
    done = run_feeds("build", "--format", "atom")
    assert done.returncode == 1
    assert f"seeds/2.md:{place}" in done.stderr
    assert message in done.stderr
    assert "remedy: " in done.stderr
    assert done.stdout.startswith("read 2 seeds in seeds\n")
    assert "left out 1 seed: 1 invalid\n" in done.stdout
    entries = feedparser.parse((tmp_path / "out/all/atom.xml").read_bytes()).entries
    assert [entry.title for entry in entries] == ["Title 1"]


def make_folder(path: Path) -> None:
    path.mkdir()


def make_dangling_link(path: Path) -> None:
    path.symlink_to(path.with_name("gone.md"))


def make_link_outside(path: Path) -> None:
    path.symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (make_folder, "not read: it is a folder, not a seed"),
        (os.mkfifo, "not read: it is not a regular file"),
        (make_dangling_link, "not read: it is a link that leads nowhere"),
        (make_link_outside, "not read: it is a link out of the seeds folder"),
    ],
)
def test_what_is_no_file_is_a_warning(
    tmp_path: Path, run_feeds: RunFeeds, make: Callable[[Path], None], message: str
) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    make(tmp_path / "seeds" / "x.md")
    done = run_feeds("build", "--site-url", "https://news.example/")
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == f"seeds/x.md:1:1: warning[ignored-path] {message}"
    assert done.stdout.startswith("read 1 seed in seeds\n")
    assert "left out" not in done.stdout


def test_non_ascii_url_is_published_encoded(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1, webUrl="https://例え.jp/ü?q=é"))
    done = run_feeds("build")
    assert (done.returncode, "non-ascii-url" in done.stderr) == (0, False)
    said = run_feeds("validate", "-v").stdout
    assert "seeds/1.md:4:9: info[non-ascii-url]" in said
    assert 'as it is published: "https://xn--r8jz45g.jp/%C3%BC?q=%C3%A9"' in said
    link = feedparser.parse((tmp_path / "out/all/rss.xml").read_bytes()).entries[0].link
    assert link == "https://xn--r8jz45g.jp/%C3%BC?q=%C3%A9"


@pytest.mark.parametrize("make", [Path.exists, make_folder], ids=["missing", "empty"])
def test_missing_or_empty_folder_withdraws_nothing(
    tmp_path: Path, run_feeds: RunFeeds, make: Callable[[Path], object]
) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    run_feeds("build")
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")}
    (tmp_path / "seeds/1.md").unlink()
    (tmp_path / "seeds").rmdir()
    make(tmp_path / "seeds")
    done = run_feeds("build", "--quiet")
    # A folder that is there may be meant, and a build of it is withheld until that is said.
    assert (done.returncode, done.stdout) == (1 if make is make_folder else 2, "")
    assert done.stderr.startswith("feeds: error: the")
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")} == before


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_file_name_that_is_no_text_is_reported(
    tmp_path: Path, run_feeds: RunFeeds, encoding: str
) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    (tmp_path / "seeds" / os.fsdecode(b"\xff.md")).write_text("")
    done = run_feeds("validate", env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 1
    assert done.stdout.startswith("seeds/\\udcff.md:1:1: error[empty-file] the file is empty\n")


def run_without_root(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run ``feeds`` so that permissions bind it, even if the tests run as root."""
    return subprocess.run(
        [*WITHOUT_ROOT, sys.executable, "-m", "feeds", *args],
        cwd=folder, env=clean_environment(), capture_output=True, encoding="utf-8", timeout=60,
        check=False,
    )  # fmt: skip


@pytest.mark.needs("setpriv")
def test_unreadable_file_and_folder_are_errors_and_the_rest_is_published(tmp_path: Path) -> None:
    write_seeds(tmp_path / "seeds", seed(1), seed(2))
    write_seeds(tmp_path / "seeds" / "sub", seed(3))
    (tmp_path / "seeds/2.md").chmod(0)
    (tmp_path / "seeds/sub").chmod(0)
    try:
        done = run_without_root(tmp_path, "build", "--site-url", "https://news.example/")
    finally:
        (tmp_path / "seeds/sub").chmod(0o755)
    assert done.returncode == 1
    assert done.stderr == (
        "seeds/2.md:1:1: error[unreadable-file] the file cannot be read: Permission denied;"
        " the article is left out\n    remedy: check its permissions\n"
        "seeds/sub:1:1: error[unreadable-folder] the folder cannot be read: Permission denied;"
        " all in it is left out\n"
        "    remedy: check its permissions\n"
    )
    assert done.stdout.startswith("read 2 seeds in seeds\npublished 1 entry in ")
    assert "left out 1 seed: 1 invalid\n" in done.stdout


@pytest.mark.needs("setpriv")
def test_unwritable_output_folder_is_a_clear_error(tmp_path: Path) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    (tmp_path / "out").mkdir(mode=0o555)
    done = run_without_root(tmp_path, "build")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("feeds: error: ")
    assert "out/.feeds.lock cannot be written: Permission denied" in done.stderr
    assert "choose another output folder" in done.stderr


@pytest.mark.needs("setpriv")
@pytest.mark.parametrize(
    ("notes", "reason"),
    [
        ((), "Permission denied"),
        (("CACHEDIR.TAG", ".gitignore"), "unable to open database file; check the permissions"),
    ],
)
def test_cache_folder_without_permission_is_named_with_reason_and_remedy(
    tmp_path: Path, notes: Sequence[str], reason: str
) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    cache = tmp_path / ".feeds-cache"
    cache.mkdir()
    for name in notes:
        (cache / name).touch()
    cache.chmod(0o555)
    done = run_without_root(tmp_path, "build", "--site-url", "https://news.example/")
    assert done.returncode == 0
    assert re.fullmatch(
        rf"warning: \.feeds-cache/build-\w+\.sqlite cannot be written \({reason}\): the next build"
        r" will take longer; mend that, set \[links\] cache in feeds\.toml to a folder that can be"
        r" written, or give --no-cache\n",
        done.stderr,
    )


def test_control_characters_in_any_text_never_reach_a_feed(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    write_seeds(tmp_path / "seeds", seed(1) + "Body with \x0b and &#11; and <b>&#x1;</b>")
    done = run_feeds("build")
    assert done.returncode == 0
    feed = feedparser.parse((tmp_path / "out/all/rss.xml").read_bytes())
    assert not feed.bozo
    assert feed.entries[0].content[0].value.startswith("<p>Body with")
