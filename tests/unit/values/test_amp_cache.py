"""Addresses in the AMP Cache, by the vectors of its documentation and of the AMP toolbox."""

import base64
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.values.amp_cache import amp_cache_url, cache_subdomain

MIXED = "hello.xn--4gbrim.xn----rmckbbajlc6dj7bxne2c.xn--wgbh1c"


@pytest.mark.parametrize(
    ("host", "subdomain"),
    [
        ("something.com", "something-com"),
        ("www.zdnet.com", "www-zdnet-com"),
        ("hello-world.com", "hello--world-com"),
        ("hello--world.com", "hello----world-com"),
        ("en-us.example.com", "0-en--us-example-com-0"),
        ("xn--57hw060o.com", "xn---com-p33b41770a"),
        ("xn--bcher-kva.ch", "xn--bcher-ch-65a"),
        (
            "xn--4gbrim.xn----rmckbbajlc6dj7bxne2c.xn--wgbh1c",
            "xn-------i5fvcbaopc6fkc0de0d9jybegt6cd",
        ),
        (MIXED, "a6h5moukddengbsjm77rvbosevwuduec2blkjva4223o4bgafgla"),
    ],
)
def test_a_host_becomes_one_label(host: str, subdomain: str) -> None:
    assert cache_subdomain(host) == subdomain


@pytest.mark.parametrize(
    "host",
    [
        pytest.param("localhost", id="no dot"),
        pytest.param("ab--c.example.com", id="hyphens at positions 3 and 4"),
        pytest.param(f"{'a' * 60}.com", id="64 characters"),
        pytest.param(f"{'a-' * 20}a.example.com", id="too long when doubled"),
        pytest.param(MIXED, id="mixed direction"),
    ],
)
def test_any_other_host_is_hashed(host: str) -> None:
    digest = base64.b32encode(hashlib.sha256(host.encode()).digest()).decode()
    assert cache_subdomain(host) == digest.lower().rstrip("=")


def test_a_label_of_63_characters_is_not_hashed() -> None:
    assert cache_subdomain(f"{'a' * 59}.com") == f"{'a' * 59}-com"


@pytest.mark.parametrize(
    ("url", "cached"),
    [
        (
            "https://www.zdnet.com/google-amp/article/x/",
            "https://www-zdnet-com.cdn.ampproject.org/c/s/www.zdnet.com/google-amp/article/x/",
        ),
        (
            "http://www.zdnet.com/x?amp",
            "https://www-zdnet-com.cdn.ampproject.org/c/www.zdnet.com/x?amp",
        ),
        ("https://A.Example#top", "https://a-example.cdn.ampproject.org/c/s/a.example/"),
        (
            "https://bücher.ch/ü",
            "https://xn--bcher-ch-65a.cdn.ampproject.org/c/s/xn--bcher-kva.ch/%C3%BC",
        ),
    ],
)
def test_an_address_in_the_cache(url: str, cached: str) -> None:
    assert amp_cache_url(url) == cached


@pytest.mark.parametrize(
    "url", ["/amp", "ftp://a.example/", "https://[::1/", "https://a.example:x"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"^its? "):
        amp_cache_url(url)


@given(
    st.from_regex(
        r"(?:[a-z0-9]{1,20}(?:-{1,3}[a-z0-9]{1,9}){0,3}\.){0,4}(?:xn--)?[a-z0-9]{2,9}",
        fullmatch=True,
    )
)
def test_every_host_becomes_a_label(host: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]{1,63}", cache_subdomain(host))
