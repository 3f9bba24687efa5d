"""The hooks of docs/ci.md, installed and run by the real pre-commit in a scratch repository, without network."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.git_repository import ENVIRONMENT, git, make_repository
from tests.acceptance.offline_python import build_release, offline_environment
from tests.acceptance.seed_text import seed, write_seeds
from tests.acceptance.workflows import texts
from tests.plugins.command import KEPT, ROOT, clean_environment

pytestmark = pytest.mark.needs("git")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment of the tester's machine, but for its git, caches and network.

    As on any machine, what pre-commit has installed once is there for the next repository.
    """
    home = tmp_path_factory.mktemp("home")
    kept = {name: text for name, text in clean_environment().items() if name in KEPT}
    caches = {"PRE_COMMIT_HOME": str(home / "cache"), "HOME": str(home)}
    offline = offline_environment(home / "lent", build_release(home / "released"))
    return kept | caches | ENVIRONMENT | offline


def test_hooks_keep_a_faulty_seed_out_and_mend_what_they_can(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    work = tmp_path / "work"
    write_seeds(work / "seeds", seed(1), seed(2, topics="[2024]"), seed(3, title='"A &amp; B"'))
    (work / "README.md").write_text("No seed, and none of the hook's business.\n")
    (work / ".pre-commit-config.yaml").write_text(texts()[".pre-commit-config.yaml"])
    make_repository(work)

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", *arguments],
            cwd=work, env=environment, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    refused = run("feeds-validate", "--all-files")
    assert "seeds/2.md:7:10: error[wrong-type] topics[0] 2024 is a number" in refused.stdout
    assert "checked 3 seeds: 1 error, 1 warning" in refused.stdout
    assert (refused.returncode, refused.stderr) == (1, "")

    # What the commit does not touch stops nobody, and stays as it is. What is not staged pre-commit
    # puts aside meanwhile.
    (work / "seeds" / "4.md").write_text(seed(4, title='"A &amp; B"'))
    git(work, "add", "--all")
    (work / "seeds" / "4.md").write_text(seed(4, title='"A &amp; B"', heat="3"))
    mended = run()
    assert "files were modified by this hook" in mended.stdout
    assert "mended 1 problem in 1 seed" in mended.stdout
    assert "seeds/4.md:2:11: warning[html-entity]" in mended.stdout
    assert (work / "seeds" / "4.md").read_text() == seed(4, title='"A & B"', heat="3")
    assert (work / "seeds" / "3.md").read_text() == seed(3, title='"A &amp; B"')

    git(work, "add", "--all")
    accepted = run()
    assert (accepted.returncode, accepted.stderr) == (0, "")
    assert accepted.stdout.count("Passed") == 2


def test_the_hook_for_feeds_keeps_a_broken_feed_out(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    work = tmp_path / "work"
    (work / "public").mkdir(parents=True)
    feed = (ROOT / "tests" / "producers" / "hugo.xml").read_text(encoding="utf-8")
    (work / "public" / "feed.xml").write_text(feed.replace("+0100", "CET"), encoding="utf-8")
    (work / "public" / "sitemap.xml").write_text("<urlset/>", encoding="utf-8")
    page = (ROOT / "docs" / "verify.md").read_text(encoding="utf-8")
    (work / ".pre-commit-config.yaml").write_text(texts(page)[".pre-commit-config.yaml"])
    make_repository(work)
    run = [sys.executable, "-m", "pre_commit", "run", "feeds-verify", "--all-files"]
    done = subprocess.run(
        run, cwd=work, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert "public/feed.xml:9:" in done.stdout
    assert "error[malformed-date] <lastBuildDate>" in done.stdout
    assert "sitemap.xml" not in done.stdout
    assert done.returncode == 1
