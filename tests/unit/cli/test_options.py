"""Options say at once what is wrong with their values."""

import math
from pathlib import Path

import click
import pytest

from feeds.cli.options import PathToWrite, Seconds
from feeds.cli.outputs import plan_delivery
from feeds.problems.errors import ConfigError


@pytest.mark.parametrize("text", ["nan", "NaN", "-1", "0", "soon"])
def test_a_time_is_a_number_in_its_range(text: str) -> None:
    with pytest.raises(click.BadParameter):
        Seconds(min=0, min_open=True).convert(text, None, None)


def test_a_time_may_have_no_end() -> None:
    assert Seconds(min=0).convert("inf", None, None) == math.inf


@pytest.mark.parametrize("text", ["~", "~/report.json", "~anna/report.json"])
def test_nothing_is_written_to_a_folder_called_as_a_shell_calls_a_home(text: str) -> None:
    with pytest.raises(click.BadParameter, match="begins with ~, which stands for no home here"):
        PathToWrite(path_type=Path).convert(text, None, None)
    with pytest.raises(ConfigError, match="begins with ~, which stands for no home here"):
        plan_delivery("text", [f"json={text}"], ["text", "json"])


def test_a_file_whose_name_begins_with_a_tilde_can_be_named() -> None:
    assert PathToWrite(path_type=Path).convert("./~", None, None) == Path("~")
    assert plan_delivery("text", ["./~"], ["text"])[0].path == Path("~")
