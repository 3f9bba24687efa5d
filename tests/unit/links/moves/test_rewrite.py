"""Which links are rewritten, and which stay."""

from uuid import NAMESPACE_URL, uuid5

import pytest

from feeds.fixes.mend import mend_seed
from feeds.links.moves.doubts import Move
from feeds.links.moves.rewrite import MovedLinks, remedies
from feeds.links.moves.taken import Taken
from feeds.validation.schema.seed import Seed, parse_unchecked
from feeds.values.amp_cache import amp_cache_url

OLD = "https://a.example/old"
NEW = "https://b.example/new?x=1"


def moving(*pairs: str) -> dict[str, Move]:
    """Return the moves from each first to each second of *pairs*."""
    return {old: Move(new, new) for old, new in zip(pairs[::2], pairs[1::2], strict=True)}


def seed_of(path: str, *lines: str) -> Seed:
    seed = parse_unchecked(path, "\n".join(["---", *lines, "---", ""]).encode())
    assert isinstance(seed, Seed)
    return seed


def mend(*lines: str, also: frozenset[str] = frozenset()) -> tuple[list[str], list[str]]:
    """Return the *lines* of a front matter with moves written, and what is said of the others."""
    raw = "\n".join(["---", *lines, "---", "", f"Body with {OLD}.", ""]).encode()
    rule = MovedLinks(moves=moving(OLD, NEW), also=also)
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
    ("lines", "after"),
    [
        ([f"ampWebUrl: {OLD}", f"cdnAmpWebUrl: {amp_cache_url(OLD)}"],
         [f"ampWebUrl: {NEW}", f"cdnAmpWebUrl: {amp_cache_url(NEW)}"]),
        # Spelt otherwise, it still stands for the old one.
        ([f"ampWebUrl: '{OLD}#x'", f"cdnAmpWebUrl: '{amp_cache_url(OLD)}#y'"],
         [f"ampWebUrl: '{NEW}#x'", f"cdnAmpWebUrl: '{amp_cache_url(NEW)}'"]),
        # It stands for the AMP page, and without one for the page itself.
        ([f"webUrl: {OLD}", f"cdnAmpWebUrl: {amp_cache_url(OLD)}"],
         [f"webUrl: {NEW}", f"cdnAmpWebUrl: {amp_cache_url(NEW)}"]),
        ([f"webUrl: {OLD}", "ampWebUrl: https://a.example/amp", f"cdnAmpWebUrl: {amp_cache_url(OLD)}"],
         [f"webUrl: {NEW}", "ampWebUrl: https://a.example/amp", f"cdnAmpWebUrl: {amp_cache_url(OLD)}"]),
        ([f"ampWebUrl: {OLD}", "cdnAmpWebUrl: https://a-example.cdn.ampproject.org/c/s/a.example/else"],
         [f"ampWebUrl: {NEW}", "cdnAmpWebUrl: https://a-example.cdn.ampproject.org/c/s/a.example/else"]),
        ([f"ampWebUrl: {OLD}", 'cdnAmpWebUrl: "no address"'], [f"ampWebUrl: {NEW}", 'cdnAmpWebUrl: "no address"']),
    ],
)  # fmt: skip
def test_the_address_in_the_amp_cache_keeps_step(lines: list[str], after: list[str]) -> None:
    assert mend("id: urn:x:1", *lines) == (["id: urn:x:1", *after], [])


def test_the_amp_cache_does_not_move() -> None:
    cached = amp_cache_url(OLD)
    rule = MovedLinks(moves=moving(cached, OLD), also=frozenset({"cdn-amp"}))
    seed = seed_of("1.md", f"ampWebUrl: {OLD}", f"cdnAmpWebUrl: {cached}")
    assert [doubt.reason for _, doubt in rule.doubted(seed)] == ["it is none in the AMP Cache"]


def doubts(rule: MovedLinks, seed: Seed) -> list[tuple[str, str]]:
    return [(link.field, doubt.reason) for link, doubt in rule.doubted(seed)]


