"""A formula keeps its text, and what stands above and below."""

import pytest

from feeds.bodies.clean import clean_html


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>", "E=mc<sup>2</sup>"),
        ("<msub><mi>x</mi><mn>1</mn></msub>", "x<sub>1</sub>"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x<sub>1</sub><sup>2</sup>"),
        ("<munderover><mo>∑</mo><mn>0</mn><mi>n</mi></munderover><mi>i</mi>", "∑<sub>0</sub><sup>n</sup>i"),
        ("<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>", "<sub>6</sub><sup>14</sup>C"),
        ("<mmultiscripts><mi>F</mi><mn>1</mn><none/><mn>2</mn><mrow/><mprescripts/><none/><mi>a</mi></mmultiscripts>", "<sup>a</sup>F<sub>1</sub><sub>2</sub>"),
        ("<mmultiscripts><mi>R</mi><mi>i</mi><mi>j</mi></mmultiscripts>", "R<sub>i</sub><sup>j</sup>"),
        ("<mmultiscripts></mmultiscripts><mi>a</mi>", "a"),
        ("<mmultiscripts><mprescripts/><mn>2</mn></mmultiscripts>", "<sub>2</sub>"),
        ("<mfrac><mi>a</mi><mn>2.5</mn></mfrac>", "a/2.5"),
        ("<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>", "a/(b+1)"),
        ("<msqrt><mi>a</mi></msqrt>", "√(a)"),
        ("<mroot><mi>a</mi><mn>3</mn></mroot>", "<sup>3</sup>√(a)"),
        ("<mfenced open='['><mi>a</mi><mi>b</mi></mfenced>", "[a, b)"),
        ("<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd>c</mtd></mtr></mtable>", "a, b; c"),
        ("<semantics><mi>a</mi><annotation>\\alpha</annotation></semantics>", "a"),
        ("<mi>a</mi><mphantom><mi>b</mi></mphantom><mspace/><mtext>if c</mtext>", "a if c"),
        ("<mi>f</mi><mo>\u2061</mo><mi>x</mi>", "fx"),
        ("<mo>&lt;</mo>", "&lt;"),
        ("<maction><mi>a</mi><mi>b</mi></maction>", "a"),
    ],
)  # fmt: skip
def test_formula_is_written_in_a_line(formula: str, text: str) -> None:
    assert clean_html(f"<p><math>{formula}</math></p>", "https://e.org/").html == f"<p>{text}</p>"


def test_a_formula_without_content_has_its_alternative_text() -> None:
    assert clean_html('<math alttext="a &lt; b"></math>', "https://e.org/").html == "a &lt; b"


def test_a_formula_apart_is_a_paragraph() -> None:
    assert (
        clean_html('<math display="block"><mi>a</mi></math>', "https://e.org/").html == "<p>a</p>"
    )
