"""What a baseline knows again, what it does not, and what its file is like."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.errors import ConfigError
from feeds.problems.reports import ValidationReport
from feeds.settings import Settings, Site, ValidateSettings
from feeds.validation.baseline import Baseline, Debt, load_baseline, new_baseline
from feeds.validation.ruleset import Ruleset
from feeds.validation.run import validate_seeds
from tests.acceptance.seed_text import seed, write_seeds

SETTINGS = Settings(Site("tag:example.org,2022:t", "T", "T", "en"))
FAULTY = seed(1, title='" A "', webUrl="http://example.org/1", topics="[2024]")


def everywhere(_rule: str, _path: str) -> bool:
    return True


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with three seeds of which two have faults."""
    monkeypatch.chdir(tmp_path)
    write_seeds(tmp_path / "seeds", FAULTY, seed(2), seed(3, title='"A &amp; B"'))
    return tmp_path


def check(*paths: str, **validate: Any) -> ValidationReport:
    settings = SETTINGS._replace(validate=ValidateSettings(**validate))
    return validate_seeds(settings, [*map(Path, paths)] or None)


def learnt(file: str = "baseline.json") -> Baseline:
    return new_baseline(Path(file)).updated(check(), everywhere)


def rules(report: ValidationReport) -> list[str]:
    return [found.rule for found in report.diagnostics if found.severity is not Severity.INFO]


def rest(baseline: Baseline, *paths: str) -> tuple[list[str], int, int]:
    """Return the rules of what is not known, how much is, and how much of it is mended."""
    report = baseline.pass_over(check(*paths), everywhere)
    assert report.known is not None
    return rules(report), len(report.known.diagnostics), report.known.mended


def test_what_was_there_is_known_and_nothing_else(folder: Path) -> None:
    baseline = learnt()
    assert sorted(rules(check())) == ["html-entity", "wrong-type"]
    assert rest(baseline) == ([], 2, 0)
    (folder / "seeds" / "2.md").write_text(seed(2, topics="[2024]"))
    assert rest(baseline) == (["wrong-type"], 2, 0)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("---\n", "---\n# why\n\nheat: 3\n", 1),
        lambda text: text + "More text\n",
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("title", "locale: en\ntitle"),
    ],
)
def test_a_problem_is_known_wherever_its_line_moves(
    folder: Path, change: Callable[[str], str]
) -> None:
    baseline = learnt()
    (folder / "seeds" / "1.md").write_bytes(change(FAULTY).encode())
    assert rest(baseline) == ([], 2, 0)


def test_items_above_in_a_list_change_nothing(folder: Path) -> None:
    related = "related:\n  - title: A\n    webUrl: /b\n"
    (folder / "seeds" / "1.md").write_text(seed(1, related))
    baseline = learnt()
    more = "related:\n  - title: New\n    webUrl: https://example.org/c\n"
    (folder / "seeds" / "1.md").write_text(seed(1, related.replace("related:\n", more)))
    assert rest(baseline)[0] == []


def test_another_value_is_another_problem(folder: Path) -> None:
    baseline = learnt()
    (folder / "seeds" / "1.md").write_text(FAULTY.replace("2024", "2025"))
    assert rest(baseline) == (["wrong-type"], 1, 1)


def test_another_missing_field_is_another_problem(folder: Path) -> None:
    (folder / "seeds" / "1.md").write_text(seed(1, topics=""))
    baseline = learnt()
    assert rest(baseline)[0] == []
    (folder / "seeds" / "1.md").write_text(seed(1, provider=""))
    assert rest(baseline)[0] == ["missing-field"]


def test_what_stands_there_twice_is_known_twice(folder: Path) -> None:
    (folder / "seeds" / "1.md").write_text(seed(1, topics="[2024, 2024]"))
    assert rest(learnt())[1] == 3
    (folder / "seeds" / "1.md").write_text(seed(1, topics="[2024]"))
    one = learnt()
    (folder / "seeds" / "1.md").write_text(seed(1, "tags:\n  - 7\n  - 7", topics="[2024]"))
    assert rest(one)[0] == ["wrong-type", "wrong-type"]


def test_what_is_mended_is_counted_and_leaves_the_file(folder: Path) -> None:
    baseline = learnt()
    (folder / "seeds" / "1.md").write_text(seed(1))
    assert rest(baseline) == ([], 1, 1)
    after = baseline.updated(check(), everywhere)
    assert {debt.path for debt in after.debts} == {"seeds/3.md"}
    (folder / "seeds" / "1.md").write_text(FAULTY)
    assert rest(after) == (["wrong-type"], 1, 0)


def test_what_a_seed_had_that_is_gone_leaves_the_file(folder: Path) -> None:
    baseline = learnt()
    (folder / "seeds" / "3.md").unlink()
    assert rest(baseline) == ([], 1, 1)
    assert {debt.path for debt in baseline.updated(check(), everywhere).debts} == {"seeds/1.md"}


