"""A folder of seeds whose feeds have pages of all that is older."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from feeds.build.context import BuildOptions
from feeds.build.run import build_feeds
from feeds.problems.build_report import BuildReport
from feeds.settings import BuildSettings, LinksSettings, SeedsSettings, Settings, Site
from tests.acceptance.seed_text import seed

START = datetime(2022, 9, 12, tzinfo=UTC)
NOW = START + timedelta(days=30)
SITE = Site(
    "urn:x:site", "News", "All", "en", url="https://news.example/", hub="https://hub.example/"
)
LIMIT = 3


def write_seed(folder: Path, number: int, **fields: str) -> None:
    """Write the seed of this *number*, which is the hour of its day, with other *fields*."""
    published = f"{START + timedelta(hours=number):%Y-%m-%dT%H:%M:%SZ}"
    text = seed(number, **{"id": f"urn:x:{number}", "publishedDateTime": published} | fields)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number}.md").write_text(f"{text}Text {number}\n")


def settings_in(folder: Path, **options: Any) -> Settings:
    return Settings(
        site=SITE,
        seeds=SeedsSettings(folder / "seeds"),
        build=BuildSettings(folder / "out", limit=LIMIT, archive=True, **options),
        links=LinksSettings(cache=folder / ".feeds-cache"),
    )


def run(settings: Settings, **how: Any) -> BuildReport:
    return build_feeds(
        settings, now=NOW, options=BuildOptions(**({"allow_reannounce": True} | how))
    )


def built_settings(folder: Path) -> Settings:
    """Return the settings of a folder whose seeds have been built: eleven, which make 3 pages."""
    for number in range(11):
        write_seed(folder / "seeds", number)
    settings = settings_in(folder)
    run(settings)
    return settings


def pages_of(out: Path) -> dict[str, bytes]:
    """Return the files of all pages, by path."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("archive/*/*"))
    }


def ids_of(out: Path, feed: str) -> set[str]:
    """Return the ids in the document to subscribe to and in the pages of *feed*."""
    files = [out / feed / "feed.json", *(out / feed).glob("archive/*/feed.json")]
    return {item["id"] for file in files for item in json.loads(file.read_bytes())["items"]}
