"""Any text that XML 1.0 can hold, as hypothesis generates it."""

from hypothesis import strategies as st

# XML 1.0, production 2: no control characters but tab, line feed and carriage return, no
# surrogates, and not the last two code points of the first plane.
_FORBIDDEN = "".join(map(chr, range(32))).translate(dict.fromkeys(map(ord, "\t\n\r")))

xml_text = st.text(
    st.characters(
        exclude_categories=["Cs"],
        exclude_characters=_FORBIDDEN + "\ufffe\uffff",
    )
)
