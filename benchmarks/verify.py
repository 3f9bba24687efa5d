"""Time ``feeds verify`` on feeds of 100 KB, beside feedparser, which only reads them.

Feeds differ in all their texts, dates and addresses, so that nothing is known from the one before.
Each is checked from its bytes to its findings in one process; the start of the program is timed by
itself, on a small feed.

    python -m benchmarks.verify
    python -m benchmarks.verify 200 --feedparser
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

from benchmarks.measuring import measure
from benchmarks.vocabulary import WORDS
from feeds.verify.check import Options, check_feed

_NOW = datetime(2026, 12, 1, tzinfo=UTC)
_BYTES = 100_000
_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>News</title>
<link>https://news.example/</link>
<description>All news</description>
<atom:link rel="self" type="application/rss+xml" href="https://news.example/rss.xml"/>
"""
_TAIL = "</channel>\n</rss>\n"


def make_feed(number: int, *, html: bool) -> bytes:
    """Return a feed of 100 KB whose items have excerpts or, with *html*, the whole article."""
    random = Random(number)
    pieces, size, moment = [_HEAD], 0, _NOW
    while size < _BYTES:
        moment -= timedelta(minutes=random.randint(20, 400))
        pieces.append(_item(random, moment, html=html))
        size += len(pieces[-1].encode())
    return "".join([*pieces, _TAIL]).encode()


def _item(random: Random, moment: datetime, *, html: bool) -> str:
    def words(count: int) -> str:
        return " ".join(random.choice(WORDS) for _ in range(count))

    address = f"https://news.example/{moment:%Y/%m/%d}/{random.randrange(10**9)}"
    item = (
        f"<item>\n<title>{words(9)}</title>\n<link>{address}</link>\n<guid>{address}</guid>\n"
        f"<pubDate>{format_datetime(moment)}</pubDate>\n<dc:creator>{words(2)}</dc:creator>\n"
        f"<category>{words(1)}</category>\n<category>{words(2)}</category>\n"
        f"<description>{words(60)}</description>\n"
    )
    if html:
        body = "".join(
            f'<p>{words(40)} <a href="{address}#{number}">{words(3)}</a>, <em>{words(2)}</em>.</p>'
            f'<p><img src="{address}.jpg" alt="{words(3)}"></p>'
            for number in range(8)
        )
        item += f"<content:encoded><![CDATA[{body}]]></content:encoded>\n"
    return f"{item}</item>\n"


def time_each(feeds: list[bytes], work: Callable[[bytes], object]) -> float:
    """Return the seconds of a processor that *work* takes on each of *feeds*."""
    begun = time.process_time()
    for feed in feeds:
        work(feed)
    return (time.process_time() - begun) / len(feeds)


def verify(feed: bytes) -> None:
    """Check *feed*, which has no fault."""
    result = check_feed("feed.xml", feed, Options(now=_NOW))
    if result.findings:
        raise AssertionError(result.findings[0])


def rows(count: int, *, with_feedparser: bool) -> Iterator[tuple[str, float]]:
    """Yield labels, and seconds for each feed, of which there are *count*."""
    for label, html in (("excerpts", False), ("whole articles in HTML", True)):
        feeds = [make_feed(number, html=html) for number in range(count)]
        verify(feeds[0])  # all that is loaded once is loaded now
        yield f"feeds verify, {label}", time_each(feeds, verify)
        if with_feedparser:
            import feedparser

            yield f"feedparser, {label}", time_each(feeds[:20], feedparser.parse)


def time_start() -> float:
    """Return the seconds of a processor that the command takes on one small feed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "feed.xml")
        path.write_text(_HEAD + _TAIL, encoding="utf-8")
        command = (sys.executable, "-m", "feeds", "verify", "--quiet", path)
        measure(command, stdout=subprocess.DEVNULL)
        return min(measure(command, stdout=subprocess.DEVNULL).processor for _ in range(5))


def main() -> None:
    """Print how many feeds a second one processor checks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=100)
    parser.add_argument("--feedparser", action="store_true", help="time it as well")
    options = parser.parse_args()
    print("| feeds | ms each | feeds a second |")
    print("| --- | ---: | ---: |")
    for label, seconds in rows(options.count, with_feedparser=options.feedparser):
        print(f"| {label} | {seconds * 1000:.1f} | {1 / seconds:.0f} |", flush=True)
    print(f"| the command, on a small feed | {time_start() * 1000:.0f} | |")


if __name__ == "__main__":
    main()
