"""``feeds validate`` and ``feeds schema`` as curators and CI run them."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import ROOT, RunFeeds, clean_environment

REPORT = """\
seeds/1.md:2:1: error[misspelt-field] Title is no known field: did you mean title?
    Title: x
    ^^^^^
    remedy: rename it to title
seeds/1.md:7:10: error[wrong-type] topics[0] 2024 is a number, not text
    topics: [2024, AI]
             ^^^^
    remedy: quote it: "2024"
seeds/1.md:9:3: error[missing-field] related[0].title is missing
    - webUrl: /news
      ^^^^^^^^^^^^^
    remedy: add title, such as "PyTorch joins the Linux Foundation"
seeds/1.md:9:11: error[relative-url] related[0].webUrl "/news" is relative: it does not start with https://
    - webUrl: /news
              ^^^^^
    remedy: write an http or https address, such as "https://sdtimes.com/pytorch-joins-the-linux-foundation/"
seeds/1.md:10:22: error[invalid-date] related[0].publishedDateTime "2022-09-12" has no time
      publishedDateTime: 2022-09-12
                         ^^^^^^^^^^
    remedy: write date, time and zone: 2022-09-12T00:00:00Z
seeds/1.md:12:1: warning[unknown-field] mood is no known field
    mood: good
    ^^^^
    remedy: remove it, correct its name, or name it in known_fields of [validate]
"""
FAULTY = seed(
    1,
    "related:",
    "- webUrl: /news",
    "  publishedDateTime: 2022-09-12",
    "  provider: {name: BBC, domain: bbc.co.uk}",
    "mood: good",
    title="",
    topics="[2024, AI]",
).replace("---\n", "---\nTitle: x\n", 1)


def test_every_problem_is_reported_in_order_with_its_remedy(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    write_seeds(tmp_path / "seeds", FAULTY, seed(2))
    done = run_feeds("validate")
    assert done.stdout == REPORT + "checked 2 seeds: 5 errors, 1 warning\n"
    assert (done.returncode, done.stderr) == (1, "")


def test_real_seeds_are_clean(run_feeds: RunFeeds) -> None:
    done = run_feeds("validate", ROOT / "seeds")
    summary = "checked 2 seeds: 2 infos (not shown: 2 truncated-excerpt; -v shows infos)\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, summary, "")


def test_warnings_alone_are_clean(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1, "mood: good"))
    done = run_feeds("validate", "--quiet")
    assert done.returncode == 0
    assert done.stdout.startswith("seeds/1.md:8:1: warning[unknown-field] mood is no known field\n")


def test_files_and_folders_can_be_named_once_or_twice(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1), seed(2))
    (tmp_path / "draft.txt").write_text("no seed")
    done = run_feeds("validate", "seeds/1.md", "seeds", "draft.txt")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0].startswith("draft.txt:1:1: error[missing-front-matter]")
    assert done.stdout.splitlines()[-1] == "checked 3 seeds: 1 error"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "feeds: error: nowhere does not exist; give files or folders of seeds\n"),
        (
            ["empty"],
            "feeds: error: there are no seeds in empty (looked for **/*.md, **/*.markdown);"
            " nothing was changed. Name another folder, or set [seeds] path, include and exclude in"
            " feeds.toml\n",
        ),
        (
            [],
            "feeds: error: the seeds folder seeds does not exist; set [seeds] path in feeds.toml"
            " to one that does, or begin a collection with feeds init\n",
        ),
        (["-c", "none.toml"], None),
    ],
)
def test_wrong_use_is_exit_code_two(
    tmp_path: Path, run_feeds: RunFeeds, arguments: list[str], message: str | None
) -> None:
    (tmp_path / "empty").mkdir()
    done = run_feeds("validate", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    if message:
        assert done.stderr == message
    else:
        assert "none.toml" in done.stderr


def terminal_output(folder: Path, **env: str) -> str:
    main, terminal = pty.openpty()
    with os.fdopen(main, "rb", 0) as screen:
        subprocess.run(
            [sys.executable, "-m", "feeds", "validate"],
            cwd=folder, env=clean_environment() | env, stdout=terminal, timeout=60, check=False,
        )  # fmt: skip
        os.close(terminal)
        return screen.read(65536).decode()


def test_report_is_coloured_on_a_terminal_only(tmp_path: Path) -> None:
    write_seeds(tmp_path / "seeds", FAULTY)
    assert "\x1b[31m\x1b[1merror\x1b[0m[misspelt-field]" in terminal_output(tmp_path)
    assert "\x1b" not in terminal_output(tmp_path, NO_COLOR="1")


def test_schema_is_printed_as_it_is_kept(run_feeds: RunFeeds) -> None:
    done = run_feeds("schema")
    assert done.stdout == (ROOT / "schema" / "seed.schema.json").read_text()
    assert json.loads(done.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
