"""A host name of 200 KB is refused in words, by every command and wherever it stands."""

from pathlib import Path

import feedparser
import pytest

from tests.acceptance.links.link_folder import make_folder
from tests.acceptance.seed_text import seed
from tests.plugins.command import RunFeeds

HOSTS = {
    "one label": "a" * 200_000 + ".com",
    "international": "ü" * 100_000 + ".com",
    "in brackets": f"[{':' * 200_000}]",
    "users": "a:b@" * 50_000,
}


def seeds_with(url: str) -> list[str]:
    """Return seeds with *url* in each place for an address; but for the last, it is at fault."""
    # Nobody listens there.
    web = [f"http://127.0.0.1:1/{number}" for number in range(7)]
    return [
        seed(1, webUrl=f'"{url}"'),
        seed(2, f'originalUrl: "{url}"', webUrl=web[1]),
        seed(3, f'ampWebUrl: "{url}"', f'cdnAmpWebUrl: "{url}"', webUrl=web[2]),
        seed(4, f'images: [{{url: "{url}"}}]', webUrl=web[3]),
        seed(5, f'related: [{{title: A, webUrl: "{url}"}}]', webUrl=web[4]),
        seed(6, f"featuredContent: '<iframe src=\"{url}\"></iframe>'", webUrl=web[5]),
        seed(7, webUrl=web[6]) + f'\n[a]({url}) <{url}> ![a]({url}) <a href="{url}">b</a>\n',
    ]


@pytest.mark.parametrize("host", HOSTS)
def test_no_command_stumbles_over_it(tmp_path: Path, run_feeds: RunFeeds, host: str) -> None:
    make_folder(tmp_path, *seeds_with(f"https://{HOSTS[host]}/"))
    # A link is an error when it has failed on several days.
    for code, *command in ((1, "validate"), (1, "build"), (0, "check-links", "--allow-private")):
        done = run_feeds(*map(str, command))
        assert done.returncode == code
        assert "Traceback" not in done.stderr
        # Messages and source lines quote the beginning alone.
        assert len(done.stdout + done.stderr) < 40_000
    entries = feedparser.parse((tmp_path / "out/all/atom.xml").read_bytes()).entries
    assert {entry.title for entry in entries} == {f"Title {number}" for number in range(3, 8)}
