"""Values of the wrong type or form are named with what to write instead."""

import pytest

from feeds.frontmatter.scalars import Decimal
from feeds.problems.edits import SetValue, WrapValue
from feeds.problems.faults import Fault
from tests.unit.article_faults import ADDRESS, LIST_OF_TOPICS, TITLE, check, value_fault


@pytest.mark.parametrize(
    ("field", "value", "message", "remedy"),
    [
        ("published", "no", '"no" is text, not true or false', "write false"),
        ("published", "2024-03-05", '"2024-03-05" is text, not true or false',
         "rename it to publishedDateTime if that is missing, and else remove it"),
        ("published", "soon", '"soon" is text, not true or false', "write true or false"),
        ("removed", "2024-03-05", '"2024-03-05" is text, not true or false', "write true or false"),
        ("published", 1, "1 is a number, not true or false", "write true or false"),
        ("title", 2024, "2024 is a number, not text", 'quote it: "2024"'),
        ("title", 1.5, "1.5 is a number with decimals, not text", 'quote it: "1.5"'),
        ("title", False, "false is a boolean, not text", 'quote it: "false"'),
        ("publishedDateTime", 1714557600, "1714557600 is a number, not text",
         'write date, time and zone, such as "2022-09-12T13:00:00Z"'),
        ("webUrl", 5, "5 is a number, not text",
         'write text, such as "https://sdtimes.com/pytorch-joins-the-linux-foundation/"'),
        ("title", {"A": ["b"]}, "is a mapping, not text", f"write text, {TITLE}"),
        ("quality", "36", '"36" is text, not a whole number', "write it without quotes: 36"),
        ("quality", "9" * 19, f'"{"9" * 19}" is text, not a whole number',
         "write a whole number, such as 36"),
        ("quality", "good", '"good" is text, not a whole number',
         "write a whole number, such as 36"),
        ("heat", 1.5, "1.5 is a number with decimals, not a whole number",
         "write a whole number, such as -1"),
        ("heat", Decimal("1.50"), "1.50 is a number with decimals, not a whole number",
         "write a whole number, such as -1"),
        ("topics", "AI, PyTorch", '"AI, PyTorch" is text, not a list', LIST_OF_TOPICS),
        ("images", "https://a.example/b.png", '"https://a.example/b.png" is text, not a list',
         'write it as a list: [{"url": "https://a.example/b.png"}]'),
        ("ratings", 5, "5 is a number, not a mapping",
         'write a mapping, such as {"average": 4.6, "count": 1250}'),
        ("price", [5], "is a list, not text or a number",
         'write text or a number, such as "Free"'),
        ("items", "x", '"x" is text, not a whole number or a list',
         "write a whole number or a list, such as 12"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type(field: str, value: object, message: str, remedy: str) -> None:
    assert check({field: value}) == [value_fault(field, "wrong-type", message, remedy)]


@pytest.mark.parametrize("value", ["https://a.example/", 5, True, ["x"], None])
@pytest.mark.parametrize(
    "place",
    [
        "related.0",
        "images.0",
        "actions.0",
        "ratings",
        "provider",
        "related.0.provider",
        "related.0.images.0",
        "related.0.actions.0",
        "provider.images.0",
        "provider.authors.0",
    ],
)
def test_where_a_mapping_belongs_a_mapping_is_asked_for(place: str, value: object) -> None:
    """Whatever else the schema says of it, such as which fields it needs."""
    around: dict[str, object] = {"title": "x", "webUrl": "https://a.example/"}
    around |= {"name": "x", "domain": "x.example"}
    owners = {"provider": ("name", "domain"), "related": ("title", "webUrl")}
    top, *steps = place.split(".")
    inner: object = value
    for step, owner in zip(reversed(steps), reversed([top, *steps][:-1]), strict=True):
        if step == "0":
            inner = [inner]
        else:
            names = owners.get("related" if owner == "0" else owner, ())
            inner = {**{name: around[name] for name in names}, step: inner}
    [fault] = check({top: inner})
    as_one = f'write it as a mapping: {{"{"name" if "authors" in place else "url"}": "{value}"}}'
    assert fault.remedy == as_one or fault.remedy.startswith("write a mapping, such as {"), fault


def test_an_item_of_a_list_is_named_by_its_place() -> None:
    assert check({"topics": ["AI", 2024]}) == [
        Fault(
            ("topics", 1),
            False,
            "wrong-type",
            "topics[1] 2024 is a number, not text",
            'quote it: "2024"',
        )
    ]


@pytest.mark.parametrize(
    ("field", "value", "message", "remedy"),
    [
        ("title", None, "has no value", f"write text, {TITLE}"),
        ("title", "", "is empty", f"write text, {TITLE}"),
        ("title", " \t", "is blank", f"write text, {TITLE}"),
        ("topics", [], "is an empty list", LIST_OF_TOPICS),
        ("webUrl", "", "is empty", "write text, " + ADDRESS.partition(", ")[2]),
        ("length", "", "is empty", 'write text, such as "PT12M30S"'),
        ("price", " ", "is blank", 'write text or a number, such as "Free"'),
        ("type", "", "is empty",
         "write one of article, video, course, collection, download, forum"),
        ("published", None, "has no value", "write true or false"),
    ],
)  # fmt: skip
def test_a_value_that_is_not_there(field: str, value: object, message: str, remedy: str) -> None:
    assert check({field: value}) == [value_fault(field, "empty-value", message, remedy)]


@pytest.mark.parametrize(
    ("field", "value", "rule", "message", "remedy"),
    [
        ("type", "artcle", "unknown-value", '"artcle" is no known value: did you mean article?',
         "write article"),
        ("type", "podcast", "unknown-value", '"podcast" is no known value',
         "write one of article, video, course, collection, download, forum"),
        ("members", -1, "out-of-range", "-1 is below 0", "write 0 or more"),
        ("id", "pytorch", "invalid-uri", '"pytorch" is no absolute URI',
         'write a URI, such as "tag:example.com,2022:pytorch-foundation"'),
        ("length", "12:30", "invalid-duration", '"12:30" is no duration',
         "write PT12M30S for minutes and seconds, or PT12H30M for hours and minutes"),
        ("length", "12 min", "invalid-duration", '"12 min" is no duration',
         'write an ISO 8601 duration, such as "PT12M30S"'),
        ("locale", "en_US", "invalid-language", '"en_US" is no language tag',
         "write a BCP 47 language tag: en-US"),
        ("locale", "english", "invalid-language", '"english" is no language tag',
         'write a BCP 47 language tag, such as "en"'),
        ("updatedDateTime", "2022-09-12", "invalid-date", '"2022-09-12" has no time',
         "write date, time and zone: 2022-09-12T00:00:00Z"),
        ("updatedDateTime", "2022-09-12 13:00:00", "invalid-date",
         '"2022-09-12 13:00:00" has no time zone',
         "write date, time and zone: 2022-09-12T13:00:00Z"),
        ("updatedDateTime", "2024-13-01", "invalid-date", '"2024-13-01" is not a date and time',
         'write date, time and zone, such as "2022-09-13T08:30:00Z"'),
        ("updatedDateTime", "2024-02-30T00:00:00Z", "invalid-date",
         '"2024-02-30T00:00:00Z" names a day or a time that does not exist',
         'write date, time and zone, such as "2022-09-13T08:30:00Z"'),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used(
    field: str, value: object, rule: str, message: str, remedy: str
) -> None:
    [fault] = check({field: value})
    assert fault._replace(fix=()) == value_fault(field, rule, message, remedy)


@pytest.mark.parametrize("bullet", ["– ", "— ", "• ", "● ", "· ", "− ", "-"])
def test_bullets_of_word_processors_are_no_list(bullet: str) -> None:
    [fault] = check({"topics": f"{bullet}AI {bullet}ML"})
    assert (fault.rule, fault.remedy) == ("wrong-type", 'write "- " before each item of a list')


def test_text_that_a_colon_made_a_mapping_of_is_told_to_be_text() -> None:
    [fault] = check({"topics": [{"AI": "the future"}]})
    assert fault.rule == "wrong-type"
    assert fault.remedy == 'put text that holds ": " in quotes'


@pytest.mark.parametrize(
    ("field", "written", "remedy"),
    [
        ("published", "Yes", "write true"),
        ("removed", "off", "write false"),
        ("deleted", "true", "write true"),
        ("published", "“false”", "write it alone: false"),
        ("heat", "012", "write 12"),
        ("members", "1_000", "write 1000"),
        ("members", "“5”", "write it alone: 5"),
        ("members", "0o12", "write a whole number, such as 15200"),
    ],
)
def test_what_yaml_has_other_words_for_is_told_and_left_to_people(
    field: str, written: str, remedy: str
) -> None:
    [fault] = check({field: written})
    assert (fault.rule, fault.remedy, fault.fix) == ("wrong-type", remedy, ())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Article", "article"), ("ARTICLE", "article"), (" Video ", "video"), ("article\xa0", "article"),
        ("\ufeffforum", "forum"), ("artcle", None), ("articles", None), ("post", None),
        ('"article"', None),
    ],
)  # fmt: skip
def test_a_type_in_other_letters_is_mended_and_no_other_word(
    written: str, meant: str | None
) -> None:
    faults = [fault for fault in check({"type": written}) if fault.rule == "unknown-value"]
    assert [fault.fix for fault in faults] == [(SetValue(("type",), meant),) if meant else ()]


@pytest.mark.parametrize(
    ("field", "text"),
    [("topics", "AI"), ("topics", "Natural Language Processing"), ("topics", "CI/CD"),
     ("topics", "C++"), ("topics", "R&D"), ("topics", "AI-2"), ("topics", "yes: no"), ("tags", "C#")],
)  # fmt: skip
def test_a_text_is_the_only_item_of_the_list_that_is_asked_for(field: str, text: str) -> None:
    [fault] = check({field: text})
    assert (fault.rule, fault.fix) == ("wrong-type", (WrapValue((field,)),))
    assert fault.remedy == f'write it as a list: ["{text}"]'


@pytest.mark.parametrize(
    "text",
    ["AI, PyTorch", "AI; PyTorch", "AI | PyTorch", "AI / PyTorch", "AI - PyTorch", "AI & PyTorch",
     "- AI", "-AI", "* AI", "#AI #PyTorch", "#AI", "AI\nPyTorch", "[AI]", "{AI}", "AI\u3001PyTorch",
     "\u2022 AI", "AI \xb7 PyTorch"],
)  # fmt: skip
def test_what_may_be_several_items_is_no_only_item(text: str) -> None:
    [fault] = check({"topics": text})
    assert (fault.rule, fault.fix) == ("wrong-type", ())


@pytest.mark.parametrize("field", ["images", "related", "actions", "published", "provider"])
def test_a_text_in_the_place_of_a_list_of_mappings_is_none(field: str) -> None:
    assert [fault.fix for fault in check({field: "AI"})] == [()]


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [("heat", "3\xa0", 3), ("quality", "\xa036", 36), ("heat", "3\u2009\xa0", 3), ("heat", "(3)", None),
     ("published", "false\xa0", None), ("removed", "\xa0true", None), ("heat", "3.\xa0", None)],
)  # fmt: skip
def test_a_number_with_blanks_around_it_is_mended_and_nothing_that_decides(
    field: str, written: str, meant: int | None
) -> None:
    faults = check({field: written})
    fixes = [fault.fix for fault in faults if fault.pointer == (field,)]
    assert fixes == [(SetValue((field,), meant),) if meant is not None else ()]
