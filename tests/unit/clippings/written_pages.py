"""Pages in the manner of ten publishing systems, served by a real host, and a collection.

Each is written after what the system makes: https://yoast.com/features/structured-data/yoast-schema/
for WordPress, the themes of Ghost and Hugo, pages of Medium, Substack, Blogger, Squarespace, YouTube
and of newspapers with Arc XP, the module Metatag of Drupal. ``@BASE@`` is the address of the host.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from feeds.clippings.run import Known, Made, Refused, Result, Wishes, seeds_of_pages
from feeds.config.load import load_settings
from feeds.http.limits import Limits
from feeds.settings import Settings
from tests.acceptance.links.site import Answer, Site, says

PAGES = Path(__file__).parent / "pages"
# Where what they make is found; all others are at hosts of their own.
HOSTS = {
    "blogger": "greycoding.blogspot.com",
    "medium": "medium.com",
    "substack": "orbits.substack.com",
    "video": "www.youtube.com",
}
SYSTEMS = sorted(path.stem for path in PAGES.glob("*.html"))

_SEED = """---
category: news
title: "{title}"
excerpt: "What happened, and why."
publishedDateTime: 2022-09-{day:02}T13:00:00Z
webUrl: "https://{domain}/news/{day}"
type: article
{more}
provider:
  name: {provider}
  domain: {domain}

topics:
{topics}
---
"""


def seed(day: int, provider: str, domain: str, *topics: str, more: str = "") -> str:
    """Return a seed of the collection."""
    listed = "\n".join(f"  - {topic}" for topic in topics)
    title = f"The news of day {day}"
    return _SEED.format(
        day=day, title=title, provider=provider, domain=domain, topics=listed, more=more
    )


SEEDS = {
    "2022-09-01-one.md": seed(1, "Daily Tensor", "wordpress.test", "AI", "PyTorch"),
    "2022-09-02-two.md": seed(2, "Slow Code", "youtube.com", "AI"),
    "2022-09-03-three.md": seed(3, "Other Code", "youtube.com", "Syndication"),
    "2022-09-04-four.md": seed(4, "Elsewhere", "elsewhere.test", "AI", "Open data"),
}


def begin(folder: Path, seeds: Mapping[str, str] = SEEDS, config: str = "") -> Settings:
    """Make a collection of *seeds* in *folder*; return its settings, made for impatient tests."""
    (folder / "seeds").mkdir(parents=True)
    for name, text in seeds.items():
        path = folder / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    (folder / "feeds.toml").write_text(
        f'[site]\ntitle = "News"\nurl = "https://news.example/"\n{config}', encoding="utf-8"
    )
    settings = load_settings(folder / "feeds.toml")
    quick = Limits(min_interval_seconds=0.0, retries=0, read_timeout_seconds=2.0)
    return settings._replace(links=settings.links._replace(limits=quick))


def anywhere(host: str, _: int) -> list[str]:
    """Resolve every name to this machine, but for one that nobody can have (RFC 6761, 6.4)."""
    if host.endswith(".invalid"):
        raise OSError(f"no such host {host}")
    return ["127.0.0.1"]


def page(name: str, base: str) -> bytes:
    """Return the page of the system *name* at the host *base*."""
    return (PAGES / f"{name}.html").read_text(encoding="utf-8").replace("@BASE@", base).encode()


def serve(body: bytes, *headers: str, status: str = "200 OK") -> Answer:
    """Return the answer of a host that has *body*, by default as a page."""
    kind = (
        () if any(h.startswith("Content-Type") for h in headers) else ("Content-Type: text/html",)
    )
    return says(status, *kind, *headers, body=body)


def take(site: Site, settings: Settings, *paths: str, **wishes: object) -> list[Result]:
    """Make seeds of what stands at *paths* of *site*, or at whole addresses."""
    wanted = Wishes(allow_private=True, **wishes)  # type: ignore[arg-type]  # as the test has them
    urls = [site.url(p, "page.test") if p.startswith("/") else p for p in paths]
    return list(seeds_of_pages(urls, settings, wanted, resolver=anywhere))


_ARTICLE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2026-01-02T03:04:05Z">
<meta name="keywords" content="AI">{more}</head><body><article><h1>{title}</h1></article></body></html>"""

Host = Callable[[dict[str, Answer]], Site]


def article(title: str = "A title", more: str = "") -> bytes:
    """Return the page of an article, with *more* in its head."""
    return _ARTICLE.format(title=title, more=more).encode()


def only(results: list[Made | Known | Refused]) -> Made:
    """Return the seed that is all that was made."""
    (made,) = results
    assert isinstance(made, Made), made
    return made


def reason(results: list[Made | Known | Refused]) -> str:
    """Return why the one address was refused."""
    (refused,) = results
    assert isinstance(refused, Refused), refused
    return refused.reason
