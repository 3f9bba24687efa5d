"""The names of fields, and words in them, by which other programs know what not to publish.

They are those of Hugo, Jekyll, Eleventy, Astro, Gatsby, Hexo, Zola, Pelican, Nikola, Lektor, Grav,
Docusaurus, Quartz, Obsidian and its publishers, Metalsmith, Nanoc, Ghost, WordPress, Drupal,
Joomla, Wagtail, Statamic, Craft, Decap, Medium and DEV, with some that people make up.
"""

from functools import cache, lru_cache
from unicodedata import normalize

from feeds.expressions import expression
from feeds.values.lookalikes import skeleton
from feeds.values.similar import folded, is_one_slip


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Names compare without case and separators, and without "is" in front. Of these, a slip of the
# keys does not count either, so far as they are long enough.
PLAIN = _names("draft private hidden unlisted unpublished notpublished")
# The same in other languages of Europe and Asia; without accents, too, where these are left out.
_DRAFT_ABROAD = _names(
    "entwurf brouillon borrador rascunho bozza utkast udkast luonnos kladd kladde szkic черновик"
    " чернетка taslak مسودة טיוטה 草稿 下書き 초안"
)
_HIDDEN_ABROAD = _names(
    "versteckt verborgen geheim vertraulich unveröffentlicht unveroeffentlicht unveroffentlicht"
    " nichtveröffentlicht nichtveroeffentlicht nichtveröffentlichen nichtöffentlich"
    " nichtoeffentlich privé prive caché masqué masque confidentiel nonpublié nonpublie"
    " nepaspublier inédit privado privada oculto oculta nopublicado nopublicar inédito"
    " nãopublicado naopublicado escondido privato nascosto nonpubblicato nonpubblicare"
    " nietgepubliceerd nietpubliceren dold opublicerad skjult upubliceret upublisert piilotettu"
    " julkaisematon ukryty ukryte prywatny prywatne nieopublikowany nieopublikowane скрыто скрытый"
    " скрыт приватный неопубликовано непубликовать gizli yayınlanmadı 隐藏 隱藏 私密 私有 未发布"
    " 未發佈 不发布 非公開 非表示 未公開 限定公開 비공개 숨김 미공개"
)
_PUBLISHED_ABROAD = _names(
    "veröffentlicht veroeffentlicht veroffentlicht veröffentlichen öffentlich oeffentlich"
    " publiziert sichtbar publié publie publiée publier publique publicado publicada publicar"
    " público pubblicato pubblicata pubblicare pubblico visibile gepubliceerd publiceren openbaar"
    " zichtbaar publicerad publiceret publisert offentlig julkaistu opublikowany opublikowane"
    " publikuj опубликовано опубликован публиковать публично yayınlandı 公開 公开 发布 發佈 已发布"
    " 已發佈 公開する 공개 게시 발행"
)
_OUT = "exclude excluded hide hidden omit omitted skip skipped remove removed".split()
_IN = "include included show shown add added publish published list listed display".split()
_FEEDS = "feed feeds rss atom".split()
_LISTS = "collection collections list lists everywhere all".split()
# exclude_from_feeds, hideInRss, feed-hidden, excludeFromCollections; and publish_to_feed.
_LEFT_OUT = frozenset(
    [f"{out}{of}{feed}" for out in _OUT for of in ("from", "in", "") for feed in _FEEDS]
    + [f"{out}{of}{place}" for out in _OUT for of in ("from", "in") for place in _LISTS]
    + [f"{feed}{out}" for out in _OUT for feed in _FEEDS]
)
_LET_IN = frozenset(
    [f"{let}{into}{feed}" for let in _IN for into in ("in", "to", "") for feed in _FEEDS]
    + [f"{feed}{let}" for let in _IN for feed in _FEEDS]
    + [f"in{feed}" for feed in _FEEDS]
)
IF_TRUE = (
    PLAIN
    | _DRAFT_ABROAD
    | _HIDDEN_ABROAD
    | _LEFT_OUT
    | _names(
        "draftstatus draftmode drafts drafted indraft saveasdraft markedasdraft draftonly hide"
        " invisible secret internal internalonly confidential nonpublished unpublish depublished"
        " donotpublish dontpublish notpublish nopublish neverpublish notforpublication notlisted"
        " nolist unlist undiscoverable embargo embargoed withheld withhold archived trash trashed"
        " expired wip workinprogress headless disable disabled inactive skip skipped ignore"
        " ignored exclude excluded suppress suppressed withdrawn removed remove deleted delete"
        " pending scheduled membersonly subscribersonly passwordprotected eleventyexclude"
        " eleventyexcludefromcollections feedexclude rssexclude nofeed norss disablefeed"
        " disablerss rssignore notvisible notpublic nonpublic delisted unready notready unreleased"
        " unapproved retracted restricted offline needsreview unreviewed notreviewed unfinished"
        " incomplete notfinished"
        " intrash onhold hold held blocked banned spam quarantined suspended pendingreview"
        " awaitingreview underreview omit omitted staffonly subscriberonly restrictedaccess"
    )
)
IF_FALSE = (
    _PUBLISHED_ABROAD
    | _LET_IN
    | _names(
        "published publish public visible listed list render rendered permalink discoverable active"
        " enabled show shown display displayed routable approved publishable dgpublish feed rss"
        " atom infeed inrss live online includeinfeed includeinrss showinfeed showinrss notdraft"
        " nodraft nondraft undraft notprivate nothidden golive publishready readyforpublish"
        " readyforpublication ready readytopublish released"
    )
)
# Fields that tell by a word how far a text is. Drupal and Joomla have numbers in these.
BY_NUMBER = _names(
    "status poststatus publishstatus publicationstatus publishedstatus publishingstatus state"
    " articlestatus pagestatus contentstatus entrystatus visibility postvisibility poststate"
    " publishstate publicationstate publishingstate"
)
BY_WORD = BY_NUMBER | _names(
    "publish access accesslevel audience workflow workflowstate workflowstatus stage draftstatus"
    " lifecycle phase review approval editorial editorialstatus editorialstate moderationstate"
    " progress maturity version classification confidentiality sensitivity scope privacy"
    # In other languages.
    " zustand estado statut état etat stato статус стан stan durum tila situação situacao stav 状态"
    " 狀態 ステータス 状態 상태 sichtbarkeit visibilité visibilite visibilidad visibilidade"
    " visibilità видимость 可见性 公開状態"
)
# What kind of article it is, or in which stream (Marmite): that may well be a review or an idea.
KINDS = _names("kind stream")
_PENDING_ABROAD = _names(
    "porpublicar sinpublicar dapubblicare tepubliceren àpublier apublier zuveröffentlichen privat"
    " topublish unfertig inarbeit inbearbeitung geplant konzept concept inbewerking encours"
    " enattente àrelire pendiente enrevisión enrevision enprogreso pendente emrevisão emrevisao"
    " вработе напроверке 编辑中 待审核 待发布 작성중 下書き中"
)
OF_STATUS = (
    _DRAFT_ABROAD
    | _HIDDEN_ABROAD
    | _PENDING_ABROAD
    | _names(
        "draft drafts private hidden unlisted pending pendingreview pendingpublish future"
        " scheduled trash trashed skip unpublished notpublished archived review inreview"
        " needsreview forreview wip workinprogress idea todo inprogress notready notstarted onhold"
        " hold unfinished incomplete embargoed autodraft internal deleted removed withdrawn"
        " expired disabled inactive rejected passwordprotected secret confidential invisible never"
        " drafting backlog queued writing editing inediting needsediting needswork unreviewed"
        " underreview awaitingreview awaitingapproval pendingapproval unapproved notapproved"
        " tobereviewed tobepublished unready unreleased notreleased parked paused postponed"
        " deferred pendingpublication brainstorm brainstorming shelved spiked killed cancelled"
        " canceled blocked restricted offline pitch assigned waitingforedit waitingforfeedback"
        " later planned upcoming soon notyet outline proofreading toreview retracted spam inbox"
        " pendinghumanreview awaitinghumanreview needshumanreview pendingeditorialreview"
        " pendinglegalreview awaitinglegalreview pendingfinalreview pendingedit awaitingedit"
    )
)
# Of a text of a few words, each of the first says it, if there is none of the second; and so does
# one of the second with one of the third.
SAYING_DRAFT = PLAIN | _DRAFT_ABROAD | _names("drafts wip embargoed unfinished")
NEGATIONS = _names(
    "not no never non nor isn aren longer former formerly was ex nicht kein keine noch ne pas plus"
    " aún não nao ainda niet geen inte ikke nie не нет sin"
)
SAYING_PUBLISHED = _PUBLISHED_ABROAD | _names(
    "publish published public publication publishable released ready visible finished listed"
    " fertig terminé terminado finito pronto klaar färdig готово"
)
# Other things that are private, hidden or a draft, where such a text ends with them: not in
# "private company only" and "draft (bill)".
OTHER_THINGS = expression(
    r"\b(?:draft (?:beer|bill|law|picks?)|hidden gems?"
    r"|private[ -](?:alpha|api|beta|capital|cloud|company|companies|credit|equity|investors?"
    r"|markets?|preview|sector))\Z"
)
MOST_WORDS, MOST_LETTERS = 6, 80
OF_VISIBILITY = _names(
    "membersonly subscribersonly staffonly internalonly members paid password subscribers followers"
    " friends none nobody"
)
IF_FILLED = _names("password postpassword")
OPENS = _names(
    "publishdate publisheddate publishat publishedat publishon publishedon publishtime"
    " publishdatetime publisheddatetime publishfrom publishafter publishstart publishstartdate"
    " publishup pubdate publicationdate publish postdate scheduled scheduledat scheduledfor"
    " scheduleddate scheduledate scheduledpublishdate scheduledpublication golive golivedate"
    " goliveat goliveon livefrom livedate onlinefrom activefrom availablefrom publicationtime"
    " publicationdatetime publishedfrom publishnotbefore scheduleat scheduleon scheduletime"
    " scheduledtime scheduledon scheduleddatetime holduntil onholduntil waituntil showafter"
    " visibleafter donotpublishbefore startpublishing publishingdate postat available hidebefore"
    " hiddenbefore hiddenbeforedatetime embargolift embargoliftdate date embargo embargodate"
    " embargountil embargoeduntil embargoends hideuntil hiddenuntil draftuntil privateuntil"
    " notbefore visiblefrom showfrom pubdatetime goeslive"
    " scheduledpublishtime scheduledpublishat validfrom"
    # In other languages.
    " veröffentlichenam veröffentlichenab veroeffentlichenam veröffentlichungsdatum"
    " fechapublicacion fechapublicación fechadepublicacion fechadepublicación datepublication"
    " datedepublication datapubblicazione datadipubblicazione datapublicacao datadepublicação"
    " publicatiedatum publiceringsdatum датапубликации 公開日 発行日 发布日期"
)
CLOSES = _names(
    "expirydate expirationdate expiredate expires expiresat expireson expireat expireon expiry"
    " expiration expired expiredat unpublishdate unpublishat unpublishon unpublishedat"
    " unpublishedon unpublish unpublished unpublishafter publishuntil publishto publishdown"
    " publishend publishenddate visibleuntil showuntil archivedate archiveat archiveon removedate"
    " removeat removeon deletedate deleteat deleteon deleteafter takedown takedowndate takedownat"
    " hideafter hidefrom hideon notafter withdrawon archived archivedat archivedon trashed"
    " trashedat withdrawn withdrawnat withdrawnon retracted retractedat deletedat deletedon"
    " removedat removedon validuntil validthrough validto availableuntil liveuntil onlineuntil"
    " activeuntil offlineat offlineon offlinedate hiddenafter hiddenafterdatetime publisheduntil"
    " unpublishdatetime unpublishtime expirationdatetime expiredatetime expiretime expirytime"
    " expirydatetime expirationtime articleexpirationtime unavailableafter dateexpire dateexpires"
    " dateexpired dateexpiry expire sunset sunsetdate sunseton removeafter archiveafter retired"
    " retiredat retiredon retireon scheduledunpublish scheduledunpublishat scheduledunpublishdate"
    " endpublishing stoppublishing removaldate datedeleted dateunpublished"
    " unpublishingdate offline ablaufdatum ablaufam"
    " gültigbis sichtbarbis fechaexpiracion fechadeexpiracion fechacaducidad fechadecaducidad"
    " datedexpiration dateexpiration datascadenza datadiscadenza dataexpiracao datadeexpiração"
    " vervaldatum verloopdatum utgångsdatum срокдействия 公開終了日 有効期限 过期日期"
)
_SLIPS = PLAIN | _names("published publish public visible removed deleted") | {
    name for name in OPENS | CLOSES if len(name) > len("publish")
}  # fmt: skip
# Mappings that have such fields in them: Hugo's build has list and render, Zola's extra anything.
# What "<<" merges, by YAML 1.1, is not read here.
MERGE = "<<"
OPTIONS = _names(
    "build params extra meta metadata publish publishing publication feed rss <<"
    " cascade status state visibility workflow frontmatter options settings config flags properties"
    " attributes custom hugo jekyll zola eleventy pelican hexo astro gatsby nuxt docusaurus quarto"
    " quartz obsidian ghost wordpress wp sys notion customfields fields page post article"
)
OF_SCHEDULES = _names("schedule scheduling dates window")
# Of any other mapping, only what cannot mean anything else; and no deeper than this.
PLAINLY = _names(
    "draft drafted unpublished notpublished published publish poststatus publishstatus"
)
DEEPEST = 4
STATUS = ("status", "state", "visibility")
# What an article is about, or is published on besides, has a status of its own, as in
# company_status: private, or devto: {published: false}.
_SUBJECTS = _names(
    "company companies business firm startup ownership funding marital bill law paper preprint"
    " study trial player nba nfl nhl repo repository dataset youtube twitter mastodon bluesky"
    " linkedin facebook devto medium hashnode substack crosspost"
)
OF_SUBJECTS = frozenset(
    f"{subject}{said}" for subject in _SUBJECTS for said in ("", *STATUS, "publish", "published")
)
TABLES = IF_TRUE | IF_FALSE | BY_WORD | KINDS | IF_FILLED | OPENS | CLOSES | OPTIONS
_LONGEST = max(map(len, TABLES)) + len("is") + 1
YES = _names(
    "true yes y on 1 t x wahr vrai vero verdadero verdadeiro истина 真 ja oui sí si sì sim да так"
    " tak evet kyllä はい 是 예 네"
)
NO = _names(
    "false no n off 0 f falsch faux falso ложь 偽 nein non não nao nee nej нет ні nie ei hayır"
    " いいえ 否 不 아니오 아니요"
)
# Of what is to be published, but not now.
NOT_YET = _names(
    "exclude excluded hide never notyet notnow nolonger nochnicht pasencore todavíano aúnno"
    " aindanão nogniet inteän"
)
MARKS = {
    **dict.fromkeys("✓✔✅☑🗸👍", "yes"),
    **dict.fromkeys("✗✘❌❎☐🗙🚫👎", "no"),
    "🚧": "wip",
    "🔒": "private",
}
NO_DATE = NO | _names("never none forever always indefinite indefinitely unlimited")
WITHDRAWAL = _names("removed remove deleted delete withdrawn")

