"""The names of fields, and words in them, by which other programs know what not to publish.

They are those of Hugo, Jekyll, Eleventy, Astro, Gatsby, Hexo, Zola, Pelican, Nikola, Lektor, Grav,
Docusaurus, Quartz, Obsidian and its publishers, Metalsmith, Nanoc, Ghost, WordPress, Drupal,
Joomla, Wagtail, Statamic, Craft, Decap, Medium and DEV, with some that people make up.
"""

from functools import cache, lru_cache
from unicodedata import normalize

from feeds.values.lookalikes import skeleton
from feeds.values.similar import folded, is_same_but_for_a_slip


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Names compare without case and separators, and without "is" in front. Of these, a slip of the
# keys does not count either, so far as they are long enough.
PLAIN = _names("draft private hidden unlisted unpublished notpublished")
# A draft in other languages of Europe and Asia.
_DRAFT_ABROAD = _names(
    "entwurf brouillon borrador rascunho bozza utkast szkic черновик 草稿 下書き 초안"
)
IF_TRUE = (
    PLAIN
    | _DRAFT_ABROAD
    | _names(
        "draftstatus drafts drafted indraft saveasdraft markedasdraft draftonly hide invisible"
        " secret internal internalonly confidential nonpublished unpublish depublished"
        " donotpublish dontpublish notpublish nopublish neverpublish notforpublication notlisted"
        " nolist unlist undiscoverable embargo embargoed withheld withhold archived trash"
        " trashed expired wip workinprogress headless disable disabled inactive skip skipped"
        " ignore ignored exclude excluded suppress suppressed withdrawn removed remove deleted"
        " delete pending scheduled membersonly subscribersonly passwordprotected eleventyexclude"
        " eleventyexcludefromcollections excludefromcollections excludefromfeed excludefromfeeds"
        " excludefromrss feedexclude rssexclude hidefromfeed hidefromfeeds hidefromrss"
        " hiddenfromfeed hiddenfromrss hiddeninrss hideinrss hiddeninfeed nofeed norss"
        " disablefeed disablerss rssignore hidefromlist hidefromlists hiddenfromlist notvisible"
        " notpublic nonpublic delisted unready notready unreleased unapproved retracted"
    )
)
IF_FALSE = _names(
    "published publish public visible listed list render rendered permalink discoverable active"
    " enabled show shown display displayed routable approved publishable dgpublish feed rss infeed"
    " inrss live online includeinfeed includeinrss showinfeed showinrss notdraft nodraft nondraft"
    " undraft notprivate nothidden ready readytopublish released"
)
# Fields that tell by a word how far a text is. Drupal and Joomla have numbers in these.
BY_NUMBER = _names(
    "status poststatus publishstatus publicationstatus publishedstatus publishingstatus state"
    " articlestatus pagestatus contentstatus entrystatus visibility postvisibility poststate"
    " publishstate publicationstate publishingstate"
)
BY_WORD = BY_NUMBER | _names(
    "publish access accesslevel audience workflow workflowstate workflowstatus stage draftstatus"
    " lifecycle phase review approval editorial"
)
OF_STATUS = _DRAFT_ABROAD | _names(
    "draft drafts private hidden unlisted pending pendingreview pendingpublish future"
    " scheduled trash trashed skip unpublished notpublished archived review inreview"
    " needsreview forreview wip workinprogress idea todo inprogress notready notstarted"
    " onhold hold unfinished incomplete embargoed autodraft internal deleted removed"
    " withdrawn expired disabled inactive rejected passwordprotected secret confidential"
    " invisible never"
)
OF_VISIBILITY = _names("members paid password subscribers followers friends none nobody")
IF_FILLED = _names("password postpassword")
OPENS = _names(
    "publishdate publisheddate publishat publishedat publishon publishedon publishtime"
    " publishdatetime publisheddatetime publishfrom publishafter publishstart publishstartdate"
    " publishup pubdate publicationdate publish postdate scheduled scheduledat scheduledfor"
    " scheduleddate scheduledate scheduledpublishdate scheduledpublication golive golivedate"
    " goliveat embargo embargodate embargountil embargoeduntil embargoends hideuntil hiddenuntil"
    " draftuntil privateuntil notbefore visiblefrom showfrom"
)
CLOSES = _names(
    "expirydate expirationdate expiredate expires expiresat expireson expireat expireon expiry"
    " expiration expired expiredat unpublishdate unpublishat unpublishon unpublishedat"
    " unpublishedon unpublish unpublished unpublishafter publishuntil publishto publishdown"
    " publishend publishenddate visibleuntil showuntil archivedate archiveat archiveon removedate"
    " removeat removeon deletedate deleteat deleteon deleteafter takedown takedowndate takedownat"
    " hideafter hidefrom hideon notafter withdrawon archived archivedat archivedon trashed"
    " trashedat withdrawn withdrawnat withdrawnon retracted retractedat deletedat deletedon"
    " removedat removedon"
)
_SLIPS = PLAIN | _names("published publish public visible removed deleted") | {
    name for name in OPENS | CLOSES if len(name) > len("publish")
}  # fmt: skip
# Mappings that have such fields in them: Hugo's build has list and render, Zola's extra anything.
# What "<<" merges, by YAML 1.1, is not read here.
MERGE = "<<"
OPTIONS = _names("build params extra meta metadata publish publishing publication feed rss <<")
TABLES = IF_TRUE | IF_FALSE | BY_WORD | IF_FILLED | OPENS | CLOSES | OPTIONS
_LONGEST = max(map(len, TABLES)) + len("is") + 1
YES, NO = _names("true yes y on 1 t"), _names("false no n off 0 f")
STATUS = ("status", "state", "visibility")
NO_DATE = NO | _names("never none")
WITHDRAWAL = _names("removed remove deleted delete withdrawn")

