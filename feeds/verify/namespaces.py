"""The namespaces that the code names, and those that are known by name alone."""

from collections.abc import Mapping

XML = "http://www.w3.org/XML/1998/namespace"
ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
DC = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS1 = "http://purl.org/rss/1.0/"
RSS090 = "http://my.netscape.com/rdf/simple/0.9/"

# By their usual prefixes; what has a table in ``vocabularies/`` stands there only.
WELL_KNOWN: Mapping[str, str] = {
    "acast": "https://schema.acast.com/1.0/",
    "access": "http://www.bloglines.com/about/specs/fac-1.0",
    "activity": "http://activitystrea.ms/spec/1.0/",
    "admin": "http://webns.net/mvcb/",
    "ag": "http://purl.org/rss/1.0/modules/aggregation/",
    "anchor": "https://anchor.fm/xmlns",
    "annotate": "http://purl.org/rss/1.0/modules/annotate/",
    "art19": "https://art19.com/xmlns/rss-extensions/1.0",
    "arxiv": "http://arxiv.org/schemas/atom",
    "atompub": "http://purl.org/atom/app#",
    "audio": "http://media.tangent.org/rss/1.0/",
    "blogChannel": "http://backend.userland.com/blogChannelModule",
    "blogger": "http://schemas.google.com/blogger/2008",
    "cc": "http://web.resource.org/cc/",
    "cf": "http://www.microsoft.com/schemas/rss/core/2005",
    "company": "http://purl.org/rss/1.0/modules/company",
    "cp": "http://my.theinfo.org/changed/1.0/rss/",
    "discourse": "http://www.discourse.org/",
    "doap": "http://usefulinc.com/ns/doap#",
    "ent": "http://www.purl.org/NET/ENT/1.0/",
    "ev": "http://purl.org/rss/1.0/modules/event/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "feedpress": "https://feed.press/xmlns",
    "fireside": "http://fireside.fm/modules/rss/fireside",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "g": "http://base.google.com/ns/1.0",
    "gd": "http://schemas.google.com/g/2005",
    "googleplay": "http://www.google.com/schemas/play-podcasts/1.0",
    "ht": "https://trends.google.com/trending/rss",
    "icbm": "http://postneo.com/icbm",
    "indexing": "urn:atom-extension:indexing",
    "itunesu": "http://www.itunesu.com/feed",
    "l": "http://purl.org/rss/1.0/modules/link/",
    "mastodon": "http://mastodon.social/schema/1.0",
    "mathml": "http://www.w3.org/1998/Math/MathML",
    "mi": "http://schemas.ingestion.microsoft.com/common/",
    "nyt": "http://www.nytimes.com/namespaces/rss/2.0",
    "omny": "https://omny.fm/rss-extensions",
    "openSearch": "http://a9.com/-/spec/opensearchrss/1.0/",
    "opml": "http://www.opml.org/spec2",
    "os": "http://a9.com/-/spec/opensearch/1.1/",
    "ostatus": "http://ostatus.org/schema/1.0",
    "pheedo": "http://www.pheedo.com/namespace/pheedo",
    "pingback": "http://madskills.com/public/xml/rss/module/pingback/",
    "planet": "http://planet.intertwingly.net/",
    "poco": "http://portablecontacts.net/spec/1.0",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "psc": "http://podlove.org/simple-chapters",
    "rawvoice": "http://www.rawvoice.com/rawvoiceRssModule/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "re": "http://purl.org/atompub/rank/1.0",
    "ref": "http://purl.org/rss/1.0/modules/reference/",
    "search": "http://purl.org/rss/1.0/modules/search/",
    "site": "com-wordpress:feed-additions:1",
    "snf": "http://www.smartnews.be/snf",
    "soundcloud": "http://www.soundcloud.com/rss",
    "source": "http://source.scripting.com/",
    "spotify": "http://www.spotify.com/ns/rss",
    "ss": "http://purl.org/rss/1.0/modules/servicestatus/",
    "sub": "http://purl.org/rss/1.0/modules/subscription/",
    "svg": "http://www.w3.org/2000/svg",
    "sx": "http://feedsync.org/2007/feedsync",
    "taxo": "http://purl.org/rss/1.0/modules/taxonomy/",
    "turbo": "http://turbo.yandex.ru",
    "webfeeds": "http://webfeeds.org/rss/1.0",
    "wiki": "http://purl.org/rss/1.0/modules/wiki/",
    "wp": "http://wordpress.org/export/1.2/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "yandex": "http://news.yandex.ru",
    "yt": "http://www.youtube.com/xml/schemas/2015",
}
_KNOWN = frozenset(WELL_KNOWN.values())


def is_well_known(namespace: str) -> bool:
    """Tell whether *namespace* is one of those that are known and not checked."""
    return namespace in _KNOWN
