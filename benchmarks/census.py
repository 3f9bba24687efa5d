"""Write seeds with the faults that a census of 1,373 real ones found, as often, and no others.

A quarter of these seeds stand on one video platform that their providers share, most excerpts are
cut within a word, some hold entities or blanks around them, some bodies HTML that is indented, and
21 addresses stand in two seeds.

    python -m benchmarks.census /tmp/seeds
"""

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from benchmarks.generate import GeneratedSeed, generate

SEEDS = 1373
PAIRS = 21
ON_VIDEO_PLATFORM = 357
ON_SHARED_SITE = 12
WITH_ENTITIES = 125
WITH_BLANKS = 86
CUT = 892
WITH_BODIES = 118
WITH_INDENTED_HTML = 8

Change = Callable[[str, Random], str]

_OWN_ADDRESSES = re.compile(r"^(?:(?:ampW|cdnAmpW|w)ebUrl|originalUrl): .*\n", re.MULTILINE)
_EXCERPT = re.compile(r'^excerpt: "(.*)"$', re.MULTILINE)
_FIELDS = ("\npublished: true\n", "\npublishedDateTime: ", "\nwebUrl: ")
_ENTITIES = ("&#8217;", "&amp;", "&nbsp;", "&quot;", "&#8211;", "&hellip;")
_BLANKS = (" {}", "{} ", "{}\\n", "\\n{}\\n")
_BODY = "<p>{}</p>\n\n<ul>\n  <li>{}</li>\n</ul>\n"
_INDENTED = "It begins with text.\n\n\t<p>{}</p>\n\n{}\n"


def census() -> Iterator[GeneratedSeed]:
    """Yield the seeds, always the same."""
    random = Random(SEEDS)
    seeds = [GeneratedSeed(one.name, _mended(one.text)) for one in generate(SEEDS - PAIRS)]
    changes: list[tuple[Change, int]] = [
        (_on("www.youtube.com/watch?v={}"), ON_VIDEO_PLATFORM),
        (_on("talks.census.test/{}"), ON_SHARED_SITE),
        (_cut, CUT),
        (_with_entity, WITH_ENTITIES),
        (_with_blanks, WITH_BLANKS),
        (_with(_INDENTED), WITH_INDENTED_HTML),
        (_with(_BODY), WITH_BODIES - WITH_INDENTED_HTML),
    ]
    for change, times in changes:
        for index in random.sample(range(len(seeds)), times):
            name, text = seeds[index].name, change(seeds[index].text, random)
            seeds[index] = GeneratedSeed(name, text)
    yield from seeds
    published = [one for one in seeds if all(field in one.text for field in _FIELDS)]
    for one in random.sample(published, PAIRS):
        yield GeneratedSeed(f"{one.name.removesuffix('.md')}-again.md", one.text)


def write_census(folder: Path) -> None:
    """Write the seeds into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in census():
        (folder / seed.name).write_text(seed.text, encoding="utf-8", newline="")


def _mended(text: str) -> str:
    """Return *text* with whole sentences in its excerpt, and without what was wrong with that."""
    return _EXCERPT.sub(lambda found: f'excerpt: "{_whole(found[1])}"', text, count=1)


def _whole(excerpt: str) -> str:
    for unwanted in ("it&#8217;s ", "\\n"):
        excerpt = excerpt.replace(unwanted, "")
    return excerpt if excerpt.endswith(".") else f"{excerpt.rpartition(' ')[0]}."


def _on(address: str) -> Change:
    def change(text: str, random: Random) -> str:
        url = f"https://{address.format(f'{random.getrandbits(60):x}')}"
        is_video = "\ntype: video\n" in text
        line = f'{"originalUrl" if is_video else "webUrl"}: "{url}"\n'
        return _OWN_ADDRESSES.sub("", text).replace("---\n", f"---\n{line}", 1)

    return change


def _cut(text: str, random: Random) -> str:
    def cut(found: re.Match[str]) -> str:
        places = [place.end() for place in re.finditer(r"\w\w(?=\w)", found[1])]
        return f'excerpt: "{found[1][: random.choice(places[len(places) // 2 :])]}"'

    return _EXCERPT.sub(cut, text, count=1)


def _with_entity(text: str, random: Random) -> str:
    entity = random.choice(_ENTITIES)
    return _EXCERPT.sub(
        lambda found: f'excerpt: "{found[1].replace(" ", f" {entity}", 2)}"', text, count=1
    )


def _with_blanks(text: str, random: Random) -> str:
    blanks = random.choice(_BLANKS)
    return _EXCERPT.sub(lambda found: f'excerpt: "{blanks.format(found[1])}"', text, count=1)


def _with(body: str) -> Change:
    def change(text: str, random: Random) -> str:
        head = text.rpartition("\n---\n")[0]
        words = (f"Something to read, number {random.randrange(1000)}." for _ in range(2))
        return f"{head}\n---\n{body.format(*words)}"

    return change


def main() -> None:
    """Write the seeds where the command line says."""
    parser = argparse.ArgumentParser(description="Write seeds as a census of real ones found them.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to")
    write_census(parser.parse_args().folder)


if __name__ == "__main__":
    main()
