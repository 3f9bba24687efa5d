"""CSS in attributes."""

import pytest

from feeds.verify.markup.styles import risk_of


@pytest.mark.parametrize(
    "style",
    [
        "", "color: red", "margin: 0 15px 0 0; padding: 2ex", "max-width: 80%; display: flex",
        "border: none !important", "background: rgb(255, 255, 255)", "position: relative",
        "--own: 1", "font-family: 'Comic Sans MS'", "z-index: 99999",
        "color", ";;",
    ],
)  # fmt: skip
def test_leaves_usual_declarations_alone(style: str) -> None:
    assert risk_of(style) is None


@pytest.mark.parametrize(
    ("style", "reason"),
    [
        ("position:absolute; left:0", "takes the content out of its place: position: absolute"),
        ("margin: 99999em", "is larger than any page: margin: 99999em"),
        ("background:url(https://a.example/)", "runs or loads something: url("),
        ("width: exp/**/ression(1)", "runs or loads something: expression("),
        ("mso-bidi-font-size: 10pt", "has what is no property of CSS: mso-bidi-font-size"),
        (
            "-moz-background-clip: initial",
            "has a property of one browser alone: -moz-background-clip",
        ),
        ("tab-stops: list .5in", "has what is no property of CSS: tab-stops"),
    ],
)
def test_says_what_readers_cut_out(style: str, reason: str) -> None:
    assert risk_of(style) == reason
