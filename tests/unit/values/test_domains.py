"""The part of a host that somebody has registered."""

import subprocess
import sys

import pytest

from feeds.values.domains import registrable_domain


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


def test_the_list_is_read_only_when_a_host_is_asked_for() -> None:
    program = "import sys, feeds.validation.ruleset as r; r.all_rules(); print('publicsuffixlist' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
