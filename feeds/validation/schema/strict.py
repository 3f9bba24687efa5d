"""Accept front matter that is beyond doubt faultless, in a hundredth of the time of a full check.

The schema that is checked by here is made of the schema of seeds, and stricter: it replaces what
validators understand differently, and what a schema cannot say of addresses, by patterns that
allow less. What it does not accept may be faultless all the same: ``checker`` tells.

A stricter one yet accepts plain front matter: nothing in it is what the rules with ``SPARES_PLAIN``
look for. What it does not accept, they look at.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from feeds.secrets import SECRET
from feeds.validation.schema.checker import load_schema
from feeds.validation.schema.sign_words import DOUBTFUL_LABELS, UNDOUBTED_LABELS

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

_LABEL = "[a-z0-9]+(?:-+[a-z0-9]+)*"


def _host(labels: int, longest: int) -> str:
    """Return the pattern of a name with so many *labels* at most, each no longer than *longest*."""
    label = f"[A-Za-z0-9](?:[A-Za-z0-9-]{{0,{longest - 2}}}[A-Za-z0-9])?"
    # The last label of a name is no number, else it is an address.
    last = f"[A-Za-z](?:[A-Za-z0-9-]{{0,{longest - 2}}}[A-Za-z0-9])?"
    return rf"(?:{label}\.){{1,{labels - 1}}}{last}"


# No name is longer than 253 (RFC 1035, section 2.3.4): few labels of any length, or more, if short.
_URL_HOST = f"(?:{_host(3, 63)}|{_host(9, 27)})"
_DAY = (
    "(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
)
_LEAP = "(?:0[48]|[2468][048]|[13579][26])"  # of the last two digits, but for 2000


def _date_time(year: str, leap_year: str) -> dict[str, str]:
    days = f"(?:(?:{year})-(?:{_DAY})|(?:{leap_year})-02-29)"
    time = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
    return {"pattern": f"^{days}T{time}Z$"}


# What ``checker`` and ``values.dates`` accept of each format, without the rarer forms.
_FORMATS: Mapping[str, Mapping[str, Any]] = {
    "date-time": _date_time("[1-9][0-9]{3}", f"[1-9][0-9]{_LEAP}"),
    "duration": {"pattern": "^PT(?:[0-9]+H(?:[0-9]+M)?(?:[0-9]+S)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S)$"},
    # No longer than one label may be (RFC 1123, section 2.1).
    "hostname": {"pattern": rf"^{_LABEL}(?:\.{_LABEL})*$", "maxLength": 63},
}
# The first letters suffice: more take longer to compile than to look at what begins like them.
_NO_LETTERS, _LETTERS = "[^A-Za-z0-9]*", 5


def _beginning(word: str) -> str:
    """Return a pattern of what begins like *word*, in any case and with any punctuation."""
    return _NO_LETTERS.join(f"[{letter}{letter.upper()}]" for letter in word[:_LETTERS])


# One of the labels that may say not to publish this (``sign_words``), or any word of a status.
_SAID = "|".join(sorted(set(map(_beginning, UNDOUBTED_LABELS | DOUBTFUL_LABELS))))
_NO_SIGN = {"not": {"pattern": f"[/:=]|(?:^|[,;|]){_NO_LETTERS}(?:{_SAID})"}}
# ASCII only, a host in a domain, so that none is called "https", neither credentials nor port (nor
# "@" in an id), and none of the characters that the schema excludes.
_DEFINITIONS: Mapping[str, Mapping[str, Any]] = {
    "url": {
        "type": "string",
        "pattern": rf"^https?://{_URL_HOST}"
        # Nor, at the end, what most likely is no part of it: a comma, semicolon or parenthesis.
        r"(?:[/?#](?:[!#-;=?-\[\]-~]*[!#-(*+\--:=?-\[\]-~])?)?$",
    },
    "label": _NO_SIGN,
    "uri": {"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?A-\[\]-~]+$"},
}
_LABEL_REF = {"$ref": "#/$defs/label"}
_LABELS: Mapping[str, Mapping[str, Any]] = {
    "topics": {"items": {"allOf": [{"$ref": "#/$defs/text"}, _LABEL_REF]}},
    "tags": {"items": _LABEL_REF},
    "category": {"allOf": [_LABEL_REF]},
}
_HOST_NAME = "[a-z0-9](?:[a-z0-9-]{0,59}[a-z0-9])?"
_PATH = r"(?:[A-Za-z0-9!$'()*+,/:;=@~._-]|%[0-9A-Fa-f]{2})*"
# At its end, no comma, semicolon or parenthesis.
_WHOLE_PATH = rf"(?:{_PATH}(?:[A-Za-z0-9!$'(*+/:=@~._-]|%[0-9A-Fa-f]{{2}}))?"
# No name is as long as those of the parameters that track readers, but for some that are frequent.
_NAME = "(?:[A-Za-z0-9]{1,3}|width|height|quality|format|auto)"
_QUERY = rf"(?:(?:{_NAME}={_PATH}|amp)&)*(?:{_NAME}={_WHOLE_PATH}|amp)"
_BLANK = r"\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
_BASE64 = "[A-Za-z0-9+/]"
# No blanks around it: each is found at once, both in one are not.
_PLAIN_TEXT = {"allOf": [{"pattern": f"^[^{_BLANK}]"}, {"pattern": f"[^{_BLANK}]$"}]}
_PLAIN_DATE = _date_time("199[0-9]|[2-9][0-9]{3}", f"199[26]|[2-9][0-9]{_LEAP}")
_SIZED = {"required": ["url", "width", "height"]}
_PLAIN_DEFINITIONS: Mapping[str, Mapping[str, Any]] = {
    "text": _PLAIN_TEXT,
    # Encrypted, its own key (``values.urls.url_key``), and without entities: "&" stands only
    # between parameters, and none of them is called "amp;…".
    "url": {
        "pattern": rf"^https://(?:{_HOST_NAME}\.){{1,3}}[a-z](?:[a-z0-9-]{{0,59}}[a-z0-9])?"
        rf"/(?:{_WHOLE_PATH}|{_PATH}\?{_QUERY})$",
    },
    "sitePath": {"pattern": "^/[A-Za-z0-9._-][A-Za-z0-9/._-]*$"},
    "image": _SIZED,
    "providerImage": _SIZED,
}
_PLAIN_FIELDS: Mapping[str, Mapping[str, Any]] = {
    "excerpt": _PLAIN_TEXT,
    "publishedDateTime": _PLAIN_DATE,
    "updatedDateTime": _PLAIN_DATE,
    "webUrl": {"not": {"pattern": "[/.?&=-][Aa][Mm][Pp]"}},
    "width": {"minimum": 1},
    "height": {"minimum": 1},
    # Whole blocks of 16 bytes, and one more.
    SECRET: {
        "pattern": f"^(?:{_BASE64}{{64}})*(?:{_BASE64}{{22}}==|{_BASE64}{{43}}=|{_BASE64}{{64}})"
        f";{_BASE64}{{22}}==$"
    },
}


def is_plain(instance: object) -> bool:
    """Tell whether neither schema nor rules with ``SPARES_PLAIN`` can find fault in *instance*."""
    validator = _validator(plain=True)
    try:
        return validator.is_valid(instance)
    except ValueError:
        # As of numbers with decimals, which ``is_faultless`` tells more of.
        return _is_valid(_with_plain_numbers(instance), validator)


def is_faultless(instance: object) -> bool:
    """Tell whether *instance*, a front matter as read, has no fault beyond doubt."""
    # jsonschema_rs takes no numbers that remember how they were written, and few seeds have any.
    validator = _validator(plain=False)
    return _is_valid(instance, validator) or _is_valid(_with_plain_numbers(instance), validator)


def _is_valid(instance: object, validator: "Draft202012Validator") -> bool:
    try:
        return validator.is_valid(instance)
    except ValueError:
        return False


def _with_plain_numbers(value: Any) -> Any:
    match value:
        case dict():
            return {key: _with_plain_numbers(item) for key, item in value.items()}
        case list():
            return [_with_plain_numbers(item) for item in value]
        case float():
            return float(value)
        case _:
            return value


@cache
def _validator(*, plain: bool) -> "Draft202012Validator":
    # Costs a few hundredths of a second, which commands that check nothing should not pay.
    from jsonschema_rs import Draft202012Validator

    schema = _stricter(load_schema("seed"))
    return Draft202012Validator(_plainer(schema) if plain else schema)


def _stricter(node: Any) -> Any:
    """Return *node*, a part of the schema, with stricter formats, addresses and lists."""
    match node:
        case {"format": str(name), **others}:
            return {**others, **_FORMATS[name]}
        case {"type": "array"} if "items" not in node:
            # A list of anything may hold addresses.
            return {**node, "items": {"type": ["string", "number", "boolean"]}}
        case {"$defs": definitions, **others}:
            return {**_stricter(others), "$defs": _stricter(definitions | _DEFINITIONS)}
        case dict():
            stricter = {key: _stricter(item) for key, item in node.items()}
            labels = {
                key: stricter[key] | _LABELS[key]
                for key in _LABELS
                if isinstance(stricter.get(key), dict)
            }
            return stricter | labels
        case list():
            return [_stricter(item) for item in node]
        case _:
            return node


def _plainer(node: Any) -> Any:
    """Return *node*, a part of the stricter schema, with what makes a seed plain added to it."""
    match node:
        case dict():
            # What decides which fields are required has to decide as before.
            plainer = {k: item if k == "if" else _plainer(item) for k, item in node.items()}
            for key, plain in (("$defs", _PLAIN_DEFINITIONS), ("properties", _PLAIN_FIELDS)):
                parts = plainer.get(key, {})
                parts |= {
                    name: {**part, **plain[name]}
                    for name, part in parts.items()
                    if name in plain and isinstance(part, dict)
                }
            return plainer
        case list():
            return [_plainer(item) for item in node]
        case _:
            return node
