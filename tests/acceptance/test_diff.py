"""``feeds diff``, and the build that stops before it announces everything again."""

import json
import shutil
from pathlib import Path

import pytest

from feeds.output.copies import MANIFEST_NAMES
from feeds.output.manifest import Manifest
from feeds.output.publish import load_manifest, publish
from feeds.output.stage import Staging
from feeds.problems.errors import OutputError
from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds

NOW = {"SOURCE_DATE_EPOCH": "1790000000"}
CONFIG = '[site]\nurl = "https://news.example/"\n'
OLD_IDS = {
    1: "urn:uuid:82e3e698-ac42-5bd3-b476-8e74d6722f5d",
    2: "urn:uuid:72ec4509-b58f-53e1-ab53-cf4d9753369e",
    3: "urn:uuid:3a4f187c-2770-5061-b051-cbb5b0d9ed5f",
}


@pytest.fixture(autouse=True)
def _config(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text(CONFIG)


def bytes_below(folder: Path, *, manifest: bool = True) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (manifest or not path.name.startswith(".feeds"))
    }


def build(run_feeds: RunFeeds, tmp_path: Path, *texts: str) -> None:
    """Publish seeds of these *texts*."""
    write_seeds(tmp_path / "seeds", *texts)
    done = run_feeds("build", "--quiet", env=NOW)
    assert (done.stderr, done.returncode) == ("", 0)


def renamed(number: int) -> str:
    return seed(number, f"id: urn:new:{number}")


def stopped(count: int) -> str:
    """Return what a build says that would announce *count* entries again, in the seeds 1 to *n*."""
    named = ", ".join(
        f"seeds/{number}.md (was {old}, is urn:new:{number})" for number, old in OLD_IDS.items()
    )
    return (
        f"feeds: error: subscribers would get {count} entries once more, with a new id: {named} and"
        f" {count - 3} more, which feeds diff names; write the old id into the field id of the seed;"
        " the output folder was left as it is; give --allow-reannounce if that is meant\n"
    )


