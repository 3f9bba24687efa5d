"""What mending changes is shown as other programs take it, and secrets are not."""

import subprocess
from pathlib import Path

import pytest

from feeds.masking import masked_lines
from feeds.report import Mending
from feeds.reporters.diff import render

SECRET = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9w;c2FsdA=="


def changed(before: str, after: str, path: str = "seeds/a.md") -> Mending:
    return Mending(path, before.encode(), after.encode(), 1)


SEED = "---\ntitle: ' a'\nheat: 1\nquality: 2\npublished: true\ncategory: news\ntype: x\ntopics:\n- a\n- a\n---\n"
MENDED = SEED.replace("' a'", "'a'").replace("- a\n- a", "- a")
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


def test_a_secret_is_masked_on_every_side_of_a_change() -> None:
    before = f"---\nSecured: {SECRET}\ntitle: ' a'\nsecured: x y\n---\n"
    after = before.replace("Secured", "secured2").replace("' a'", "'a'")
    stars = "*" * len(SECRET)
    assert render([changed(before, after)]).splitlines()[3:] == [
        " ---",
        f"-Secured: {stars}",
        "-title: ' a'",
        f"+secured2: {stars}",
        "+title: 'a'",
        " secured: * *",
        " ---",
    ]


def test_a_change_in_what_looks_encrypted_is_not_lost() -> None:
    before, after = f"---\nx: '{SECRET} '\n---\n", f"---\nx: '{SECRET}'\n---\n"
    assert [line[0] for line in render([changed(before, after)]).splitlines()[3:]] == list(" -+ ")
