"""The test run's own plugins: what they leave out, compare, refuse and start."""

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import feeds
from tests.plugins import command, golden, needs
from tests.plugins.command import RunFeeds
from tests.plugins.loopback.sitecustomize import LeftLoopbackError, is_loopback

ONE_LEFT_OUT = """
import pytest

@pytest.mark.needs("git")
def test_with_an_absent_program():
    raise AssertionError

def test_without():
    pass
"""
REASON = "1 × needs git: apt-get install git"

RunTests = Callable[..., pytest.RunResult]


@pytest.fixture
def run_tests(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> RunTests:
    """Return a function that runs a test module on a machine without any program."""
    root = Path(needs.__file__).parents[2]
    pytester.makeconftest("pytest_plugins = ('tests.plugins.needs', 'tests.plugins.golden')")
    monkeypatch.setenv("PYTHONPATH", str(root))
    monkeypatch.setenv("PATH", str(pytester.path))
    monkeypatch.delenv("FEEDS_TEST_ALL", raising=False)
    # The plugins of all that is installed take longer to load than the tests to run.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def run(module: str, *args: str, everything: bool = False) -> pytest.RunResult:
        pytester.makepyfile(module)
        if everything:
            monkeypatch.setenv("FEEDS_TEST_ALL", "1")
        return pytester.runpytest_subprocess("-p", "xdist", "--strict-markers", *args)

    return run


@pytest.mark.parametrize("workers", ["-n0", "-n1"])
def test_a_test_without_its_program_is_left_out_and_the_end_says_how_to_run_it(
    run_tests: RunTests, workers: str
) -> None:
    result = run_tests(ONE_LEFT_OUT, workers)
    assert result.ret == pytest.ExitCode.OK
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["*= left out =*", REASON])


def test_a_left_out_test_fails_a_run_that_asks_for_every_test(run_tests: RunTests) -> None:
    result = run_tests(ONE_LEFT_OUT, "-n1", everything=True)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        ["*= left out =*", REASON, "This run fails: FEEDS_TEST_ALL asks for every test."]
    )


def test_a_module_that_skips_itself_counts_as_left_out(run_tests: RunTests) -> None:
    module = 'import pytest\npytest.importorskip("no_such_module", reason="no module")'
    result = run_tests(module, "-n1", everything=True)
    assert result.ret != pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["*= left out =*", "1 × no module"])


def test_a_run_that_asks_for_every_test_and_has_run_it_passes(run_tests: RunTests) -> None:
    result = run_tests("def test_it():\n    pass", everything=True)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.no_fnmatch_line("*left out*")


@pytest.mark.parametrize(
    ("marker", "complaint"),
    [
        ('needs("gti")', 'unknown need "gti": add it to NEEDS in *needs.py'),
        ("needs", 'write @pytest.mark.needs("git"): names only, at least one'),
    ],
)
def test_a_need_that_nobody_described_is_an_error(
    run_tests: RunTests, marker: str, complaint: str
) -> None:
    result = run_tests(f"import pytest\n@pytest.mark.{marker}\ndef test_it():\n    pass")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([complaint])


def test_a_library_that_is_missing_is_as_good_as_a_program(tmp_path: Path) -> None:
    program = Path(sys.executable)
    assert needs.Need(str(program), "", tmp_path).is_met()
    assert not needs.Need(str(program), "", tmp_path / "absent").is_met()


def test_a_golden_file_that_is_equal_passes(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(b"<rss/>\n")
    golden.check(tmp_path / "feed.xml", b"<rss/>\n")


def test_a_golden_file_that_differs_fails_with_a_diff_that_shows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(b"<rss>\n</rss>\n")
    with pytest.raises(pytest.fail.Exception) as failure:
        golden.check(path, b"<rss>\r\n</rss>\n")
    assert str(failure.value).splitlines() == [
        f"--- {path}",
        "+++ what the code makes",
        "@@ -1,3 +1,3 @@",
        "-<rss>",
        "+<rss>\\r",
        " </rss>",
        " ",
    ]


def test_a_golden_file_that_is_not_there_fails_and_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="pytest --update-golden"):
        golden.check(tmp_path / "feed.xml", b"<rss/>\n")


def test_update_golden_writes_the_file_and_the_next_run_passes(
    run_tests: RunTests, tmp_path: Path
) -> None:
    path = tmp_path / "golden" / "feed.xml"
    module = (
        "from pathlib import Path\n"
        f"def test_it(golden):\n    golden(Path({str(path)!r}), b'<rss/>\\r\\n')"
    )
    assert run_tests(module).ret == pytest.ExitCode.TESTS_FAILED
    assert run_tests(module, "--update-golden").ret == pytest.ExitCode.OK
    assert path.read_bytes() == b"<rss/>\r\n"
    assert run_tests(module).ret == pytest.ExitCode.OK


def test_a_connection_beyond_loopback_is_refused_before_it_is_made() -> None:
    with socket.socket() as client, pytest.raises(LeftLoopbackError, match=r"192\.0\.2\.1"):
        client.connect(("192.0.2.1", 80))


def test_a_name_server_is_not_asked() -> None:
    with pytest.raises(LeftLoopbackError, match=r"example\.com"):
        socket.getaddrinfo("example.com", 80)


def test_a_datagram_beyond_loopback_is_refused() -> None:
    with (
        socket.socket(type=socket.SOCK_DGRAM) as client,
        pytest.raises(LeftLoopbackError, match=r"192\.0\.2\.1"),
    ):
        client.sendto(b"", ("192.0.2.1", 53))


def test_a_connection_to_loopback_is_made() -> None:
    with socket.create_server(("localhost", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


@pytest.mark.parametrize("host", ["localhost", b"localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_loopback_has_many_names(host: object) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["example.com", "localhost.example.com", "10.0.0.1", "::"])
def test_no_other_host_is_loopback(host: object) -> None:
    assert not is_loopback(host)


def test_a_command_that_a_test_starts_is_guarded_too() -> None:
    attempt = "import socket; socket.socket().connect(('192.0.2.1', 80))"
    done = subprocess.run(
        [sys.executable, "-c", attempt],
        env=command.clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "sitecustomize.LeftLoopbackError: socket.connect beyond loopback: ('192.0.2.1', 80)"
    )


def test_the_command_starts_without_the_testers_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "FEEDS_SITE_URL", "FORCE_COLOR", "GITHUB_ACTIONS", "SOURCE_DATE_EPOCH"):
        monkeypatch.setenv(name, "1")
    assert set(command.clean_environment()) <= {*command.KEPT, "PYTHONPATH"}


def test_run_feeds_runs_this_checkouts_command(run_feeds: RunFeeds) -> None:
    done = run_feeds("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert feeds.__version__ in done.stdout


def test_one_run_of_the_command_leaves_nothing_to_the_next(
    run_feeds: RunFeeds, tmp_path: Path
) -> None:
    """Both are forks of one process."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "1.md").write_text("---\ntitle: 1\n---\n")
    first = run_feeds("build", cwd=tmp_path / "seeds", env={"SOURCE_DATE_EPOCH": "never"})
    assert (first.returncode, first.stdout, "SOURCE_DATE_EPOCH" in first.stderr) == (2, "", True)
    second = run_feeds("validate", "--format", "concise")
    assert (second.returncode, second.stderr) == (1, "")
    assert second.stdout.startswith("seeds/1.md:")
    piped = run_feeds("validate", "-", input="---\ntitle: 1\n---\n")
    assert piped.returncode == 1
    assert run_feeds("validate").stdout != piped.stdout
