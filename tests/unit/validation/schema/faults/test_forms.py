"""Texts of the wrong form are named with what to write instead."""

import pytest

from feeds.problems.edits import SetValue
from feeds.problems.faults import Fault
from tests.unit.article_faults import ADDRESS, check, value_fault


@pytest.mark.parametrize(
    ("url", "problem", "remedy", "part"),
    [
        (
            "javascript:alert(1)",
            "has the scheme javascript, not http or https",
            ADDRESS,
            (0, 10),
        ),
        ("https:///news", "names no host", ADDRESS, None),
        ("https://a.example:b/", "has a malformed host or port", ADDRESS, None),
        (
            "https://a.example/b c",
            "holds a blank",
            "remove it, or write %20 in its place",
            (19, 20),
        ),
        ("https://a.example/<", "holds <", "remove it, or write %3C in its place", (18, 19)),
        (
            "https://a.example/\u200bb",
            "holds an invisible character: the zero width space (U+200B)",
            "remove it",
            (18, 19),
        ),
    ],
)
def test_an_address_that_cannot_be_used(
    url: str, problem: str, remedy: str, part: tuple[int, int] | None
) -> None:
    shown = url.replace("\u200b", "\\u200b")
    assert check({"webUrl": url}) == [
        value_fault("webUrl", "invalid-url", f'"{shown}" {problem}', remedy, part=part)
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2022-09-12 13:00:00Z", "2022-09-12T13:00:00Z"),
        ("2022-09-12t13:00:00+0000", "2022-09-12T13:00:00+00:00"),
        ("2022-09-12 13:00:00.5 -0730", "2022-09-12T13:00:00.5-07:30"),
        ("2022-09-12T13:00:00+02", "2022-09-12T13:00:00+02:00"),
        ("2022–09–12T13:00:00Z", "2022-09-12T13:00:00Z"),
        ("2022-09-12\xa013:00:00\u202fZ", "2022-09-12T13:00:00Z"),
        ("2022-09-12T13:00:00−05:00", "2022-09-12T13:00:00-05:00"),
        ("2022-09-12 13:00:00 UTC", "2022-09-12T13:00:00Z"),
    ],
)
def test_a_date_of_another_spelling_is_rewritten(written: str, meant: str) -> None:
    [fault] = check({"updatedDateTime": written})
    assert (fault.rule, fault.remedy) == ("invalid-date", f"write date, time and zone: {meant}")
    assert fault.fix == (SetValue(("updatedDateTime",), meant),)


def test_hours_minutes_and_seconds_are_a_duration() -> None:
    [fault] = check({"length": "1:30:05"})
    assert (fault.rule, fault.remedy) == ("invalid-duration", "write PT1H30M5S")
    assert fault.fix == (SetValue(("length",), "PT1H30M5S"),)


@pytest.mark.parametrize(
    "written",
    [
        "2022-02-30", "2022-09-12T13:00:00", "2022-09-12T13:00", "09-12-2022", "2022-09-12 13:00Z", "2022-09-31 13:00:00Z",
        "2022-09-12 25:00:00Z", "12.09.2022 13:00:00Z", "2022-09-12 13:00:00 CEST", "1:00:00Z",
        "2022-09-12 ::::::::Z",
    ],
)  # fmt: skip
def test_no_part_of_a_date_is_guessed(written: str) -> None:
    [fault] = check({"updatedDateTime": written})
    assert (fault.rule, fault.fix) == ("invalid-date", ())


def test_user_and_password_are_not_quoted_even_where_the_value_is_cut() -> None:
    [fault] = check({"webUrl": f"https://jane:{'x' * 90}@a.example/b c"})
    assert "x" not in fault.message.replace("example", "")


@pytest.mark.parametrize("url", ["/news/1", "example.com/news", "news"])
def test_an_address_that_is_relative(url: str) -> None:
    fault = f'"{url}" is relative: it does not start with https://'
    assert check({"webUrl": url}) == [value_fault("webUrl", "relative-url", fault, ADDRESS)]


def test_a_provider_image_may_be_a_path_and_says_so() -> None:
    provider = {"name": "x", "domain": "x.example", "images": [{"url": "logo.png"}]}
    assert check({"provider": provider}) == [
        Fault(
            ("provider", "images", 0, "url"),
            False,
            "relative-url",
            'provider.images[0].url "logo.png" is relative: it does not start with https://',
            'write an http or https address, such as "https://example.com/news/pytorch", '
            'or a path from the root of the site, such as "/assets/images/logo.png"',
        )
    ]


@pytest.mark.parametrize(
    ("domain", "advice"),
    [
        ("https://sdtimes.com/news", ": sdtimes.com"),
        ("sdtimes.com/news", ": sdtimes.com"),
        ("SD Times", ', such as "techradar.com"'),
        ("//" + "a" * 64 + ".example", ', such as "techradar.com"'),
        ("a" * 64 + ".example", ', such as "techradar.com"'),
        ("\u2488com", ', such as "techradar.com"'),
    ],
)
def test_a_domain_that_is_no_host_name(domain: str, advice: str) -> None:
    assert check({"provider": {"name": "SD Times", "domain": domain}}) == [
        Fault(
            ("provider", "domain"),
            False,
            "invalid-hostname",
            f'provider.domain "{domain}" is no host name',
            f"write the host name alone{advice}",
            fix=(SetValue(("provider", "domain"), "sdtimes.com"),) if advice[0] == ":" else (),
        )
    ]


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("https://www.sdtimes.com", "www.sdtimes.com"),
        ("HTTP://sdtimes.com:8080/?a=b#c", "sdtimes.com"),
        ("//sdtimes.com/", "sdtimes.com"),
        ("sdtimes.com/", "sdtimes.com"),
        ("https://sdtimes.com./", "sdtimes.com"),
        ("https://bücher.example/", "bücher.example"),
        ("https://jane@sdtimes.com/", None),
        ("https://jane:secret@sdtimes.com/", None),
        ("mailto:jane@sdtimes.com", None),
        ("ftp://sdtimes.com/", None),
        ("https://sdtimes.com and others", None),
        ("https://sdtimes.com, https://example.org", None),
        ("sdtimes", None),
        ("https://sdtimes/", None),
        ("https://-.com/", None),
    ],
)
def test_the_host_of_an_address_takes_its_place(domain: str, meant: str | None) -> None:
    faults = check({"provider": {"name": "SD Times", "domain": domain}})
    fixes = [edit.value for fault in faults for edit in fault.fix if isinstance(edit, SetValue)]
    assert fixes == ([meant] if meant else [])


def test_a_day_without_a_time_begins_at_midnight() -> None:
    [fault] = check({"updatedDateTime": "2022-09-12"})
    assert fault.fix == (SetValue(("updatedDateTime",), "2022-09-12T00:00:00Z"),)
