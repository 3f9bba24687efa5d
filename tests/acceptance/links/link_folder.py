"""A folder of seeds whose links lead to a site on loopback, and a look at its ledger."""

import sqlite3
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from feeds.cli.check_links import check_links
from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds

QUICK = """[links]
min_interval = 0
retries = 0
"""
LEDGER = Path(".feeds-cache", "links.sqlite")


def make_folder(folder: Path, *texts: str, config: str = QUICK) -> None:
    """Make *folder* one that is checked quickly: *texts* are its seeds ``seeds/1.md`` and so on."""
    write_seeds(folder / "seeds", *texts)
    (folder / "feeds.toml").write_text(config, encoding="utf-8")


def linking(number: int, web: str, *lines: str, **changes: str) -> str:
    """Return a valid seed with the address *web*, in line 4 from column 9."""
    return seed(number, *lines, webUrl=web, **changes)


def make_older(folder: Path, days: int) -> None:
    """Let all that the ledger knows have happened so many *days* earlier."""
    seconds = days * 86_400
    with sqlite3.connect(folder / LEDGER) as connection:
        connection.execute(
            "UPDATE link SET checked = checked - ?, last_ok = last_ok - ?,"
            " last_failure = last_failure - ?",
            (seconds,) * 3,
        )
    connection.close()


def known(folder: Path) -> dict[str, tuple[str, int]]:
    """Return the verdict, and the days of failure, of each address in the ledger."""
    with sqlite3.connect(folder / LEDGER) as connection:
        rows = connection.execute("SELECT url, verdict, days_failed FROM link").fetchall()
    connection.close()
    return {url: (verdict, days) for url, verdict, days in rows}


def check(run_feeds: RunFeeds, *options: str) -> tuple[int, str, str]:
    """Run the command; return exit code, standard output and standard error."""
    done = run_feeds("check-links", "--allow-private", *options)
    return done.returncode, done.stdout, done.stderr


def check_here(folder: Path, *options: str) -> tuple[int, str, str]:
    """Do as ``check`` does in *folder*, in this process: for tests that run the command often."""
    runner = CliRunner(env={"GITHUB_ACTIONS": None}, catch_exceptions=False)
    with chdir(folder):
        done = runner.invoke(check_links, ["--allow-private", *options])
    return done.exit_code, done.stdout, done.stderr
