"""What whoever runs builds from cron is told: by logs, by the report, by exit codes."""

import json
from pathlib import Path

from tests.plugins.command import RunFeeds

GOOD = """---
title: Good
publishedDateTime: 2022-09-12T13:00:00Z
webUrl: https://example.org/1
topics: [AI]
provider: {name: ZDNet, domain: zdnet.com}
---
"""
ARGUMENTS = ("build", "--site-url", "https://news.example/")
COUNTS = {"seeds": "seeds", "out": "out", "next_due": None, "withheld": False, "dry_run": False}


def write(folder: Path, **texts: str) -> None:
    (folder / "seeds").mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / "seeds" / f"{name}.md").write_text(text)


def test_log_for_machines_has_a_line_of_json_for_each_event(
    run_feeds: RunFeeds, tmp_path: Path
) -> None:
    write(tmp_path, good=GOOD, bad=GOOD.replace("title: Good\n", ""))
    done = run_feeds(*ARGUMENTS, "--log-format", "json")
    problem, built = map(json.loads, done.stderr.splitlines())
    assert (done.stdout, done.returncode) == ("", 1)
    assert {name: problem[name] for name in ("level", "event", "path", "line", "id")} == {
        "level": "error", "event": "problem", "path": "seeds/bad.md", "line": 1, "id": "missing-field"
    }  # fmt: skip
    assert built == COUNTS | {
        "level": "error", "event": "build", "ok": False, "read": 2, "entries": 1, "feeds": 3,
        "kept": 0, "written": 17, "removed": 0,
    }  # fmt: skip


def test_log_for_machines_tells_what_is_stale_and_that_nothing_was_written(
    run_feeds: RunFeeds, tmp_path: Path
) -> None:
    write(tmp_path, good=GOOD)
    done = run_feeds(*ARGUMENTS, "--format", "rss", "--check", "--log-format", "json")
    *stale, built = map(json.loads, done.stderr.splitlines())
    assert (done.stdout, done.returncode) == ("", 1)
    assert stale[0] == {
        "level": "error", "event": "stale", "path": "all/index.html", "state": "missing",
        "message": "out/all/index.html is missing",
    }  # fmt: skip
    assert built == COUNTS | {
        "level": "error", "event": "build", "ok": False, "read": 1, "entries": 1, "feeds": 3,
        "kept": 0, "written": len(stale), "removed": 0, "dry_run": True,
    }  # fmt: skip
    done = run_feeds(*ARGUMENTS, "--dry-run", "--log-format", "json")
    built = json.loads(done.stderr)
    assert (built["ok"], built["dry_run"], done.returncode) == (True, True, 0)


def test_log_for_machines_tells_why_nothing_was_written(
    run_feeds: RunFeeds, tmp_path: Path
) -> None:
    write(tmp_path, good=GOOD)
    run_feeds(*ARGUMENTS)
    done = run_feeds(*ARGUMENTS, "--now", "2000-01-01T00:00:00Z", "--log-format", "json")
    withheld, *withdrawn, built = map(json.loads, done.stderr.splitlines())
    assert [event["path"] for event in withdrawn] == ["providers/zdnet", "topics/ai"]
    assert (withheld["level"], withheld["event"]) == ("error", "withheld")
    assert withheld["message"].startswith("no seed would be published")
    assert (built["level"], built["withheld"], done.returncode) == ("error", True, 1)


def test_log_for_machines_tells_what_ended_a_run(run_feeds: RunFeeds) -> None:
    done = run_feeds(*ARGUMENTS, "--log-format", "json")
    assert done.returncode == 2
    assert json.loads(done.stderr) == {
        "level": "error",
        "event": "fatal",
        "message": "the seeds folder seeds does not exist; set [seeds] path in feeds.toml to one"
        " that does, or begin a collection with feeds init",
    }


def test_report_has_the_summary_and_the_seconds_of_each_stage(
    run_feeds: RunFeeds, tmp_path: Path
) -> None:
    write(tmp_path, good=GOOD)
    done = run_feeds(*ARGUMENTS, "--json", "--report", "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    assert [*report["seconds"]] == ["starting", "reading seeds", "rendering feeds"]
    assert all(seconds >= 0 for seconds in report.pop("seconds").values())
    assert report == json.loads(done.stdout)


def test_report_that_cannot_be_written_is_an_error_with_a_remedy(
    run_feeds: RunFeeds, tmp_path: Path
) -> None:
    write(tmp_path, good=GOOD)
    (tmp_path / "file").write_text("")
    done = run_feeds(*ARGUMENTS, "--quiet", "--report", "file/report.json")
    assert (done.stderr, done.returncode) == (
        "feeds: error: --report file/report.json: cannot be written: File exists; choose"
        " another file; the feeds were published all the same\n",
        1,
    )
    assert (tmp_path / "out" / "index.html").exists()
