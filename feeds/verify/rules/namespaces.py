"""Namespaces where they are declared: unknown, misspelt, or with a prefix that misleads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from feeds.verify.check import Feed
from feeds.verify.document import Declaration
from feeds.verify.findings import Finding
from feeds.verify.namespaces import ATOM, XHTML, is_well_known
from feeds.verify.vocabulary import known_namespaces, usual_namespaces, usual_prefixes

# Readers that look for names and not for namespaces find nothing below another prefix.
_UNPREFIXED = {XHTML: "XHTML", ATOM: "Atom"}


def check(feed: Feed) -> Iterator[Finding]:
    """Yield what is wrong with the declarations of *feed*, each namespace once."""
    told: set[tuple[str, str]] = set()
    for declared in feed.document.declarations:
        key = declared.prefix, declared.namespace
        if key not in told and declared.namespace:
            told.add(key)
            yield from _check(declared, feed)


def _check(declared: Declaration, feed: Feed) -> Iterator[Finding]:
    prefix, namespace, _ = declared
    found = partial(feed.document.declared, declared)
    if namespace == feed.root.namespace and not prefix:
        return  # what the root says of it
    written = f"xmlns:{prefix}" if prefix else "xmlns"
    vocabulary = known_namespaces().get(namespace)
    if vocabulary is not None and namespace in vocabulary.spellings:
        message = f"{written} is {namespace}, and should be {vocabulary.namespace}"
        remedy = f'write {written}="{vocabulary.namespace}"'
        yield found("misspelt-namespace", message, remedy)
    elif vocabulary is None and not is_well_known(namespace):
        message = f"the namespace {namespace} is not known here"
        meant = _meant(prefix, namespace)
        remedy = f'did you mean {meant}? Write {written}="{meant}"' if meant else ""
        yield found("unknown-namespace", message, remedy)
        if meant:
            return  # the prefix is right
    elif vocabulary is None and namespace not in _UNPREFIXED:
        message = f"the namespace {namespace} is known, and what is in it is not checked"
        yield found("unsupported-namespace", message)
    usual = usual_prefixes().get(namespace)
    if prefix and namespace in _UNPREFIXED and feed.kind.format == "atom":
        name = _UNPREFIXED[namespace]
        message = f"{name} has the prefix {prefix}: some readers find its elements only without one"
        yield found("prefixed-namespace", message)
    elif (
        prefix in usual_namespaces() and usual_namespaces()[prefix] != namespace and usual != prefix
    ):
        message = f"the prefix {prefix} is usual for {usual_namespaces()[prefix]}"
        yield found("misleading-prefix", message)
    elif usual and prefix and usual != prefix:
        message = f"the usual prefix of {namespace} is {usual}"
        yield found("unusual-prefix", message)


def _meant(prefix: str, namespace: str) -> str:
    """Return the known namespace that *namespace*, declared for *prefix*, is probably meant as."""
    usual = usual_namespaces().get(prefix, "")
    if usual and _is_alike(namespace, usual):
        return usual
    return next((known for known in usual_prefixes() if _key(known) == _key(namespace)), "")


def _is_alike(namespace: str, usual: str) -> bool:
    key, other = _key(namespace), _key(usual)
    # Of the same host or path, so that another edition of it or a slip is probable.
    return key.split("/")[0] == other.split("/")[0] or key.split("/")[1:] == other.split("/")[1:]


def _key(namespace: str) -> str:
    """Return *namespace* as people who mistake it remember it."""
    bare = namespace.lower().partition("://")[2] or namespace.lower()
    return bare.removeprefix("www.").rstrip("/#")