@pytest.mark.parametrize(
    ("lines", "other", "said"),
    [
        ([f"webUrl: {OLD}"], [f"webUrl: {NEW}"], "2.md has the new address already"),
        ([f"webUrl: {OLD}"], [f"originalUrl: {NEW}#part"], "2.md has the new address already"),
        ([f"webUrl: {OLD}"], [f"ampWebUrl: {NEW}"], ""),
        ([f"ampWebUrl: {OLD}"], [f"webUrl: {NEW}"], ""),
        ([f"webUrl: {OLD}"], ["webUrl: https://a.example/old?x=1"], "2.md moves there too"),
        # They are duplicates as it is.
        ([f"webUrl: {OLD}"], [f"webUrl: {OLD}#part"], ""),
        ([f"webUrl: {OLD}"], [f"webUrl: {OLD}", f"originalUrl: {NEW}"], ""),
        (
            [f"webUrl: {OLD}", "related: [{title: R, webUrl: 'https://b.example/new?x=1'}]"],
            ["webUrl: https://a.example/1"],
            "another article of this seed has the new address already",
        ),
    ],
)
def test_no_duplicate_is_made(lines: list[str], other: list[str], said: str) -> None:
    moves = moving(OLD, NEW, "https://a.example/old?x=1", NEW)
    seed, second = seed_of("1.md", "id: a", *lines), seed_of("2.md", "id: b", *other)
    rule = MovedLinks(moves=moves, taken=Taken([seed, second], moves))
    assert [reason for _, reason in doubts(rule, seed)] == [said] * bool(said)


def test_related_articles_stay_apart() -> None:
    lines = [
        "related:", "  - {title: R, webUrl: 'https://a.example/old'}",
        "  - {title: S, webUrl: 'https://b.example/new?x=1'}",
    ]  # fmt: skip
    seed = seed_of("1.md", *lines)
    rule = MovedLinks(moves=moving(OLD, NEW), also=frozenset({"related"}))
    said = "another article of this seed has the new address already"
    assert doubts(rule, seed) == [("webUrl", said)]


def test_an_amp_page_does_not_take_the_place_of_the_article() -> None:
    amp = "https://a.example/amp/old"
    rule = MovedLinks(moves=moving(OLD, amp, amp, f"{amp}/1"))
    said = [("webUrl", "an AMP page is not the article itself")]
    assert doubts(rule, seed_of("1.md", f"webUrl: {OLD}")) == said
    assert doubts(rule, seed_of("1.md", f"webUrl: {amp}", f"ampWebUrl: {OLD}")) == []


@pytest.mark.parametrize(
    ("lines", "doubted"),
    [(["locale: en-US"], False), (["locale: de"], True), ([], True), (["locale: [en]"], True)],
)
def test_the_language_of_the_article_counts(lines: list[str], doubted: bool) -> None:
    rule = MovedLinks(moves=moving(OLD, "https://a.example/en/old"))
    assert bool(doubts(rule, seed_of("1.md", f"webUrl: {OLD}", *lines))) is doubted


def test_what_is_doubted_has_another_remedy_and_what_is_kept_too() -> None:
    moves = moving(OLD, "https://a.example/login", "https://a.example/1", "https://a.example/2")
    seeds = [seed_of("1.md", f"webUrl: {OLD}"), seed_of("2.md", "webUrl: https://a.example/1")]
    assert remedies(seeds, MovedLinks(moves=moves)) == {
        OLD: "open the link in a browser: a page to sign in is not the article, and --fix leaves"
        " the link as it is",
        "https://a.example/1": "first write"
        f' id: "{uuid5(NAMESPACE_URL, "https://a.example/1").urn}" into 2.md, since the id derives'
        " from this address; then write the new address, as --fix does",
    }


def test_drafts_that_builds_publish_keep_their_ids() -> None:
    seed = seed_of("1.md", f"webUrl: {OLD}", "published: false")
    for published in (False, True):
        rule = MovedLinks(moves=moving(OLD, NEW), include_unpublished=published)
        assert bool(list(rule.kept(seed))) is published


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        (OLD, f"{NEW}#a", f"{NEW}#a"),
        (f"'{OLD}#b'", f"{NEW}#a", f"'{NEW}#a'"),
        (f"'{OLD}#b'", f"{NEW}#", f"'{NEW}'"),
        (f"'{OLD}#b'", NEW, f"'{NEW}#b'"),
        (f"'{OLD}#'", NEW, f"'{NEW}'"),
    ],
)
def test_the_fragment_is_that_of_the_redirect_or_else_of_the_link(
    old: str, new: str, written: str
) -> None:
    raw = f"---\nid: a\nwebUrl: {old}\n---\n".encode()
    mended = mend_seed("1.md", raw, MovedLinks(moves=moving(OLD, new)))
    assert mended.after.decode().splitlines()[2] == f"webUrl: {written}"
