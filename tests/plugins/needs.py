"""Leave out tests whose system programs are absent, and say so where nobody can overlook it."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

NODE_MODULES = Path(__file__).parents[1] / "node" / "node_modules"
AJV = NODE_MODULES / "ajv"
YAML_LANGUAGE_SERVER = NODE_MODULES / "yaml-language-server"
NGINX_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def find_program(command: str) -> str | None:
    """Return where *command* is; also of those for administrators, which not every PATH has."""
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin"))
    return shutil.which(command, path=path)


@dataclass(frozen=True, slots=True)
class Need:
    """A system program a test drives, by its command, and how to get it."""

    command: str
    remedy: str
    library: Path | None = None

    def is_met(self) -> bool:
        """Tell whether the program is found, and its library in place."""
        in_place = self.library is None or self.library.exists()
        return in_place and find_program(self.command) is not None


NEEDS = {
    "ajv": Need("node", "apt-get install nodejs npm, then make test", AJV),
    "bash": Need("bash", "apt-get install bash"),
    "caddy": Need("caddy", "apt-get install caddy"),
    "chromium": Need("chromium", "apt-get install chromium"),
    "fish": Need("fish", "apt-get install fish"),
    "git": Need("git", "apt-get install git"),
    "jq": Need("jq", "apt-get install jq"),
    "nginx": Need(
        "nginx", "apt-get install nginx-light libnginx-mod-http-brotli-static", NGINX_BROTLI
    ),
    "node": Need("node", "apt-get install nodejs"),
    "patch": Need("patch", "apt-get install patch"),
    "rsync": Need("rsync", "apt-get install rsync"),
    "setpriv": Need("setpriv", "apt-get install util-linux"),
    "systemd-analyze": Need("systemd-analyze", "apt-get install systemd"),
    "yaml-language-server": Need(
        "node", "apt-get install nodejs npm, then make test", YAML_LANGUAGE_SERVER
    ),
    "zsh": Need("zsh", "apt-get install zsh"),
}


class LeftOut:
    """Count the tests that were left out, by reason, over all worker processes."""

    def __init__(self) -> None:
        """Start with none."""
        self.reasons: Counter[str] = Counter()

    def _count(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.nodeid
            self.reasons[str(reason).removeprefix("Skipped: ")] += 1

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a skipped test."""
        self._count(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Count a module that skips itself."""
        self._count(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run that must be complete, as CI's, and is not."""
        if self.reasons and must_run_all() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """List what was left out and how to have it run."""
        if not self.reasons:
            return
        terminalreporter.section("left out")
        for reason, count in sorted(self.reasons.items()):
            terminalreporter.line(f"{count} × {reason}")
        if must_run_all():
            terminalreporter.line("This run fails: FEEDS_TEST_ALL asks for every test.", red=True)


def must_run_all() -> bool:
    """Tell whether leaving a test out fails the run."""
    return os.environ.get("FEEDS_TEST_ALL", "") not in {"", "0"}


def needs_of(item: pytest.Item) -> Iterator[str]:
    """Yield the names that the ``needs`` markers of *item* give; a marker without any is wrong."""
    for marker in item.iter_markers("needs"):
        if not marker.args or marker.kwargs:
            pytest.fail('write @pytest.mark.needs("git"): names only, at least one', pytrace=False)
        yield from marker.args


def pytest_configure(config: pytest.Config) -> None:
    """Describe the marker, and count on the process that talks to the terminal."""
    config.addinivalue_line("markers", f"needs(*programs): drives {', '.join(NEEDS)}")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(LeftOut())


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip *item* unless all it needs is there; a need nobody described is an error."""
    for name in needs_of(item):
        need = NEEDS.get(name)
        if need is None:
            pytest.fail(f'unknown need "{name}": add it to NEEDS in {__file__}', pytrace=False)
        if not need.is_met():
            # For people who lack a program; in CI, which must run all, LeftOut fails the run for it.
            pytest.skip(f"needs {name}: {need.remedy}")
