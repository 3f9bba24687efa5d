"""Write the table of registered languages, scripts and regions that ``feeds verify`` compares with.

Of each new version of https://www.iana.org/assignments/language-subtag-registry:

    python -m tools.language_subtags REGISTRY CODES > feeds/verify/values/language_subtags.txt

CODES is https://www.loc.gov/standards/iso639-2/ISO-639-2_utf-8.txt, which has the codes of three
letters for languages that have one of two.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

_HEAD = """\
# Made by tools/language_subtags.py from IANA's registry of language subtags (RFC 5646) of {day}:
# languages of two letters, of three ("aa:bc" is aab and aac), scripts, regions. Last, the codes of
# ISO 639-2 in whose place RFC 5646 has one of two letters.
"""


def read_subtags(registry: str) -> dict[str, list[str]]:
    """Return the subtags of *registry* in small letters, by type, without those for private use."""
    subtags: dict[str, list[str]] = defaultdict(list)
    for record in registry.split("\n%%\n"):
        fields = dict(re.findall(r"^(Type|Subtag): (.*)$", record, re.MULTILINE))
        if "Subtag" in fields and ".." not in fields["Subtag"]:
            subtags[fields["Type"]].append(fields["Subtag"].lower())
    return subtags


def make_lines(registry: str) -> Iterator[str]:
    """Yield the lines of the table."""
    subtags = read_subtags(registry)
    lasts: dict[str, str] = defaultdict(str)
    for language in sorted(subtags["language"]):
        if len(language) > len("aa"):
            lasts[language[:2]] += language[2]
    yield " ".join(sorted(language for language in subtags["language"] if not language[2:]))
    yield " ".join(f"{start}:{last}" for start, last in lasts.items())
    yield " ".join(sorted(subtags["script"]))
    yield " ".join(sorted(subtags["region"]))


def make_long_codes(codes: str) -> str:
    """Return the last line of the table, from the table *codes* of ISO 639-2."""
    rows = (line.split("|") for line in codes.splitlines())
    longs = (f"{long}:{two}" for *threes, two, _, _ in rows if two for long in threes if long)
    return " ".join(sorted(longs))


if __name__ == "__main__":
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    sys.stdout.write(_HEAD.format(day=text[len("File-Date: ") :].split("\n", 1)[0]))
    sys.stdout.writelines(f"{line}\n" for line in make_lines(text))
    sys.stdout.write(make_long_codes(Path(sys.argv[2]).read_text(encoding="utf-8-sig")) + "\n")
