"""Titles, excerpts and authors as strangers write them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.clippings.clipping import MOST_EXCERPT, MOST_TITLE
from feeds.clippings.words import author_names, excerpt, headline, plain

SITES = ("The Daily Tensor", "Tensor Media")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("A title | The Daily Tensor", "A title"),
        ("A title - The Daily Tensor", "A title"),
        ("A title — THE DAILY  TENSOR", "A title"),
        ("A title | The Daily Tensor.", "A title"),
        ("A - title | the: DailyTensor", "A - title"),
        ("A title · Tensor Media | The Daily Tensor", "A title"),
        ("The Daily Tensor: A title", "A title"),
        ("The Daily Tensor » A title", "A title"),
        ("The Daily Tensor", "The Daily Tensor"),
        ("A title | Another site", "A title | Another site"),
        ("Why The Daily Tensor - and we - write", "Why The Daily Tensor - and we - write"),
        ("7-2: a vote", "7-2: a vote"),
        ("A\n  title\t| \N{NO-BREAK SPACE}The Daily Tensor ", "A title"),
        ("Caf\u0065\u0301", "Café"),
        ("AT&amp;amp;T &#8217;n&rsquo; co &lt;3", "AT&T ’n’ co <3"),
        ("An <em>important</em> title<br/>here", "An important title here"),
        ("An &lt;em&gt;important&lt;/em&gt; title", "An important title"),
        ("What is the <b> element?", "What is the <b> element?"),
        ("Bell\x07 and \x1b[31mred", "Bell and red"),
        ("Hidden\u202e and \u200bzero", "Hidden and zero"),
        ("", ""),
    ],
)
def test_a_title_is_plain_text_without_the_name_of_the_site(written: str, title: str) -> None:
    assert headline(written, SITES) == title


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("First words. ", "First words."),
        ("A title", ""),
        ("A title!", ""),
        ("<p>One</p><p>two</p>", "One two"),
        ("Words that go on [&hellip;]", "Words that go on…"),
        ("Words that go on [...]", "Words that go on…"),
        ("News. The post A title appeared first on The Daily Tensor.", "News."),
        ("News of today. Read more", "News of today."),
        ("All should read more books", "All should read more books"),
        ("News of today. Continue reading →", "News of today."),
    ],
)
def test_an_excerpt_says_what_the_article_says(written: str, read: str) -> None:
    assert excerpt(written, "A title") == read


def test_a_long_excerpt_ends_with_a_sentence_or_else_a_word() -> None:
    sentence = "One sentence that is quite long and says something. "
    text = excerpt(sentence * 20)
    assert text == (sentence * 5).strip()
    words = excerpt("word " * 200)
    assert len(words) <= MOST_EXCERPT + 1
    assert words.endswith("word…")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (["Ada Lovelace"], ("Ada Lovelace",)),
        (["By Ada Lovelace"], ("Ada Lovelace",)),
        (["Ada Lovelace and Grace Hopper"], ("Ada Lovelace", "Grace Hopper")),
        (
            ["Ada Lovelace, Grace Hopper and Mary Anning"],
            ("Ada Lovelace", "Grace Hopper", "Mary Anning"),
        ),
        (["Ada Lovelace; Grace Hopper"], ("Ada Lovelace", "Grace Hopper")),
        (["Sammy Davis, Jr."], ("Sammy Davis, Jr.",)),
        (["Research and Development"], ("Research and Development",)),
        (["Ada", "ADA", "Grace"], ("Ada", "Grace")),
        (["https://facebook.com/ada", "@ada", "admin", "", "123"], ()),
        (["Jürgen &amp; S&ouml;hne"], ("Jürgen & Söhne",)),
        (["x" * 200], ()),
    ],
)
def test_authors_are_names_of_people(written: list[str], names: tuple[str, ...]) -> None:
    assert author_names(written) == names


@given(st.text(max_size=400))
def test_whatever_is_written_becomes_one_line_of_text(text: str) -> None:
    for made in (plain(text), headline(text, ["Site"]), excerpt(text), *author_names([text])):
        assert "\n" not in made
        assert made == made.strip()
        assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in made)
    assert len(headline(text, [])) <= MOST_TITLE + 1


def test_a_text_made_to_exhaust_takes_no_time() -> None:
    for text in ("<" * 100_000, "&amp;" * 50_000, " | " * 50_000, "a and " * 50_000, "</" * 50_000):
        plain(text), headline(text, SITES), excerpt(text), author_names([text])