# These are as often said in words, of which nobody can tell what they mean.
NOT_ONLY_DATES = _names("archived trashed withdrawn retracted expired unpublished")
# English words that are one slip away, and are meant as they are.
_OTHER_WORDS = _names(
    "deletes deletion depleted drafty drift expiation postdated primate privates publisher"
    " publishes remover removes scheduler schedules visibly"
)
_SLIPS_BY_START: dict[tuple[str, int], list[str]] = {}
for _slip in sorted(_SLIPS):
    _SLIPS_BY_START.setdefault((_slip[0], len(_slip)), []).append(_slip)


def known_name(key: object) -> str:
    """Return the name in the tables that *key* is, if any, else *key* as names compare."""
    # No more is remembered of a long one.
    return _find_name(str(key)[: 2 * _LONGEST])


@lru_cache(maxsize=4096)
def _find_name(key: str) -> str:
    name = folded(key) if key != MERGE else key
    if not name or len(name) > _LONGEST:
        return ""
    if not name.isascii() and name not in TABLES:
        # The eye cannot tell the two, and whoever wrote it could not either.
        name = _by_looks().get(skeleton(normalize("NFKC", name)), name)
    if name in _OTHER_WORDS:
        return name
    for spelling in (name, name.removeprefix("is")):
        if spelling in TABLES:
            return spelling
    if name.endswith("draft"):  # post_draft, article-is-draft
        return "drafted"
    like = (
        other
        for length in range(len(name) - 1, len(name) + 2)
        for other in _SLIPS_BY_START.get((name[0], length), ())
    )
    return next((other for other in like if is_same_but_for_a_slip(name, other)), name)


@cache
def _by_looks() -> dict[str, str]:
    """Return the names in the tables by what they look like (UTS 39, section 4)."""
    names = (name for name in TABLES if name.isascii())
    return {skeleton(spelling): name for name in names for spelling in (name, f"is{name}")}
