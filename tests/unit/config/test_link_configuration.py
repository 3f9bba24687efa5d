"""The table [links] of feeds.toml."""

from datetime import timedelta
from pathlib import Path

import pytest

from feeds.config.load import load_settings
from feeds.http.limits import Limits
from feeds.problems.errors import ConfigError
from feeds.settings import LinksSettings

EVERYTHING = """
[links]
cache = "cache"
confirm_runs = 1
max_age = "1h"
max_age_ok = "2w"
workers = 3
per_host = 4
min_interval = 0.5
connect_timeout = 1
read_timeout = 2
deadline = 3.5
retries = 0
max_redirects = 5
max_bytes = 2000
max_retry_after = 90
contact = "links@news.example"
skip = ['^https://intranet\\.', 'x']
"""


def load(folder: Path, text: str) -> LinksSettings:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path).links


def test_every_key_arrives(tmp_path: Path) -> None:
    limits = Limits(
        workers=3,
        per_host=4,
        min_interval_seconds=0.5,
        connect_timeout_seconds=1,
        read_timeout_seconds=2,
        deadline_seconds=3.5,
        retries=0,
        max_redirects=5,
        max_bytes=2000,
        max_retry_after_seconds=90,
        contact="links@news.example",
        skip=(r"^https://intranet\.", "x"),
    )
    assert load(tmp_path, EVERYTHING) == LinksSettings(
        limits,
        cache=tmp_path / "cache",
        confirm_runs=1,
        max_age=timedelta(hours=1),
        max_age_ok=timedelta(weeks=2),
    )


def test_the_ledger_is_beside_the_configuration(tmp_path: Path) -> None:
    assert load(tmp_path, "") == LinksSettings(cache=tmp_path / ".feeds-cache")


def test_a_pattern_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, "[links]\nskip = ['a(b']\n")
    assert str(caught.value) == (
        f'{tmp_path}/feeds.toml:2: links.skip "a(b" is no regular expression: missing ) at'
        " position 3; put a backslash before signs such as"
        " ( [ * + ? that stand for themselves"
    )
