"""``tracking-parameter``: an address that tells where its reader came from.

What: An address holds a parameter that only serves to follow its readers: utm_source, fbclid, gclid
    and others.

Why: It tells subscribers' steps to others, counts them for a campaign they never saw, and makes two
    addresses of one.

Example:
    webUrl: "https://example.org/news/1?utm_source=newsletter"

Remedy: Remove the parameter. Where a seed has no id, that of its entry derives from originalUrl,
    else webUrl, and readers would show the entry once more: write the former id into the seed as
    well. `--fix` does so, unless the last build proves that the entry was never published.
"""

import re
from collections.abc import Iterator

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.WARNING, fixable=True)

SPARES_PLAIN = True

# Of campaigns, of clicks on advertisements, and of who got a newsletter; "*" stands for letters.
_NAMES = (
    "utm_*", "mtm_*", "__hs*", "_gl", "_hsenc", "_hsmi", "_openstat", "ck_subscriber_id", "dclid",
    "epik", "fbclid", "gad_campaignid", "gad_source", "gbraid", "gclid", "gclsrc", "hsctatracking",
    "igsh", "igshid", "li_fat_id", "mc_cid", "mc_eid", "mibextid", "mkt_tok", "ml_subscriber",
    "ml_subscriber_hash", "msclkid", "oly_anon_id", "oly_enc_id", "rb_clickid", "rdt_cid", "s_cid",
    "sccid", "srsltid", "ttclid", "twclid", "vero_conv", "vero_id", "wbraid", "wickedid", "yclid",
    "ysclid",
)  # fmt: skip
_ANY = "|".join(name.replace("*", r"\w+") for name in _NAMES)
# An ampersand copied from the source of a page is written as an entity. Behind a semicolon another
# parameter may stand, as HTML 4.01 advised (appendix B.2.2): that is kept, and so is all of it.
_PARAMETER = expression(rf"(?:amp;)?(?:{_ANY})(?:=(?!.*;[\w.-]+=).*)?\Z", re.IGNORECASE | re.DOTALL)
# From the last question mark on, so that the many addresses without one cost nothing.
_MENTION = expression(rf"\?(?:[^\s\"#?]*?[&;])?(?:{_ANY})", re.IGNORECASE)
_MOST_NAMED = 10


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each address with such parameters, which the fix takes out."""
    if not articles.holds("?") or not articles.matches(_MENTION, "?"):
        return
    for article, path, url in articles.urls:
        names, cleaned = without_tracking(url)
        if names:
            pointer = article + path
            held = ", ".join(map(quote, names[:_MOST_NAMED]))
            held += f" and {len(names) - _MOST_NAMED:,} more" if names[_MOST_NAMED:] else ""
            yield RULE.fault(
                pointer,
                f"holds {held}, only to follow readers",
                "remove it" if len(names) == 1 else "remove them",
                fix=cleaned,
            )


def without_tracking(url: str) -> tuple[list[str], str]:
    """Return the names of the tracking parameters in *url*, and *url* without them.

    Whatever else is in it stays as it is written, in its order.
    """
    address, hash_sign, fragment = url.partition("#")
    base, mark, query = address.partition("?")
    parameters = query.split("&")
    kept = [parameter for parameter in parameters if not _PARAMETER.match(parameter)]
    if not any(kept):
        # An ampersand alone, as in ?&utm_source=x, says nothing.
        kept = []
    names = [p.partition("=")[0].removeprefix("amp;") for p in parameters if _PARAMETER.match(p)]
    return names, base + (mark if kept else "") + "&".join(kept) + hash_sign + fragment
