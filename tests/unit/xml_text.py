"""Any text that XML 1.0 can hold, as hypothesis generates it, and what an element holds."""

from hypothesis import strategies as st
from lxml import etree

# XML 1.0, production 2: no control characters but tab, line feed and carriage return, no
# surrogates, and not the last two code points of the first plane.
_FORBIDDEN = "".join(map(chr, range(32))).translate(dict.fromkeys(map(ord, "\t\n\r")))

xml_text = st.text(
    st.characters(
        exclude_categories=["Cs"],
        exclude_characters=_FORBIDDEN + "\ufffe\uffff",
    )
)


def attributes_of(element: etree._Element) -> dict[str, str]:
    """Return the attributes of *element* by name."""
    return {str(name): str(value) for name, value in element.items()}
