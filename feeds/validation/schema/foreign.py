"""What other programs call the fields of a seed, so that nobody has to guess from the letters.

The names are those that the documentation of Hugo, Jekyll, Eleventy, Astro, Gatsby, Hexo, Zola,
Pelican, Nikola, Docusaurus, Ghost, WordPress, Obsidian and others gives, and their usual themes;
and those of Open Graph, Dublin Core, schema.org, RSS and JSON Feed.
"""

from collections.abc import Mapping

from feeds.problems.pointers import Pointer
from feeds.values.similar import folded

# What each is called here, and elsewhere; without case and separators, which differ everywhere.
_ARTICLE = {
    "webUrl": "link url uri href externalurl externallink externalpage external permalink"
    " canonicalurl canonicallink canonicaluri canonical sourceurl sourcelink redirect redirecturl"
    " redirectto linkurl weblink website posturl pageurl articleurl ogurl bookmarkof itemurl",
    "originalUrl": "originallink originalsource originalarticle syndicatedfrom",
    "ampWebUrl": "amp ampurl amplink amphtml",
    "publishedDateTime": "date datetime pubdate publishdate publisheddate publishedat publishedon"
    " publishedtime publishat publishon publishtime publicationdate publishdatetime pubdatetime"
    " datepublished originallypublished originallypublishedat postedon"
    " created createdat createdon createddate creationdate datecreated dateposted dateadded posted"
    " postedat postdate timestamp issued firstpublished firstpublishedat dcdate dctermsissued"
    " articlepublishedtime releasedate",
    "updatedDateTime": "lastmod lastmodified lastmodifiedat lastmodifieddate modified modifiedat"
    " modifieddate modifiedtime datemodified updated updatedat updatedon updateddate updatedate"
    " dateupdated lastupdated lastupdate lastedited edited revised revisiondate reviseddate"
    " moddate moddatetime articlemodifiedtime",
    "title": "headline heading pagetitle posttitle seotitle metatitle ogtitle linktitle subject",
    "excerpt": "description summary subtitle abstract lead lede intro introduction teaser tldr"
    " standfirst dek blurb synopsis snippet metadescription ogdescription seodescription"
    " shortdescription socialdescription customexcerpt postexcerpt subheading desc tagline",
    "provider": "publisher sitename ogsitename outlet publication publicationname sourcename"
    " newspaper journal magazine",
    "provider.authors": "author authors byline creator dccreator creators writer writers"
    " contributor contributors by authorname postauthor",
    "images": "image cover coverimage thumbnail thumbnailurl thumb featuredimage featuredimages"
    " featureimage featuredimg ogimage socialimage twitterimage metaimage hero heroimage banner"
    " bannerimage headerimage teaserimage titleimage cardimage leadimage picture pictures photo"
    " photos img imageurl imagesrc previewimage poster gallery",
    "topics": "categories keywords keyword tag labels subjects hashtags taxonomies sections themes"
    " newskeywords articletag taglist tagslist section articlesection",
    "locale": "lang language languagecode inlanguage dclanguage oglocale",
    "id": "guid uuid uid identifier atomid",
    "type": "kind contenttype posttype pagetype ogtype",
    "featuredContent": "embed embedhtml embedcode iframe video videoembed",
    "length": "duration runtime videolength videoduration",
    "price": "cost fee",
    "levels": "difficulty skilllevel",
    "related": "seealso relatedposts relatedpages relatedarticles relatedlinks",
    "members": "membercount memberscount",
}
_IMAGE = {
    "url": "src href link uri path file image contenturl",
    "title": "alt alttext caption description",
    "attribution": "credit credits copyright author photographer source",
}
NAMES_ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    "": _ARTICLE,
    "related": _ARTICLE,
    "provider": {
        "name": "title label sitename",
        "domain": "url link website site homepage host hostname weburl",
        "images": "image logo logos icon avatar",
        "authors": "author byline creator writer",
    },
    "images": _IMAGE,
    "authors": {"name": "author title label displayname fullname"},
    "actions": {"url": "href link weburl", "title": "label text name", "type": "kind"},
    "ratings": {
        "average": "value score rating ratingvalue stars",
        "count": "votes reviews ratingcount reviewcount",
    },
}
_NAMES = {
    owner: {name: ours for ours, names in table.items() for name in names.split()}
    for owner, table in NAMES_ELSEWHERE.items()
}


# What is at times the address of an article, and at times the name of who publishes it.
_NAME_OR_ADDRESS = frozenset({"source", "site"})


def name_here(pointer: Pointer, key: str, value: object) -> str | None:
    """Return what the field *key* of the mapping at *pointer* is called here, with dots on the way.

    None if it is no name that other programs give to any field. Of some, the *value* decides.
    """
    owner = next((step for step in reversed(pointer) if isinstance(step, str)), "")
    name = folded(key)
    if name in _NAME_OR_ADDRESS and NAMES_ELSEWHERE.get(owner) is _ARTICLE:
        return "webUrl" if str(value).lower().startswith(("http", "/", "www.")) else "provider"
    return _NAMES.get(owner, {}).get(name)