def test_what_was_not_checked_stays(folder: Path) -> None:
    baseline = learnt()
    (folder / "seeds" / "1.md").write_text(seed(1))
    assert rest(baseline, "seeds/3.md") == ([], 1, 0)
    assert baseline.updated(check("seeds/3.md"), everywhere) == baseline
    # Nor has a rule that is turned off found that nothing breaks it.
    ignore = ("wrong-type",)
    applies = Ruleset(ValidateSettings(ignore=ignore)).applies
    report = baseline.pass_over(check(ignore=ignore), applies)
    assert report.known is not None
    assert report.known.mended == 0
    assert baseline.updated(check(ignore=ignore), applies) == baseline


def test_paths_are_relative_to_the_file_wherever_the_command_is_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "ci").mkdir()
    baseline = learnt("ci/old.json")
    assert {debt.path for debt in baseline.debts} == {"../seeds/1.md", "../seeds/3.md"}
    monkeypatch.chdir(folder / "seeds")
    moved = Baseline(Path("../ci/old.json"), baseline.debts)
    report = moved.pass_over(check("."), everywhere)
    assert rules(report) == []
    report = moved.pass_over(check(str(folder / "seeds")), everywhere)
    assert rules(report) == []


@pytest.mark.usefixtures("folder")
def test_the_file_is_sorted_and_has_a_line_for_each_problem() -> None:
    baseline = learnt()
    text = baseline.to_bytes().decode()
    found = {debt.rule: debt.digest for debt in baseline.debts}
    assert text == (
        '{\n  "version": 1,\n  "problems": {\n'
        '    "seeds/1.md": {\n      "wrong-type": [\n'
        f'        "{found["wrong-type"]}"\n      ]\n    }},\n'
        '    "seeds/3.md": {\n      "html-entity": [\n'
        f'        "{found["html-entity"]}"\n      ]\n    }}\n  }}\n}}\n'
    )


def test_no_secret_is_in_it_nor_tells_it_apart(folder: Path) -> None:
    secret = "c2VlZCBmaWVsZHMgMTIzNA==;MTIzNDU2Nzg5MDEyMzQ1Ng=="
    digests = set()
    for end in ("AA==", "BB=="):
        text = seed(1, f'titel: "{secret[:-4]}{end}"')
        (folder / "seeds" / "1.md").write_text(text)
        baseline = learnt()
        assert secret[:8] not in baseline.to_bytes().decode()
        digests.add(frozenset(baseline.debts.items()))
    assert len(digests) == 1


DEBTS = st.builds(
    Debt,
    st.text(min_size=1) | st.sampled_from(["seeds/é.md", "a\udcff.md", 'q"\n.md']),
    st.sampled_from(["wrong-type", "html-entity"]),
    st.text("0123456789abcdef", min_size=16, max_size=16),
)


@given(st.lists(DEBTS))
def test_what_is_written_is_read_again(debts: list[Debt]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "baseline.json")
        baseline = Baseline(file, Counter(debts))
        file.write_bytes(baseline.to_bytes())
        assert load_baseline(file) == baseline


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Expecting value in line 1"),
        ('{\n<<<<<<< HEAD\n"a": 1}', "Expecting property name enclosed in double quotes in line 2"),
        ("[]", 'it has no "problems"'),
        ('{"version": 1}', 'it has no "problems"'),
        ('{"version": 2, "problems": {}}', "its version is not 1, as this version of feeds writes"),
        ('{"version": 1, "problems": {"a.md": {"r": ["x"]}}}', "'x' is no fingerprint of a problem"),
        ('{"version": 1, "problems": {"a.md": ["r"]}}', "what it says of 'a.md' is no table of rules"),
        ('{"version": 1, "problems": {"a.md": {"r": "x"}}}', "what it says of 'a.md' is no table of rules"),
        ("[" * 100_000, "maximum recursion depth exceeded"),
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_named_with_what_to_do(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "b.json"
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_baseline(file)
    message = str(caught.value)
    assert message.startswith(f"--baseline {file}: is no baseline of feeds validate ({why}")
    assert message.endswith(
        "); take it from git again, or remove it and write it anew with --write-baseline"
    )


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_baseline(tmp_path / "b.json")
    assert str(caught.value) == (
        f"--baseline {tmp_path}/b.json: there is no such file; write it with --write-baseline"
    )


def test_what_has_no_end_is_not_read() -> None:
    with pytest.raises(ConfigError, match="--baseline /dev/zero: is no file"):
        load_baseline(Path("/dev/zero"))


def test_of_a_very_long_line_only_what_is_at_fault_counts() -> None:
    def one(excerpt: str, column: int, first: int) -> Diagnostic:
        return Diagnostic(
            "a.md", 3, column, "r", "body holds", "", Severity.WARNING, column + 3, excerpt, first
        )

    empty = new_baseline(Path("b.json"))
    known = empty.updated(ValidationReport(1, (one("x" * 50 + "bad", 151, 101),)), everywhere)
    moved = ValidationReport(1, (one("yy" * 30 + "bad", 261, 201),))
    assert known.pass_over(moved, everywhere).diagnostics == ()
