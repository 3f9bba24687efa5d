"""Seeds of any size that are made to take long, and the processor time that each of them takes.

Each kind is one way to make a program slow: one character over and over in one field, many faults
of one kind, many names that are nearly a known one, lines without end. Twice the size has to take
twice the time, whatever the kind.

    python -m benchmarks.adversarial            # 50 to 400 KB, every command and format: hours
    python -m benchmarks.adversarial --kinds "topics*" "title=*" --sizes 400
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatch
from functools import partial
from pathlib import Path

from benchmarks.hostile_text import MARKUP, RUNS
from benchmarks.measuring import measure

Make = Callable[[int], bytes]
"""A function of a size in bytes: a seed that is about as large."""

_ADDRESS = "https://example.com/"
_FIELDS: Mapping[str, str] = {
    "title": '"A title"',
    "excerpt": '"What it is about."',
    "publishedDateTime": "2026-01-01T00:00:00Z",
    "webUrl": f"{_ADDRESS}story/",
    "provider": "\n  name: Example\n  domain: example.com",
    "topics": "\n  - AI",
}

# Where such a run may stand: the value of which field, behind and before what.
_PLACES: Mapping[str, tuple[str, str, str]] = {
    "title": ("title", "Title ", " end"),
    "excerpt": ("excerpt", "What is ", "."),
    "date": ("publishedDateTime", "2026-01-01", "Z"),
    "path": ("webUrl", f"{_ADDRESS}a", "z"),
    "query": ("webUrl", f"{_ADDRESS}?q=", "z"),
    "host": ("webUrl", "https://a", ".com/"),
    "port": ("webUrl", "https://example.com:", "/"),
    "address": ("webUrl", "", ""),
    "image": ("images", "", ""),
    "provider": ("provider", "Example ", "x"),
    "domain": ("domain", "a", ".com"),
    "topic": ("topics", "A", "x"),
    "secured": ("secured", "", ""),
    "id": ("id", "tag:example.com,2026:", "x"),
    "locale": ("locale", "en", ""),
    "frame": ("featuredContent", "<iframe ", ">"),
}


def _seed(fields: Mapping[str, str] = {}, below: str = "", body: str = "") -> bytes:
    lines = "".join(f"{name}: {value}\n" for name, value in {**_FIELDS, **fields}.items())
    text = f"---\n{lines}{below}---\n{body}"
    return text.encode("utf-8", "surrogatepass")


def _quoted(text: str) -> str:
    """Return *text* in the double quotes of YAML, with all escaped that has to be."""
    escapes = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\x1b": "\\e", "\x85": "\\N"}
    escapes |= {"\u2028": "\\L", "\ufeff": "\\uFEFF"}
    for char, escape in escapes.items():
        text = text.replace(char, escape)
    return f'"{text}"'


def _run(part: str, size: int) -> str:
    return part * (size // len(part.encode("utf-8", "surrogatepass")))


def _in_place(place: str, part: str, size: int, *, quoted: bool) -> bytes:
    field, before, behind = _PLACES[place]
    text = before + _run(part, size) + behind
    value = _quoted(text) if quoted else text
    if field == "provider":
        return _seed({"provider": f"\n  name: {value}\n  domain: example.com"})
    if field == "domain":
        return _seed({"provider": f"\n  name: Example\n  domain: {value}"})
    if field == "topics":
        return _seed({"topics": f"\n  - {value}"})
    if field == "images":
        return _seed({"images": f"\n  - url: {value}\n    width: 1\n    height: 1"})
    return _seed({field: value})


def _items(one: Callable[[int], str], size: int) -> str:
    """Return as many of what *one* makes as there is room for."""
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(one(len(parts)))
        length += len(parts[-1].encode())
    return "".join(parts)


def _many(one: Callable[[int], str], size: int, *, before: str = "", behind: str = "") -> bytes:
    """Return a seed with as many of what *one* makes as there is room for, below its fields."""
    return _seed(below=before + _items(one, size) + behind)


def _listed(field: str, item: Callable[[int], str]) -> Make:
    """Return what makes seeds with a long list in the place of *field*."""

    def make(size: int) -> bytes:
        return _seed({field: "\n" + _items(item, size).removesuffix("\n")})

    return make


def _provider(item: Callable[[int], str], field: str) -> Make:
    def make(size: int) -> bytes:
        inner = _items(item, size).removesuffix("\n")
        return _seed({"provider": f"\n  name: Example\n  domain: example.com\n  {field}:\n{inner}"})

    return make


def _related(title: str, url: str, more: str = "") -> Callable[[int], str]:
    def one(n: int) -> str:
        return (
            f"  - title: {title.format(n=n)}\n    webUrl: {url.format(n=n)}\n"
            f"    provider:\n      name: Example\n      domain: example.com\n{more.format(n=n)}"
        )

    return one


def _lists() -> Iterator[tuple[str, Make]]:
    """Yield what has many items in one list: equal, nearly equal, different, faulty."""
    yield "topics, equal", _listed("topics", lambda _: "  - AI\n")
    yield "topics, different", _listed("topics", lambda n: f"  - Topic {n}\n")
    yield "topics, two of each", _listed("topics", lambda n: f"  - Topic {n // 2}\n")
    yield "topics, case", _listed("topics", lambda n: f"  - {'Ai' if n % 2 else 'AI'}\n")
    yield "topics, faulty", _listed("topics", lambda n: f"  - {n}\n")
    yield "topics, empty", _listed("topics", lambda _: "  -\n")
    yield "topics, mappings", _listed("topics", lambda _: "  - a: b\n")
    yield "topics, blanks", _listed("topics", lambda n: f'  - " a{n} "\n')
    yield "topics, entities", _listed("topics", lambda n: f"  - a{n}&amp;b\n")
    yield "topics, tags", _listed("topics", lambda n: f"  - a{n}<b>b</b>\n")
    yield "topics, invisible", _listed("topics", lambda n: f"  - a{n}\u200bb\n")
    yield (
        "topics, look-alikes",
        _listed("topics", lambda n: f"  - {'A' if n % 2 else 'А'}{n // 2}\n"),
    )
    yield "topics, flow", lambda size: _seed({"topics": "[" + _run("AI, ", size) + "AI]"})
    yield "topics, long", _listed("topics", lambda n: f"  - {'ab ' * 400}{n}\n")
    yield "related, equal", _listed("related", _related("A", f"{_ADDRESS}a"))
    yield "related, self", _listed("related", _related("A", f"{_ADDRESS}story/"))
    yield "related, different", _listed("related", _related("A {n}", _ADDRESS + "{n}"))
    yield "related, faulty", _listed("related", _related("[{n}]", "nowhere/{n}"))
    yield "related, empty", _listed("related", lambda _: "  - {}\n")
    yield "related, null", _listed("related", lambda _: "  -\n")
    yield "related, stray", _listed("related", _related("A", _ADDRESS + "{n}", "    titel{n}: a\n"))
    yield "related, near", _listed("related", _related("A", _ADDRESS + "{n}", "    excrept: a\n"))
    yield "related, insecure", _listed("related", _related("A", "http://example.com/{n}"))
    yield "related, tracked", _listed("related", _related("A", _ADDRESS + "{n}?utm_a=1"))
    yield (
        "related, amp",
        _listed(
            "related",
            _related("A", _ADDRESS + "amp/{n}", "    ampWebUrl: https://amp.example.com/{n}\n"),
        ),
    )
    yield (
        "related, cache",
        _listed(
            "related",
            _related(
                "A",
                _ADDRESS + "{n}",
                f"    ampWebUrl: {_ADDRESS}amp/{{n}}\n    cdnAmpWebUrl: {_ADDRESS}x\n",
            ),
        ),
    )
    yield (
        "related, dates",
        _listed(
            "related",
            _related("A", _ADDRESS + "{n}", "    publishedDateTime: 1066-01-01T00:00:00Z\n"),
        ),
    )
    yield "related, non-ascii", _listed("related", _related("A", "https://exämple.com/ü{n}"))
    yield (
        "related, domains",
        _listed(
            "related",
            lambda n: (
                f"  - title: A\n    webUrl: https://h{n}.com/\n    provider:\n"
                f"      name: P{n}\n      domain: d{n}.com\n"
            ),
        ),
    )
    yield (
        "related, excerpts",
        _listed("related", _related("A", _ADDRESS + "{n}", "    excerpt: a &amp; <b>b\n")),
    )
    yield "images, equal", _listed("images", lambda _: f"  - url: {_ADDRESS}a.png\n")
    yield "images, faulty", _listed("images", lambda _: "  - url: nowhere\n    width: x\n")
    yield "images, zero", _listed("images", lambda n: f"  - url: {_ADDRESS}{n}\n    width: 0\n")
    yield "images, empty", _listed("images", lambda _: "  - {}\n")
    yield "images, stray", _listed("images", lambda n: f"  - url: {_ADDRESS}{n}\n    wdth: 1\n")
    yield "actions, faulty", _listed("actions", lambda _: "  - url: nowhere\n    type: x\n")
    yield "actions, insecure", _listed("actions", lambda n: f"  - url: http://example.com/{n}\n")
    yield "authors", _provider(lambda n: f"    - name: Author {n}\n", "authors")
    yield "authors, equal", _provider(lambda _: "    - name: Author\n", "authors")
    yield "authors, faulty", _provider(lambda n: f"    - nme: {n}\n", "authors")
    yield "logos, faulty", _provider(lambda _: "    - url: nowhere\n", "images")
    yield "levels, faulty", _listed("levels", lambda _: "  - [a]\n")
    yield "items", _listed("items", lambda n: f"  - {n}\n")
    yield "tags", _listed("tags", lambda n: f"  - tag {n}\n")


def _keys() -> Iterator[tuple[str, Make]]:
    """Yield what has many fields, or fields with long names."""
    for label, one in {
        "unknown": lambda n: f"zz{n}: 1\n",
        "unknown, mappings": lambda n: f"zz{n}:\n  a: 1\n",
        "near": lambda n: f"titl{n}: 1\n",
        "near, case": lambda n: f"{'PublishedDateTime'[: n % 17]}_{n}: 1\n",
        "near, long": lambda n: f"{'publishedDateTime' * 20}{n}: 1\n",
        "repeated": lambda n: f'zz: "{n}"\n',
        "repeated, known": lambda _: "quality: 1\n",
        "repeated, urls": lambda n: f"originalUrl: {_ADDRESS}{n}\n",
        "repeated, pairs": lambda n: f"zz{n // 2}: 1\n",
        "short": lambda n: f"{chr(97 + n % 26)}{n}: 1\n",
        "secret": lambda n: f"secured{n}: QUJDREVGR0hJSktMTU5P\n",
        "secret, nearly": lambda n: f"secure{n}: a\n",
        "users": lambda n: f"k{n}: https://a:b@example.com/{n}\n",
        "wrong type": lambda n: f"? [a{n}]\n: b\n",
        "comments": lambda n: f"# comment {n}\n",
        "comments, secret": lambda n: f"# secured: {n}\n",
        "comments, hashes": lambda _: "########\n",
        "blank lines": lambda _: "\n",
        "blank lines, blanks": lambda _: "   \n",
        "carriage returns": lambda n: f"zz{n}: 1\r\n",
        "carriage returns, repeated": lambda n: f"zz: {n}\r",
        "quoted": lambda n: f'"zz{n}": "1"\n',
        "tags": lambda n: f"zz{n}: !tag a\n",
        "tags, long": lambda n: f"zz{n}: !{'t' * 300} a\n",
        "anchors": lambda n: f"zz{n}: &a{n} 1\n",
        "anchors, secret": lambda n: f"zz{n}: &sec{n} 1\n",
        "aliases": lambda n: f"zz{n}: &a{n} 1\nyy{n}: *a{n}\n",
        "control": lambda n: f'zz{n}: "a\\x01b"\n',
        "unprintable": lambda n: f"zz{n}: a\x01b\n",
        "surrogates": lambda n: f'zz{n}: "\\ud83d\\ude80"\n',
        "block scalars": lambda n: f"zz{n}: |\n  a\n  b\n",
        "folded": lambda n: f'zz{n}: "a\n  b"\n',
        "invisible": lambda n: f"zz{n}\u200b: a\n",
    }.items():
        yield f"keys, {label}", partial(_many, one)
    for label, part in RUNS.items():
        yield f"key={label}", partial(_with_key, part)


def _with_key(part: str, size: int) -> bytes:
    return _seed(below=f"k{_run(part, size)}: 1\n")


def _shapes() -> Iterator[tuple[str, Make]]:
    """Yield what is deep, or long in one piece, or has no end."""
    yield "deep, flow lists", lambda size: _seed({"items": _run("[", size)})
    yield (
        "deep, flow lists closed",
        lambda size: _seed({"items": _run("[", size // 2) + _run("]", size // 2)}),
    )
    yield "deep, flow mappings", lambda size: _seed({"items": _run("{a: ", size)})
    yield "deep, dashes", lambda size: _seed({"items": "\n  " + _run("- ", size) + "a"})
    yield (
        "deep, indented",
        lambda size: _seed(
            below="".join(f"{' ' * n}a:\n" for n in range(1, int((2 * size) ** 0.5)))
        ),
    )
    yield "wide, flow mapping", lambda size: _seed({"items": "{" + _run("a, ", size) + "b}"})
    yield (
        "wide, flow list of mappings",
        lambda size: _seed({"items": "[" + _run("{a: b}, ", size) + "]"}),
    )
    yield "plain, many lines", lambda size: _seed({"excerpt": "a" + _run("\n  b", size)})
    yield "quoted, many lines", lambda size: _seed({"excerpt": '"a' + _run("\n  b", size) + '"'})
    yield "quoted, empty lines", lambda size: _seed({"excerpt": '"a' + _run("\n\n", size) + '"'})
    yield "quoted, never closed", lambda size: _seed({"excerpt": '"' + _run("a ", size)})
    yield "quoted, escapes", lambda size: _seed({"excerpt": '"' + _run("\\u0061", size) + '"'})
    yield "quoted, folds", lambda size: _seed({"excerpt": '"' + _run("a\\\n  ", size) + '"'})
    yield "single-quoted", lambda size: _seed({"excerpt": "'" + _run("''", size) + "'"})
    yield "block, literal", lambda size: _seed({"excerpt": "|\n" + _run("  a b\n", size)})
    yield "block, folded", lambda size: _seed({"excerpt": ">\n" + _run("  a b\n\n", size)})
    yield "block, secret", lambda size: _seed({"excerpt": "|\n" + _run("  secured: a\n", size)})
    yield "block, users", lambda size: _seed({"excerpt": "|\n" + _run("  https://a:b@c\n", size)})
    yield "indented by tabs", lambda size: _seed(below=_run("\t", size) + "a: b\n")
    yield "indented by blanks", lambda size: _seed(below=_run(" ", size) + "a: b\n")
    yield "no colons", lambda size: _seed(below=_run("word\n", size))
    yield "unclosed front matter", lambda size: ("---\n" + _run("a: b\n", size)).encode()
    yield "no front matter", lambda size: _run("a: b\n", size).encode()
    yield "no front matter, one line", lambda size: _run("a", size).encode()
    yield "dashes alone", lambda size: _run("-", size).encode()
    yield "blanks alone", lambda size: _run(" ", size).encode()
    yield "lines alone", lambda size: _run("\n", size).encode()
    yield "returns alone", lambda size: _run("\r", size).encode()
    yield "fence, blanks", lambda size: ("---" + _run(" ", size) + "a\n").encode()
    yield "fences, blanks", lambda size: _seed(below=_run("#\n--- \t x\n", size))
    yield "fences, nearly", lambda size: _seed(below=_run("#\n---- \n", size))
    yield "undecodable", lambda size: _seed() + b"\xff" * size
    yield "zero bytes", lambda size: _seed() + b"\0" * size
    yield "number, long", lambda size: _seed({"quality": _run("1", size)})
    yield "decimal, long", lambda size: _seed({"price": "1." + _run("1", size)})
    yield "host, labels", lambda size: _seed({"webUrl": "https://" + _run("a.", size) + "com/"})
    yield (
        "host, emoji",
        lambda size: _seed({"webUrl": "https://" + _run("\U0001f680.", size) + "com/"}),
    )
    yield "host, brackets", lambda size: _seed({"webUrl": "https://[" + _run(":", size) + "]/"})
    yield (
        "amp, host",
        lambda size: _seed(
            {
                "ampWebUrl": "https://" + _run("a", size // 2) + ".com/",
                "cdnAmpWebUrl": f"{_ADDRESS}{_run('a', size // 2)}",
            }
        ),
    )
    yield "body, secret", lambda size: _seed(body=_run("secured: a\n", size))
    yield "body, base64", lambda size: _seed(body=_run("QUJD", size))
    yield "body, semicolons", lambda size: _seed(body=_run("QUJDREVGR0hJ;", size))
    yield "body, users", lambda size: _seed(body=_run("https://a:b@c ", size))


def _bodies() -> Iterator[tuple[str, Make]]:
    for label, part in {**RUNS, **MARKUP}.items():
        yield f"body={label}", partial(_in_body, part)


def _in_body(part: str, size: int) -> bytes:
    return _seed(body=_run(part, size))


def _runs() -> Iterator[tuple[str, Make]]:
    for place in _PLACES:
        for label, part in RUNS.items():
            yield f"{place}={label}", partial(_in_place, place, part, quoted=True)
    for place in ("title", "path"):
        for label, part in RUNS.items():
            yield f"{place}={label}, unquoted", partial(_in_place, place, part, quoted=False)


KINDS: Mapping[str, Make] = dict([*_lists(), *_keys(), *_shapes(), *_bodies(), *_runs()])

_FEEDS = (sys.executable, "-m", "feeds")
_COMMANDS: Mapping[str, tuple[str, ...]] = {
    "validate": ("validate", "-v", "seeds"),
    **{
        f"validate, {name}": ("validate", "--format", name, "seeds")
        for name in ("json", "sarif", "github", "junit", "markdown")
    },
    "fix": ("validate", "--diff", "seeds"),
    "build": ("build", "--no-cache", "--seeds", "seeds", "--out", "out"),
}
_CONFIG = '[site]\ntitle = "Example"\nurl = "https://news.example/"\n'


def time_kind(make: Make, size: int) -> dict[str, float]:
    """Return the seconds of processor time that each command takes of a seed of *size* bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "feeds.toml").write_text(_CONFIG, encoding="utf-8")
        (folder / "seeds").mkdir()
        (folder / "seeds/seed.md").write_bytes(make(size))
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return {
            label: measure((*_FEEDS, *command), cwd=folder, **quiet).processor
            for label, command in _COMMANDS.items()
        }


def main() -> None:
    """Print the kinds of seeds that take a command longer than the command line allows."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kinds", nargs="*", default=["*"], metavar="GLOB", help="default: all")
    parser.add_argument("--sizes", nargs="*", type=int, default=[50, 100, 200, 400], metavar="KB")
    parser.add_argument("--seconds", type=float, default=2, metavar="N", help="default: 2")
    arguments = parser.parse_args()
    for kind, make in KINDS.items():
        if not any(fnmatch(kind, glob) for glob in arguments.kinds):
            continue
        taken = [time_kind(make, size * 1000) for size in arguments.sizes]
        for label in _COMMANDS:
            seconds = [of_size[label] for of_size in taken]
            if max(seconds) > arguments.seconds:
                print(f"{kind:40} {label:20}", *(f"{one:7.2f}" for one in seconds), flush=True)


if __name__ == "__main__":
    main()
