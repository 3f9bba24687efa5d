"""No user name or password that stands in an address is ever shown."""

from pathlib import Path

import pytest

from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds

USER, PASSWORD = "xanadu", "zyzzyva" * 12
LOGIN = f"{USER}:{PASSWORD}"
FAULTS = {
    "credentials alone": f"https://{LOGIN}@a.example/",
    "tracking": f"https://{LOGIN}@a.example/?utm_source=x",
    "letters beyond ASCII": f"https://{LOGIN}@a.example/é",
    "blank": f'"https://{LOGIN}@a.example/b c"',
    "no scheme": f"//{LOGIN}@a.example/",
    "other scheme": f"ftp://{LOGIN}@a.example/",
    "port": f"https://{LOGIN}@a.example:99999/",
    "plain http": f"http://{LOGIN}@a.example/",
}


@pytest.mark.parametrize("url", FAULTS.values(), ids=FAULTS)
def test_credentials_are_in_no_report(tmp_path: Path, run_feeds: RunFeeds, url: str) -> None:
    related = f"related: [{{title: A, webUrl: {url}, ampWebUrl: {url}, cdnAmpWebUrl: {url}}}]"
    write_seeds(tmp_path / "seeds", seed(1, related, webUrl=url), seed(2, webUrl=url))
    outputs = [f"--output={name}={name}.txt" for name in ("json", "sarif", "junit", "github")]
    done = run_feeds("validate", "-v", *outputs)
    shown = done.stdout + done.stderr
    shown += "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.txt"))
    shown += run_feeds("validate", "--diff").stdout
    assert "seeds/1.md" in done.stdout
    assert [part for part in (USER, "zyzz") if part in shown] == []
