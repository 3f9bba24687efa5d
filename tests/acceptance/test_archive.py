"""With ``[build] archive`` all entries stay in pages, which never change once published."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import feedparser
import pytest

from feeds.output.announcements import Announcement, parse_announcements
from feeds.render.formats import FORMATS
from feeds.reporters.summary import build_lines
from feeds.settings import Settings
from feeds.websub.ping import find_pings
from tests.acceptance.archived_folder import (
    SITE,
    built_settings,
    ids_of,
    pages_of,
    run,
    settings_in,
    write_seed,
)
from tests.acceptance.changing_folder import edit_unnoticed
from tests.acceptance.file_server import serve_files
from tests.plugins.command import RunFeeds


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return built_settings(tmp_path)


def next_of_xml(content: bytes) -> tuple[list[str], str | None, str | None]:
    """Return the ids of a feed, the address of the page before, and where to subscribe."""
    parsed = feedparser.parse(content)
    assert not parsed.bozo
    links = {link["rel"]: link["href"] for link in parsed.feed.links}
    ids = [entry.id for entry in parsed.entries]
    return ids, links.get("prev-archive"), links.get("current")


def next_of_json(content: bytes) -> tuple[list[str], str | None, str | None]:
    document = json.loads(content)
    return [item["id"] for item in document["items"]], document.get("next_url"), None


@pytest.mark.parametrize(
    ("file", "parse"),
    [("rss.xml", next_of_xml), ("atom.xml", next_of_xml), ("feed.json", next_of_json)],
)
def test_a_client_that_follows_the_pages_finds_every_entry(
    tmp_path: Path,
    file: str,
    parse: Callable[[bytes], tuple[list[str], str | None, str | None]],
) -> None:
    for number in range(11):
        write_seed(tmp_path / "seeds", number)
    with serve_files(tmp_path / "out") as server:
        address = server.url
        settings = settings_in(tmp_path)
        run(settings._replace(site=SITE._replace(url=address)))
        found: list[str] = []
        visited: list[str] = []
        url: str | None = f"{address}topics/ai/{file}"
        while url:
            assert url not in visited
            with urlopen(url) as answer:
                ids, older, current = parse(answer.read())
            assert current in (None, f"{address}topics/ai/{file}")
            # Pages overlap with nothing but the document to subscribe to (RFC 5005, section 4.2).
            found += [id_ for id_ in ids if id_ not in found] if len(visited) == 1 else ids
            visited.append(url)
            url = older
    assert found == [f"urn:x:{number}" for number in reversed(range(11))]
    assert visited[1:] == [f"{address}topics/ai/archive/{n}/{file}" for n in (3, 2, 1)]


def test_new_entries_change_no_page_and_make_the_next_one(settings: Settings) -> None:
    before = pages_of(settings.build.out)
    write_seed(settings.seeds.folder, 11)
    assert [path for path in run(settings).written if "archive" in path] == []
    write_seed(settings.seeds.folder, 12)
    written = [path for path in run(settings).written if "/archive/" in path]
    assert written == [
        f"{feed}/archive/4/{file}"
        for feed in ("all", "providers/zdnet", "topics/ai")
        for file in ("atom.xml", "feed.json", "rss.xml")
    ]
    assert pages_of(settings.build.out).items() >= before.items()


def test_a_page_keeps_what_became_of_its_seeds_since(settings: Settings) -> None:
    before = pages_of(settings.build.out)
    write_seed(settings.seeds.folder, 0, title="Changed")
    write_seed(settings.seeds.folder, 1, topics="[Chips]")
    (settings.seeds.folder / "2.md").unlink()
    write_seed(settings.seeds.folder, 99, publishedDateTime="2020-01-01T00:00:00Z")
    for use_cache in (True, False):
        run(settings, use_cache=use_cache)
        assert pages_of(settings.build.out) == before
    assert "urn:x:99" in ids_of(settings.build.out, "all")
    assert "urn:x:1" in ids_of(settings.build.out, "topics/chips")


@pytest.mark.parametrize("use_cache", [True, False])
def test_a_page_that_was_edited_or_lost_is_mended_and_its_other_formats_stay(
    settings: Settings, use_cache: bool
) -> None:
    before = pages_of(settings.build.out)
    (settings.build.out / "all/archive/1/rss.xml").write_text("mine")
    (settings.build.out / "all/archive/2/atom.xml").unlink()
    write_seed(settings.seeds.folder, 1, title="Changed")
    checked = run(settings, dry_run=True)
    assert {path for path in checked.written if "archive" in path} == {
        "all/archive/1/rss.xml",
        "all/archive/2/atom.xml",
    }
    run(settings, use_cache=use_cache)
    after = pages_of(settings.build.out)
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"all/archive/1/rss.xml"}
    assert b"Changed" in after["all/archive/1/rss.xml"]


def test_formats_and_siblings_that_come_later_leave_the_others_alone(tmp_path: Path) -> None:
    for number in range(7):
        write_seed(tmp_path / "seeds", number)
    first = settings_in(tmp_path, formats=("rss",))
    run(first)
    before = pages_of(tmp_path / "out")
    write_seed(tmp_path / "seeds", 0, title="Changed")
    run(settings_in(tmp_path, precompress=True))
    after = pages_of(tmp_path / "out")
    assert after.items() >= before.items()
    assert {path.rpartition("/")[2] for path in after} == {
        f"{file}{ending}"
        for file in ("rss.xml", "atom.xml", "feed.json")
        for ending in ("", ".gz", ".br")
    }
    run(first)
    assert pages_of(tmp_path / "out") == before


def test_a_site_that_moves_has_its_pages_made_for_its_new_address(settings: Settings) -> None:
    before = pages_of(settings.build.out)
    moved = settings._replace(site=SITE._replace(url="https://other.example/"))
    (settings.seeds.folder / "1.md").unlink()
    run(moved)
    pages = pages_of(settings.build.out)
    assert len(pages) == 27
    assert not [path for path, content in pages.items() if b"news.example" in content]
    # Of what has no seed any more, nothing else changes.
    assert "urn:x:1" in ids_of(settings.build.out, "all")
    file = "all/archive/1/rss.xml"
    old, new = (content.decode().split("<item>")[2] for content in (before[file], pages[file]))
    assert "urn:x:1<" in new
    assert new == old.replace("news.example", "other.example")


def pretty_print(file: Path) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()), indent=2))


@pytest.mark.parametrize(
    "cause",
    [
        lambda file: file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n")),
        lambda file: file.unlink(),
        lambda file: pretty_print(file.with_name("feed.json")),
        lambda file: shutil.rmtree(file.parents[4] / ".feeds-cache"),
    ],
    ids=["edited", "lost", "formatted", "no cache"],
)
@pytest.mark.parametrize("is_deleted", [True, False])
def test_what_has_no_valid_seed_stays_in_a_page_that_is_rendered_again(
    settings: Settings, cause: Callable[[Path], object], is_deleted: bool
) -> None:
    seed, out = settings.seeds.folder / "1.md", settings.build.out
    before = {path: parse_announcements_of(out / path) for path in pages_of(out)}
    valid = seed.read_text()
    seed.unlink() if is_deleted else seed.write_text(valid.replace("title:", "title: ["))
    run(settings)
    cause(out / "all/archive/1/rss.xml")
    run(settings)
    assert {path: parse_announcements_of(out / path) for path in pages_of(out)} == before
    seed.write_text(valid)
    run(settings)
    assert {path: parse_announcements_of(out / path) for path in pages_of(out)} == before


def parse_announcements_of(file: Path) -> tuple[Announcement, ...]:
    [name] = (name for name, format_ in FORMATS.items() if format_.file_name == file.name)
    return parse_announcements(name, file.read_bytes())


def test_without_archive_the_pages_go(settings: Settings, tmp_path: Path) -> None:
    off = settings._replace(build=settings.build._replace(archive=False))
    run(off)
    fresh = off._replace(build=off.build._replace(out=tmp_path / "new"))
    run(fresh, use_cache=False)
    kept, new = (
        {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in out.rglob("*")
            if path.is_file() and path.suffix not in (".lock", ".sqlite")
        }
        for out in (off.build.out, fresh.build.out)
    )
    assert kept == new


def test_the_hub_is_told_of_feeds_and_of_no_page(settings: Settings) -> None:
    assert [ping.address for ping in find_pings(settings, 1)] == [
        f"https://news.example/{feed}/{file}"
        for feed in ("all", "topics/ai", "providers/zdnet")
        for file in ("rss.xml", "atom.xml", "feed.json")
    ]


def test_pages_that_go_are_no_feeds_that_are_withdrawn(settings: Settings) -> None:
    report = run(settings._replace(build=settings.build._replace(archive=False)))
    assert len(report.removed) == 27
    assert not [line for line in build_lines(report, verbose=False) if "withdrew" in line]


def test_without_a_public_address_nothing_is_done(run_feeds: RunFeeds, tmp_path: Path) -> None:
    write_seed(tmp_path / "seeds", 0)
    (tmp_path / "feeds.toml").write_text("[build]\narchive = true\n")
    for arguments in (["build"], ["diff", "out"]):
        done = run_feeds(*arguments)
        assert done.returncode == 2
    assert not (tmp_path / "out").exists()
    assert run_feeds("build", "--site-url", "https://news.example/").returncode == 0


def test_workers_make_the_same_pages(settings: Settings, tmp_path: Path) -> None:
    one = settings._replace(build=settings.build._replace(limit=1, out=tmp_path / "one"))
    two = one._replace(build=one.build._replace(out=tmp_path / "two"))
    run(one, use_cache=False)
    run(two, use_cache=False, jobs=2)
    assert len(pages_of(two.build.out)) == 90
    assert pages_of(one.build.out) == pages_of(two.build.out)


def test_unchanged_pages_are_neither_read_nor_rendered(settings: Settings) -> None:
    """Otherwise they would be mended."""
    for path in pages_of(settings.build.out):
        edit_unnoticed(settings.build.out / path)
    before = pages_of(settings.build.out)
    assert b"Tilte" in before["all/archive/1/rss.xml"]
    write_seed(settings.seeds.folder, 11)
    run(settings)
    assert pages_of(settings.build.out) == before


def test_a_build_that_is_killed_has_settled_what_its_pages_hold(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_seed(settings.seeds.folder, 1, removed="true")
    for number in (11, 12):
        write_seed(settings.seeds.folder, number)

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("feeds.output.stage.Staging.replace", die)
        patched.setattr("feeds.output.stage.Staging.discard", lambda _: None)
        with pytest.raises(Killed):
            run(settings)
    # What comes before the next build neither joins the page that may have been seen already, nor
    # brings back what was to leave another.
    (settings.seeds.folder / "1.md").unlink()
    write_seed(settings.seeds.folder, 99, publishedDateTime="2020-01-01T00:00:00Z")
    run(settings)
    page = json.loads((settings.build.out / "all/archive/4/feed.json").read_bytes())
    assert [item["id"] for item in page["items"]] == ["urn:x:11", "urn:x:10", "urn:x:9"]
    assert "urn:x:1" not in ids_of(settings.build.out, "all")


def test_archived_articles_are_not_announced_again_unasked(settings: Settings) -> None:
    for number in range(6):
        write_seed(settings.seeds.folder, number, id=f"urn:new:{number}")
    before = pages_of(settings.build.out)
    for _ in range(2):
        report = run(settings, allow_reannounce=False)
        assert report.withheld
        assert report.warnings == ()
        (error,) = report.errors
        assert error.startswith("subscribers would get 6 entries once more, with a new id: ")
    run(settings)
    assert pages_of(settings.build.out).items() >= before.items()
    assert run(settings, allow_reannounce=False).warnings == ()


def test_one_archived_article_with_another_id_is_warned_of_once(settings: Settings) -> None:
    (settings.seeds.folder / "2.md").unlink()
    assert run(settings, allow_reannounce=False).warnings == ()
    write_seed(settings.seeds.folder, 1, id="urn:new:1")
    write_seed(settings.seeds.folder, 11, title="Title 2", publishedDateTime="2022-09-12T02:00:00Z")
    (warning,) = run(settings, allow_reannounce=False).warnings
    seed = settings.seeds.folder / "1.md"
    assert warning == (
        f"subscribers get 1 entry once more, with a new id: {seed} (was urn:x:1, is"
        " urn:new:1); write the old id into the field id of the seed"
    )
    write_seed(settings.seeds.folder, 12)
    assert run(settings, allow_reannounce=False).warnings == ()


@pytest.fixture
def find_differences(run_feeds: RunFeeds, tmp_path: Path) -> Callable[[], Any]:
    """Return what compares the feed of all entries with what a build would write."""
    (tmp_path / "feeds.toml").write_text(
        '[site]\nurl = "https://news.example/"\n[build]\narchive = true\nlimit = 3\n'
    )

    def find() -> Any:
        done = run_feeds("diff", "--format", "json", "--now", "2022-10-12T00:00:00Z")
        return next(f for f in json.loads(done.stdout)["feeds"] if f["path"] == "all")

    return find


def test_a_diff_tells_what_is_archived_from_what_is_withdrawn(
    settings: Settings, find_differences: Callable[[], Any]
) -> None:
    before = pages_of(settings.build.out)
    write_seed(settings.seeds.folder, 8, removed="true")
    write_seed(settings.seeds.folder, 11)
    write_seed(settings.seeds.folder, 99, publishedDateTime="2020-01-01T00:00:00Z")
    assert [entry["id"] for entry in find_differences()["withdrawn"]] == ["urn:x:8"]
    assert pages_of(settings.build.out) == before


def test_a_diff_tells_that_an_archived_article_is_announced_again(
    settings: Settings, find_differences: Callable[[], Any]
) -> None:
    write_seed(settings.seeds.folder, 1, id="urn:new:1")
    (settings.seeds.folder / "2.md").unlink()
    found = find_differences()
    assert [entry["former_id"] for entry in found["reannounced"]] == ["urn:x:1"]
    assert (found["new"], found["withdrawn"]) == ([], [])
    assert [entry["id"] for entry in found["dropped"]] == ["urn:x:8"]
