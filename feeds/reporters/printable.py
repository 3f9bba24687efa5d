"""Text that can stand on one line of a terminal, of a log, or of an XML document."""


def printable(text: str) -> str:
    r"""Return *text* with line ends, control characters and undecodable bytes escaped.

    The name of a file may hold any of them: ``\x1b`` would reach the terminal, a line end would
    tear the line of a problem apart, and XML accepts neither (XML 1.0, section 2.2).
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
