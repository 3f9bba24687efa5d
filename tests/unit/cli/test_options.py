"""Options say at once what is wrong with their values."""

import math

import click
import pytest

from feeds.cli.options import Seconds


@pytest.mark.parametrize("text", ["nan", "NaN", "-1", "0", "soon"])
def test_a_time_is_a_number_in_its_range(text: str) -> None:
    with pytest.raises(click.BadParameter):
        Seconds(min=0, min_open=True).convert(text, None, None)


def test_a_time_may_have_no_end() -> None:
    assert Seconds(min=0).convert("inf", None, None) == math.inf
