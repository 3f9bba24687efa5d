"""Where sentences end, in the scripts of the world, and texts that stop within one."""

import unicodedata

from feeds.expressions import expression

# What ends a sentence: Sentence_Terminal and ATerm of Unicode (UAX #29), and the colon before what
# an excerpt leaves out.
_ENDS = frozenset(
    ".!?:։؝؞؟۔܀܁܂߹࠷࠹࠽࠾।॥၊။።፧፨᙮᜵᜶᠃᠉᥄᥅᪨᪩᪪᪫᭚᭛᭞᭟᰻᰼᱾᱿‼‽⁇⁈⁉⸮⸼。꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝꩞꩟꫰꫱꯫﹒﹖﹗！．？：｡།༎༏༐༑៕។"
)
# What may follow it, by its categories: quotation marks and brackets that close, and what nobody
# sees, as a mark of direction.
_CLOSING = frozenset({"Pe", "Pf", "Pi", "Cf"})
_QUOTES = "\"'”’»›`*_"
# And the signs of notes, as encyclopaedias have them.
_NOTE = expression(r"(?:\[[0-9a-z]{1,3}\]|[¹²³⁰⁴-⁹†‡]{1,3})\Z")
_NOTE_ENDS = "]¹²³⁰⁴⁵⁶⁷⁸⁹†‡"
_LONGEST_NOTE = 5
# A text that somebody has cut already, and said so.
_CUT_MARKS = ("..", "…", "⋯", "‥")
_CUT = expression(
    r"(?:\.\.|…|⋯|‥)[\s\"'”’»\])}>\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*\Z"
)
_LONGEST_CUT = 20
# These are written without a full stop.
_UNSTOPPED = (
    ("\u0e00", "\u0eff"),
    ("\u1950", "\u19df"),
    ("\u1a20", "\u1aaf"),
    ("\ua9e0", "\ua9ff"),
)
_GREEK = (("\u0370", "\u03ff"), ("\u1f00", "\u1fff"))
# In an address, tag or name of a person, which a mark would become a part of.
_WHOLE = expression(r"(?:://|www\.|[#@])\S")
_LAST_WORDS = 2100
_EMOJI = range(0x2190, 0x20000)
_JOINERS = "\u200d\u20e3\ufe0e\ufe0f"


def is_cut(text: str) -> bool:
    """Tell whether *text* ends with an ellipsis, or dots that stand for one."""
    end = text[-_LONGEST_CUT:]
    return any(mark in end for mark in _CUT_MARKS) and _CUT.search(end) is not None


def ends_sentence(text: str) -> bool:
    """Tell whether *text* ends where a sentence does, as far as its script lets anybody tell."""
    if text.endswith((".", "!", "?")):
        return True
    # Whatever matters stands at the end.
    text = text[-_LAST_WORDS:].rstrip()
    bare = _without_closing(text)
    if not bare or _ends(bare[-1]) or _asks_in_greek(bare):
        return True
    return _WHOLE.search(text.rsplit(maxsplit=1)[-1]) is not None


def _without_closing(text: str) -> str:
    """Return *text* without what may follow the end of a sentence."""
    while text:
        last = text[-1]
        if last in _NOTE_ENDS and (note := _NOTE.search(text, max(0, len(text) - _LONGEST_NOTE))):
            text = text[: note.start()].rstrip()
        elif last in _QUOTES or unicodedata.category(last) in _CLOSING:
            text = text[:-1].rstrip()
        else:
            break
    return text


def _asks_in_greek(text: str) -> bool:
    """Tell whether *text* ends with the question mark of Greek, in Unicode's normal form ";"."""
    if not text.endswith((";", "\u037e")):
        return False
    return any(first <= text[-2:-1] <= last for first, last in _GREEK)


def _ends(char: str) -> bool:
    if char.isascii():
        return char in _ENDS
    return (
        char in _ENDS
        or any(first <= char <= last for first, last in _UNSTOPPED)
        or _is_picture(char)
    )


def _is_picture(char: str) -> bool:
    """Tell whether *char* is an emoji, or the last part of one."""
    if char in _JOINERS:
        return True
    return ord(char) in _EMOJI and unicodedata.category(char) in ("So", "Sk")


def with_ellipsis(text: str) -> str:
    """Return *text*, which ends with an ellipsis if it stops within a sentence."""
    return text if not text or ends_sentence(text) or is_cut(text) else f"{text}…"


def cut(text: str, length: int) -> str:
    """Return the beginning of *text*: whole words, *length* characters at most, and an ellipsis."""
    if len(text) <= length:
        return text
    at = text.rfind(" ", length * 3 // 4, length + 1)
    if at < 0:
        at = length
        # A letter keeps its accents, and an emoji its colour.
        while at and (unicodedata.combining(text[at]) or text[at] in _JOINERS):
            at -= 1
    return with_ellipsis(text[:at].rstrip(" ,;–—-"))
