"""Addresses in a body, made absolute as browsers do (https://url.spec.whatwg.org/)."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import urljoin, urlsplit, urlunsplit

from feeds.values.urls import ascii_url, is_normal

# Section 4.4, basic URL parser: C0 controls and blanks around an address go, tabs and line breaks
# everywhere. HTML (2.4.1) says the same of its own white space.
_AROUND = "".join(map(chr, range(0x21)))
_INSIDE = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SPECIAL = ("http", "https")
# Names that no public server has (RFC 6761, 6762 and 8375, and what ICANN keeps for private use).
_OWN_NAMES = (".localhost", ".local", ".localdomain", ".internal", ".test", ".home.arpa")
_IP_ADDRESS = re.compile(r"[0-9.]+|.*:.*")
# No segment of it is empty or leads up.
_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)++/?", re.ASCII)
_CREDENTIALS = re.compile(r"\A([a-z]+://)[^/?#]*@")

LINK_SCHEMES = frozenset(
    "bitcoin ftp ftps geo im irc ircs magnet mailto matrix mms news nntp openpgp4fpr sftp sip sms"
    " smsto ssh tel urn webcal wtai xmpp".split()
)
"""Schemes that lead readers somewhere, and run nothing (HTML, section 8.3.1.3, safelisted)."""
# These lead nowhere but in the page that they stand in.
_OF_PAGES = frozenset({"about", "data", "javascript", "vbscript"})

# What scripts write into the address once the picture comes into view; the first is the usual one.
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-actualsrc")
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set")
_PLACEHOLDER = re.compile(
    r"(?:^data:|^about:|(?:^|[/_.-])(?:1x1|blank|clear|dummy|empty|grey|gray|lazy|lazyload|load(?:er|ing)"
    r"|pixel|placeholder|spacer|spinner|trans(?:parent)?)[^/]{0,40}\.(?:gif|png|svg|jpe?g|webp)(?:[?#]|$))",
    re.IGNORECASE,
)

_CANDIDATE = re.compile(r"[\s,]*(?![\s,])(\S+)(?:\s+([^\s,]+)[^,]*)?")

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?|\.[0-9]{1,9}", re.ASCII)


def resolve_link(base: str, value: str | None) -> str | None:
    """Return where a link to *value* leads, as ``resolve`` does, or by one of ``LINK_SCHEMES``."""
    written = _trimmed(value)
    if scheme_of(written) not in LINK_SCHEMES:
        return resolve(base, written)
    return _CREDENTIALS.sub(r"\1", written)


def lost_scheme(value: str | None, kept: frozenset[str] = LINK_SCHEMES) -> str | None:
    """Return the scheme of the address *value* if no feed can have it, though somebody meant it.

    The schemes *kept* are those that it may have beside http(s).
    """
    scheme = scheme_of(_trimmed(value))
    return None if not scheme or scheme in {*_SPECIAL, *kept, *_OF_PAGES} else scheme


def is_of_own_network(address: str) -> bool:
    """Tell whether *address*, an absolute one, is seen to lead to the reader's machine or network.

    No name is looked up.
    """
    if is_normal(address):
        return address.split("/", 3)[2].endswith(_OWN_NAMES)
    host = (urlsplit(address).hostname or "").rstrip(".")
    if _IP_ADDRESS.fullmatch(host):
        # Hardly any body has one, and a module of addresses is loaded with it.
        from feeds.http.addresses import is_private_host

        return host.isdigit() or is_private_host(host)
    return host != "" and ("." not in host or host.endswith(_OWN_NAMES))


def scheme_of(address: str) -> str:
    """Return the scheme of *address* in lower case; empty if it has none (RFC 3986, 3.1)."""
    found = _SCHEME.match(address)
    return found[1].lower() if found else ""


def _trimmed(value: str | None) -> str:
    return (value or "").strip(_AROUND).translate(_INSIDE)


def resolve(base: str, value: str | None) -> str | None:
    """Return the http(s) address *value* of a body, absolute and in ASCII; None if it is none.

    *base* is the http(s) address that it is relative to.
    """
    # Nearly all are one of these, which takes a tenth of the time.
    if value and is_normal(value):
        return value
    if value and _PLAIN_PATH.fullmatch(value) and (origin := _origin(base)):
        return origin + value
    return _resolve(base, _trimmed(value))


def _resolve(base: str, value: str) -> str | None:
    if not value:
        return None
    found = _SCHEME.match(value)
    scheme = found[1].lower() if found else ""
    if scheme and scheme not in _SPECIAL:
        return None
    rest = _with_slashes(value[found.end() :] if found else value)
    if scheme and (rest.startswith("//") or scheme != urlsplit(base).scheme):
        # Any number of slashes means two (4.4, special authority ignore slashes state).
        rest = rest.lstrip("/")
        if not rest or rest[0] in "?#":
            return None
        value = f"{scheme}://{rest}"
    elif rest.startswith("//"):
        value = "//" + rest.lstrip("/")
    else:
        value = rest
    try:
        # A user name and password are not published; addresses mostly work without.
        return _CREDENTIALS.sub(r"\1", ascii_url(_joined(base, value)))
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    """Return the address at which the paths of *base* begin, without the slash; None if faulty."""
    root = _resolve(base, "/")
    return root and root.removesuffix("/")


def _joined(base: str, reference: str) -> str:
    """Return the address of *reference*, relative to *base* (RFC 3986, section 5.2).

    ``urljoin`` takes two slashes of a path for one, as in ``/web/2024/https://e.org/``, the address
    of a copy in an archive.
    """
    parts, around = urlsplit(reference), urlsplit(base)
    if parts.scheme or parts.netloc or not parts.path:
        return urljoin(base, reference)
    path = parts.path
    if not path.startswith("/"):
        path = f"{around.path.rpartition('/')[0]}/{path}"
    kept: list[str] = []
    _, *segments = path.split("/")
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return urlunsplit((*around[:2], "/" + "/".join(kept), *parts[3:]))


def _with_slashes(value: str) -> str:
    """Return *value* with slashes for backslashes, which mean them before a query or fragment."""
    if "\\" not in value:
        return value
    end = min((at for mark in "?#" if (at := value.find(mark)) >= 0), default=len(value))
    return value[:end].replace("\\", "/") + value[end:]


def is_in_page(value: str | None) -> bool:
    """Tell whether the address *value* of a link leads to a place of the page that it stands in."""
    value = (value or "").strip(_AROUND)
    return not value or value.startswith("#")


def picture_address(base: str, attributes: Mapping[str, str], *sets: str) -> str | None:
    """Return the address of the picture, frame or file whose element has these *attributes*.

    That is ``src``; or, where that is missing or a placeholder, what a script would write there, or
    the largest of ``srcset`` or of the *sets* of elements beside it.
    """
    own = attributes.get("src", "").strip(_AROUND)
    usable = resolve(base, own)
    if usable and not is_placeholder(own):
        return usable
    for url in _other_addresses(attributes, sets):
        if (found := resolve(base, url)) and not is_placeholder(url):
            return found
    return usable


def is_meant_as_address(value: str | None) -> bool:
    """Tell whether *value* is meant as an http(s) address, or as one relative to such."""
    value = _trimmed(value)
    return value != "" and scheme_of(value) in {"", *_SPECIAL}


def lost_picture(attributes: Mapping[str, str], *sets: str) -> str | None:
    """Return the scheme by which the picture is lost that ``picture_address`` finds no address for.

    Those that are written into the page are often but a placeholder, and none of these.
    """
    written = (attributes.get("src", ""), *_other_addresses(attributes, sets))
    return next(filter(None, (lost_scheme(url, frozenset()) for url in written)), None)


def is_placeholder(address: str) -> bool:
    """Tell whether *address* seems to be that of a picture which a script replaces."""
    return _PLACEHOLDER.search(address) is not None


def _other_addresses(attributes: Mapping[str, str], sets: tuple[str, ...]) -> Iterator[str]:
    for name in _LAZY:
        yield attributes.get(name, "")
    names = (*_LAZY_SETS, "srcset")
    for candidates in (*(attributes.get(name, "") for name in names), *sets):
        yield from addresses_by_size(candidates)


def addresses_by_size(candidates: str) -> list[str]:
    """Return the addresses of the pictures that a ``srcset`` names, that of the largest first.

    HTML, section 4.8.4.2.2: an address ends with white space, and commas at its end divide.
    """
    sizes: dict[str, float] = {}
    at = 0
    while found := _CANDIDATE.match(candidates, at):
        url, descriptor = found[1], found[2] or ""
        at = found.end()
        if url.endswith(","):
            url, descriptor, at = url.rstrip(","), "", found.end(1)
        if url:
            sizes.setdefault(url, _size(descriptor))
    return sorted(sizes, key=lambda url: -sizes[url])


def _size(descriptor: str) -> float:
    number = descriptor[:-1]
    if not descriptor:
        return 1.0
    return float(number) if _NUMBER.fullmatch(number) else 0.0
