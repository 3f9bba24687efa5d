"""Nothing that stands in a seed, or in its name, drives a terminal or the runner of a CI job."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from feeds.values.text import disarm, inert, printable
from tests.acceptance.github_runner import commands
from tests.acceptance.seed_text import seed
from tests.plugins.command import RunFeeds

# Colours and titles of terminals, in both encodings; right to left; line ends of whatever kind; half
# of a surrogate pair, as bytes that are no UTF-8 become; and commands to GitHub, old and new.
SIGNS = [
    "\x1b[31mred", "\x1b]0;title\x07", "\x9b31mred", "\x7f", "\x08\x08", "\u202egnp", "\u2066x\u2069",
    "a\n::error::pwned", "a\r::error::pwned", "a\r\n::add-mask::pwned", "a\x0b::error::pwned",
    "a\u2028::error::pwned", "a\x85::error::pwned", "\udcff", "\u200b", "\ufeff",
    "::error::pwned", " ::error::pwned", "\t::stop-commands::pwned", "##[error]pwned",
    "a##[add-mask]pwned", "###[error]pwned", "::error file=a,line=1::pwned",
]  # fmt: skip
IN_ACTIONS = {"GITHUB_ACTIONS": "true"}
NOW = ("--now", "2026-11-22T20:00:00Z")
URL = ("--site-url", "https://news.example/")
BUILDS = [
    ["--verbose"], ["--verbose", "--dry-run"], ["--check", "--verbose"], ["--check", "--quiet"],
    ["--json"], ["--log-format", "json"], ["--log-format", "json", "--check"],
]  # fmt: skip
FORMATS = ["text", "concise", "json", "github", "sarif", "junit", "markdown"]


@pytest.fixture(autouse=True)
def hostile(tmp_path: Path) -> None:
    """Write seeds whose names and values are hostile, some in each way to be left out."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    fields = ["removed: true", "published: false", "publishedDateTime: 2030-01-01T00:00:00Z", "x"]
    for number, sign in enumerate(SIGNS):
        value = json.dumps(f"{sign} {number}")
        text = seed(number, fields[number % len(fields)], title=value, topics=f"[{value}]")
        if number % 5 == 0:
            # The source line of the problem begins with the sign.
            text = text.replace("---\n", f"---\n{sign.splitlines()[-1]}: 1\n", 1)
        name = os.fsencode(f"{number}{sign}".replace("/", "_"))
        for path in (name + b".md", sign.encode("utf-8", "surrogateescape") + b".md"):
            (folder / os.fsdecode(path)).write_text(text, "utf-8", errors="surrogateescape")
    # Here, paths begin with the name of a file.
    (tmp_path / "feeds.toml").write_text('[topics."##[error]pwned\\u001b"]\nslug = "x"\n')


def check_harmless(output: str) -> None:
    """Check that no sign in *output* but line feeds is unprintable, and that nothing is obeyed."""
    assert {sign for sign in output if not sign.isprintable()} <= {"\n"}
    assert [data for _, data in commands(output) if not is_annotation(data)] == []


def is_annotation(data: str) -> bool:
    """Tell whether *data* is that of an annotation that this program makes, and not the seed."""
    return "%0Aremedy: " in data


def environments() -> Iterator[dict[str, str]]:
    yield {}
    yield IN_ACTIONS


@pytest.mark.parametrize("options", BUILDS, ids=" ".join)
def test_builds_print_nothing_that_is_obeyed(run_feeds: RunFeeds, options: list[str]) -> None:
    if "--check" in options:
        run_feeds("build", *URL, *NOW)
        for path in Path.cwd().glob("out/topics/*/rss.xml"):
            path.unlink()
    for env in environments():
        done = run_feeds("build", *URL, *NOW, *options, env=env)
        assert done.returncode == 1
        check_harmless(done.stdout)
        check_harmless(done.stderr)
        if "json" in " ".join(options):
            for line in [done.stdout] if done.stdout else done.stderr.splitlines():
                json.loads(line)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("path", ["seeds", "."])
def test_checks_print_nothing_that_is_obeyed(
    tmp_path: Path, run_feeds: RunFeeds, name: str, path: str
) -> None:
    folder = tmp_path / "seeds" if path == "." else tmp_path
    for env in environments():
        done = run_feeds("validate", path, "--format", name, "-v", cwd=folder, env=env)
        assert done.returncode == 1
        if (name, env) != ("text", IN_ACTIONS):
            check_harmless(done.stdout)
        else:
            assert [data for _, data in commands(done.stdout) if not is_annotation(data)] == []
        check_harmless(done.stderr)
        if name in ("json", "sarif"):
            said = str(json.loads(done.stdout))
            # SARIF names files by addresses, which have neither.
            assert "##[error]pwned" in said or name == "sarif"


def test_other_commands_print_nothing_that_is_obeyed(run_feeds: RunFeeds) -> None:
    run_feeds("build", *URL, *NOW)
    for command in (
        ["diff", *NOW],
        ["diff", *NOW, "--format", "json"],
        ["diff", *NOW, "--format", "markdown"],
        ["validate", "no\x1b[31m such\n::error::pwned"],
        ["build", "--seeds", "no\x1b[31m such\n::error::pwned"],
        ["build", "--config", "no\x1b[31m such\n##[error]pwned"],
        ["rule", "##[error]pwned\x1b"],
        ["cache", "clear"],
    ):
        for env in environments():
            done = run_feeds(*command, env=env)
            check_harmless(done.stdout)
            check_harmless(done.stderr)


def test_a_diff_of_hostile_seeds_is_not_obeyed_and_still_applies(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    for path in (tmp_path / "seeds").iterdir():
        path.unlink()
    body = "".join(f"{sign}\n" for sign in SIGNS if "\udcff" not in sign)
    text = seed(1, topics="[AI, AI]") + body
    text = text.replace("---\n", "---\n# ::error::pwned\n", 1)
    lines = text.replace("topics:", "::error::pwned: 1\ntopics:")
    (tmp_path / "seeds/1.md").write_bytes(lines.encode())
    done = run_feeds("validate", "--diff", env=IN_ACTIONS)
    assert [*commands(done.stdout)] == []
    assert done.stdout.startswith("::stop-commands::")
    for tool in (["git", "apply", "--check", "-"], ["patch", "-p1", "--dry-run"]):
        with suppress(FileNotFoundError):
            applied = subprocess.run(
                tool, input=done.stdout.encode(), cwd=tmp_path, capture_output=True, check=False
            )
            assert applied.returncode == 0, applied.stderr
    assert run_feeds("validate", "--diff").stdout.startswith("--- a/seeds/1.md")


@pytest.mark.parametrize("sign", SIGNS)
def test_every_line_is_inert_and_says_what_it_said(sign: str) -> None:
    line = inert(f"{sign} and {sign}")
    check_harmless(line)
    if disarm(sign) == sign:
        assert line == printable(f"{sign} and {sign}")
