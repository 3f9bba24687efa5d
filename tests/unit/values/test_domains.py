"""Whose a host is: the part of it that somebody has registered, and platforms that many share."""

import subprocess
import sys
from pathlib import Path

import pytest

from feeds.values import domains
from feeds.values.domains import ascii_domain, is_below, platform_of, registrable_domain

PLATFORMS = [
    line
    for line in Path(domains.__file__).with_name("platforms.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.itpro.co.uk", "itpro.co.uk"),
        ("itpro.co.uk", "itpro.co.uk"),
        ("co.uk", None),
        ("news.jane.github.io", "jane.github.io"),
        ("github.io", None),
        ("WWW.Example.COM.", "example.com"),
        ("localhost", None),
        ("127.0.0.1", None),
        ("a.b.xn--55qx5d.cn", "b.xn--55qx5d.cn"),
        ("", None),
    ],
)
def test_registrable_domain(host: str, domain: str | None) -> None:
    assert registrable_domain(host) == domain


@pytest.mark.parametrize(
    ("host", "platform"),
    [
        ("www.youtube.com", "youtube.com"),
        ("youtu.be", "youtu.be"),
        ("jane.medium.com", "medium.com"),
        ("news.substack.com", "substack.com"),
        ("jane.github.io", "github.io"),
        ("gist.github.com", "github.com"),
        ("jane.blogspot.co.uk", "blogspot.co.uk"),
        ("uk.linkedin.com", "linkedin.com"),
        ("podcasts.apple.com.", "podcasts.apple.com"),
        # By the Public Suffix List alone.
        ("jane.myshopify.com", "myshopify.com"),
        ("myshopify.com", "myshopify.com"),
        ("www.apple.com", None),
        ("developers.google.com", None),
        ("notyoutube.com", None),
        ("youtube.com.example.org", None),
        ("www.bbc.co.uk", None),
        ("co.uk", None),
        ("localhost", None),
        ("127.0.0.1", None),
        ("", None),
    ],
)
def test_platforms_that_many_share(host: str, platform: str | None) -> None:
    assert platform_of(host) == platform


def test_each_platform_is_named_once_as_hosts_are_compared() -> None:
    assert [name for name in PLATFORMS if ascii_domain(name) != name or "." not in name] == []
    assert sorted(set(PLATFORMS)) == sorted(PLATFORMS)
    assert [
        name for name in PLATFORMS for other in PLATFORMS if name != other and is_below(name, other)
    ] == []


@pytest.mark.parametrize(
    ("domain", "compared"),
    [
        ("TechRadar.com", "techradar.com"), ("techradar.com.", "techradar.com"),
        ("bücher.example", "xn--bcher-kva.example"), ("localhost", "localhost"),
        ("https://techradar.com", None), ("techradar.com/news", None), ("techradar.com:80", None),
        ("jane@techradar.com", None), ("*.techradar.com", None), ("tech radar.com", None),
        (".com", None), ("", None), ("[::1]", None),
    ],
)  # fmt: skip
def test_domains_as_hosts_are_compared_with_them(domain: str, compared: str | None) -> None:
    assert ascii_domain(domain) == compared


def test_the_list_is_read_only_when_a_host_is_asked_for() -> None:
    program = "import sys, feeds.validation.selection as s; s.all_rules(); print('publicsuffixlist' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
