"""What Apple Podcasts, and most other directories, know of a podcast.

Source: Apple, A podcaster's guide to RSS, https://help.apple.com/itc/podcasts_connect/#/itcb54353390;
categories: https://podcasters.apple.com/support/1691-apple-podcasts-categories.
"""

from collections.abc import Iterator

from feeds.problems.diagnostics import quote
from feeds.values.similar import find_similar
from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.values.flaw import Flaw
from feeds.verify.values.mail import check_mail_address
from feeds.verify.values.numbers import whole
from feeds.verify.values.plain import check_plain
from feeds.verify.values.times import check_duration
from feeds.verify.values.uris import check_http_url
from feeds.verify.values.words import max_length, one_of
from feeds.verify.vocabulary import ENTRY, FEED, Attribute, Content, Row, Vocabulary, under

# Since August 2019.
_CATEGORIES = {
    "Arts": "Books|Design|Fashion & Beauty|Food|Performing Arts|Visual Arts",
    "Business": "Careers|Entrepreneurship|Investing|Management|Marketing|Non-Profit",
    "Comedy": "Comedy Interviews|Improv|Stand-Up",
    "Education": "Courses|How To|Language Learning|Self-Improvement",
    "Fiction": "Comedy Fiction|Drama|Science Fiction",
    "Government": "",
    "Health & Fitness": "Alternative Health|Fitness|Medicine|Mental Health|Nutrition|Sexuality",
    "History": "",
    "Kids & Family": "Education for Kids|Parenting|Pets & Animals|Stories for Kids",
    "Leisure": "Animation & Manga|Automotive|Aviation|Crafts|Games|Hobbies|Home & Garden"
    "|Video Games",
    "Music": "Music Commentary|Music History|Music Interviews",
    "News": "Business News|Daily News|Entertainment News|News Commentary|Politics|Sports News"
    "|Tech News",
    "Religion & Spirituality": "Buddhism|Christianity|Hinduism|Islam|Judaism|Religion|Spirituality",
    "Science": "Astronomy|Chemistry|Earth Sciences|Life Sciences|Mathematics|Natural Sciences"
    "|Nature|Physics|Social Sciences",
    "Society & Culture": "Documentary|Personal Journals|Philosophy|Places & Travel|Relationships",
    "Sports": "Baseball|Basketball|Cricket|Fantasy Sports|Football|Golf|Hockey|Rugby|Running"
    "|Soccer|Swimming|Tennis|Volleyball|Wilderness|Wrestling",
    "TV & Film": "After Shows|Film History|Film Interviews|Film Reviews|TV Reviews",
    "Technology": "",
    "True Crime": "",
}
# Those of 2005 and of 2006 to 2019, of which Apple still takes some for one of the others.
_OLD_CATEGORIES = {
    "Arts": "Literature",
    "Arts & Entertainment": "Architecture|Books|Design|Entertainment|Games|Performing Arts"
    "|Photography|Poetry|Science Fiction",
    "Audio Blogs": "",
    "Business": "Business News|Finance|Management & Marketing|Shopping",
    "Education": "Education Technology|Higher Education|K-12|Language Courses|Training",
    "Family": "",
    "Food": "",
    "Games & Hobbies": "Automotive|Aviation|Hobbies|Other Games|Video Games",
    "Government & Organizations": "Local|National|Non-Profit|Regional",
    "Health": "Alternative Health|Diet & Nutrition|Fitness|Fitness & Nutrition|Relationships"
    "|Self-Help|Sexuality",
    "International": "Australian|Belgian|Brazilian|Canadian|Chinese|Dutch|French|German|Hebrew"
    "|Italian|Japanese|Norwegian|Polish|Portuguese|Spanish|Swedish",
    "Movies & Television": "",
    "News & Politics": "",
    "Politics": "",
    "Public Radio": "",
    "Religion & Spirituality": "New Age|Other|Philosophy",
    "Science & Medicine": "Medicine|Natural Sciences|Social Sciences",
    "Society & Culture": "History",
    "Sports & Recreation": "Amateur|College & High School|Outdoor|Professional",
    "Talk Radio": "",
    "Technology": "Computers|Developers|Gadgets|Information Technology|News|Operating Systems"
    "|Podcasting|Smart Phones|Software How-To|Tech News|Text/Speech",
    "Transportation": "Automotive|Aviation|Bicycles|Commuting",
    "Travel": "",
}
_MOST_KEYWORDS = 12
_keywords_length = max_length(255)


