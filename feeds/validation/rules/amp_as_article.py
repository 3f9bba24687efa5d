"""``amp-as-article``: an AMP page in the place of the article.

What: webUrl is itself the address of an AMP page, or of its copy in the AMP Cache.

Why: Readers at a desk get a page made for telephones, and the article looks like another one than
    that of its true address.

Example:
    webUrl: "https://www.example.org/amp/news/1"

Remedy: Write the address of the article; that of the AMP page belongs into ampWebUrl.
"""

import re
from collections.abc import Iterator

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.WARNING)

SPARES_PLAIN = True

_AMP = expression(
    r"""https?://(?:
        (?:[^/]+\.)?cdn\.ampproject\.org/
      | www\.google\.[a-z.]+/amp/
      | amp\.
      | [^?\#]*/(?:google-)?amp(?=[/?\#]|\Z)
      | [^?\#]*\.amp(?:\.html?)?(?=[?\#]|\Z)
      | [^?\#]*\?(?:[^\#]*&)?(?:amp(?:=(?:1|true))?|outputType=amp)(?=[&\#]|\Z)
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def is_amp_page(url: str) -> bool:
    """Tell whether *url* is, as it is written, that of an AMP page."""
    return ("amp" in url or "AMP" in url) and _AMP.match(url) is not None


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each article that is read at an AMP page."""
    for article, fields in articles:
        url = fields.get("webUrl")
        if isinstance(url, str) and is_amp_page(url):
            remedy = "write the address of the article, and this one as ampWebUrl"
            yield RULE.fault((*article, "webUrl"), "is the address of an AMP page", remedy)
