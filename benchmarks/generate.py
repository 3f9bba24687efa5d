"""Write realistic seeds, any number of them and always the same ones.

What fields there are, how often and in which spelling follows a census of 1,373 real seeds: most
are news, a third of which is unpublished; an article has up to a dozen related ones, each with a
provider of its own; a few providers and topics are frequent and most are rare. Collections of other
shapes have other numbers of feeds, of related articles and of paragraphs.

    python -m benchmarks.generate 10000 /tmp/seeds
    python -m benchmarks.generate 10000 /tmp/seeds --shape many-feeds
"""

import argparse
import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.vocabulary import NAMES, PROVIDERS, TOPICS, WORDS, make_providers

_FIRST_DAY = datetime(2016, 1, 1, tzinfo=UTC)
_DAYS = 3600
_KINDS = {"article": 82, "video": 8, "course": 3, "download": 3, "collection": 2, "forum": 2}
# How many of a hundred articles have 0, 1, 2 … related ones.
_RELATED = (14, 10, 10, 10, 9, 9, 8, 8, 7, 6, 4, 3, 2)
_TOPICS = (35, 35, 20, 10)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a collection is like: how many feeds it makes, and how much there is in each entry.

    ``related`` says how many of a hundred articles have 0, 1, 2 … related ones, and ``limit`` how
    many entries a feed is to show. A few providers are the more frequent the greater ``skew`` is;
    at 1, all are alike.
    """

    providers: Sequence[tuple[str, str]] = PROVIDERS
    skew: int = 3
    related: Sequence[int] = _RELATED
    unpublished_percent: int = 33
    paragraphs: int = 0
    limit: int = 50


_LONG_LISTS = (4,) * 25
_HALF_LONG = (6,) * 16
SHAPES = {
    "usual": Shape(),
    "few-feeds": Shape(make_providers(100), unpublished_percent=0, limit=20),
    "many-feeds": Shape(make_providers(1000), related=_HALF_LONG),
    "most-feeds": Shape(make_providers(7600), skew=1, related=_HALF_LONG),
    "long-lists": Shape(related=_LONG_LISTS, unpublished_percent=0, limit=500),
    "bodies": Shape(make_providers(100), paragraphs=12, related=(90, 10)),
}


@dataclass(frozen=True, slots=True)
class GeneratedSeed:
    """A seed that no file holds yet: the name that its file is to have, and its text."""

    name: str
    text: str


def generate(count: int, shape: Shape = SHAPES["usual"]) -> Iterator[GeneratedSeed]:
    """Yield the first *count* seeds of a *shape*, which are the same whatever *count* is."""
    return (_seed(number, shape) for number in range(count))


def write_seeds(count: int, folder: Path, shape: Shape = SHAPES["usual"]) -> None:
    """Write the first *count* seeds into *folder*, which may hold some of them already."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in generate(count, shape):
        (folder / seed.name).write_text(seed.text, encoding="utf-8", newline="")


def _seed(number: int, shape: Shape) -> GeneratedSeed:
    random = Random(number)
    kind = random.choices(list(_KINDS), list(_KINDS.values()))[0]
    article = _Article(random, number, kind, shape)
    day = article.moment + timedelta(days=article.chance(6))
    lines = ["---", *article.lines(), "---", ""]
    body = f"<p>{article.sentence()}</p>\n<ul><li>{article.sentence()}</li></ul>\n"
    text = "\n".join(lines) + "\n" * (kind != "download") + body * (kind == "download")
    text += "".join(article.paragraphs())
    return GeneratedSeed(f"{day:%Y-%m-%d}-{article.slug}.md", text)


