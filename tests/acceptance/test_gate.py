"""``feeds validate`` as a gate: part of the seeds, part of the rules, every form of report."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from feeds.reporters.problems.formats import FORMATS
from tests.acceptance.git_repository import commit_all, make_repository
from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds

MOOD = "seeds/1.md:8:1: warning unknown-field mood is no known field\n"
TOPIC = "seeds/2.md:7:10: error wrong-type topics[0] 2024 is a number, not text\n"
SUMMARY = "checked 2 seeds: 1 error, 1 warning\n"
ACTIONS = {"GITHUB_ACTIONS": "true"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    """Return a folder with a seed that earns a warning and a seed that has an error."""
    write_seeds(tmp_path / "seeds", seed(1, "mood: good"), seed(2, topics="[2024, AI]"))
    return tmp_path


def test_concise_report(run_feeds: RunFeeds) -> None:
    done = run_feeds("validate", "--format", "concise")
    assert (done.returncode, done.stdout, done.stderr) == (1, TOPIC + MOOD + SUMMARY, "")


def test_several_reports_at_once(folder: Path, run_feeds: RunFeeds) -> None:
    done = run_feeds(
        "validate", "--format", "concise", "--output", "sarif=reports/feeds.sarif",
        "--output", "junit=reports/feeds.xml", "--output", "json=reports/feeds.json",
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (1, TOPIC + MOOD + SUMMARY, "")
    log = json.loads((folder / "reports/feeds.sarif").read_text())
    assert [found["ruleId"] for found in log["runs"][0]["results"]] == [
        "unknown-field",
        "wrong-type",
    ]
    suite = ElementTree.parse(folder / "reports/feeds.xml").getroot()[0]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    problems = json.loads((folder / "reports/feeds.json").read_text())["problems"]
    assert [found["path"] for found in problems] == ["seeds/1.md", "seeds/2.md"]


def test_a_report_may_take_the_place_of_standard_output(folder: Path, run_feeds: RunFeeds) -> None:
    done = run_feeds("validate", "--format", "concise", "--output", "report.txt")
    assert (done.returncode, done.stdout) == (1, SUMMARY)
    assert (folder / "report.txt").read_text() == TOPIC + MOOD + SUMMARY


def test_reports_for_programs_are_alone_on_standard_output(run_feeds: RunFeeds) -> None:
    done = run_feeds("validate", "--format", "json", "--statistics", "--max-problems", "1")
    assert len(json.loads(done.stdout)["problems"]) == 2


def test_a_report_that_cannot_be_written_is_exit_code_two(run_feeds: RunFeeds) -> None:
    done = run_feeds("validate", "--output", "seeds/1.md")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "feeds: error: --output seeds/1.md: is a seed, and stays; choose another file\n",
    )


@pytest.mark.parametrize(
    ("output", "fault"),
    [
        ("feeds.toml", "is the configuration in use, and stays"),
        ("linked.toml", "is the configuration in use, and stays"),
        (".git/config", "is git's own, and stays"),
        (".git/hooks/new", "is git's own, and stays"),
        ("seeds/new/report.md", "would be taken for a seed"),
    ],
)
@pytest.mark.parametrize(
    "command", [("validate", "--output"), ("check-links", "--output"), ("build", "--report")]
)
def test_a_report_takes_the_place_of_nothing_that_is_needed(
    folder: Path, run_feeds: RunFeeds, command: tuple[str, str], output: str, fault: str
) -> None:
    make_repository(folder)
    (folder / "feeds.toml").write_text('[site]\nurl = "https://a.example/"\n')
    (folder / "linked.toml").symlink_to("feeds.toml")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    name, option = command
    done = run_feeds(name, option, output)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        f"feeds: error: {option} {output}: {fault}; choose another file\n",
    )
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_the_configuration_that_was_named_stays_too(folder: Path, run_feeds: RunFeeds) -> None:
    (folder / "other.toml").write_text("")
    done = run_feeds("validate", "-c", "other.toml", "--output", "json=./other.toml")
    assert (done.returncode, (folder / "other.toml").read_text()) == (2, "")


@pytest.mark.parametrize("output", ["seeds/report.txt", "seeds/.report.md", "seeds-2/report.md"])
def test_a_report_that_is_no_seed_may_stand_beside_them(
    folder: Path, run_feeds: RunFeeds, output: str
) -> None:
    assert run_feeds("validate", "-q", "--output", output).returncode == 1
    assert (folder / output).exists()


def test_warnings_can_be_errors(run_feeds: RunFeeds) -> None:
    assert run_feeds("validate", "seeds/1.md").returncode == 0
    done = run_feeds("validate", "seeds/1.md", "--warnings-as-errors", "--format", "concise")
    assert done.returncode == 1
    assert done.stdout == MOOD.replace("warning", "error") + "checked 1 seed: 1 error\n"


def test_infos_are_hidden_unless_asked_for(folder: Path, run_feeds: RunFeeds) -> None:
    (folder / "feeds.toml").write_text('[validate.severity]\nunknown-field = "info"\n')
    done = run_feeds("validate", "seeds/1.md", "--format", "concise")
    assert done.stdout == "checked 1 seed: 1 info (not shown: 1 unknown-field; -v shows infos)\n"
    done = run_feeds("validate", "seeds/1.md", "--format", "concise", "--verbose")
    assert done.stdout == MOOD.replace("warning", "info") + "checked 1 seed: 1 info\n"
    assert len(json.loads(run_feeds("validate", "--format", "json").stdout)["problems"]) == 2


def test_errors_alone_are_shown_on_demand(folder: Path, run_feeds: RunFeeds) -> None:
    errors = ("validate", "--errors-only")
    done = run_feeds(*errors, "--format", "concise")
    summary = SUMMARY.replace("\n", " (only errors are shown)\n")
    assert (done.returncode, done.stdout) == (1, TOPIC + summary)
    assert run_feeds(*errors, "seeds/1.md", "--quiet").stdout == ""
    assert run_feeds(*errors, "seeds/1.md").returncode == 0
    # With all warnings made errors, they are shown, and counted for the exit code.
    strict = run_feeds(*errors, "--warnings-as-errors", "--quiet", "--format", "concise")
    assert strict.stdout == MOOD.replace("warning", "error") + TOPIC
    reports = [f"{name}=report.{name}" for name in FORMATS]
    run_feeds(*errors, *(part for report in reports for part in ("--output", report)))
    held = {
        name: "mood is no known field" in (folder / f"report.{name}").read_text()
        for name in FORMATS
    }
    assert [name for name, holds in held.items() if holds] == ["json"]


def test_errors_alone_and_all_infos_cannot_both_be_shown(run_feeds: RunFeeds) -> None:
    done = run_feeds("validate", "--errors-only", "--verbose")
    message = "feeds: error: --errors-only hides what --verbose shows: give one of them\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_programs_are_given_infos_only_if_asked_to(folder: Path, run_feeds: RunFeeds) -> None:
    (folder / "feeds.toml").write_text('[validate.severity]\nunknown-field = "info"\n')
    reports = ("sarif=a.sarif", "junit=a.xml", "github=a.github", "json=a.json")
    options = [part for report in reports for part in ("--output", report)]
    names = [report.partition("=")[2] for report in reports]
    for more, holders in (([], names[3:]), (["-v"], names)):
        run_feeds("validate", *options, *more)
        texts = {name: (folder / name).read_text() for name in names}
        assert [name for name in names if "mood is no known field" in texts[name]] == holders
    # Beside JSON, infos have their words and places, but are shown no more than without it.
    assert "mood" not in run_feeds("validate", "--output", "json=a.json").stdout


@pytest.mark.parametrize("name", FORMATS)
def test_no_report_tells_a_secret(folder: Path, run_feeds: RunFeeds, name: str) -> None:
    secret = "c2VjcmV0" * 12
    faulty = (f"secured: {secret}", f"securd: {secret}", f"related: [{{secured: [{secret}]}}]")
    for number, line in enumerate(faulty, 1):
        (folder / "seeds" / f"{number}.md").write_text(seed(number, line, topics="[2024]"))
    done = run_feeds("validate", "--verbose", "--format", name, "--output", f"{name}=report")
    printed = done.stdout + done.stderr + (folder / "report").read_text()
    assert "wrong-type" in printed
    assert "c2VjcmV0" not in printed


def test_rules_are_selected_and_ignored(folder: Path, run_feeds: RunFeeds) -> None:
    (folder / "feeds.toml").write_text('[validate]\nignore = ["wrong-type"]\n')
    concise = ("validate", "--format", "concise", "--quiet")
    assert run_feeds(*concise).stdout == MOOD
    assert run_feeds(*concise, "--ignore", "unknown-field").stdout == TOPIC
    assert run_feeds(*concise, "--ignore", "unknown-field, wrong-type").stdout == ""
    assert run_feeds(*concise, "--select", "unknown-field", "--select", "wrong-type").stdout == MOOD


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_does_not_exist_is_exit_code_two(run_feeds: RunFeeds, option: str) -> None:
    done = run_feeds("validate", option, "wrong-typ")
    assert (done.returncode, done.stdout) == (2, "")
    assert option in done.stderr
    assert '"wrong-typ"' in done.stderr
    assert "wrong-type" in done.stderr.replace('"wrong-typ"', "")


def test_actions_get_annotations_besides_text(run_feeds: RunFeeds) -> None:
    text = run_feeds("validate").stdout
    annotated = run_feeds("validate", env=ACTIONS).stdout
    fence = re.fullmatch(
        r"::stop-commands::(\w{32})\n(?P<text>.*)::\1::\n(?P<rest>.*)", annotated, re.DOTALL
    )
    assert fence
    assert fence["text"] == text
    assert fence["rest"] == run_feeds("validate", "--format", "github").stdout
    assert fence["rest"].count("::") == 4


def test_actions_change_no_other_format_and_no_file(folder: Path, run_feeds: RunFeeds) -> None:
    done = run_feeds("validate", "--format", "concise", env=ACTIONS)
    assert done.stdout == TOPIC + MOOD + SUMMARY
    done = run_feeds("validate", "--output", "report.txt", env=ACTIONS)
    assert done.stdout == SUMMARY
    assert "::" not in (folder / "report.txt").read_text()


def test_a_seed_cannot_command_the_runner(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1, "::add-mask::a: 1"))
    lines = run_feeds("validate", env=ACTIONS).stdout.splitlines()
    assert any(line.strip().startswith("::add-mask::") for line in lines)
    commands = [line for line in lines if line.strip().startswith("::")]
    assert commands[0].startswith("::stop-commands::")
    assert commands[1].strip().startswith("::add-mask::")
    assert commands[2] == f"::{commands[0].removeprefix('::stop-commands::')}::"


def test_how_paths_are_given_does_not_count(folder: Path, run_feeds: RunFeeds) -> None:
    for name, domain in (("a", "sdtimes.com"), ("b", "sdtimes.org"), ("c", "sdtimes.org")):
        provider = f"{{name: SD Times, domain: {domain}}}"
        (folder / f"{name}.md").write_text(
            seed(1, provider=provider, webUrl=f"https://{domain}/{name}")
        )
    done = run_feeds("validate", "a.md", "b.md", "c.md")
    assert "such as b.md" in done.stdout
    again = ("c.md", "seeds/../b.md", "b.md", folder / "a.md", "a.md")
    assert run_feeds("validate", *again).stdout == done.stdout


def test_a_provider_may_have_further_domains(tmp_path: Path, run_feeds: RunFeeds) -> None:
    def at(host: str, name: str, domain: str) -> str:
        provider = f'{{name: "{name}", domain: {domain}}}'
        return seed(1, provider=provider, webUrl=f"https://{host}/{name[:2]}")

    write_seeds(
        tmp_path / "seeds",
        at("blog.meta.example", "Facebook  AI", "facebook.example"),
        at("META.example", "facebook ai", "facebook.example"),
        at("meta.example", "Facebook AI", "www.meta.example"),
    )
    ignored = ("--ignore", "duplicate-url,similar-provider")
    command = ("validate", "-q", "--format", "concise", *ignored)
    said = run_feeds(*command).stdout.splitlines()
    assert [line.split()[2] for line in said] == [
        "provider-domain-mismatch",
        "provider-with-several-domains",
    ]
    # What the message says to write is all that it takes.
    *_, remedy = run_feeds("validate", "seeds/1.md").stdout.partition("if both are right, write ")
    line, table = re.findall(r"(domains = \S+) below (\S+ \S+) in feeds.toml", remedy)[0]
    (tmp_path / "feeds.toml").write_text(f"{table}\n{line}\n", encoding="utf-8")
    assert run_feeds(*command).stdout == ""
    text = '[providers.Meta]\naliases = ["Facebook AI"]\ndomains = ["meta.example"]\n'
    (tmp_path / "feeds.toml").write_text(text, encoding="utf-8")
    assert run_feeds(*command).stdout == ""


def test_standard_input_is_one_seed(run_feeds: RunFeeds) -> None:
    concise = ("validate", "-", "--format", "concise")
    done = run_feeds(*concise, input=seed(1, "mood: good"))
    assert done.stdout == MOOD.replace("seeds/1.md", "<stdin>") + "checked 1 seed: 1 warning\n"
    done = run_feeds(*concise, "--stdin-filename", "seeds/1.md", "-q", input=seed(1, "mood: good"))
    assert (done.returncode, done.stdout) == (0, MOOD)


def test_a_seed_on_standard_input_is_compared_with_nothing_else(run_feeds: RunFeeds) -> None:
    # The seed in the folder has the same address.
    text = seed(1, webUrl="https://www.zdnet.com/1", provider="{name: BBC, domain: bbc.co.uk}")
    done = run_feeds("validate", "-", "--format", "concise", "--quiet", input=text)
    message = 'provider.domain "bbc.co.uk" is not that of the article\'s host, "www.zdnet.com"'
    said = f"<stdin>:6:31: warning provider-domain-mismatch {message}\n"
    assert (done.returncode, done.stdout) == (0, said)
    ignored = "bbc.co.uk}  # feeds: ignore[provider-domain-mismatch] a guest"
    meant = text.replace("bbc.co.uk}", ignored)
    assert run_feeds("validate", "-", "--quiet", input=meant).stdout == ""
    needless = seed(1).replace(
        "[AI]", "[AI]  # feeds: ignore[similar-topic] told beside others only"
    )
    assert run_feeds("validate", "-", "--quiet", input=needless).stdout == ""


def test_standard_input_may_hold_too_much_for_a_seed(run_feeds: RunFeeds) -> None:
    done = run_feeds("validate", "-", "--format", "concise", "-q", input=seed(1) + "x" * (16 << 20))
    expected = "<stdin>:1:1: error oversized-file the file is larger than 16 MiB\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, expected, "")


def test_settings_for_a_path_hold_for_standard_input(folder: Path, run_feeds: RunFeeds) -> None:
    (folder / "feeds.toml").write_text(
        '[validate.per_path_ignores]\n"seeds/old/*.md" = ["unknown-field"]\n'
    )
    for name, count in (("seeds/old/1.md", "no problems"), ("seeds/1.md", "1 warning")):
        done = run_feeds("validate", "-", "--stdin-filename", name, input=seed(1, "mood: good"))
        assert done.stdout.splitlines()[-1] == f"checked 1 seed: {count}"


@pytest.mark.parametrize("place", [".", "seeds/old", ".."])
def test_settings_for_a_path_hold_wherever_the_command_is_run(
    folder: Path, run_feeds: RunFeeds, place: str
) -> None:
    (folder / "feeds.toml").write_text(
        '[validate.per_path_ignores]\n"/seeds/old/" = ["unknown-field"]\n'
    )
    write_seeds(folder / "seeds" / "old", seed(3, "mood: good"))
    options = ("--config", folder / "feeds.toml", "--select", "unknown-field", "--format", "json")
    done = run_feeds("validate", *options, cwd=folder / place)
    paths = [found["path"] for found in json.loads(done.stdout)["problems"]]
    assert [(folder / place / path).resolve() for path in paths] == [folder / "seeds" / "1.md"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-", "seeds"],
         "- stands for one seed on standard input: give no other PATH, no --since and no --staged"),
        (["-", "--since", "HEAD"],
         "- stands for one seed on standard input: give no other PATH, no --since and no --staged"),
        (["-", "--staged"],
         "- stands for one seed on standard input: give no other PATH, no --since and no --staged"),
        (["--staged", "--since", "HEAD"],
         "--staged and --since both say which seeds are meant: give one of them"),
        (["--stdin-filename", "a.md"],
         "--stdin-filename names what is read from standard input: add -"),
        (["--since", "HEAD"], None),
    ],
)  # fmt: skip
def test_wrong_use_is_exit_code_two(
    folder: Path, run_feeds: RunFeeds, arguments: list[str], message: str | None
) -> None:
    outside = {"GIT_CEILING_DIRECTORIES": str(folder.parent)}
    done = run_feeds("validate", *arguments, env=outside)
    assert (done.returncode, done.stdout) == (2, "")
    if message:
        assert done.stderr == f"feeds: error: {message}\n"
    else:
        assert done.stderr.startswith("feeds: error: --since HEAD: git cannot tell what changed")


@pytest.mark.needs("git")
def test_since_reports_on_what_changed_only(folder: Path, run_feeds: RunFeeds) -> None:
    make_repository(folder)
    concise = ("validate", "--format", "concise", "--since", "HEAD")
    done = run_feeds(*concise)
    assert (done.returncode, done.stdout) == (0, "checked 0 seeds: no problems\n")
    (folder / "seeds" / "3.md").write_text(seed(3, "mood: bad"))
    expected = MOOD.replace("1.md", "3.md") + "checked 1 seed: 1 warning\n"
    assert run_feeds(*concise).stdout == expected
    assert run_feeds(*concise, "seeds").stdout == expected
    assert run_feeds(*concise, "seeds/3.md", "seeds/2.md").stdout == expected
    assert run_feeds(*concise, "../seeds", cwd=folder / "seeds").stdout == expected.replace(
        "seeds/3", "../seeds/3"
    )
    commit_all(folder)
    assert run_feeds(*concise, "--since", "HEAD~1").stdout == expected


@pytest.mark.needs("git")
def test_what_changed_is_compared_with_what_did_not(folder: Path, run_feeds: RunFeeds) -> None:
    make_repository(folder)
    (folder / "seeds" / "3.md").write_text(seed(3, webUrl="https://example.org/1"))
    done = run_feeds("validate", "--format", "concise", "--since", "HEAD")
    lines = done.stdout.splitlines()
    assert lines[-1] == "checked 1 seed: 1 warning"
    assert lines[0].startswith("seeds/1.md:4:9: warning duplicate-url webUrl is that of seeds/3.md")
    assert len(lines) == 2