def test_the_published_feeds_are_compared_with_a_build_that_is_not_made(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    build(run_feeds, tmp_path, seed(1), seed(2))
    write_seeds(tmp_path / "seeds", seed(1, title="Better"), seed(2), seed(3, topics="[Law]"))
    before = bytes_below(tmp_path)
    done = run_feeds("diff", env=NOW)
    assert (done.stdout, done.stderr, done.returncode) == (
        "all: 1 new, 1 updated\n"
        "  new: Title 3 <https://example.org/3>\n"
        "  updated (title, content): Better <https://example.org/1>\n"
        "providers/zdnet: 1 new, 1 updated\n"
        "  new: Title 3 <https://example.org/3>\n"
        "  updated (title, content): Better <https://example.org/1>\n"
        "topics/ai: 1 updated\n"
        "  updated (title, content): Better <https://example.org/1>\n"
        "topics/law (new feed): 1 new\n"
        "  new: Title 3 <https://example.org/3>\n"
        "4 of 4 feeds will look different\n",
        "",
        0,
    )
    assert bytes_below(tmp_path) == before


@pytest.mark.parametrize("format_name", ["rss", "atom", "json"])
def test_right_after_a_build_nothing_differs_in_any_format(
    tmp_path: Path, run_feeds: RunFeeds, format_name: str
) -> None:
    write_seeds(tmp_path / "seeds", seed(1), seed(2))
    (tmp_path / "feeds.toml").write_text(f'{CONFIG}[build]\nformats = ["{format_name}"]\n')
    run_feeds("build", env=NOW)
    done = run_feeds("diff", env=NOW)
    assert (done.stdout, done.returncode) == ("0 of 3 feeds will look different\n", 0)


def test_two_folders_are_compared_and_another_id_is_a_problem(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    build(run_feeds, tmp_path, seed(1), seed(2))
    shutil.copytree(tmp_path / "out", tmp_path / "before")
    write_seeds(tmp_path / "seeds", seed(1), renamed(2))
    run_feeds("build", env=NOW)
    done = run_feeds("diff", "before", "out", "--format", "json")
    again = {
        "id": "urn:new:2",
        "url": "https://example.org/2",
        "title": "Title 2",
        "published": "2022-09-02T13:00:00Z",
        "former_id": OLD_IDS[2],
    }
    report = json.loads(done.stdout)
    assert [(feed["path"], feed["reannounced"]) for feed in report["feeds"]] == [
        ("all", [again]),
        ("providers/zdnet", [again]),
        ("topics/ai", [again]),
    ]
    assert (report["compared"], report["reannounced"], done.returncode) == (3, 1, 1)


def test_a_pull_request_is_told_in_markdown(tmp_path: Path, run_feeds: RunFeeds) -> None:
    build(run_feeds, tmp_path, seed(1))
    done = run_feeds("diff", "out", "out", "--format", "markdown")
    assert (done.stdout, done.returncode) == (
        "## What subscribers will see\n\n0 of 3 feeds will look different.\n",
        0,
    )


def test_a_folder_without_feeds_is_wrong_use(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    done = run_feeds("diff", env=NOW)
    assert (done.stdout, done.stderr, done.returncode) == (
        "",
        "feeds: error: there is no folder out; build the feeds first, or name another folder\n",
        2,
    )
    done = run_feeds("diff", "seeds", env=NOW)
    assert (done.stdout, done.stderr, done.returncode) == (
        "",
        "feeds: error: seeds holds no feeds.json; name a folder that feeds build has written\n",
        2,
    )


def test_a_build_that_would_announce_many_entries_again_stops(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    build(run_feeds, tmp_path, *(seed(number) for number in range(1, 7)))
    write_seeds(tmp_path / "seeds", *(renamed(number) for number in range(1, 7)))
    before = bytes_below(tmp_path / "out")
    for arguments in (["--dry-run"], ["--check"], []):
        done = run_feeds("build", "--quiet", *arguments, env=NOW)
        assert (done.stdout, done.returncode) == ("", 1)
        assert done.stderr == stopped(6)
    assert bytes_below(tmp_path / "out") == before


@pytest.mark.parametrize("format_name", ["text", "json", "markdown"])
def test_what_stops_a_build_is_what_is_shown(
    tmp_path: Path, run_feeds: RunFeeds, format_name: str
) -> None:
    build(run_feeds, tmp_path, *(seed(number) for number in range(1, 7)))
    write_seeds(tmp_path / "seeds", *(renamed(number) for number in range(1, 7)))
    done = run_feeds("diff", "--format", format_name, env=NOW)
    assert (done.stderr, done.returncode) == ("", 1)
    assert all(f"urn:new:{number}" in done.stdout for number in range(1, 7))


def test_the_end_of_every_entry_is_shown_before_it_comes(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    build(run_feeds, tmp_path, seed(1))
    write_seeds(tmp_path / "seeds", seed(1, published="false"))
    gone = "  withdrawn: Title 1 <https://example.org/1>\n"
    shown = (
        f"all: 1 withdrawn\n{gone}providers/zdnet (withdrawn feed): 1 withdrawn\n{gone}"
        f"topics/ai (withdrawn feed): 1 withdrawn\n{gone}withheld: {{why}}"
        "3 of 3 feeds will look different\n"
    )
    for unpublished in (True, False):
        if not unpublished:
            (tmp_path / "seeds/1.md").unlink()
        withheld = run_feeds("build", "--quiet", env=NOW).stderr.splitlines(keepends=True)[0]
        why = withheld.removeprefix("feeds: error: ")
        done = run_feeds("diff", env=NOW)
        assert (done.stdout, done.stderr, done.returncode) == (shown.format(why=why), "", 1)


def test_what_stopped_a_build_may_be_meant(tmp_path: Path, run_feeds: RunFeeds) -> None:
    build(run_feeds, tmp_path, *(seed(number) for number in range(1, 7)))
    write_seeds(tmp_path / "seeds", *(renamed(number) for number in range(1, 7)))
    done = run_feeds("build", "--quiet", "--allow-reannounce", env=NOW)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    again = run_feeds("build", "--quiet", env=NOW)
    assert (again.stdout, again.stderr, again.returncode) == ("", "", 0)


def test_corrected_addresses_do_not_hide_that_ids_changed(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    build(run_feeds, tmp_path, *(seed(number) for number in range(1, 7)))
    moved = [seed(n, webUrl=f"https://example.com/{n}") for n in range(1, 7)]
    write_seeds(tmp_path / "seeds", *moved)
    assert run_feeds("build", env=NOW).returncode == 1
    kept = [
        seed(n, webUrl=f"https://example.com/{n}", id=OLD_IDS.get(n, f"urn:{n}"))
        for n in range(1, 7)
    ]
    write_seeds(tmp_path / "seeds", *kept)
    assert run_feeds("build", env=NOW).returncode == 0


def test_a_handful_is_published_with_a_warning(tmp_path: Path, run_feeds: RunFeeds) -> None:
    build(run_feeds, tmp_path, seed(1), seed(2))
    write_seeds(tmp_path / "seeds", renamed(1), seed(2))
    said = (
        "once more, with a new id: seeds/1.md (was"
        f" {OLD_IDS[1]}, is urn:new:1); write the old id into the field id of the seed\n"
    )
    for arguments, warning in (
        (["--dry-run"], f"warning: subscribers would get 1 entry {said}"),
        ([], f"warning: subscribers get 1 entry {said}"),
        ([], ""),
        (["--check"], ""),
    ):
        done = run_feeds("build", "--quiet", *arguments, env=NOW)
        assert (done.stdout, done.stderr, done.returncode) == ("", warning, 0)


def test_a_manifest_that_remembers_no_entries_stops_nothing(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    build(run_feeds, tmp_path, *(seed(number) for number in range(1, 7)))
    manifest = tmp_path / "out/.feeds-manifest.json"
    record = json.loads(manifest.read_bytes())
    for part in ("entries", "sources", "site", "feeds", "checksum"):
        del record[part]
    manifest.write_text(json.dumps(record))
    build(run_feeds, tmp_path, *(renamed(number) for number in range(1, 7)))


@pytest.mark.parametrize("damage", [b"", b"{}", None], ids=["empty", "no manifest", "deleted"])
def test_without_a_manifest_the_feeds_tell_which_ids_were_published(
    tmp_path: Path, run_feeds: RunFeeds, damage: bytes | None
) -> None:
    build(run_feeds, tmp_path, *(seed(number) for number in range(1, 8)))
    for name in MANIFEST_NAMES:
        if damage is None:
            (tmp_path / "out" / name).unlink()
        else:
            (tmp_path / "out" / name).write_bytes(damage)
    before = bytes_below(tmp_path / "out")
    write_seeds(tmp_path / "seeds", *(renamed(number) for number in range(1, 8)))
    done = run_feeds("build", "--quiet", "--overwrite", env=NOW)
    assert done.returncode == 1
    assert "subscribers would get 7 entries once more" in done.stderr
    assert bytes_below(tmp_path / "out") == before
    done = run_feeds("build", "--quiet", "--overwrite", "--allow-reannounce", env=NOW)
    assert done.returncode == 0
    assert run_feeds("build", "--quiet", env=NOW).stderr == ""


def test_a_build_that_fails_half_way_leaves_the_ids_known_that_were_published_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, [("rss.xml", b"1")], record=Manifest(entries={"urn:1": ("key",)}))

    def fail(_: Staging) -> None:
        raise OSError

    with monkeypatch.context() as patch, pytest.raises(OutputError):
        patch.setattr(Staging, "replace", fail)
        publish(tmp_path, [("rss.xml", b"2")], record=Manifest(entries={"urn:2": ("key",)}))
    assert load_manifest(tmp_path).entries == {"urn:1": ("key",)}
    publish(tmp_path, [("rss.xml", b"2")], record=Manifest(entries={"urn:2": ("key",)}))
    assert load_manifest(tmp_path).entries == {"urn:2": ("key",)}


def test_what_is_published_does_not_depend_on_what_was(tmp_path: Path, run_feeds: RunFeeds) -> None:
    build(run_feeds, tmp_path, *(seed(number) for number in range(1, 4)))
    write_seeds(tmp_path / "seeds", renamed(1), seed(2), renamed(3))
    run_feeds("build", env=NOW)
    run_feeds("build", "--out", "fresh", env=NOW)
    # But for the ids that entries had before.
    out, fresh = (bytes_below(tmp_path / name, manifest=False) for name in ("out", "fresh"))
    assert out == fresh
