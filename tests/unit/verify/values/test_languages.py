"""Language tags: their grammar, and what of them is registered."""

import pytest

from feeds.verify.values.flaw import Flaw
from feeds.verify.values.languages import check_language, check_xml_language

_SHAPE = 'is no language tag, as "en" and "de-AT" are'


@pytest.mark.parametrize(
    "text",
    [
        "en", "en-US", "en-us", "UND", "tlh", "zh-Hans-CN", "zh-cmn-Hans-CN", "sl-rozaj-biske-1994",
        "de-DE-u-co-phonebk", "en-x-us", "x-whatever", "i-klingon", "en-GB-oed", "es-419", "qaa",
        " en ", "art-lojban",
    ],
)  # fmt: skip
def test_takes_tags(text: str) -> None:
    assert check_language(text) is None


@pytest.mark.parametrize(
    ("text", "reason", "instead", "marked"),
    [
        ("", "is empty", None, ""),
        ("English", _SHAPE, "en", "English"),
        ("klingon", _SHAPE, None, "klingon"),
        ("e", _SHAPE, None, "e"),
        ("en--US", _SHAPE, None, "en--US"),
        ("en_US", "has an underline where a hyphen belongs", "en-US", "en_US"),
        ("xx_US", "has an underline where a hyphen belongs", None, "xx_US"),
        ("xx-US", 'has a language that is not registered: "xx"', None, "xx"),
        ("jp-JP", 'has a language that is not registered: "jp"', "ja-JP", "jp"),
    ],
)
def test_says_what_is_malformed(text: str, reason: str, instead: str | None, marked: str) -> None:
    flaw = check_language(text)
    assert flaw is not None
    assert (flaw.rule, flaw.reason, flaw.instead) == ("malformed-language", reason, instead)
    assert text[flaw.start : flaw.end] == marked


def test_a_region_that_nobody_knows_is_less_bad() -> None:
    reason = 'has a region that is not registered: "UK"'
    assert check_language(" en-UK") == Flaw("unregistered-subtag", reason, "en-GB", 4, 6)
    reason = 'has a script that is not registered: "Abcd"'
    assert check_language("en-Abcd-GB") == Flaw("unregistered-subtag", reason, None, 3, 7)


def test_xml_lang_may_be_empty() -> None:
    assert check_xml_language("") is None
    assert check_xml_language("English") == check_language("English")
