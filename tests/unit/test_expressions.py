"""Every regular expression of the package takes time in proportion to the text, whatever is in it."""

import ast
import re
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest

import feeds
from feeds import secrets
from feeds.bodies import writer
from feeds.expressions import Expression, expression
from feeds.http import head
from feeds.validation.rules import lost_content, shown_comment, text_in_comment

FUNCTIONS = {
    "compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer",
}  # fmt: skip
# Those that stand in a table, by the name of what runs over it.
TABLES = {
    ("feeds.secrets", "patterns[mark]"): [
        *secrets._SUSPECTS.values(),
        *secrets._SUSPECTS_OF_CREDENTIALS.values(),
    ],
    ("feeds.secrets", "mark"): secrets._MARKS_OF_CREDENTIALS,
    ("feeds.validation.rules.lost_content", "_pattern_of(name)"): [
        lost_content._pattern_of(name) for name in ("script", "what is hidden", 'links to "file:')
    ],
    ("feeds.frontmatter.stand_ins", "pair"): ["\U000f0000u(.{4})\U000f0000u(.{4})"],
}
# Those that are of the schema or of a user, which a search over them bounds in time itself.
OTHERS = {
    ("feeds.validation.schema.faults.forms", "failure.wanted"),
    # Of texts that are short.
    ("feeds.validation.schema.evident", "pattern"),
    ("feeds.validation.schema.faults.values", "schema.get('pattern', '')"),
    # What it runs over ends with what it ends with, so that nothing is sought in vain.
    ("feeds.values.text", r"f'(?is)<{name}\\b[^<>]*>.*?</{name}[^<>]*(?:>|\\Z)'"),
}
# How those in a table are used, where the module searches for others as well.
USES_OF_TABLES = {"feeds.frontmatter.fences": {"match"}}
# What a pattern is made of where it is used.
LOCALS = {"bare": "+++"}
LETTERS = "aA1 \t\n\r_\xe9\u3042"
# As long as shows at once what grows with the square.
LENGTH = 4_000
SUSPICIOUS_SECONDS = 0.005


def modules() -> Iterator[ModuleType]:
    """Yield all modules of the package."""
    root = Path(feeds.__file__).parent
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if parts[-1] != "__main__":
            yield import_module(name)


def written(pattern: object) -> str | None:
    """Return the text of *pattern*, if it is one of text; with its flags."""
    if not isinstance(pattern, re.Pattern | Expression) or not isinstance(pattern.pattern, str):
        return None
    flags = "".join(
        letter
        for letter, flag in {
            "i": re.IGNORECASE,
            "m": re.MULTILINE,
            "s": re.DOTALL,
            "a": re.ASCII,
        }.items()
        if pattern.flags & flag
    )
    return (f"(?{flags})" if flags else "") + pattern.pattern


def in_tables(value: object, depth: int = 0) -> Iterator[str]:
    """Yield the text of each pattern in *value*, a table that a module has."""
    if depth and (text := written(value)) is not None:
        yield text
    elif isinstance(value, dict) and depth < 3:
        yield from in_tables([*value.values()], depth)
    elif isinstance(value, list | tuple | set | frozenset) and depth < 3:
        for item in value:
            yield from in_tables(item, depth + 1)