class _Article:
    """One article: that of the seed, or (with the seed's moment) one related to it."""

    def __init__(
        self, random: Random, number: int, kind: str, shape: Shape, near: datetime | None = None
    ) -> None:
        self.random = random
        self.shape = shape
        self.kind = kind
        self.related = near is not None
        days = timedelta(days=random.randrange(_DAYS), seconds=random.randrange(86400))
        self.moment = near + days / _DAYS if near else _FIRST_DAY + days
        self.words = random.choices(WORDS, k=random.randrange(5, 14))
        plain = (word.lower() for word in self.words if word.isascii())
        self.slug = "-".join((*plain, str(number)))
        index = int(len(shape.providers) * random.random() ** shape.skew)
        self.provider, self.domain = shape.providers[index]

    def chance(self, percent: float) -> bool:
        return self.random.random() * 100 < percent

    def lines(self) -> Iterator[str]:
        """Yield the lines of the fields, in the order of real seeds."""
        if self.kind == "article" and not self.related:
            yield "category: news"
        yield f"{'name' if self.kind == 'forum' else 'title'}: {_quoted(self.title())}"
        yield f"excerpt: {_quoted(self.excerpt())}"
        if self.kind not in ("course", "collection", "forum"):
            yield f"publishedDateTime: {self.moment:%Y-%m-%dT%H:%M:%SZ}"
        if self.chance(4):
            yield f"updatedDateTime: {self.moment + timedelta(hours=5):%Y-%m-%dT%H:%M:%SZ}"
        yield from self.addresses()
        yield f"type: {self.kind}"
        yield from self.marks()
        yield from self.particulars()
        yield from self.provider_lines()
        yield from self.images()
        if not self.related:
            yield from self.top_level()

    def addresses(self) -> Iterator[str]:
        url = f"https://www.{self.domain}/{self.moment:%Y/%m}/{self.slug}/"
        written = url if self.chance(10) else f'"{url}"'
        if self.kind in ("video", "download") or self.chance(60 * (not self.related)):
            yield f"originalUrl: {written}"
        if self.kind not in ("video", "download"):
            yield f"webUrl: {written}"
        if self.kind == "article" and self.chance(12):
            amp = f"www.{self.domain}/amp/{self.slug}/"
            host = f"www.{self.domain}".replace("-", "--").replace(".", "-")
            yield f'ampWebUrl: "https://{amp}"'
            yield f'cdnAmpWebUrl: "https://{host}.cdn.ampproject.org/c/s/{amp}"'

    def marks(self) -> Iterator[str]:
        if self.chance(95):
            yield f"quality: {self.random.randrange(10, 130)}"
        if not self.related and self.chance(90):
            published = not self.chance(self.shape.unpublished_percent)
            yield f"heat: {self.random.randrange(0, 60) if published else -1}"
            yield f"published: {str(published).lower()}"

    def particulars(self) -> Iterator[str]:
        """Yield what only this kind of article has."""
        if self.kind == "video":
            if self.chance(2):
                yield "removed: true"
            yield f"length: PT{self.random.randrange(1, 60)}M{self.random.randrange(60)}S"
            frame = f"https://www.youtube.com/embed/{self.random.randrange(10**9)}"
            yield f'featuredContent: "<iframe src=\\"{frame}\\" allowfullscreen></iframe>"'
        if self.kind == "course":
            yield "price: Free" if self.chance(50) else "price: 49.90"
            yield "levels:\n  - Beginner"
            yield f"ratings:\n  average: 4.{self.random.randrange(10)}\n  count: 1250"
        if self.kind == "collection":
            yield f"items: {self.random.randrange(2, 40)}"
        if self.kind == "forum":
            yield f"members: {self.random.randrange(100, 90000)}"

    def provider_lines(self) -> Iterator[str]:
        yield from ([] if self.related else [""])
        yield f"provider:\n  name: {self.provider}\n  domain: {self.domain}"
        if self.chance(10):
            yield "  images:"
            yield f'    - url: "/assets/images/{self.domain}-50x50.jpg"'
            yield "      width: 50\n      height: 50"
        if self.chance(8):
            yield f"  authors:\n    - name: {' '.join(self.random.choices(NAMES, k=2))}"

    def images(self) -> Iterator[str]:
        if self.chance(55):
            width = self.random.randrange(300, 2000)
            yield f'images:\n  - url: "https://cdn.{self.domain}/img/{self.slug}.png?w={width}"'
            yield f"    width: {width}\n    height: {width * 9 // 16}"
            if self.chance(80):
                yield "    isCached: true"

    def top_level(self) -> Iterator[str]:
        """Yield what only the article of the seed itself has."""
        yield "\ntopics:"
        count = self.random.choices((1, 2, 3, 4), _TOPICS)[0]
        chosen = {int(len(TOPICS) * self.random.random() ** 2): None for _ in range(count)}
        yield from (f"  - {TOPICS[index]}" for index in chosen)
        related = self.shape.related
        others = self.random.choices(range(len(related)), related)[0]
        if self.kind == "article" and others:
            yield "\nrelated:"
            for number in range(others):
                other = _Article(self.random, number, "article", self.shape, self.moment)
                lines = "\n".join(other.lines()).split("\n")
                yield "  - " + "\n    ".join(lines)
        if self.kind in ("article", "video"):
            yield f'\nsecured: "{self.secret()}"\n'

    def paragraphs(self) -> Iterator[str]:
        """Yield the paragraphs of the body, in Markdown, with what real ones have in them."""
        for number in range(self.shape.paragraphs):
            sentences = [self.sentence() for _ in range(self.random.randrange(2, 6))]
            if number and not number % 4:
                yield f"\n## {' '.join(self.random.choices(WORDS, k=4))}\n"
            if number and not number % 5:
                yield "\n" + "".join(f"- {sentence}\n" for sentence in sentences)
                continue
            link = f"[{sentences[0].split()[0]}](https://www.{self.domain}/{self.slug}/{number})"
            yield f"\n{link} **{sentences[0]}** {' '.join(sentences[1:])}\n"

    def secret(self) -> str:
        """Return what looks like a block cipher's output and its initialisation vector."""
        blocks = (
            self.random.randbytes(16 * self.random.randrange(14, 34)),
            self.random.randbytes(16),
        )
        return ";".join(base64.b64encode(block).decode() for block in blocks)

    def title(self) -> str:
        words = [self.words[0].capitalize(), *self.words[1:]]
        if self.chance(6):
            words[-1] = f'"{words[-1]}"'
        if self.chance(15):
            words[0] += "’s"
        if self.chance(5):
            words.insert(2, "&")
        return " ".join(words)

    def excerpt(self) -> str:
        text = " ".join(self.sentence() for _ in range(self.random.randrange(1, 4)))
        if self.chance(60):
            text = text[: -self.random.randrange(3, 20)].rstrip()
        if self.chance(2):
            text = text.replace(" ", " it&#8217;s ", 1)
        if self.chance(5):
            text = text.replace(" ", "\u00a0", 1)
        return text + "\n" * self.chance(1)

    def sentence(self) -> str:
        words = self.random.choices(WORDS, k=self.random.randrange(10, 22))
        return " ".join(words).capitalize() + "."


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main() -> None:
    """Write as many seeds as the command line asks for."""
    parser = argparse.ArgumentParser(description="Write realistic seeds, always the same ones.")
    parser.add_argument("count", type=int, metavar="N", help="how many seeds")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to")
    parser.add_argument("--shape", choices=SHAPES, default="usual", help="what they are like")
    arguments = parser.parse_args()
    write_seeds(arguments.count, arguments.folder, SHAPES[arguments.shape])


if __name__ == "__main__":
    main()
