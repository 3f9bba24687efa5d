"""What the plain scalars of YAML mean here: only what JSON has is typed, all else is text."""

import re
from typing import Any

_CONSTANTS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+\Z")


class Decimal(float):
    """A number with decimals that prints as it was written, so that messages can quote it."""

    text: str

    def __new__(cls, text: str) -> "Decimal":
        """Read *text*, a decimal number."""
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __str__(self) -> str:
        """Return the number as it was written."""
        return self.text


def plain_value(text: str) -> Any:
    """Return what *text*, a scalar without quotation marks, stands for."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.match(text):
        return int(text)
    return Decimal(text) if _DECIMAL.match(text) else text
