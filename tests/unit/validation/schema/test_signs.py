"""What keeps a text unpublished in another program keeps it out here, and nothing else does."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.problems.diagnostics import Severity
from feeds.problems.edits import RenameField, SetValue
from feeds.validation.schema.checker import seed_schema
from feeds.validation.schema.seed import Seed, parse_seed
from feeds.validation.schema.signs import Signs, find_signs, is_meant_withheld
from feeds.validation.schema.strict import is_faultless
from tests.unit.article_faults import ARTICLE

# By their documentation: the field that says not to publish, and one that says to.
PROGRAMS: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {
    "Hugo": [
        ({"draft": True}, {"draft": False}),
        ({"headless": True}, {"headless": False}),
        ({"build": {"list": "never"}}, {"build": {"list": "always", "render": "always"}}),
        ({"_build": {"render": False}}, {"_build": {"render": True}}),
        ({"cascade": {"draft": True}}, {"cascade": {"draft": False}}),
        ({"cascade": [{"build": {"list": "never"}}]}, {"cascade": [{"banner": "a.png"}]}),
        ({"cascade": {"params": {"hidden": True}}}, {"cascade": {"params": {"mood": "x"}}}),
    ],
    "Jekyll and Bridgetown": [({"Published": False}, {"layout": "post"})],
    "Eleventy": [
        ({"eleventyExcludeFromCollections": True}, {"eleventyExcludeFromCollections": False}),
        ({"permalink": False}, {"permalink": "/a/"}),
    ],
    "Astro, Gatsby, Starlight, Zola": [
        ({"draft": "true"}, {"draft": "false"}),
        ({"isDraft": True}, {"isDraft": False}),
        ({"render": False}, {"render": True}),
    ],
    "Pelican": [
        ({"Status": "draft"}, {"Status": "published"}),
        ({"status": "hidden"}, {"lang": "en"}),
        ({"status": "skip"}, {"status": ""}),
    ],
    "Nikola": [
        ({"status": "draft"}, {"status": "featured"}),
        ({"status": "private"}, {"status": "published"}),
    ],
    "Lektor": [
        ({"_hidden": "yes"}, {"_hidden": "no"}),
        ({"_discoverable": "no"}, {"_discoverable": "yes"}),
    ],
    "Docusaurus and Quartz": [({"unlisted": True}, {"unlisted": False})],
    "Grav": [
        ({"visible": False}, {"visible": True}),
        ({"routable": 0}, {"routable": 1}),
    ],
    "Obsidian": [
        ({"publish": False}, {"publish": True}),
        ({"dg-publish": False}, {"dg-publish": True}),
        ({"obsidian-publish": False}, {"autopublish": False}),
        ({"status": ["draft"]}, {"status": ["done"]}),
    ],
    "Metalsmith": [
        ({"publish": "draft"}, {"publish": True}),
        ({"publish": "private"}, {"publish": "true"}),
        ({"publish": "unlisted"}, {"publish": "yes"}),
    ],
    "Nanoc": [({"is_hidden": True}, {"is_hidden": False})],
    "Ghost": [
        ({"status": "scheduled"}, {"status": "published"}),
        ({"visibility": "members"}, {"visibility": "public"}),
        ({"visibility": "paid"}, {"featured": True}),
    ],
    "WordPress": [
        ({"post_status": name}, {"post_status": "publish"})
        for name in ("draft", "private", "pending", "future", "trash", "auto-draft")
    ]
    + [({"post_password": "x"}, {"post_password": ""})],
    "PublishPress and Edit Flow": [
        ({"status": name}, {"status": "approved"})
        for name in ("pitch", "assigned", "in-progress", "Needs Work", "Waiting for Feedback")
    ],
    "Drupal and Joomla": [({"status": 0}, {"status": 1}), ({"state": "0"}, {"state": "1"})],
    "Wagtail and Statamic": [
        ({"live": False}, {"live": True}),
        ({"online": "no"}, {"online": "yes"}),
        ({"access": "private"}, {"access": "public"}),
        ({"access": "draft"}, {"access": "paid"}),
        ({"audience": "none, private".split(", ")}, {"audience": ["developers"]}),
    ],
    "Decap": [({"status": "pending_review"}, {"status": "ready"})],
    "Medium and Hashnode": [
        ({"publishStatus": "unlisted"}, {"publishStatus": "public"}),
        ({"saveAsDraft": True}, {"saveAsDraft": False}),
    ],
    "Hexo": [({"password": "x"}, {"password": None}), ({"hidden": True}, {"hidden": 0})],
    "Quarto and Notion": [
        ({"format": {"html": {"draft": True}}}, {"format": {"html": {"toc": True}}}),
        ({"workflow": {"status": "draft"}}, {"workflow": {"status": "approved"}}),
        ({"workflow": {"state": "In progress"}}, {"workflow": {"state": "Done"}}),
        ({"Status": "🚧 Needs editing"}, {"Status": "✅ Published"}),
        ({"Published": "❌"}, {"Published": "✅"}),
        ({"in_trash": True}, {"in_trash": False}),
    ],
    "Neos, Umbraco and TYPO3": [
        ({"_hidden": "✓"}, {"_hidden": "[ ]"}),
        ({"restricted": True}, {"restricted": False}),
    ],
    "other languages": [
        ({"versteckt": "ja"}, {"versteckt": "nein"}),
        # With accents as file systems of Apple have them, too.
        ({"vero\u0308ffentlicht": False}, {"ver\xf6ffentlicht": True}),
        ({"publié": "non"}, {"publié": "oui"}),
        ({"publicado": False}, {"publicado": True}),
        ({"oculto": "sí"}, {"oculto": "no"}),
        ({"مسودة": True}, {"مسودة": False}),
        ({"скрыто": "да"}, {"скрыто": "нет"}),
        ({"公開": "いいえ"}, {"公開": "はい"}),
        ({"hidden": "oui"}, {"draft": "nein"}),
        ({"status": "en borrador"}, {"status": "publié"}),
        ({"status": "noch nicht veröffentlicht"}, {"status": "veröffentlicht"}),
    ],
    "exports": [
        ({"status": {"name": "Draft"}}, {"status": {"name": "Done"}}),
        ({"properties": {"Status": {"select": {"name": "Draft"}}}}, {"properties": {"Mood": {}}}),
        ({"Status": ["#status/draft"]}, {"Status": ["#status/done"]}),
        ({"custom_fields": {"hidden": True}}, {"custom_fields": {"subtitle": "x"}}),
        ({"fields": {"draft": {"en-US": True}}}, {"fields": {"draft": {"en-US": False}}}),
        ({"page": {"hidden": True}}, {"data": {"active": False, "show": False}}),
        ({"visibility": "members_only"}, {"visibility": "everyone"}),
    ],
    "people": [
        ({"publish_to_feed": False}, {"show_list": False}),
        ({"addToRss": "no"}, {"hide_list": True}),
        ({"feed_hidden": True}, {"skiplist": True}),
        ({"public": "private"}, {"private": "public"}),
        ({"public": "not yet"}, {"show": "Not the Nine O'Clock News"}),
        ({"estado": "borrador"}, {"estado": "California"}),
        ({"zustand": "entwurf"}, {"zustand": "fertig"}),
        ({"scope": "private"}, {"scope": "Private API"}),
        ({"ステータス": "下書き"}, {"ステータス": "完了"}),
        ({"status": "por publicar"}, {"status": "publicado"}),
        ({"status": "noch nicht fertig"}, {"status": "fertig"}),
        ({"brouillon": "vrai"}, {"brouillon": "faux"}),
        ({"status": "draft (not yet)"}, {"status": "no longer a draft"}),
        ({"status": "not published"}, {"status": "not a draft, but final"}),
        ({"status": "do not publish yet"}, {"status": "not bad"}),
        ({"to_publish": False}, {"published_in": "Nature"}),
        ({"omitFromFeeds": True}, {"omitFromFeeds": False}),
        ({"kind": "draft"}, {"kind": "review"}),
        ({"privacy": "unlisted"}, {"privacy": "GDPR"}),
        ({"editorial_status": "in review"}, {"editorial_status": "final"}),
        ({"status": "pending-human-review"}, {"status": "human"}),
        ({"stream": "draft"}, {"stream": "review"}),
        ({"rss": "exclude"}, {"rss": "include"}),
        ({"status": "retracted"}, {"status": "retraction"}),
        ({"status": "🚧"}, {"status": "✅"}),
        ({"visibility": "🔒"}, {"visibility": "🌍"}),
        ({"draft": "🚧"}, {"draft": "✗"}),
        ({"status": "private (for now)"}, {"status": "private beta"}),
        ({"access": "private, investors only"}, {"access": "Private API"}),
        ({"audience": "private company only"}, {"audience": "Private investors"}),
        ({"status": "draft (bill)"}, {"status": "Draft bill"}),
        ({"blog_status": "private"}, {"company_status": "private"}),
        ({"wp": {"status": "private"}}, {"company": {"status": "private"}}),
        ({"data": {"status": "draft"}}, {"data": {"law": {"status": "draft"}}}),
        ({"obsidian-publish": False}, {"devto_published": False}),
        ({"site": {"published": False}}, {"medium": {"published": False}}),
        ({"password": "hunter2"}, {"password": "none"}),
        ({"entry_draft": True}, {"expansion_draft": True}),
        ({"classification": "confidential"}, {"classification": "public"}),
        ({"jekyll": {"published": False}}, {"cover": {"hidden": True}}),
        ({"data": {"notes": {"draft": True}}}, {"baseball": {"draft": 2019}}),
        ({"needs_review": True}, {"nfl_draft": True}),
        ({"post_draft": "yes"}, {"drafted": 2019}),
        ({"unpublished": True}, {"unpublished": False}),
        ({"notPublished": 1}, {"notPublished": 0}),
        ({"PRIVATE": "On"}, {"PRIVATE": "off"}),
        ({"hiden": True}, {"hiden": False}),
        ({"pubished": False}, {"pubished": True}),
        ({"do-not-publish": True}, {"do-not-publish": False}),
        ({"exclude_from_feed": True}, {"exclude_from_feed": False}),
        ({"rss": False}, {"rss": True}),
        ({"draft": "2nd"}, {"draft": None}),
        ({"wip": "y"}, {"wip": ""}),
        ({"Removed": True}, {"Removed": False}),
        ({"draft": [True]}, {"draft": [False]}),
        ({"draft": {"value": True}}, {"draft": {"value": False}}),
        ({"draft_status": True}, {"draft_status": False}),
        ({"lifecycle": "draft"}, {"lifecycle": "stable"}),
        ({"Entwurf": True}, {"Entwurf": False}),
        ({"status": "черновик"}, {"status": "готово"}),
        ({"article-is-draft": True}, {"article-is-draft": False}),
        ({"not_draft": False}, {"not_draft": True}),
        ({"review-status": "draft"}, {"review-status": "pending"}),
        ({"params": {"draft": True}}, {"params": {"draft": False}}),
        ({"publication": {"status": "private"}}, {"publication": {"status": "public"}}),
        ({"metadata": {"publish": False}}, {"metadata": {"publish": True, "mood": "x"}}),
        ({"feed": {"excluded": True}}, {"feed": {"excerpt_only": True}}),
        ({"ready": False}, {"ready": True}),
        ({"delisted": True}, {"delisted": False}),
        # By YAML 1.1, this merges what a mapping or several have.
        ({"<<": {"published": False, "type": "article"}}, {"<<": {"type": "article"}}),
        ({"<<": [{"mood": "x"}, {"draft": True}]}, {"<<": [{"mood": "x"}, "y"]}),
        # Letters of Cyrillic, of Greek and in full width look like those of ASCII.
        ({"\u0440ublished": False}, {"\u0440ublished": True}),
        ({"dr\u0430ft": True}, {"dr\u0430ft": False}),
        ({"is_hidd\u0435n": True}, {"is_hidd\u0435n": False}),
        ({"\uff44\uff52\uff41\uff46\uff54": True}, {"\u0434\u0440\u0430\u0444\u0442": True}),
    ],
}
CASES = [
    pytest.param(*case, id=f"{program}: {case[0]}")
    for program, cases in PROGRAMS.items()
    for case in cases
]


def find(fields: dict[str, Any]) -> Signs:
    return find_signs({**ARTICLE, **fields}, seed_schema()["properties"].keys())


@pytest.mark.parametrize(("no", "yes"), CASES)
def test_what_says_not_to_publish_is_an_error(no: dict[str, Any], yes: dict[str, Any]) -> None:
    [(name, _)] = no.items()
    [fault] = find(no).faults
    assert (fault.pointer, fault.rule, fault.severity) == (
        (name,),
        "not-for-publication",
        Severity.ERROR,
    )
    assert all(fault.severity is Severity.WARNING for fault in find(yes).faults)
    assert find(yes).bounds == ()


@pytest.mark.parametrize("no", [no for cases in PROGRAMS.values() for no, _ in cases], ids=str)
def test_what_is_not_published_anyway_needs_no_error(no: dict[str, Any]) -> None:
    for ours in ({"published": False}, {"removed": True}, {"deleted": True}):
        [fault] = find({**no, **ours}).faults
        assert (fault.rule, fault.severity, fault.fix) == ("unknown-field", Severity.WARNING, ())


@pytest.mark.parametrize("name", ["draft", "Draft", "is_draft", "isPrivate", "hidden", "unlisted"])
def test_only_plain_cases_are_mended(name: str) -> None:
    mended = (RenameField((name,), "published"), SetValue((name,), False))
    assert [fault.fix for fault in find({name: True}).faults] == [mended]
    for value in ("true", 1, "yes"):
        assert [fault.fix for fault in find({name: value}).faults] == [()]
    assert [fault.fix for fault in find({name: True, "published": True}).faults] == [()]


@pytest.mark.parametrize("name", ["published", "removed", "deleted", "draft"])
def test_what_decides_nothing_where_it_stands_is_an_error(name: str) -> None:
    value = name != "published"
    for field, pointer in (
        ({"provider": {"name": "x", name: value}}, ("provider", name)),
        ({"images": [{"url": "https://a.example/"}, {name: value}]}, ("images", 1, name)),
    ):
        [fault] = find(field).faults
        assert (fault.pointer, fault.rule, fault.severity) == (
            pointer,
            "not-for-publication",
            Severity.ERROR,
        )
        assert find({**field, "published": False}).faults == ()
    assert find({"provider": {"name": "x", name: not value, "hidden": True}}).faults == ()


def test_a_field_that_only_looks_like_ours_is_said_to() -> None:
    [fault] = find({"\u0440ublished": False}).faults
    assert fault.message == (
        "\u0440ublished: false looks like published,"
        " but has cyrillic small letter er (U+0440) for latin small letter p (U+0070)"
    )


def test_nothing_that_a_field_holds_is_shown_but_words_that_are_known() -> None:
    for fields in ({"password": "s3cret"}, {"draft": "s3cret"}, {"post_password": 12345}):
        [fault] = find(fields).faults
        assert not any(word in fault.message + fault.remedy for word in ("s3cret", "12345"))


def test_a_related_article_is_judged_by_itself() -> None:
    related = [
        {"title": "x", "webUrl": "https://a.example/", "draft": True, "expires": "2020-01-01"}
    ]
    found = find({"related": related})
    assert [fault.pointer for fault in found.faults] == [("related", 0, "draft")]
    assert found.bounds == ()


@pytest.mark.parametrize(
    "name",
    ["mood", "drift", "skipper", "hideout", "listing", "statement", "publisher", "draftsman", "isle",
     "visibly", "expiryNote", "is", "", "ı", "archive", "Archives"],
)  # fmt: skip
@pytest.mark.parametrize("value", [True, False, "draft", "2020-01-01", 0])
def test_other_names_mean_nothing(name: str, value: object) -> None:
    assert find({name: value}) == Signs()


@pytest.mark.parametrize("name", ["blocked", "skipped", "hidden", "pending", "excluded", "drafted"])
@pytest.mark.parametrize("count", [3, 2.5, "12", 2024])
def test_a_count_says_nothing(name: str, count: object) -> None:
    assert find({name: count}) == Signs()


@pytest.mark.parametrize(
    "label",
    ["status/draft", "#Status/Draft", "state: in review", "publish/no", "draft/true", "do-not-publish",
     "#unlisted", "not for publication"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["topics", "tags", "category", "Keywords", "categories", "label"])
def test_labels_may_say_it(name: str, label: str) -> None:
    for value in (label, ["ai", label], *([f"ai, {label}"] if " " not in label else [])):
        [fault] = find({name: value}).faults
        assert (fault.rule, fault.severity) == ("not-for-publication", Severity.ERROR)
        assert find({name: value, "published": False}).faults == ()
        assert not is_faultless(ARTICLE | {name: value})


@pytest.mark.parametrize(
    "label",
    ["draft", "#draft", "WIP", "private", "Drafts", "work in progress", "Entwurf", "черновик", "下書き"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["topics", "tags"])
def test_labels_may_be_about_something_else(name: str, label: str) -> None:
    [fault] = find({name: [label]}).faults
    assert (fault.rule, fault.severity) == ("not-for-publication", Severity.WARNING)
    assert not is_faultless(ARTICLE | {name: [label]})


@pytest.mark.parametrize(
    "label",
    ["nfl draft", "hidden gems", "status/done", "publish", "ai/draft horses", "", 3,
     "password/managers", "status/private equity", "kind/review"],
)  # fmt: skip
def test_other_labels_say_nothing(label: object) -> None:
    assert find({"topics": [label], "tags": [label], "category": label}).faults == ()


def test_fields_of_ones_own_mean_nothing() -> None:
    raw = (
        b"---\ntitle: x\ndraft: true\nx_expires: 2020-01-01\nexpires: soon\nrelated:\n- title: x\n"
    )
    raw += b"  draft: true\n  mood: x\nprovider: {name: x, domain: x.example, mood: x}\n---\n"

    def faults(*own: str) -> list[tuple[Any, ...]]:
        seed = parse_seed("a.md", raw, own_fields=own)
        assert isinstance(seed, Seed)
        found = (fault.pointer for fault in seed.faults if fault.rule != "missing-field")
        return sorted(found, key=str)

    assert faults() == [
        ("draft",),
        ("expires",),
        ("provider", "mood"),
        ("related", 0, "draft"),
        ("related", 0, "mood"),
        ("x_expires",),
    ]
    assert faults("x_*", "*pires", "mood") == [("draft",), ("related", 0, "draft")]
    # Fields that are known stay so.
    assert faults("*") == []
    assert faults("title", "related") == faults()


@given(
    st.dictionaries(
        st.text(max_size=12) | st.sampled_from(["draft", "status", "expires", "build", "related"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
            lambda inner: (
                st.lists(inner, max_size=2)
                | st.dictionaries(st.text(max_size=6), inner, max_size=2)
            ),
            max_leaves=4,
        ),
    )
)
def test_whatever_a_seed_holds_it_can_be_asked(fields: dict[str, Any]) -> None:
    found = find_signs(fields, seed_schema()["properties"].keys())
    assert all((fault.message + fault.remedy).isprintable() for fault in found.faults)


@pytest.mark.parametrize(
    ("value", "is_meant"),
    [
        *((value, True) for value in ("no", "never", "fasle", "Fals", 0)),
        *((value, False) for value in ("ture", "yes", "2026-11-30", "", None, "Nature")),
    ],
)
def test_a_value_of_published_that_is_an_error_withdraws_only_if_it_means_no(
    value: object, *, is_meant: bool
) -> None:
    assert is_meant_withheld({"published": value}) is is_meant
