"""What mending changes is shown as other programs take it, and secrets are not."""

import subprocess
from pathlib import Path

import pytest

from feeds.frontmatter.split import masked_lines
from feeds.problems.reports import Mending
from feeds.reporters.fixes import render

SECRET = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9w;c2FsdA=="


def changed(before: str, after: str, path: str = "seeds/a.md") -> Mending:
    return Mending(path, before.encode(), after.encode(), 1)


SEED = "---\ntitle: ' a'\nheat: 1\nquality: 2\npublished: true\ncategory: news\ntype: x\ntopics:\n- a\n- a\n---\n"
MENDED = SEED.replace("' a'", "'a'").replace("- a\n- a", "- a")
# Of as many lines as are compared in several parts.
MANY = SEED.replace("- a\n- a\n", "".join(f"-  {n}\n- b{n}\n" for n in range(2000)))
MANY_MENDED = MANY.replace("-  ", "- ")
DIFF = """\
--- a/seeds/a.md
+++ b/seeds/a.md
@@ -1,5 +1,5 @@
 ---
-title: ' a'
+title: 'a'
 heat: 1
 quality: 2
 published: true
@@ -7,5 +7,4 @@
 type: x
 topics:
 - a
-- a
 ---
"""


def test_changes_are_shown_with_three_lines_around() -> None:
    assert render([changed(SEED, MENDED), changed(SEED, MENDED)]) == DIFF * 2


def test_of_a_long_seed_no_line_that_stays_is_shown_as_changed() -> None:
    lines = render([changed(MANY, MANY_MENDED)]).splitlines()
    removed = [line for line in lines[2:] if line.startswith("-")]
    assert removed == [f"--  {n}" for n in range(2000)]


def test_without_changes_there_is_nothing_to_show() -> None:
    assert render([]) == ""


@pytest.mark.needs("git")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SEED, MENDED),
        (SEED.replace("\n", "\r\n"), MENDED.replace("\n", "\r\n")),
        ("\ufeff" + SEED, "\ufeff" + MENDED),
        (SEED + "no end", MENDED + "no end"),
        ("---\ntitle: ' a'\n---", "---\ntitle: 'a'\n---"),
        (SEED.replace("- a\n", "- a\n" * 3000), MENDED),
        (MENDED, SEED.replace("- a\n", "- a\n" * 3000)),
        (SEED.replace("- a\n", "- a\n- b\n" * 3000), SEED.replace("- a\n", "- a\n" * 3000)),
        (MANY, MANY_MENDED),
        (SEED + "form\ffeed\x85 \u2028 and\rreturn\n", MENDED + "form\ffeed\x85 \u2028 and\rreturn\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.md", "a b.md"])
def test_git_can_apply_it(tmp_path: Path, before: str, after: str, name: str) -> None:
    (tmp_path / name).write_bytes(before.encode())
    diff = render([changed(before, after, name)])
    done = subprocess.run(
        ["git", "apply"], cwd=tmp_path, input=diff.encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / name).read_bytes() == after.encode()


@pytest.mark.parametrize(
    "field",
    [
        f'secured: "{SECRET}"',
        "secured: hush # hush",
        "secured: 'hush\n  hush'",
        "secured: |\n  hush\n\n  hush",
        "secured:\n  - hush\n  - [hush]",
        "x: {secured: hush, heat: 1}",
        "secured: &hush hush",
        "x: &a hush\nsecured: [*a]",
        "x: &a [hush, &b [hush]]\nsecured: {a: [*a], b: *b}",
        "hush@example.org: x",
        "secured: hush\nsecured: hush",
        "Secured: hush",
        "securd:\n  hush",
        "sec: hush",
        f"blob: {SECRET}",
        f"# {SECRET}",
        "# secured: hush",
        "# un-secured: hush",
        "cured: hush",
        "webUrl: https://hush:hush/hush@a.example/",
        'webUrl: "https://hush:\\\n  hush\\\n  @a.example/"',
    ],
)
def test_no_part_of_a_secret_is_shown(field: str) -> None:
    text = f"---\ntitle: a\n{field}\n---\nThe body.\n"
    shown = "".join(masked_lines(text.encode()))
    assert ("hush" in shown, SECRET[:6] in shown, SECRET[-6:] in shown) == (False, False, False)
    assert (shown.count("\n"), shown[:13], shown[-15:]) == (text.count("\n"), text[:13], text[-15:])


def test_what_is_no_secret_is_shown_as_it_is() -> None:
    text = "\ufeff---\r\ntitle: security 100 % # c\r\nscore: 1\r\n---\r\nSuch a body.\rEnd"
    assert "".join(masked_lines(text.encode())) == text


STARS = "*" * len(SECRET)


def test_a_change_of_a_line_with_a_secret_is_a_comment() -> None:
    before = f"---\nSecured: {SECRET}\ntitle: ' a'\nsecured: x y\n---\n"
    after = before.replace("Secured", "secured2").replace("' a'", "'a'")
    assert render([changed(before, after)]).splitlines() == [
        "# seeds/a.md:2: this line holds a secret, so only --fix changes it:",
        f"# -Secured: {STARS}",
        "# -title: ' a'",
        f"# +secured2: {STARS}",
        "# +title: 'a'",
    ]


def test_a_change_in_what_looks_encrypted_is_not_lost() -> None:
    before, after = f"---\nx: '{SECRET} '\n---\n", f"---\nx: '{SECRET}'\n---\n"
    assert [line[:3] for line in render([changed(before, after)]).splitlines()[1:]] == [
        "# -",
        "# +",
    ]


LONG = [f"field{number}: {number}" for number in range(30)]


def with_secrets(*numbers: int, changes: tuple[int, ...]) -> tuple[str, str]:
    """Return LONG with secrets on lines, from 0, and after it the same with lines changed."""
    lines = [f"secured{n}: {SECRET}" if n in numbers else line for n, line in enumerate(LONG)]
    new = [f"{line} " if n in changes else line for n, line in enumerate(lines)]
    return "\n".join(["---", *lines, "---", ""]), "\n".join(["---", *new, "---", ""])


@pytest.mark.needs("git", "patch")
@pytest.mark.parametrize(
    ("secrets", "changes", "options"),
    [
        ((5,), (7,), []), ((5,), (6,), []), ((5,), (3,), []), ((5,), (4,), ["--unidiff-zero"]),
        ((5, 7), (6,), ["--unidiff-zero"]), ((0,), (1,), []), ((29,), (28,), ["--unidiff-zero"]),
        ((5,), (4, 6, 8, 20), ["--unidiff-zero"]), ((5, 10, 20), (3, 7, 12, 17, 22, 28), []),
        ((5,), (5, 7), []), ((12,), (5, 12, 20), []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("program", ["git", "patch"])
def test_context_ends_before_a_secret_and_the_rest_can_be_applied(
    tmp_path: Path,
    secrets: tuple[int, ...],
    changes: tuple[int, ...],
    options: list[str],
    program: str,
) -> None:
    before, after = with_secrets(*secrets, changes=changes)
    _, expected = with_secrets(*secrets, changes=tuple(set(changes) - set(secrets)))
    diff = render([changed(before, after, "a.md")])
    (tmp_path / "a.md").write_text(before)
    apply = ["git", "apply", *options] if program == "git" else ["patch", "-p1", "--quiet"]
    done = subprocess.run(
        apply, cwd=tmp_path, input=diff, text=True, capture_output=True, check=False
    )
    assert (SECRET in diff, "--unidiff-zero" in diff) == (False, bool(options))
    assert (done.returncode, (tmp_path / "a.md").read_text()) == (0, expected), done.stderr