# These are as often said in words, of which nobody can tell what they mean.
NOT_ONLY_DATES = _names(
    "archived trashed withdrawn retracted expired unpublished available expire"
    " sunset retired date publishto hidefrom livefrom offline"
)
# Dates that may be of what an article is about, of a programme, a product or an offer, or of a copy
# of it.
OF_OTHER_THINGS = _names(
    "archived archivedat archivedon archivedate available sunset sunsetdate sunseton retired"
    " retiredat retiredon retireon validfrom validuntil validthrough validto"
)
# Of OPENS, dates that programs leave empty for drafts.
PUBLISHED_DATES = ("publishedat", "publishedon", "publisheddate")
# The date of an article elsewhere, which is said to be one here even if it bounds its time.
ARTICLE_DATE = "date"
# English words that are one slip away, and are meant as they are.
_OTHER_WORDS = _names(
    "deletes deletion depleted drafty drift expiation postdated primate privates publisher"
    " publishes remover removes scheduler schedules visibly publishedin publishas publishin"
    " postdata livedata archiveit overdraft updraft downdraft nfldraft nbadraft wnbadraft nhldraft"
    " mlbdraft mockdraft expansiondraft fantasydraft archive archives"
)
# Labels that say it: beyond doubt, and perhaps. Any word of a status does so behind the
# name of a field, as in "status/draft".
LABELS = _names(
    "topics topic tags tag keywords keyword labels label categories category flags flag"
)
LONGEST_LABEL = 2 * max(map(len, LABELS))
UNDOUBTED_LABELS = _names(
    "unpublished notpublished donotpublish dontpublish nopublish neverpublish notforpublication"
    " unlisted draftpost draftposts"
)
DOUBTFUL_LABELS = _DRAFT_ABROAD | _names("draft drafts wip workinprogress private")
_OFTEN_OR_ELSEWHERE = ("auto", "re", "cross", "self", "last", "first", "pre", "un", "not")
_SLIPS_BY_START: dict[tuple[str, int], list[str]] = {}
for _slip in sorted(_SLIPS):
    _SLIPS_BY_START.setdefault((_slip[0], len(_slip)), []).append(_slip)


