"""Plant faults of known kinds in generated seeds, to see whether exactly those are found.

What depends on permissions, or on files too large for a quick test, is not planted.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.generate import GeneratedSeed, generate

Change = Callable[[str], str]

_URL = re.compile(r"^webUrl: \"?([^\"\n]+)\"?$", re.MULTILINE)
_OWN_ADDRESSES = re.compile(r"^(?:webUrl|originalUrl): .*\n", re.MULTILINE)
_PROVIDER = re.compile(r"^provider:\n  name: .*\n  domain: .*$", re.MULTILINE)
_DATE = re.compile(r"^publishedDateTime: (.{10})", re.MULTILINE)
_PUBLISHED = re.compile(r"^publishedDateTime: (.*)$", re.MULTILINE)
_DATES = re.compile(r"^(?:published|updated)DateTime: (.*)$", re.MULTILINE)
_QUALITY = re.compile(r"^quality: (.*)$", re.MULTILINE)
_HIDDEN = re.compile(r"^(?:published: false|removed: true)$", re.MULTILINE)
_SENTENCE = re.compile(r"^(excerpt: \".*)\.\"$", re.MULTILINE)
_TOPICS = re.compile(r"^topics:\n(?:  - .*\n)+", re.MULTILINE)
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
    "invalid-date": _replace(r"^(publishedDateTime: .{10})T", r"\1 "),
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
    "relative-url": _link("/news/pytorch"),
    "self-related": partial(_relate, '  - title: "Itself"\n    webUrl: "$URL"'),
    "surrounding-blanks": partial(_set, "title", '"PyTorch joins the Linux Foundation "'),
    "text-in-comment": partial(_set, "title", "PyTorch joins the #1 Foundation"),
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

BY_NATURE: Mapping[str, Change] = {
    "filename-date-mismatch": partial(_set, "publishedDateTime", "2019-09-12T13:00:00Z"),
    "truncated-excerpt": partial(_SENTENCE.sub, r'\1"'),
}
"""The same of faults that many seeds have by nature: the article must have neither."""


def _provider(name: str, domain: str, host: str = "") -> Change:
    provider = f"    provider:\n      name: {name}\n      domain: {domain}"
    url = f"https://{host or domain}/one"
    return partial(_relate, f'  - title: "One"\n    webUrl: "{url}"\n{provider}')


def _id(number: int) -> Change:
    return partial(_set, "id", f"tag:planted.test,2022:{number}")


def _respelt(name: str, number: int) -> str:
    """Return *name* with other capitals for each *number*."""
    return "".join(c.upper() if number >> bit & 1 else c.lower() for bit, c in enumerate(name))


NUMBERED: Mapping[str, Callable[[int], Change]] = {
    "provider-domain-mismatch": lambda number: _provider(
        "Planted Elsewhere", "elsewhere.test", f"planted{number}.test"
    ),
    "provider-with-several-domains": lambda number: _provider(
        "Microsoft Learn", f"planted{number}.test"
    ),
    "similar-provider": lambda number: _provider(
        _respelt("Microsoft Learn", number), "microsoft.com"
    ),
    "similar-topic": lambda number: partial(
        _TOPICS.sub, f"topics:\n  - {_respelt('Natural Language Processing', number)}\n", count=1
    ),
}
"""The same of faults that are one only if not too many seeds have them alike."""

KINDS = len(CHANGES) + len(BY_NATURE) + len(NUMBERED) + 3


def write_faulty_seeds(count: int, faults: int, folder: Path) -> Counter[tuple[str, str]]:
    """Write the first *count* seeds into *folder*, with as many *faults* of each kind among them.

    Returns how often which file has a fault by which rule, besides what it has by nature. Raises
    ValueError if there are fewer articles than faults.
    """
    folder.mkdir(parents=True, exist_ok=True)
    seeds = list(generate(count))
    planted = Counter(_plant(seeds, faults))
    if planted.total() < faults * (KINDS - 1):
        raise ValueError(f"{count} seeds are too few for {faults} faults of each kind")
    for seed in seeds:
        path = folder / seed.name
        path.write_text(seed.text, "utf-8", errors="surrogateescape", newline="")
    for number in range(faults):
        (folder / f"{number}.md").mkdir()
        planted[f"{number}.md", "ignored-path"] += 1
    return planted


def _plant(seeds: list[GeneratedSeed], faults: int) -> Iterator[tuple[str, str]]:
    """Give articles among *seeds* as many *faults* of each kind; yield which got which."""
    articles = [index for index, seed in enumerate(seeds) if "\ncategory: news\n" in seed.text]
    clean = [index for index in articles if _is_clean(seeds[index])][: len(BY_NATURE) * faults]
    others = (index for index in articles if index not in clean)
    changes = [(rule, change) for rule, change in BY_NATURE.items() for _ in range(faults)]
    yield from _change(seeds, iter(clean), changes)
    changes = [(rule, change) for rule, change in CHANGES.items() for _ in range(faults)]
    changes += [(rule, make(number)) for rule, make in NUMBERED.items() for number in range(faults)]
    yield from _change(seeds, others, changes)
    # Of those that are published one is better, and nothing is wrong with that.
    published = (index for index in others if not _HIDDEN.search(seeds[index].text))
    yield from _share_addresses(seeds, islice(published, 2 * faults))
    for number, (one, other) in enumerate(islice(zip(published, published, strict=False), faults)):
        for index in (one, other):
            text = _id(number)(seeds[index].text)
            seeds[index] = GeneratedSeed(seeds[index].name, text)
        yield _copy(seeds[one], seeds[other]), "duplicate-id"


def _change(
    seeds: list[GeneratedSeed], indexes: Iterator[int], changes: Iterable[tuple[str, Change]]
) -> Iterator[tuple[str, str]]:
    for (rule, change), index in zip(changes, indexes, strict=False):
        seeds[index] = GeneratedSeed(seeds[index].name, change(seeds[index].text))
        yield seeds[index].name, rule


def _is_clean(seed: GeneratedSeed) -> bool:
    date = _DATE.search(seed.text)
    return bool(date and seed.name.startswith(date[1]) and _SENTENCE.search(seed.text))


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
        yield _worse(original, seeds[second]), "duplicate-url"


def _copy(one: GeneratedSeed, other: GeneratedSeed) -> str:
    """Return the name of that of two seeds of two articles that has to leave their id to the other.

    The article that was published first keeps it.
    """
    dates = [_PUBLISHED.findall(seed.text)[0] for seed in (one, other)]
    if dates[0] == dates[1]:
        return _worse(one, other)
    return one.name if dates[0] > dates[1] else other.name


def _worse(one: GeneratedSeed, other: GeneratedSeed) -> str:
    """Return the name of that of two seeds of one article in whose place the other is published."""

    def rank(seed: GeneratedSeed) -> tuple[str, int]:
        quality = _QUALITY.search(seed.text)
        return max(_DATES.findall(seed.text)), int(quality[1]) if quality else -1000

    if rank(one) == rank(other):
        return max(one.name, other.name)
    return min(one, other, key=rank).name
