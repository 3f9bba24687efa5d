"""Namespaces where they are declared: unknown, misspelt, or with a prefix that misleads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial

from feeds.verify.check import Feed
from feeds.verify.document import Declaration
from feeds.verify.findings import Finding
from feeds.verify.namespaces import ATOM, WELL_KNOWN, XHTML, is_well_known
from feeds.verify.vocabulary import known_namespaces, vocabularies

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
        yield found("unknown-namespace", message)
    elif vocabulary is None and namespace not in _UNPREFIXED:
        message = f"the namespace {namespace} is known, and what is in it is not checked"
        yield found("unsupported-namespace", message)
    usual = _prefixes().get(namespace)
    if prefix and namespace in _UNPREFIXED and feed.kind.format == "atom":
        name = _UNPREFIXED[namespace]
        message = f"{name} has the prefix {prefix}: some readers find its elements only without one"
        yield found("prefixed-namespace", message)
    elif prefix in _namespaces() and _namespaces()[prefix] != namespace and usual != prefix:
        message = f"the prefix {prefix} is usual for {_namespaces()[prefix]}"
        yield found("misleading-prefix", message)
    elif usual and prefix and usual != prefix:
        message = f"the usual prefix of {namespace} is {usual}"
        yield found("unusual-prefix", message)


@cache
def _prefixes() -> Mapping[str, str]:
    """Return the usual prefixes by namespace."""
    known = {namespace: prefix for prefix, namespace in WELL_KNOWN.items()}
    return known | {
        namespace: prefix
        for prefix, vocabulary in vocabularies().items()
        for namespace in reversed(vocabulary.namespaces)
    }


@cache
def _namespaces() -> Mapping[str, str]:
    """Return the namespaces by their usual prefixes."""
    return {prefix: namespace for namespace, prefix in _prefixes().items() if namespace}
