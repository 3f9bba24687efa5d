"""Make the table of look-alikes that ``feeds/values/lookalikes.py`` reads.

Of each new version of Unicode, from https://www.unicode.org/Public/security/latest/confusables.txt:

    python -m tools.confusables confusables.txt > feeds/values/confusables.txt
"""

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

_LINE = re.compile(r"([0-9A-F]{4,6}) ;\t([0-9A-F ]+) ;\tMA\t")
_NOTICE = """\
# Characters that look like others: what they look like, a tab, and all that do.
# Made by tools/confusables.py from confusables.txt of Unicode Technical Standard 39,
# version {version}. Copyright (c) {year} Unicode, Inc. It may be used under the terms of the
# Unicode License, https://www.unicode.org/license.txt.
"""


def make_table(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of the table made of *lines*, those of Unicode's file.

    What is decomposed to the same characters anyway is left out.
    """
    chars: dict[str, list[str]] = defaultdict(list)
    version = year = "unknown"
    for line in lines:
        if found := re.match(r"# Version: ([0-9.]+)", line):
            version = found[1]
        elif found := re.search(r"© ([0-9]{4}) Unicode", line):
            year = found[1]
        elif found := _LINE.match(line):
            char = chr(int(found[1], 16))
            prototype = "".join(chr(int(code, 16)) for code in found[2].split())
            if unicodedata.normalize("NFD", char) != unicodedata.normalize("NFD", prototype):
                chars[prototype].append(char)
    yield _NOTICE.format(version=version, year=year)
    for prototype, alike in sorted(chars.items()):
        yield f"{prototype}\t{''.join(sorted(alike))}\n"


def main() -> None:
    """Write the table of the file that the command line names."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8-sig").splitlines()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # it is a file
    sys.stdout.writelines(make_table(lines))


if __name__ == "__main__":
    main()
