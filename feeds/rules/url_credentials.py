"""``url-credentials``: an address with a user name or password in it."""

import re
from collections.abc import Iterator

from feeds.articles import Articles
from feeds.diagnostics import Severity
from feeds.faults import Fault, field_name
from feeds.rule import Rule

RULE = Rule(
    id="url-credentials",
    severity=Severity.ERROR,
    what="An address holds a user name or a password. Neither is ever shown in a message.",
    why="It would be published. RFC 3986, section 3.2.1, advises against it.",
    example='webUrl: "https://jane:secret@example.org/news/1"',
    remedy="Remove all from after // to @, and change the password: the repository knows it.",
)

_END_OF_HOST = re.compile(r"[\s/?#]")
_CREDENTIALS = re.compile(r"[^/]*//[^/?#]*@")


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each address with credentials."""
    if not (articles.mentions("@") and _may_hold(articles.yaml)):
        return
    for article, path, url in articles.urls:
        if _CREDENTIALS.match(url):
            message = f"{field_name(article + path)} holds a user name or password"
            remedy = "remove all from after // to @, and change the password"
            yield RULE.fault(article + path, message, remedy)


def _may_hold(yaml: str) -> bool:
    """Tell whether an "@" may stand before a host: most stand in the paths of pictures."""
    sign = yaml.find("@")
    while sign >= 0:
        host = yaml.rfind("//", 0, sign) + 2
        if not _END_OF_HOST.search(yaml, host, sign):
            return True
        sign = yaml.find("@", sign + 1)
    return "\\" in yaml
