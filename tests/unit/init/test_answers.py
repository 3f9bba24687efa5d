"""What is asked, what is proposed, and which answers are refused."""

from pathlib import Path

import pytest

from feeds.init.answers import Answers, check_given, complete, questions, seeds_path
from feeds.problems.errors import ConfigError

NOTHING: dict[str, str | None] = dict.fromkeys(("title", "url", "language", "host"))
URL = "https://news.example/"


def fault(folder: Path, key: str, answer: str) -> str | None:
    """Return what is wrong with *answer* to the question *key*."""
    (question,) = (each for each in questions(folder, None) if each.key == key)
    return question.fault_of(answer)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("my-news", "My news"),
        ("AI_news.2026", "AI news 2026"),
        ("büro", "Büro"),
        ("日本", "日本"),
        ("...", "Feeds"),
        ("\udcff", "Feeds"),
    ],
)
def test_the_name_of_the_folder_becomes_a_title(tmp_path: Path, name: str, title: str) -> None:
    assert questions(tmp_path / name, None)[0].default == title


def test_the_root_folder_has_no_name_to_take() -> None:
    assert questions(Path("/"), None)[0].default == "Feeds"


@pytest.mark.parametrize(
    ("key", "answer", "reason"),
    [
        ("title", " ", "this cannot be empty"),
        ("title", "\x07", "this cannot be empty"),
        ("url", "", "this cannot be empty"),
        ("url", "news.example", "relative"),
        ("url", "ftp://news.example/", "http"),
        ("url", "https://news.example/?a=1", "query or fragment"),
        ("url", "https://me:secret@news.example/", "user name or password"),
        ("url", "https://news .example/", "blank"),
        ("language", "english", "no language tag"),
        ("host", "gitlab", '"gitlab" is none of github-pages, netlify, server, none'),
    ],
)
def test_what_feeds_toml_would_refuse_is_refused(
    tmp_path: Path, key: str, answer: str, reason: str
) -> None:
    assert reason in (fault(tmp_path, key, answer) or "nothing")
    with pytest.raises(ConfigError, match=f"^--{key}: "):
        check_given(tmp_path, NOTHING | {key: answer})


def test_what_is_usual_is_taken_if_that_is_wanted(tmp_path: Path) -> None:
    made = complete(tmp_path / "news", NOTHING | {"url": URL}, yes=True)
    assert made == Answers("News", URL, "en", "github-pages")


def test_what_is_given_goes_before_what_is_usual(tmp_path: Path) -> None:
    given = {"title": "T", "url": URL, "language": "de", "host": "server"}
    for yes in (False, True):
        assert complete(tmp_path, given, yes=yes) == Answers("T", URL, "de", "server")


def test_there_is_no_usual_address(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^--url is missing, the address") as caught:
        complete(tmp_path, NOTHING, yes=True)
    assert caught.value.key == "--url"


def test_options_are_named_where_nobody_can_be_asked(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="give --host, --url, --language, or --yes"):
        complete(tmp_path, NOTHING | {"title": "T"}, yes=False)


def test_a_configuration_answers_all_but_the_host(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text("")
    assert [each.key for each in questions(tmp_path, None)] == ["host"]
    assert complete(tmp_path, NOTHING, yes=True) == Answers(None, None, None, "github-pages")
    with pytest.raises(ConfigError, match=r"^--title: .*feeds\.toml is there already"):
        check_given(tmp_path, NOTHING | {"title": "T"})


@pytest.mark.parametrize(
    ("configured", "found"),
    [
        ("", "seeds"),
        ('[seeds]\npath = "content/news"', "content/news"),
        ('[seeds]\npath = "."', "."),
        ('[seeds]\npath = "../elsewhere"', None),
        ('[seeds]\npath = "s3://bucket/seeds"', None),
    ],
)
def test_seeds_are_where_the_configuration_says(
    tmp_path: Path, configured: str, found: str | None
) -> None:
    (tmp_path / "feeds.toml").write_text(configured)
    assert seeds_path(tmp_path) == found
