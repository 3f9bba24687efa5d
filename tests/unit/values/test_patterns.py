"""Patterns of users: read as Python reads them, and never for longer than a second."""

import re
import time

import pytest

from feeds.problems.errors import ConfigError
from feeds.values.patterns import compile_pattern, is_found

ADDRESS = "https://news.example/2024/a-b?utm_source=x&id=7"


@pytest.mark.parametrize(
    "pattern",
    [
        r"^https://news\.example/",
        r"^(?!.*utm_).*$",
        r"^https://(?!news\.)",
        r"(?<=id=)7",
        r"(?<!id=)7",
        r"(?i)NEWS",
        r"(?P<year>\d{4})/(?P=year)",
        r"(a)-b|(c)",
        r"[a-z&&b]",
        r"\bid=\d+\Z",
        r"a{,3}",
        r"[[]",
    ],
)
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_patterns_mean_what_they_mean_in_python(pattern: str) -> None:
    assert is_found([pattern], ADDRESS) == bool(re.search(pattern, ADDRESS))


@pytest.mark.parametrize("pattern", ["a(b", "[a", "*a", "(?P<1>a)", "(?<=a*)b(", "\\"])
def test_what_is_no_pattern_is_a_value_error_with_a_reason(pattern: str) -> None:
    with pytest.raises(ValueError, match="at position"):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(a|aa)+$",
        r"(.*)*x$",
        r"(a|a)*b$",
        r"^(\w+\s?)*$",
        r"(?=(a+)+$)!",
        r".*.*.*.*=.*;$",
        r"([a-zA-Z]+)*\d$",
    ],
)
@pytest.mark.parametrize("text", ["a" * 5_000 + "!", "a=" * 3_000, "a " * 3_000 + "!"])
def test_no_pattern_takes_much_longer_than_a_second(pattern: str, text: str) -> None:
    started = time.process_time()
    try:
        is_found([pattern], text)
    except ConfigError as exc:
        assert str(exc).startswith(f'the pattern "{pattern}" takes too long on "{text[:10]}')
        assert "write it without a repetition inside a repetition" in str(exc)
    assert time.process_time() - started < 5


def test_a_pattern_after_a_slow_one_is_not_reached() -> None:
    with pytest.raises(ConfigError):
        is_found([r"(a|aa)+$", "a"], "a" * 5_000 + "!")
    assert is_found(["a", r"(a|aa)+$"], "a" * 5_000 + "!")
