"""Plant faults of known kinds in generated seeds, to see whether exactly those are found.

What realistic seeds have by nature is not planted (truncated excerpts, files named after another
day), nor what depends on how often a name or id stands in the whole folder, on permissions, or on
files too large for a quick test.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.generate import GeneratedSeed, generate

Change = Callable[[str], str]

_URL = re.compile(r"^webUrl: \"?([^\"\n]+)\"?$", re.MULTILINE)
_OWN_ADDRESSES = re.compile(r"^(?:webUrl|originalUrl): .*\n", re.MULTILINE)
_PROVIDER = re.compile(r"^provider:\n  name: .*\n  domain: .*$", re.MULTILINE)
_IMAGES = re.compile(r"^images:\n(?:[ ].*\n)+", re.MULTILINE)


def _set(name: str, value: str, text: str) -> str:
    """Give the seed's own field *name* another value, or add it."""
    line = f"{name}: {value}"
    changed, count = re.subn(rf"^{name}: .*$", lambda _: line, text, count=1, flags=re.MULTILINE)
    return changed if count else _add(line, text)


def _add(lines: str, text: str) -> str:
    return text.replace("---\n", f"---\n{lines}\n", 1)


def _relate(articles: str, text: str) -> str:
    """Put *articles*, in which $URL is the seed's own address, before the related ones."""
    found = _URL.search(text)
    assert found
    articles = articles.replace("$URL", found[1])
    if "\nrelated:\n" in text:
        return text.replace("\nrelated:\n", f"\nrelated:\n{articles}\n", 1)
    return _add(f"related:\n{articles}", text)


def _link(url: str) -> Change:
    return partial(_add, f'actions:\n  - url: "{url}"')


def _replace(pattern: str, replacement: str) -> Change:
    return partial(re.compile(pattern, re.MULTILINE).sub, replacement, count=1)


def _without_images(change: Change) -> Change:
    return lambda text: change(_IMAGES.sub("", text))


def _both(first: Change, second: Change) -> Change:
    return lambda text: second(first(text))


