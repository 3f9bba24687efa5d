"""What a link is for: a relation that IANA has registered (RFC 8288), or an address."""

from functools import lru_cache

from feeds.values.similar import find_similar
from feeds.verify.values.flaw import Flaw
from feeds.verify.values.uris import check_iri

# https://www.iana.org/assignments/link-relations
_REGISTERED = frozenset(
    """
    about acl alternate amphtml api-catalog appendix apple-touch-icon apple-touch-startup-image
    archives author blocked-by bookmark c2pa-manifest canonical chapter cite-as collection
    compression-dictionary contents convertedfrom copyright create-form current deprecation
    describedby describes disclosure dns-prefetch duplicate edit edit-form edit-media enclosure
    external first geofeed glossary help hosts hub ice-server icon index intervalafter
    intervalbefore intervalcontains intervaldisjoint intervalduring intervalequals
    intervalfinishedby intervalfinishes intervalin intervalmeets intervalmetby
    intervaloverlappedby intervaloverlaps intervalstartedby intervalstarts item last
    latest-version license linkset lrdd manifest mask-icon me media-feed memento micropub
    modulepreload monitor monitor-group next next-archive nofollow noopener noreferrer opener
    openid2.local_id openid2.provider original p3pv1 payment pingback preconnect
    predecessor-version prefetch preload prerender prev prev-archive preview previous
    privacy-policy profile publication rdap-active rdap-bottom rdap-down rdap-top rdap-up related
    replies restconf ruleinput search section self service service-desc service-doc service-meta
    sip-trunking-capability sponsored start status stylesheet subsection successor-version sunset
    tag terms-of-service timegate timemap type ugc up version-history via webmention working-copy
    working-copy-of
    """.split()
)
# Those of HTML whose like readers of feeds know by another name (RFC 5005, section 3).
_OF_HTML = {"prev": "previous", "start": "first"}
# What people write who mean another one: replies are those of RFC 4685.
_MEANT = {
    "comments": "replies",
    "comment": "replies",
    "permalink": "alternate",
    "home": "alternate",
}
_PREFIX = "http://www.iana.org/assignments/relation/"  # RFC 4287, section 4.2.7.2


def name_of(relation: str) -> str:
    """Return *relation* in small letters, by its name if it is the address of a registered one."""
    return relation.removeprefix(_PREFIX).lower()


@lru_cache(maxsize=512)
def check_relation(text: str) -> Flaw | None:
    """Return what keeps *text* from being a relation: a registered name, or an address."""
    name = name_of(text)
    if name in _OF_HTML:
        reason = f'is a relation of pages; that of feeds is "{_OF_HTML[name]}"'
        return Flaw("unknown-relation", reason, _OF_HTML[name])
    if name in _REGISTERED or (":" in text and check_iri(text) is None):
        return None
    if not text.strip():
        return Flaw("unknown-relation", "is empty")
    similar = _MEANT.get(name.strip()) or find_similar(name.strip(), sorted(_REGISTERED))
    hint = f": did you mean {similar}?" if similar else ""
    reason = f"is no relation that is registered{hint}"
    return Flaw("unknown-relation", reason, similar)
