"""The namespaces that the code names, and those that are known by name alone."""

from collections.abc import Mapping

XML = "http://www.w3.org/XML/1998/namespace"
ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS1 = "http://purl.org/rss/1.0/"
RSS090 = "http://my.netscape.com/rdf/simple/0.9/"

# By their usual prefixes; what has a table in ``vocabularies/`` stands there only.
WELL_KNOWN: Mapping[str, str] = {
    "admin": "http://webns.net/mvcb/",
    "ag": "http://purl.org/rss/1.0/modules/aggregation/",
    "annotate": "http://purl.org/rss/1.0/modules/annotate/",
    "atompub": "http://purl.org/atom/app#",
    "audio": "http://media.tangent.org/rss/1.0/",
    "blogChannel": "http://backend.userland.com/blogChannelModule",
    "cc": "http://web.resource.org/cc/",
    "cp": "http://my.theinfo.org/changed/1.0/rss/",
    "company": "http://purl.org/rss/1.0/modules/company",
    "doap": "http://usefulinc.com/ns/doap#",
    "ent": "http://www.purl.org/NET/ENT/1.0/",
    "ev": "http://purl.org/rss/1.0/modules/event/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "g": "http://base.google.com/ns/1.0",
    "gd": "http://schemas.google.com/g/2005",
    "googleplay": "http://www.google.com/schemas/play-podcasts/1.0",
    "icbm": "http://postneo.com/icbm",
    "l": "http://purl.org/rss/1.0/modules/link/",
    "mathml": "http://www.w3.org/1998/Math/MathML",
    "opml": "http://www.opml.org/spec2",
    "openSearch": "http://a9.com/-/spec/opensearchrss/1.0/",
    "os": "http://a9.com/-/spec/opensearch/1.1/",
    "pingback": "http://madskills.com/public/xml/rss/module/pingback/",
    "pheedo": "http://www.pheedo.com/namespace/pheedo",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "psc": "http://podlove.org/simple-chapters",
    "rawvoice": "http://www.rawvoice.com/rawvoiceRssModule/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
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
    "taxo": "http://purl.org/rss/1.0/modules/taxonomy/",
    "webfeeds": "http://webfeeds.org/rss/1.0",
    "wiki": "http://purl.org/rss/1.0/modules/wiki/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "yt": "http://www.youtube.com/xml/schemas/2015",
}
_KNOWN = frozenset(WELL_KNOWN.values())


def is_well_known(namespace: str) -> bool:
    """Tell whether *namespace* is one of those that are known and not checked."""
    return namespace in _KNOWN
