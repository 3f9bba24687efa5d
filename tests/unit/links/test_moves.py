"""Which links are rewritten, and which stay."""

from uuid import NAMESPACE_URL, uuid5

import pytest

from feeds.fixes.mend import mend_seed
from feeds.links.moves import MovedLinks, remedies, why_not

OLD = "https://a.example/old"
NEW = "https://b.example/new?x=1"


def mend(*lines: str, also: frozenset[str] = frozenset()) -> tuple[list[str], list[str]]:
    """Return the *lines* of a front matter with moves written, and what is said of the others."""
    raw = "\n".join(["---", *lines, "---", "", f"Body with {OLD}.", ""]).encode()
    rule = MovedLinks(moves={OLD: NEW}, also=also)
    mended = mend_seed("1.md", raw, rule)
    return mended.after.decode().splitlines()[1:-3], list(mended.notices)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f'webUrl: "{OLD}"', f'webUrl: "{NEW}"'),
        (f"webUrl: '{OLD}#part'  # comment", f"webUrl: '{NEW}#part'  # comment"),
        ("webUrl: https://A.example:443/old", f"webUrl: {NEW}"),
        (f"ampWebUrl: {OLD}", f"ampWebUrl: {NEW}"),
        ("webUrl: https://a.example/other", "webUrl: https://a.example/other"),
        (f"originalUrl: {OLD}", f"originalUrl: {OLD}"),
    ],
)
def test_the_new_address_takes_the_place_of_the_old(old: str, new: str) -> None:
    assert mend("id: urn:x:1", old) == (["id: urn:x:1", new], [])


def test_kinds_of_links_that_were_checked_are_rewritten() -> None:
    related = ["id: urn:x:1", "related:", "  - title: R"]
    asked = frozenset({"related", "original"})
    assert mend(*related, f"    webUrl: {OLD}", f"originalUrl: {OLD}", also=asked) == (
        [*related, f"    webUrl: {NEW}", f"originalUrl: {NEW}"],
        [],
    )


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ([f"webUrl: {OLD}"], "webUrl"),
        ([f"webUrl: {OLD}", 'originalUrl: ""'], "webUrl"),
        ([f"originalUrl: {OLD}"], "originalUrl"),
        ([f"originalUrl: {OLD}", "webUrl: https://a.example/other"], "originalUrl"),
    ],
)
def test_an_address_that_makes_the_id_stays(fields: list[str], kept: str) -> None:
    lines, [said] = mend(*fields, also=frozenset({"original"}))
    assert lines == fields
    line = next(n for n, text in enumerate(fields, 2) if text.startswith(kept))
    assert said == (
        f"1.md:{line}:{len(kept) + 3}: moved-link was not mended: the entry's id derives from this"
        f' address and would change; add id: "{uuid5(NAMESPACE_URL, OLD).urn}" to the seed first'
    )


def test_the_other_address_may_go() -> None:
    lines, said = mend(f"webUrl: {OLD}", "originalUrl: https://a.example/1")
    assert (lines, said) == ([f"webUrl: {NEW}", "originalUrl: https://a.example/1"], [])


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("https://a.example/new", ""),
        ("https://a.example/", "look for where the article went"),
        ("https://b.example", "look for where the article went"),
        ("https://a.example/?p=1", ""),
        ("http://a.example/new", "keep the address"),
    ],
)
def test_front_pages_and_plain_http_are_no_good_moves(new: str, why: str) -> None:
    assert why_not(OLD, new).partition(":")[0] == why
    assert [text.partition(":")[0] for text in remedies([], {OLD: new}).values()] == [why] * bool(
        why
    )


def test_a_front_page_may_move_to_another() -> None:
    assert not why_not("http://a.example/", "https://a.example/")
