"""``feeds new`` as users run it: what it says, writes and ends with."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.links.site import Site, says
from tests.plugins.command import RunFeeds
from tests.unit.clippings.written_pages import begin, page, serve


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site({})
    base = opened.url("")
    opened.answers["/post"] = serve(page("wordpress", base))
    opened.answers["/gone"] = says("410 Gone")
    yield opened
    opened.close()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    begin(tmp_path / "news")
    return tmp_path / "news"


def test_a_page_becomes_a_seed_that_is_valid_and_published(
    site: Site, news: Path, run_feeds: RunFeeds
) -> None:
    done = run_feeds("new", site.url("/post"), "--allow-private", cwd=news)
    path = "seeds/2022-09-12-metas-pytorch-moves-grows.md"
    assert (done.returncode, done.stdout) == (0, f"wrote {path}\n")
    assert done.stderr == f'note: {path}: provider "The Daily Tensor" is new\n'
    checked = run_feeds("validate", "--verbose", cwd=news)
    assert checked.returncode == 0
    assert "warning" not in checked.stdout
    built = run_feeds("build", cwd=news)
    assert "published 5 entries" in built.stdout
    again = run_feeds("new", site.url("/post"), "--allow-private", cwd=news)
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == f"{site.url('/post')} has a seed: {path}\n"


def test_addresses_come_from_standard_input_and_each_is_told_of(
    site: Site, news: Path, run_feeds: RunFeeds
) -> None:
    lines = f"{site.url('/gone')}\n\n{site.url('/post')}\n"
    done = run_feeds("new", "-", "--allow-private", "--quiet", cwd=news, input=lines)
    assert done.returncode == 1
    assert done.stdout == "wrote seeds/2022-09-12-metas-pytorch-moves-grows.md\n"
    assert done.stderr == (
        f"feeds: error: {site.url('/gone')} answers 410 Gone: check the address\n"
    )


def test_without_network_nothing_is_written_and_it_is_said_why(
    news: Path, run_feeds: RunFeeds
) -> None:
    # The port that a site had is closed now: whoever asks finds nobody.
    closed = Site({})
    closed.close()
    before = sorted((news / "seeds").iterdir())
    for option in ((), ("--from",)):
        url = closed.url("/post")
        done = run_feeds("new", *option, url, "--allow-private", cwd=news)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            f"feeds: error: {url} refuses connections: check the address, and the network\n"
        )
        proxied = {"HTTPS_PROXY": "http://proxy.test:3128"}
        done = run_feeds("new", *option, url, "--allow-private", cwd=news, env=proxied)
        assert done.stderr.endswith(
            "; it is asked directly, without the proxy that the environment names\n"
        )
    assert sorted((news / "seeds").iterdir()) == before


def test_what_would_be_written_is_printed(site: Site, news: Path, run_feeds: RunFeeds) -> None:
    before = sorted((news / "seeds").iterdir())
    done = run_feeds("new", site.url("/post"), "--print", "--allow-private", cwd=news)
    assert done.returncode == 0
    assert done.stdout.startswith('---\ncategory: news\ntitle: "Meta’s PyTorch moves & grows"\n')
    assert sorted((news / "seeds").iterdir()) == before


def test_what_was_written_is_opened_in_the_editor(
    site: Site, news: Path, run_feeds: RunFeeds
) -> None:
    editor = news / "editor"
    editor.write_text('#!/bin/sh\necho "opened $1"\n', encoding="utf-8")
    editor.chmod(0o755)
    arguments = ("new", site.url("/post"), "--edit", "--allow-private")
    done = run_feeds(*arguments, cwd=news, env={"EDITOR": str(editor)})
    path = "seeds/2022-09-12-metas-pytorch-moves-grows.md"
    assert done.returncode == 0
    assert sorted(done.stdout.splitlines()) == [f"opened {path}", f"wrote {path}"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give the URL of a page, or --from with a feed"),
        (("a.example/1", "--from", "b"), "give the URL of a page, or --from with a feed, not both"),
        (("a.example/1", "b.example/2", "--title", "x"), "--title is for one page only"),
        (("-", "--file", "seeds/x.md"), "--file is for one page only"),
        (("a.example/1", "--limit", "3"), "--limit is for the entries of a feed (--from)"),
        (("--from", "nothing"), "--from: nothing cannot be read: No such file or directory"),
        (("--from", "seeds"), "--from: seeds cannot be read: Is a directory"),
        (("--from", "no/thing"), '"no/thing" is no address: give that of a page, such as'),
    ],
)
def test_wrong_use_is_said_in_a_line(
    news: Path, run_feeds: RunFeeds, arguments: tuple[str, ...], said: str
) -> None:
    done = run_feeds("new", *arguments, cwd=news)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"feeds: error: {said}")
    assert done.stderr.count("\n") == 1


FEED = """{{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [
{{"id": "1", "url": "{url}/1", "title": "One", "date_published": "2026-01-02T03:04:05Z", "tags": ["AI"]}},
{{"id": "2", "url": "{url}/2", "title": "Two", "date_published": "2026-01-03T03:04:05Z", "tags": ["AI"]}}
]}}"""


def test_a_feed_may_be_taken_again_and_again(site: Site, news: Path, run_feeds: RunFeeds) -> None:
    body = FEED.format(url="https://page.test").encode()
    site.answers["/feed.json"] = serve(body, "Content-Type: application/feed+json")
    arguments = ("new", "--from", site.url("/feed.json"), "--allow-private")
    done = run_feeds(*arguments, "--limit", "1", cwd=news)
    first, second = "seeds/2026-01-02-one.md", "seeds/2026-01-03-two.md"
    assert (done.returncode, done.stdout) == (0, f"wrote {first}\n")
    assert "\npublished: false\n" in (news / first).read_text(encoding="utf-8")
    again = run_feeds(*arguments, cwd=news)
    assert (again.returncode, again.stdout) == (0, f"wrote {second}\n")
    assert f"https://page.test/1 has a seed: {first}\n" in again.stderr
    quiet = run_feeds(*arguments, "--quiet", cwd=news)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    assert run_feeds("validate", cwd=news).returncode == 0


def test_a_folder_of_seeds_is_enough(site: Site, news: Path, run_feeds: RunFeeds) -> None:
    (news / "feeds.toml").unlink()
    done = run_feeds("new", site.url("/post"), "--allow-private", cwd=news)
    assert done.returncode == 0
    nowhere = news / "seeds"
    done = run_feeds("new", site.url("/post"), "--allow-private", cwd=nowhere)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "feeds: error: the seeds folder seeds does not exist; set [seeds] path in feeds.toml to one"
        " that does, or begin a collection with feeds init\n"
    )


def test_nothing_that_a_page_says_commands_a_terminal_or_github(
    site: Site, news: Path, run_feeds: RunFeeds
) -> None:
    site.answers["/evil"] = serve(
        b"<title>\x1b]0;x\x07\x1b[31m::error::x</title><meta name=author content='##[error]x'>"
        b"<meta property=og:site_name content='::set-output name=a::b'>"
        b"<meta name=keywords content='::stop-commands::x'>"
        b"<meta property=article:published_time content='2026-01-02T03:04:05Z'>"
    )
    for more in ((), ("--print",)):
        done = run_feeds("new", site.url("/evil"), "--allow-private", *more, cwd=news)
        for line in (done.stdout + done.stderr).splitlines():
            assert not line.lstrip().startswith("::"), line
            assert line.isprintable()
        if not more:
            (made,) = done.stdout.split()[1:]
            (news / made).unlink()


def test_its_libraries_say_nothing_of_their_own(
    site: Site, news: Path, run_feeds: RunFeeds
) -> None:
    site.answers["/bare"] = serve(b"<h1>A title</h1>")
    done = run_feeds("new", site.url("/bare"), "--allow-private", cwd=news)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"feeds: error: {site.url('/bare')} does not say when it was published: give --date, as"
        " 2026-11-30\n"
    )


def test_without_its_libraries_it_says_how_to_get_them(news: Path, run_feeds: RunFeeds) -> None:
    # The first of them is as if it were not there.
    hidden = "import sys; sys.modules['extruct'] = None\n"
    (news / "sitecustomize.py").write_text(hidden, encoding="utf-8")
    path = os.pathsep.join((str(news), str(Path(__file__).parents[2])))
    done = run_feeds("new", "https://a.example/1", cwd=news, env={"PYTHONPATH": path})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "feeds: error: feeds new needs libraries that are not installed (extruct): install feeds with"
        " its extra new: pip install 'seedfeeds[new]', or pip install '.[new]' in a checkout\n"
    )
