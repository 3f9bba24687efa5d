"""``feeds validate --fix`` and ``--diff`` as curators and CI run them."""

import re
import subprocess
import sys
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import ROOT, WITHOUT_ROOT, RunFeeds, clean_environment

DIFF = """\
--- a/seeds/1.md
+++ b/seeds/1.md
@@ -1,5 +1,5 @@
 ---
-title: " Title "  # as on the page
+title: "Title"  # as on the page
 publishedDateTime: 2022-09-01T13:00:00Z
 webUrl: https://example.org/1
 type: article
"""


def blank_title(number: int, *lines: str) -> str:
    return seed(number, *lines, title='" Title "  # as on the page')


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_fixing_changes_what_is_wrong_and_no_other_byte(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    write_seeds(tmp_path / "seeds", blank_title(1), seed(2), blank_title(3))
    before = contents(tmp_path / "seeds")
    done = run_feeds("validate", "--fix")
    assert done.stdout == "checked 3 seeds: no problems\n"
    assert (done.returncode, done.stderr) == (0, "mended 2 problems in 2 seeds\n")
    mended = {name: raw.replace(b'" Title "', b'"Title"') for name, raw in before.items()}
    assert contents(tmp_path / "seeds") == mended

    again = run_feeds("validate", "--fix")
    assert (again.returncode, again.stderr) == (0, "there is nothing that could be mended\n")
    assert contents(tmp_path / "seeds") == mended


def test_the_difference_is_shown_and_nothing_written(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", blank_title(1), seed(2))
    before = contents(tmp_path / "seeds")
    for options in (["--diff"], ["--diff", "--fix"]):
        done = run_feeds("validate", *options)
        assert (done.returncode, done.stdout) == (1, DIFF)
        assert done.stderr == "would mend 1 problem in 1 seed\n"
    assert contents(tmp_path / "seeds") == before


def test_without_a_difference_the_exit_code_is_zero(run_feeds: RunFeeds) -> None:
    done = run_feeds("validate", "--diff", ROOT / "seeds")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "there is nothing that could be mended\n"


def test_what_remains_is_reported(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", blank_title(1, "heat: hot"))
    done = run_feeds("validate", "--fix", "--quiet", "--format", "concise")
    assert (done.returncode, done.stderr) == (1, "")
    assert [line.split(" ")[0] for line in done.stdout.splitlines()] == ["seeds/1.md:8:7:"]
    assert b'title: "Title"  #' in (tmp_path / "seeds" / "1.md").read_bytes()


def test_what_cannot_be_mended_is_named_with_its_place(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1, "excerpt: *t", title='&t " Title "'))
    before = contents(tmp_path / "seeds")
    done = run_feeds("validate", "--fix")
    assert done.stderr.splitlines() == [
        f"warning: seeds/1.md:2:8: surrounding-blanks was not mended: it has a YAML anchor,"
        f" alias or tag; mend it by hand: {remedy}"
        for remedy in ("remove them", "remove them")
    ] + ["mended nothing"]
    assert contents(tmp_path / "seeds") == before


def test_a_block_is_left_for_people_and_the_rest_is_mended(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    block = seed(1, "excerpt: |", "  PyTorch joins.", title='" Title "')
    write_seeds(tmp_path / "seeds", block)
    done = run_feeds("validate", "--fix", "--format", "concise", "--quiet", "-v")
    assert done.stderr == (
        "warning: seeds/1.md:8:10: surrounding-blanks was not mended: it is a YAML block scalar,"
        " behind | or >; mend it by hand: remove them\n"
    )
    assert done.stdout == (
        "seeds/1.md:8:10: info surrounding-blanks excerpt has blanks around it\n"
    )
    assert (tmp_path / "seeds" / "1.md").read_text() == block.replace('" Title "', '"Title"')


def test_only_the_rules_that_are_applied_mend(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", blank_title(1))
    done = run_feeds("validate", "--fix", "--ignore", "surrounding-blanks")
    assert (done.returncode, done.stderr) == (0, "there is nothing that could be mended\n")
    assert contents(tmp_path / "seeds") == {"1.md": blank_title(1).encode()}


def test_only_the_seeds_named_are_mended(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", blank_title(1), blank_title(2))
    run_feeds("validate", "--fix", "seeds/2.md")
    assert (tmp_path / "seeds" / "1.md").read_text() == blank_title(1)
    assert (tmp_path / "seeds" / "2.md").read_text() == blank_title(2).replace(" Title ", "Title")


def test_links_and_permissions_stay(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", blank_title(1))
    (tmp_path / "seeds" / "1.md").chmod(0o640)
    (tmp_path / "seeds" / "2.md").symlink_to("1.md")
    done = run_feeds("validate", "--fix", "seeds/2.md")
    assert done.stderr == "mended 1 problem in 1 seed\n"
    assert (tmp_path / "seeds" / "2.md").readlink() == Path("1.md")
    assert (tmp_path / "seeds" / "1.md").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "seeds" / "1.md").read_text() == blank_title(1).replace(" Title ", "Title")


def test_the_encrypted_field_is_not_shown(tmp_path: Path, run_feeds: RunFeeds) -> None:
    secret = seed(1, type="article\nsecured: hush;hush", title="' Title'")
    write_seeds(tmp_path / "seeds", secret.replace("topics", "# topics\ntopics"))
    for option in ("--diff", "--fix"):
        done = run_feeds("validate", option)
        assert "hush" not in done.stdout + done.stderr
    assert "secured: hush;hush\n" in (tmp_path / "seeds" / "1.md").read_text()


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_standard_input_cannot_be_mended(run_feeds: RunFeeds, option: str) -> None:
    done = run_feeds("validate", option, "-", input=blank_title(1))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("feeds: error: --fix and --diff are for files: name them instead of -\n")


def test_the_id_of_a_draft_that_builds_publish_stays(tmp_path: Path, run_feeds: RunFeeds) -> None:
    tracked = "https://example.org/1?utm_source=x"
    write_seeds(tmp_path / "seeds", seed(1, "published: false", webUrl=tracked))
    (tmp_path / "feeds.toml").write_text("[seeds]\ninclude_unpublished = true\n")
    assert run_feeds("validate", "--fix").returncode == 0
    mended = (tmp_path / "seeds" / "1.md").read_text()
    assert f'webUrl: https://example.org/1\nid: "{uuid5(NAMESPACE_URL, tracked).urn}"\n' in mended
    write_seeds(tmp_path / "seeds", seed(1, "published: false", webUrl=tracked))
    (tmp_path / "feeds.toml").unlink()
    assert run_feeds("validate", "--fix").returncode == 0
    mended = seed(1, "published: false", webUrl="https://example.org/1")
    assert (tmp_path / "seeds" / "1.md").read_text() == mended


def test_a_tracked_address_is_mended_and_nothing_is_delivered_again(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    tracked = "https://example.org/{}?utm_source=x&fbclid=1"
    write_seeds(tmp_path / "seeds", seed(1, webUrl=tracked.format(1)))
    assert run_feeds("build").returncode == 0
    ids = re.findall(r"<guid[^>]*>([^<]*)<", (tmp_path / "out" / "all" / "rss.xml").read_text())
    write_seeds(
        tmp_path / "seeds", seed(1, webUrl=tracked.format(1)), seed(2, webUrl=tracked.format(2))
    )
    done = run_feeds("validate", "--fix")
    assert (done.returncode, done.stderr) == (0, "mended 2 problems in 2 seeds\n")
    # The build that is at hand shows that the second was never published.
    assert (tmp_path / "seeds" / "2.md").read_text() == seed(2, webUrl="https://example.org/2")
    assert run_feeds("build").returncode == 0
    after = re.findall(r"<guid[^>]*>([^<]*)<", (tmp_path / "out" / "all" / "rss.xml").read_text())
    assert (after[1:], len(after)) == (ids, 2)


def test_of_two_seeds_none_gets_the_address_of_the_other(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    plain, tracked = "https://example.org/1", "https://example.org/1?utm_source="
    write_seeds(
        tmp_path / "seeds",
        seed(1, webUrl=plain),
        seed(2, webUrl=f"{tracked}x"),
        seed(3, webUrl=f"{tracked.replace('1', '3')}x"),
        seed(4, webUrl=f"{tracked.replace('1', '3')}y"),
    )
    done = run_feeds("validate", "--fix", "--format", "concise")
    assert (
        "seeds/2.md:4:9: tracking-parameter was not mended: it would stand for the article of"
        in done.stderr
    )
    assert "mended 1 problem in 1 seed\n" in done.stderr
    assert "duplicate-url" not in done.stdout
    assert run_feeds("build", "--quiet").returncode == 0
    assert (tmp_path / "out" / "all" / "rss.xml").read_text().count("<item>") == 4


def test_two_seeds_of_one_article_are_mended_alike(tmp_path: Path, run_feeds: RunFeeds) -> None:
    tracked = "https://example.org/1?utm_source=x"
    write_seeds(tmp_path / "seeds", *(seed(n, f"id: urn:x:{n}", webUrl=tracked) for n in (1, 2)))
    done = run_feeds("validate", "--fix", "--quiet")
    assert done.stderr == ""
    assert all(
        "utm_source" not in text for text in map(Path.read_text, (tmp_path / "seeds").iterdir())
    )


def test_an_address_that_may_be_shared_is_mended(tmp_path: Path, run_feeds: RunFeeds) -> None:
    (tmp_path / "feeds.toml").write_text('[validate]\nignore = ["duplicate-url"]\n')
    write_seeds(tmp_path / "seeds", seed(1), seed(2, webUrl="https://example.org/1?fbclid=x"))
    assert run_feeds("validate", "--fix").stderr == "mended 1 problem in 1 seed\n"


@pytest.mark.parametrize(
    "faulty",
    [
        seed(2, webUrl="https://example.org/1", type="Article"),
        seed(2, webUrl="htps://example.org/1"),
        seed(2, webUrl="").replace("---\n", "---\nweburl: https://example.org/1\n", 1),
        seed(2, webUrl="https://example.org/1").replace("---\n", "--\n", 1),
    ],
    ids=["type", "scheme", "name", "fence"],
)
def test_nothing_is_mended_that_would_withdraw_another_seed(
    tmp_path: Path, run_feeds: RunFeeds, faulty: str
) -> None:
    write_seeds(tmp_path / "seeds", seed(1), faulty)
    before = contents(tmp_path / "seeds")
    done = run_feeds("validate", "--fix")
    assert "only one of the two would be published; delete one of them\n" in done.stderr
    assert (done.returncode, contents(tmp_path / "seeds")) == (1, before)
    # Without the other one, it is mended.
    (tmp_path / "seeds" / "1.md").unlink()
    assert run_feeds("validate", "--fix").returncode == 0


@pytest.mark.needs("setpriv")
def test_what_cannot_be_written_is_not_said_to_need_nothing(tmp_path: Path) -> None:
    write_seeds(tmp_path / "seeds", blank_title(1))
    (tmp_path / "seeds").chmod(0o555)
    try:
        done = subprocess.run(
            [*WITHOUT_ROOT, sys.executable, "-m", "feeds", "validate", "--fix"],
            cwd=tmp_path, env=clean_environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        (tmp_path / "seeds").chmod(0o755)
    assert done.stderr.splitlines() == [
        "warning: seeds/1.md: nothing was mended: it cannot be written: Permission denied; check"
        " the permissions of the file and folder",
        "mended nothing",
    ]
