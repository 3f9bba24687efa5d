"""What is withdrawn leaves the pages of archives, whatever became of its id and address since."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from feeds.build.run import build_feeds
from feeds.output.manifest import COPY_NAME, MANIFEST_NAME, parse_manifest
from feeds.settings import Settings
from feeds.validation.publication import derive_id
from tests.acceptance.archived_folder import (
    NOW,
    built_settings,
    ids_of,
    pages_of,
    run,
    settings_in,
    write_seed,
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return built_settings(tmp_path)


@pytest.mark.parametrize("use_cache", [True, False])
@pytest.mark.parametrize(
    "state",
    [
        {"removed": "true"},
        {"published": "false"},
        # Errors, of which it is plain what they mean.
        {"published": "no"},
        {"published": '"false"'},
        {"removed": "2022-09-30"},
        {"deleted": "yes"},
    ],
    ids=str,
)
def test_a_withdrawn_article_leaves_its_page_and_no_other_changes(
    settings: Settings, state: dict[str, str], use_cache: bool
) -> None:
    before = pages_of(settings.build.out)
    write_seed(settings.seeds.folder, 1, **state)
    run(settings, use_cache=use_cache)
    after = pages_of(settings.build.out)
    assert {path.rpartition("/")[0] for path in after if after[path] != before[path]} == {
        f"{feed}/archive/1" for feed in ("all", "providers/zdnet", "topics/ai")
    }
    assert not [path for path, content in after.items() if b"urn:x:1<" in content]
    (settings.seeds.folder / "1.md").unlink()
    run(settings)
    assert pages_of(settings.build.out) == after


def test_a_withdrawn_article_leaves_the_pages_that_know_it_by_the_id_of_its_address(
    settings: Settings,
) -> None:
    """It was given an id of its own when it was archived already."""
    folder, derived = settings.seeds.folder, derive_id("https://example.org/50")
    address = {"publishedDateTime": "2020-01-01T00:00:00Z", "webUrl": "https://example.org/50"}
    write_seed(folder, 50, id=derived, **address)
    for number in range(51, 57):
        write_seed(folder, number, publishedDateTime=f"2020-01-02T00:00:{number}Z")
    run(settings)
    assert derived in ids_of(settings.build.out, "all")
    write_seed(folder, 50, id="urn:x:50", removed="true", **address)
    run(settings)
    assert derived not in ids_of(settings.build.out, "all")


ELSEWHERE = {"webUrl": "https://example.org/elsewhere"}
OTHER = {"id": "urn:x:other", "title": "Another"}
EXPIRED = {"expiryDate": "2022-10-01T00:00:00Z"}


@pytest.mark.parametrize(
    "edits",
    [
        [{"id": ""}, {"id": "", "published": "false"}],
        [{"id": "urn:x:other"}, {"id": "urn:x:other", "removed": "true"}],
        [{"id": ""}, {"id": "", "title": "Another", "published": "false"}],
        [{"id": ""} | ELSEWHERE, {"id": "", "published": "false"} | ELSEWHERE],
        [{"id": "", "published": "false"} | ELSEWHERE],
        [{"id": "urn:x:other", "published": "false", "title": "Another"}],
        [{"id": "", "published": "false", "topics": "7"}],
        [{"id": ""} | EXPIRED | ELSEWHERE],
        [{"topics": "7"} | EXPIRED],
        # Nothing but the date, or the title, is as it was.
        [{"id": "", "published": "false", "title": "Another"} | ELSEWHERE],
        [{"id": "", "publishedDateTime": "2022-09-01T00:00:00Z"} | ELSEWHERE | EXPIRED],
    ],
)
@pytest.mark.parametrize("is_old", [True, False])
def test_a_withdrawn_article_leaves_the_pages_that_know_it_by_a_former_id(
    settings: Settings, edits: list[dict[str, str]], is_old: bool
) -> None:
    before = pages_of(settings.build.out)
    for fields in edits:
        write_seed(settings.seeds.folder, 1, **fields)
        run(settings)
        if is_old:
            forget_what_is_known_of_the_gone(settings.build.out)
    pages = pages_of(settings.build.out)
    assert not [path for path, content in pages.items() if b"urn:x:1<" in content]
    assert not [path for path, content in pages.items() if b"Text 1\n" in content]
    kept = {path for path in before if "/archive/1/" not in path}
    assert {path: pages[path] for path in kept} == {path: before[path] for path in kept}


@pytest.mark.parametrize("between", [[], [OTHER | ELSEWHERE]])
@pytest.mark.parametrize("end", [{"published": "false"}, EXPIRED])
def test_a_withdrawn_article_leaves_the_pages_though_nothing_of_it_is_as_it_was(
    settings: Settings, between: list[dict[str, str]], end: dict[str, str]
) -> None:
    """The build that saw it get another id has noted which."""
    for fields in [OTHER, *between, OTHER | ELSEWHERE | end]:
        write_seed(settings.seeds.folder, 1, **fields)
        run(settings)
    assert not {"urn:x:1", "urn:x:other"} & ids_of(settings.build.out, "all")


@pytest.mark.parametrize(
    "edits",
    [
        [{"title": "Another"}, OTHER | {"id": ""} | ELSEWHERE],
        [{"id": ""} | ELSEWHERE, OTHER | ELSEWHERE],
        [ELSEWHERE, {"title": "Another"} | ELSEWHERE, OTHER | ELSEWHERE],
    ],
)
def test_a_withdrawn_article_leaves_the_pages_after_one_edit_a_build(
    settings: Settings, edits: list[dict[str, str]]
) -> None:
    """Each of which leaves something as it was."""
    for fields in [*edits, edits[-1] | {"published": "false"}]:
        write_seed(settings.seeds.folder, 1, **fields)
        run(settings)
    assert not {"urn:x:1", "urn:x:other"} & ids_of(settings.build.out, "all")


def test_another_article_in_the_same_file_withdraws_none(settings: Settings) -> None:
    before = pages_of(settings.build.out)
    other = OTHER | ELSEWHERE | {"publishedDateTime": "2022-09-01T00:00:00Z", "draft": "true"}
    write_seed(settings.seeds.folder, 1, **other)
    for _ in range(2):
        run(settings)
        assert pages_of(settings.build.out) == before


@pytest.mark.parametrize("edit", [{}, ELSEWHERE])
def test_a_withdrawn_article_leaves_its_page_though_another_has_its_id(
    settings: Settings, edit: dict[str, str]
) -> None:
    write_seed(settings.seeds.folder, 1, published="false", **edit)
    write_seed(settings.seeds.folder, 20, id="urn:x:1")
    run(settings)
    pages = pages_of(settings.build.out)
    assert not [path for path, content in pages.items() if b"Text 1\n" in content]
    assert "urn:x:1" in ids_of(settings.build.out, "all")
    for number in range(21, 27):
        write_seed(settings.seeds.folder, number)
        run(settings)
    assert pages_of(settings.build.out).items() >= pages.items()
    later = [
        path for path, content in pages_of(settings.build.out).items() if b"Text 20" in content
    ]
    assert later
    assert not set(later) & pages.keys()


def test_an_archived_article_that_moves_to_another_seed_stays_in_its_page(
    settings: Settings,
) -> None:
    before = pages_of(settings.build.out)
    (settings.seeds.folder / "1.md").rename(settings.seeds.folder / "moved.md")
    write_seed(settings.seeds.folder, 1, published="false")
    run(settings)
    assert pages_of(settings.build.out) == before


def forget_what_is_known_of_the_gone(out: Path) -> None:
    """Make the manifest one of a version that did not note it."""
    manifest = parse_manifest((out / MANIFEST_NAME).read_bytes())
    older = manifest._replace(history=manifest.history._replace(known_by={}))
    for name in (MANIFEST_NAME, COPY_NAME):
        (out / name).write_bytes(older.to_bytes())


def test_an_article_whose_seed_is_gone_stays_though_others_are_withdrawn(
    settings: Settings,
) -> None:
    before = pages_of(settings.build.out)
    (settings.seeds.folder / "1.md").unlink()
    write_seed(settings.seeds.folder, 20, title="Title 1", published="false")
    write_seed(settings.seeds.folder, 21, published="false")
    for _ in range(2):
        run(settings)
        assert pages_of(settings.build.out) == before


def test_an_invalid_seed_leaves_its_page_when_it_expires(settings: Settings) -> None:
    write_seed(settings.seeds.folder, 1, topics="7", expiryDate="2022-10-13T00:00:00Z")
    run(settings)
    assert "urn:x:1" in ids_of(settings.build.out, "all")
    build_feeds(settings, now=NOW + timedelta(days=1))
    assert "urn:x:1" not in ids_of(settings.build.out, "all")


def test_an_invalid_seed_can_be_withdrawn_as_well(settings: Settings) -> None:
    write_seed(settings.seeds.folder, 1, removed="true", topics="7")
    run(settings)
    assert "urn:x:1" not in ids_of(settings.build.out, "all")


@pytest.mark.parametrize(
    "options", [{}, {"formats": ("rss",)}, {"formats": ("json",), "content": "excerpt"}], ids=str
)
@pytest.mark.parametrize("mention", ["https://example.org/4", "http://www.example.org/4/?fbclid=x"])
def test_a_withdrawn_article_leaves_the_related_coverage_of_others(
    tmp_path: Path, options: dict[str, Any], mention: str
) -> None:
    folder, related = tmp_path / "seeds", f"[{{title: Related four, webUrl: '{mention}'}}]"
    for number in range(11):
        write_seed(folder, number, **({"related": related} if number in (1, 5) else {}))
    settings = settings_in(tmp_path, **options)
    run(settings)
    before = pages_of(settings.build.out)
    told = {path for path, content in before.items() if b"Related four" in content}
    # Of a seed that is deleted, nothing is made anew.
    (folder / "5.md").unlink()
    write_seed(folder, 4, removed="true")
    run(settings)
    after = pages_of(settings.build.out)
    assert {path for path, content in after.items() if b"Related four" in content} == {
        path for path in told if "/archive/2/" in path
    }
    assert {path.split("/archive/")[1][0] for path in after if after[path] != before[path]} == {
        "1",
        "2",
    }
    # All else of the page is as it was.
    for path in told:
        if path.endswith("archive/1/rss.xml"):
            old, new = (content[path].split(b"<item>") for content in (before, after))
            assert [old[0], *old[1:2], *old[3:]] == [new[0], *new[1:2], *new[3:]]
    for _ in range(2):
        run(settings)
        assert pages_of(settings.build.out) == after


@pytest.mark.parametrize(
    "fields",
    [
        {"publishedDateTime": "2032-09-12T13:00:00Z"},
        # Faults, of which nobody can tell whether they were to withdraw anything.
        {"expiryDate": "yesterday"},
        {"publishedDateTime": "soon"},
        {"webUrl": "nowhere"},
        {"topics": "7"},
    ],
    ids=str,
)
def test_what_leaves_feeds_and_no_seed_withdraws_is_said_once_to_stay_in_pages(
    settings: Settings, fields: dict[str, str]
) -> None:
    before = pages_of(settings.build.out)
    write_seed(settings.seeds.folder, 1, **fields)
    [warning] = run(settings).warnings
    assert warning.startswith(
        "1 published entry is out of the feeds that subscribers fetch, and in archive pages still: "
    )
    assert warning.endswith("/1.md; to withdraw from these, too, write published: false")
    assert pages_of(settings.build.out) == before
    assert not run(settings).warnings
