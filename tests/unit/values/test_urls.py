"""Addresses become ASCII without losing anything, and compare by what they mean."""

import time
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, provisional
from hypothesis import strategies as st

from feeds.values import domains, urls
from feeds.values.amp_cache import amp_cache_url
from feeds.values.urls import ascii_url, url_key


@pytest.mark.parametrize(
    ("written", "encoded"),
    [
        ("https://example.org/a%20b?q=1#f", "https://example.org/a%20b?q=1#f"),
        ("https://例え.jp/ü?q=é", "https://xn--r8jz45g.jp/%C3%BC?q=%C3%A9"),
        ("https://Bücher.example:8080/", "https://xn--bcher-kva.example:8080/"),
        ("https://example.org/100% sure", "https://example.org/100%25%20sure"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
        ("http://127.0.0.1/x", "http://127.0.0.1/x"),
        ("https://a_b.example.org./", "https://a_b.example.org./"),
        ("https://example.org/a|b{c}", "https://example.org/a%7Cb%7Bc%7D"),
        ("https://[::1]/a[1]?b[]=c#[d]#e", "https://[::1]/a%5B1%5D?b%5B%5D=c#%5Bd%5D%23e"),
        ("https://user:pa@example.org/", "https://user:pa@example.org/"),
    ],
)
def test_address_is_encoded(written: str, encoded: str) -> None:
    assert ascii_url(written) == encoded


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("javascript:alert(1)", "it does not start with http:// or https://"),
        ("/path", "it does not start with http:// or https://"),
        ("//example.org/", "it does not start with http:// or https://"),
        ("https://", "it names no host"),
        ("https:///path", "it names no host"),
        ("https://example.org:99999/", "its port is not a number up to 65535"),
        ("https://example.org:x/", "its port is not a number up to 65535"),
        ("https://ex\u2024\u2024ample.org/", "its host is not a valid internationalised name"),
        ("https://e..org/", "its host is not valid"),
        ("https://-x.com/", "its host is not valid"),
        ("https://1.2.3.999/", "its host is not valid"),
        ("https://" + "a" * 64 + ".org/", "its host is not valid"),
        ("https://[::1/", "its host is not valid"),
        ("https://ex\u2100mple.com/", "its host is not valid"),
    ],
)
def test_unusable_address_is_refused_with_a_reason(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match="^" + reason.replace("(", "\\(")):
        ascii_url(written)


@pytest.mark.parametrize(
    "spelling",
    [
        "https://example.org",
        "https://EXAMPLE.org/",
        "HTTPS://example.org:443/",
        "https://example.org/#top",
        "https://example.org/?",
    ],
)
def test_spellings_of_one_address_share_a_key(spelling: str) -> None:
    assert url_key(spelling) == "https://example.org/"


def test_different_addresses_differ() -> None:
    keys = {url_key(f"http://a.org{rest}") for rest in ("/", "/a", "/A", "/?a", ":8080/", "/a/")}
    assert len(keys) == 6


@given(provisional.urls())
def test_ascii_address_stays_as_it_is(url: str) -> None:
    encoded = ascii_url(url)
    assert ascii_url(encoded) == encoded


@given(st.text(max_size=30))
def test_any_text_is_encoded_or_refused(text: str) -> None:
    try:
        encoded = ascii_url("https://example.org/" + text)
    except ValueError:
        return
    assert encoded.isascii()
    assert " " not in encoded


USUAL = st.builds(
    "{}://{}{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.text("ab1-._A:@", max_size=9)
    | st.from_regex(r"[a-z]{1,70}(\.[a-z0-9-]{1,66}){0,5}", fullmatch=True),
    st.text("/aZ%2F0?#;&='()[]é \n", max_size=12),
)


@given(USUAL | provisional.urls())
def test_shortcut_for_usual_addresses_changes_nothing(url: str) -> None:
    if urls.is_normal(url):
        assert urls._encode(url) == url
        assert urls._make_key(url) == url


def test_shortcut_is_taken_for_usual_addresses() -> None:
    for url in ("https://www.example.org/2022/09/a-b_c/?q=1&r=%C3%BC", "http://a.bc/"):
        assert urls.is_normal(url)


HUGE_HOSTS = [
    "a" * 200_000 + ".com",
    "a." * 100_000 + "com",
    "ü" * 200_000 + ".com",
    "ü." * 100_000 + "com",
    "\U0001f680" * 50_000,
    "xn--" * 50_000 + ".com",
    "xn--" + "9" * 200_000 + ".com",
    "[" + ":" * 200_000 + "]",
    "1" * 200_000,
    "1." * 100_000 + "1",
    "example.com:" + "1" * 200_000,
    "@" * 200_000,
    "%41" * 60_000,
    "\u3002" * 70_000,
    "a\u0301" * 70_000,
]
ODD_HOSTS = st.sampled_from(
    "[::1 ::1] [] [v1.a] [::1%25eth0] 1.2.3.256 0x7f.1 a:１２ a:-1 a:99999 .a a. a..b -a.com a_b.com"
    " \u200b.com \u2488com ℀.com İ.com ß.de \ud800 \udcff.com a@b a:b@c a@@b %00 % \x00 a\tb \u05d01.com"
    " 1\u05d0.com \u3002com xn-- xn--a xn--a-ecp.ru xn--99999999 xn--zca.com".split(" ")
)
ODD_ADDRESSES = st.builds(
    lambda scheme, host, rest: f"{scheme}{host}{rest}",
    st.sampled_from(["https://", "http://", "HTTPS://", "//", "https:", "ftp://", " https://", ""]),
    st.text() | ODD_HOSTS | st.lists(ODD_HOSTS, min_size=2, max_size=3).map(".".join),
    st.sampled_from(["", "/", "/a?b#c", "?q", "#f", "/%zz", "/\udcff", "/\x00", ":1", ":"])
    | st.text(),
)


@pytest.mark.parametrize("host", HUGE_HOSTS, ids=lambda host: ascii(host[:9]))
def test_huge_hosts_are_refused_in_words_and_at_once(host: str) -> None:
    started = time.process_time()
    for function in (ascii_url, url_key, amp_cache_url):
        with pytest.raises(ValueError, match=r"^(its|it) ") as raised:
            function(f"https://{host}/")
        assert type(raised.value) is ValueError
    assert urls.url_key_or_none(f"https://{host}/") is None
    assert time.process_time() - started < 5


@given(ODD_ADDRESSES)
@example("https://\ud800@example.org/")
def test_nothing_but_the_documented_error_is_raised(url: str) -> None:
    has_credentials = urls.has_credentials(url)
    assert has_credentials in (True, False)
    try:
        encoded = ascii_url(url)
    except ValueError as exc:
        assert type(exc) is ValueError
        assert str(exc).startswith(("its ", "it "))
        assert urls.url_key_or_none(url) is None
        return
    assert encoded.isascii()
    host = urlsplit(encoded).hostname or ""
    assert url_key(url) == urls.url_key_or_none(url)
    assert amp_cache_url(url).isascii()
    assert domains.registrable_domain(host) in (
        None,
        *map(host.rstrip(".").__getitem__, _tails(host)),
    )


def _tails(host: str) -> list[slice]:
    return [slice(start, None) for start in range(len(host))]
