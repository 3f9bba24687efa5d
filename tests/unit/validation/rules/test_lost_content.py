"""What is not looked at closely has no tag that takes text along."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.validation.rules.lost_content import may_swallow, names_of, swallowed

PIECES = st.sampled_from(
    ["<p>", "</p>", "<a href=", '"', "'", ">", "<", "=", "x", " ", "\n", "<br/>", "<img src=", "a.png",
     "<em", "</em>", "<title>", "<style>", "</style>", "<script", "</script>", "<!--", "-->", "<List>",
     "<math>", "<P CLASS=", "<iframe>", "<b>", "a > b", "/"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_seems_harmless_takes_no_text_along(body: str) -> None:
    if not may_swallow(body, names_of(body)):
        assert swallowed(body) is None
