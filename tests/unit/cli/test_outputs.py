"""Reports go where they were sent, whole, and never over a seed."""

import os
from pathlib import Path

import pytest

from feeds.cli.outputs import Destination, plan_delivery, write_reports
from feeds.problems.errors import ConfigError, OutputError
from feeds.reporters.problems import formats
from feeds.reporters.problems.formats import FORMATS
from feeds.reporters.problems.seeds import SeedProblems
from feeds.reporters.view import View
from tests.unit.sample_problems import CLEAN, REPORT

CLEAN_LINE = "checked 3 seeds: no problems\n"


def planned(name: str, *outputs: str) -> list[tuple[str, str | None]]:
    return [
        (destination.format, str(destination.path) if destination.path else None)
        for destination in plan_delivery(name, outputs, FORMATS)
    ]


def clean(name: str) -> str:
    return formats.render(name, SeedProblems(CLEAN), View())


def write(path: Path) -> None:
    assert list(write_reports([Destination("concise", path)], clean)) == []


@pytest.mark.parametrize(
    ("name", "outputs", "plan"),
    [
        ("text", [], [("text", None)]),
        ("sarif", ["x.sarif"], [("sarif", "x.sarif")]),
        (
            "text",
            ["sarif=x.sarif", "junit=x.xml"],
            [("text", None), ("sarif", "x.sarif"), ("junit", "x.xml")],
        ),
        ("json", ["sarif=a=b", "c.json"], [("json", "c.json"), ("sarif", "a=b")]),
        ("text", ["./a=b"], [("text", "a=b")]),
        ("text", ["out/a=b"], [("text", "out/a=b")]),
        ("text", ["x.y=b"], [("text", "x.y=b")]),
    ],
)
def test_outputs_say_what_goes_where(
    name: str, outputs: list[str], plan: list[tuple[str, str | None]]
) -> None:
    assert planned(name, *outputs) == plan


@pytest.mark.parametrize(
    ("outputs", "message"),
    [
        (
            ["a", "b"],
            "--output b: a second file for one format; write text=b, or another of"
            " text, concise, json, github, sarif, junit, markdown before the =",
        ),
        (
            ["xml=a"],
            "--output xml=a: xml is no format (text, concise, json, github, sarif, junit, markdown);"
            " to write a file of that name, give ./xml=a",
        ),
        (["a", "json=./a"], "--output a: two formats cannot go to one file; name another"),
        (
            ["-"],
            "--output -: give the name of a file; --format says what standard output gets",
        ),
        (
            ["json="],
            "--output json=: give the name of a file; --format says what standard output gets",
        ),
    ],
)
def test_contradictions_are_refused(outputs: list[str], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        planned("text", *outputs)
    assert str(caught.value) == message


def test_files_are_written_and_the_rest_is_for_standard_output(tmp_path: Path) -> None:
    plan = plan_delivery("text", [f"concise={tmp_path}/new/folder/report.txt"], FORMATS)
    assert list(write_reports(plan, clean)) == ["text"]
    assert (tmp_path / "new/folder/report.txt").read_text() == CLEAN_LINE


def test_a_file_is_replaced_in_one_step_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("old")
    with path.open() as reader:
        write(path)
        assert reader.read() == "old"
    assert path.read_text() == CLEAN_LINE
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "report.txt").symlink_to("real/report.txt")
    write(tmp_path / "report.txt")
    assert (tmp_path / "report.txt").is_symlink()
    assert (tmp_path / "real" / "report.txt").read_text() == CLEAN_LINE


def test_a_device_is_written_to_and_not_replaced() -> None:
    write(Path(os.devnull))
    assert not Path(os.devnull).is_file()


def test_names_of_any_bytes_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    plan = [Destination("json", path)]
    problems = SeedProblems(REPORT)
    assert list(write_reports(plan, lambda name: formats.render(name, problems, View()))) == []
    assert r'"seeds/b\n\udcff.md"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("beginning", ["---\ntitle: x\n", "\ufeff---\ntitle: x\n"])
def test_a_seed_is_never_overwritten(tmp_path: Path, beginning: str) -> None:
    path = tmp_path / "1.md"
    path.write_text(beginning, encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        write(path)
    assert str(caught.value) == f"--output {path}: is a seed, and stays; choose another file"
    assert path.read_text(encoding="utf-8") == beginning


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "report.txt"
    with pytest.raises(OutputError) as caught:
        write(path)
    assert str(caught.value) == (
        f"--output {path}: cannot be written: File exists; choose another file"
    )
    with pytest.raises(OutputError, match="Is a directory; choose another file"):
        write(tmp_path)