def uses_in(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Yield each pattern that *module* uses, and the function by which it does."""
    assert module.__file__
    names = vars(module)
    functions: set[str] = set()
    for node in ast.walk(ast.parse(Path(module.__file__).read_bytes())):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[pattern, *_]
            ) if name in FUNCTIONS:
                for text in patterns_of(pattern, module) if name != "compile" else ():
                    yield text, name
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if name in FUNCTIONS:
                known = written(names.get(owner))
                if known is not None:
                    yield known, name
                elif owner != "re":
                    functions.add(name)
    for text in {text for value in names.values() for text in in_tables(value)}:
        yield from ((text, name) for name in USES_OF_TABLES.get(module.__name__, functions))


def patterns_of(node: ast.expr, module: ModuleType) -> Iterator[str]:
    text = ast.unparse(node)
    if (module.__name__, text) in OTHERS:
        return
    if (module.__name__, text) in TABLES:
        yield from TABLES[module.__name__, text]
        return
    try:
        value = eval(text, vars(module) | LOCALS)
    except NameError:
        pytest.fail(f"{module.__name__}: which pattern is {text}? Name it in TABLES")
    found = value if isinstance(value, str) else written(value)
    if isinstance(found, str):
        yield found


def uses() -> dict[str, set[str]]:
    """Return by each pattern of the package the functions by which it is used."""
    found: dict[str, set[str]] = {}
    for module in modules():
        for text, function in uses_in(module):
            found.setdefault(text, set()).add(function)
    return found


def alphabet(pattern: str) -> list[str]:
    """Return characters that *pattern* may tell apart."""
    return sorted({*LETTERS, *(char for char in pattern if not char.isalnum())} - {"\x00"})


def words(pattern: str) -> list[str]:
    """Return words that *pattern* spells out, which take it past its beginning."""
    return [word for word in re.findall(r"[A-Za-z0-9]{2,12}", pattern) if word.isalpha()][:8]


def runs(pattern: str) -> Iterator[str]:
    """Yield texts of LENGTH: one or two parts over and over, and something that matches nothing."""
    chars = alphabet(pattern)
    singles = [*chars, *words(pattern)]
    frequent = [c for c in chars if c in "aA1 \t\n=:;,.&?@/<-\"'#%\\"]
    parts = [*singles, *(a + b for a, b in product(frequent, repeat=2) if a != b)]
    for part in parts:
        run = (part * LENGTH)[:LENGTH]
        yield run + "\x00"
    for first, part in product([*words(pattern)[:3], *frequent], ["a", " ", "1", "-", "a ", "a."]):
        yield first + (part * LENGTH)[:LENGTH] + "\x00"


def seconds(function: Callable[[str], object], text: str) -> float:
    """Return the least processor time that *function* takes of a few tries."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        function(text)
        best = min(best, time.process_time() - start)
    return best


USES = uses()


def functions_of(pattern: str) -> Iterator[Callable[[str], object]]:
    """Yield what runs *pattern* as the package does."""
    expression = re.compile(pattern)
    used = USES[pattern]
    if "match" in used:
        yield expression.match
    if "fullmatch" in used:
        yield expression.fullmatch
    if used - {"match", "fullmatch"}:
        yield lambda text: sum(1 for _ in expression.finditer(text))


def test_expressions_are_found() -> None:
    assert len(USES) > 100
    assert {"search"} <= USES[written(text_in_comment._COMMENT) or ""]


def test_an_expression_is_compiled_when_it_is_first_used() -> None:
    wrong = expression("(")
    with pytest.raises(re.error):
        wrong.search("a")
    found = expression("(?P<letter>B)", re.IGNORECASE)
    assert found.pattern == "(?P<letter>B)"
    assert "search" not in vars(found)
    assert [match["letter"] for match in found.finditer("abB")] == ["b", "B"]
    assert "search" in vars(found)
    assert (found.sub("", "abB"), found.fullmatch("ab"), found.groups) == ("a", None, 1)


@pytest.mark.parametrize("pattern", sorted(USES))
def test_time_grows_with_the_text_and_not_faster(pattern: str) -> None:
    for text in runs(pattern):
        for function in functions_of(pattern):
            start = time.process_time()
            function(text)
            if time.process_time() - start < SUSPICIOUS_SECONDS:
                continue
            once, longer = (
                seconds(function, text[:1] + (text[1:-1] * times) + "\x00") for times in (1, 4)
            )
            # Four times as long takes four times as long, and not sixteen times.
            assert longer < 9 * max(once, SUSPICIOUS_SECONDS / 2), text[:20]


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (head._REFRESH.match, "0" + " " * 40_000),
        (writer._BACKGROUND.findall, "background:" * 4_000),
        (shown_comment._CODE.findall, "<code>" * 7_000),
        (shown_comment._CODE.findall, "<code><pre>" * 4_000),
    ],
    ids=["refresh", "background", "code", "code and pre"],
)
def test_what_nearly_matches_takes_no_longer(function: Callable[[str], object], text: str) -> None:
    assert seconds(function, text) < 0.2
