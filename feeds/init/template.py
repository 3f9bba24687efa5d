"""The templates of the files that a collection begins with, and what is put into them."""

import re
from collections.abc import Mapping
from pathlib import Path

_FOLDER = Path(__file__).with_name("templates")
_MARK = re.compile("@([A-Z]+)@")


def fill(name: str, values: Mapping[str, str] = {}) -> str:
    """Return the text of the template *name* with *values* in the place of its marks, as ``@URL@``.

    It is no language of templates: workflows have braces and dollars of their own.
    """
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return _MARK.sub(lambda mark: values[mark[1]], text)
