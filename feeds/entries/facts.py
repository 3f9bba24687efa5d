"""What a build needs to know of every seed, as plain values that are quick to keep and to send.

``note`` makes them. To read them back loads nothing that reads seeds: most builds read none.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.pointers import Pointer


class Facts(NamedTuple):
    """One seed as it stands among others, whatever the time and its path.

    ``link`` is the hash of the address that readers are sent to, and behind it that of another one
    that the article is read at, if there is one; ``own`` are those of all addresses of the article,
    one behind the other, and of one that is hidden or closes that of its title with its date. All
    else is text, in the order in which ``cache.rows`` writes it, and empty for none: a seed is left
    out for the reason ``exclusion``, and its ``id`` is known all the same if it can be told; where
    ``hidden`` is "1", its article may be shown nowhere; ``problems`` are its diagnostics as JSON,
    ``published`` and ``updated`` dates in ISO 8601, ``opens`` and ``closes`` dates before and from
    which on it is left out besides, ``quality`` a whole number, and ``names`` those of provider and
    topics, a line each; of a seed left out that is hidden or closes they are other ids that its
    entry may have had, which archives may know.
    """

    link: bytes = b""
    own: bytes = b""
    exclusion: str = ""
    hidden: str = ""
    problems: str = ""
    published: str = ""
    updated: str = ""
    opens: str = ""
    closes: str = ""
    quality: str = ""
    names: str = ""
    id: str = ""


class Article(NamedTuple):
    """What is to be known besides of a seed that some feed shows.

    ``digest`` is the SHA-256 of its file. ``logo`` is the address of its provider's picture.
    ``mentioned`` are hashes, one behind the other, of the addresses that decide what its entry
    shows. ``omitted`` are the pointers of what is left out of it for its faults, as JSON; empty for
    none.
    """

    digest: bytes
    title: str = ""
    link: str = ""
    language: str | None = None
    logo: str | None = None
    omitted: str = ""
    mentioned: bytes = b""


def omitted_of(article: Article) -> tuple[Pointer, ...]:
    """Return the pointers of what is left out of the seed of *article*."""
    return tuple(map(tuple, json.loads(article.omitted))) if article.omitted else ()


def problems_of(facts: Facts, path: str) -> list[Diagnostic]:
    """Return the diagnostics of the seed that now is at *path*."""
    return [diagnostic_of(values, path) for values in json.loads(facts.problems or "[]")]


def diagnostic_values(found: Diagnostic) -> list[Any]:
    """Return the fields of *found* but its path, as ``diagnostic_of`` takes them."""
    return list(found[1:])


def diagnostic_of(values: list[Any], path: str) -> Diagnostic:
    """Return the diagnostic of *path* whose other fields are *values*."""
    found = Diagnostic(path, *values)
    return found._replace(severity=Severity(found.severity))