_ITEM = '  - title: "One"\n    webUrl: "https://planted.test/one"'
CHANGES: Mapping[str, Change] = {
    "amp-as-article": _replace(r"^(webUrl: \"?https://[^/]+/)", r"\1amp/"),
    "cdn-amp-mismatch": _both(
        partial(_set, "ampWebUrl", '"https://planted.test/amp/1"'),
        partial(_set, "cdnAmpWebUrl", '"https://planted-test.cdn.ampproject.org/c/1"'),
    ),
    "control-character": partial(_set, "title", r'"PyTorch\x0bjoins"'),
    "duplicate-key": partial(_add, "type: article"),
    "duplicate-related": partial(_relate, f"{_ITEM}\n{_ITEM}"),
    "duplicate-topic": _replace(r"^(topics:\n  - )(.*)$", r"\1\2\n  - \2"),
    "empty-file": lambda _: "",
    "empty-value": partial(_set, "category", '""'),
    "exposed-secret": lambda text: f"{text}\n{'QUJD' * 16};{'QUJD' * 5}QQ==\n",
    "future-date": partial(_set, "updatedDateTime", "2122-09-12T13:00:00Z"),
    "html-entity": partial(_set, "title", '"AT&amp;T joins the Linux Foundation"'),
    "html-in-text": partial(_set, "title", '"PyTorch <b>joins</b> the Linux Foundation"'),
    "image-size": _without_images(partial(_add, 'images:\n  - url: "https://planted.test/1.png"')),
    "implausible-date": partial(_set, "updatedDateTime", "1970-01-01T00:00:00Z"),
    "inconsistent-promotion": _both(
        partial(_set, "published", "true"), partial(_set, "heat", "-1")
    ),
    "insecure-url": _link("http://planted.test/"),
    "invalid-date": partial(_set, "publishedDateTime", "2022-02-30T13:00:00Z"),
    "invalid-duration": partial(_set, "length", "12 minutes"),
    "invalid-hostname": partial(
        _PROVIDER.sub, "provider:\n  name: Planted\n  domain: https://planted.test/", count=1
    ),
    "invalid-language": partial(_set, "locale", "en_US"),
    "invalid-uri": lambda text: _set("id", f"no {_URL.findall(text)[0]}", text),
    "invalid-url": _link("https://planted.test/two words"),
    "malformed-secured": partial(_set, "secured", '"SGVsbG8="'),
    "malformed-value": _replace(r"^topics:$", 'topics:\n  - "\u200b"'),
    "missing-field": _replace(r"^title: .*\n", ""),
    "missing-front-matter": _replace(r"\A---\n", ""),
    "misspelt-field": _replace(r"^publishedDateTime:", "publishedDatetime:"),
    "non-ascii-url": _link("https://planted.test/café"),
    "not-a-mapping": lambda _: "---\n- PyTorch joins the Linux Foundation\n---\n",
    "out-of-range": partial(_set, "members", "-3"),
    "provider-domain-mismatch": partial(
        _PROVIDER.sub, "provider:\n  name: Planted Elsewhere\n  domain: elsewhere.test", count=1
    ),
    "relative-url": _link("/news/pytorch"),
    "self-related": partial(_relate, '  - title: "Itself"\n    webUrl: "$URL"'),
    "surrounding-blanks": partial(_set, "title", '"PyTorch joins the Linux Foundation "'),
    "title-equals-excerpt": _both(
        partial(_set, "title", '"PyTorch joins"'), partial(_set, "excerpt", '"PyTorch joins."')
    ),
    "too-deep": partial(_add, f"tags: {'[' * 40}AI{']' * 40}"),
    "too-many-aliases": partial(_add, f"tags: [&a AI{', *a' * 11}]"),
    "tracking-parameter": _link("https://planted.test/?utm_source=newsletter"),
    "unclosed-front-matter": lambda text: text.rpartition("\n---")[0] + "\n",
    # The byte 0xE9, as it is written where names of files are text.
    "undecodable-bytes": partial(_set, "title", '"Caf\udce9"'),
    "unknown-field": partial(_add, "mood: cheerful"),
    "unknown-tag": partial(_set, "title", "!shout PyTorch joins"),
    "unknown-value": partial(_set, "type", "artikel"),
    "unusable-alias": partial(_set, "title", "*title"),
    "url-credentials": _link("https://jane:secret@planted.test/"),
    "wrong-type": partial(_set, "quality", "high"),
    "yaml-syntax": partial(_set, "title", "PyTorch: a framework"),
}
"""How an article gets each fault, and nothing else, by the rule that finds it."""


def write_faulty_seeds(count: int, faults: int, folder: Path) -> Counter[tuple[str, str]]:
    """Write the first *count* seeds into *folder*, with as many *faults* of each kind among them.

    Returns how often which file has a fault by which rule, besides what it has by nature. Raises
    ValueError if there are fewer articles than faults.
    """
    folder.mkdir(parents=True, exist_ok=True)
    planted: Counter[tuple[str, str]] = Counter()
    seeds = list(generate(count))
    articles = (index for index, seed in enumerate(seeds) if "\ncategory: news\n" in seed.text)
    for rule, change in CHANGES.items():
        for index in islice(articles, faults):
            seeds[index] = GeneratedSeed(seeds[index].name, change(seeds[index].text))
            planted[seeds[index].name, rule] += 1
    planted.update(_share_addresses(seeds, islice(articles, 2 * faults)))
    if planted.total() < faults * (len(CHANGES) + 2):
        raise ValueError(f"{count} seeds are too few for {faults} faults of each kind")
    for seed in seeds:
        path = folder / seed.name
        path.write_text(seed.text, "utf-8", errors="surrogateescape", newline="")
    return planted


def _share_addresses(
    seeds: list[GeneratedSeed], indexes: Iterator[int]
) -> Iterator[tuple[str, str]]:
    """Give every other seed of *indexes* addresses and provider of the one before."""
    for first, second in zip(indexes, indexes, strict=False):
        original, copy = seeds[first], seeds[second]
        addresses = "".join(_OWN_ADDRESSES.findall(original.text)).rstrip("\n")
        provider = _PROVIDER.search(original.text)
        assert provider
        text = _PROVIDER.sub(provider[0], _OWN_ADDRESSES.sub("", copy.text), count=1)
        seeds[second] = GeneratedSeed(copy.name, _add(addresses, text))
        yield original.name, "duplicate-url"
        yield copy.name, "duplicate-url"