def _check_explicit(text: str) -> Flaw | None:
    if text in {"true", "false"}:
        return None
    word = text.strip().lower()
    meant = {"yes": "true", "explicit": "true", "no": "false", "clean": "false"}.get(word, word)
    instead = meant if meant in {"true", "false"} else None
    return Flaw("malformed-explicit", "is neither true nor false", instead)


def _check_yes(element: Element) -> Iterator[Finding]:
    word = element.text.strip()
    if word.lower() not in {"yes", "no", "clean"}:
        said = quote(word) if word else "nothing"
        message = f"<itunes:{element.local}> says {said}, which counts as no"
        yield Finding("malformed-yes", element, message)


def _check_keywords(text: str) -> Flaw | None:
    if (flaw := _keywords_length(text)) is not None:
        return flaw
    keywords = text.split(",")
    if len(keywords) > _MOST_KEYWORDS:
        return Flaw("many-keywords", f"are {len(keywords)} keywords, and 12 at most count")
    if len(keywords) == 1 and " " in text.strip():
        instead = ", ".join(text.split())
        return Flaw("many-keywords", f"is one keyword, as there is no comma in it ({instead}?)")
    return None


def _check_category(element: Element) -> Iterator[Finding]:
    """Yield what is wrong with the category that *element* names, alone or below another one."""
    name = element.get("text")
    if name is None or not name.strip():
        return
    parent = element.parent.get("text") or "" if element.parent is not None else ""
    if element.parent is None or element.parent.local != "category":
        known, old, where = list(_CATEGORIES), _OLD_CATEGORIES.keys() - _CATEGORIES.keys(), ""
    elif parent in _CATEGORIES or parent in _OLD_CATEGORIES:
        known = _CATEGORIES.get(parent, "").split("|")
        old = set(_OLD_CATEGORIES.get(parent, "").split("|"))
        where = f" of {quote(parent)}"
    else:
        return  # what it is below is unknown itself
    if name in known and name:
        return
    if name in old:
        message = f"the category {quote(name)}{where} has gone from the list in 2019"
        yield Finding("old-podcast-category", element, message, "text")
        return
    message = f"there is no category {quote(name)}{where}"
    similar = find_similar(name, known)
    remedy = f"did you mean {similar}? Write it so" if similar else ""
    yield Finding("unknown-podcast-category", element, message, "text", remedy=remedy)


_CATEGORY = Row(
    "category",
    most=None,
    content=Content.CHILDREN,
    attributes=(Attribute("text", required=True),),
    check=_check_category,
)
_COMMON = (
    Row("author", blank=True, value=check_plain),
    Row("title", value=check_plain),
    Row("subtitle", blank=True, value=max_length(255)),
    Row("summary", blank=True, value=max_length(4000)),
    Row("keywords", blank=True, value=_check_keywords),
    Row("explicit", value=_check_explicit),
    Row("block", blank=True, check=_check_yes),
    Row(
        "image",
        content=Content.MARKUP,
        attributes=(Attribute("href", required=True, value=check_http_url),),
    ),
)

VOCABULARY = Vocabulary(
    prefix="itunes",
    namespace="http://www.itunes.com/dtds/podcast-1.0.dtd",
    source="Apple, A podcaster's guide to RSS, https://help.apple.com/itc/podcasts_connect/#/itcb54353390",
    # As Apple's own first examples had it.
    aliases=(
        "http://www.itunes.com/DTDs/Podcast-1.0.dtd",
        "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
    ),
    rows=(
        *under(
            FEED,
            *_COMMON,
            _CATEGORY,
            Row("complete", blank=True, check=_check_yes),
            Row("new-feed-url", value=check_http_url),
            Row("owner", content=Content.CHILDREN),
            Row("type", value=one_of(("episodic", "serial"), any_case=True)),
            Row("applepodcastsverify"),
        ),
        *under(("itunes:category",), _CATEGORY),
        *under(
            ("itunes:owner",),
            Row("name", blank=True),
            Row("email", least=1, value=check_mail_address),
        ),
        *under(
            ENTRY,
            *_COMMON,
            Row("duration", value=check_duration),
            Row("episode", value=whole(1)),
            Row("season", value=whole(1)),
            Row("episodeType", value=one_of(("full", "trailer", "bonus"), any_case=True)),
            Row("isClosedCaptioned", blank=True, check=_check_yes),
            Row("order", value=whole(0)),
        ),
    ),
)