def known_name(key: object) -> str:
    """Return the name in the tables that *key* is, if any, else *key* as names compare."""
    # No more is remembered of a long one.
    return _find_name(str(key)[: 2 * _LONGEST])


# A seed may have ten thousands, each of which is asked for more than once.
@lru_cache(maxsize=1 << 15)
def _find_name(key: str) -> str:
    name = folded(normalize("NFC", key)) if key != MERGE else key
    if not name or len(name) > _LONGEST:
        return ""
    if not name.isascii() and name not in TABLES:
        # The eye cannot tell the two, and whoever wrote it could not either.
        name = _by_looks().get(skeleton(normalize("NFKC", name)), name)
    if name in _OTHER_WORDS or name in OF_SUBJECTS:
        return name
    last = "embargo" if name.endswith("embargo") else name  # press_embargo
    for spelling in (name, name.removeprefix("is"), last):
        if spelling in TABLES:
            return spelling
    if name.endswith("draft"):  # post_draft, article-is-draft
        return "drafted"
    if name.endswith(("publish", "published")) and not name.startswith(_OFTEN_OR_ELSEWHERE):
        return "publishable"  # obsidian-publish, to_publish
    like = (
        other
        for length in range(len(name) - 1, len(name) + 2)
        for other in _SLIPS_BY_START.get((name[0], length), ())
    )
    return next((other for other in like if is_one_slip(name, other)), name)


@cache
def _by_looks() -> dict[str, str]:
    """Return the names in the tables by what they look like (UTS 39, section 4)."""
    names = (name for name in TABLES if name.isascii())
    return {skeleton(spelling): name for name in names for spelling in (name, f"is{name}")}
