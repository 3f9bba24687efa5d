"""The schemes that are registered."""

import pytest

from feeds.verify.values.schemes import is_registered


@pytest.mark.parametrize(
    ("scheme", "for_a_link", "for_good"),
    [
        ("https", True, True),
        ("iris.beep", True, True),
        ("magnet", True, False),
        ("doi", True, False),
        ("hhttp", False, False),
        ("#", False, False),
    ],
)
def test_tells_what_is_registered_and_how(scheme: str, for_a_link: bool, for_good: bool) -> None:
    assert is_registered(scheme) is for_a_link
    assert is_registered(scheme, for_good=True) is for_good
