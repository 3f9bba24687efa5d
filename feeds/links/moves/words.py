"""The words in addresses that tell what a page is: in paths, names of hosts and parameters.

In paths and parameters they are without case and separators, and in paths without what follows
the first dot: ``Sign_In.aspx`` is ``signin``. They are those of public link checkers' false
reports and of the systems that make such pages.
"""

SIGN_IN = frozenset("""
    login signin logon auth authenticate authentication authorize oauth oauth2 openid saml saml2
    sso cas wplogin userlogin memberlogin loginpage loginform loginrequired signup createaccount
    anmelden anmeldung einloggen connexion seconnecter identification entrar iniciarsesion acceder
    logintocontinue logintoread signintocontinue signintoread registertoread registertocontinue
    pleaselogin pleasesignin signinrequired loginneeded mustlogin mustsignin
    accedi accesso inloggen logga loggain innlogging zaloguj logowanie giris uyegirisi
""".split())  # fmt: skip
# Words that sections of articles are called as well: they count where the article's name is gone.
SIGN_IN_PERHAPS = frozenset(
    "account accounts register registration session sessions user users profile verify".split()
)
SIGN_IN_HOSTS = frozenset("""
    login signin logon auth oauth sso accounts account id idp identity passport secure-login
    checkpoint my-account cas
""".split())  # fmt: skip
# What leads back to where a visitor came from, once something else is done.
RETURN_PARAMETERS = frozenset("""
    next nexturl return returnto returnurl returnuri returnpath redirect redirectto redirecturl
    redirecturi redir redirurl continue continueurl dest desturl destination goto gotourl back
    backurl backto forward forwardurl rurl retururl successurl callbackurl origurl originalurl
    requestedurl requrl samlrequest relaystate clientid
""".split())  # fmt: skip

CONSENT = frozenset("""
    consent consents cookieconsent cookiewall cookiewalls cookienotice cookiesettings gdpr
    gdprconsent privacygate privacywall privacyconsent datenschutzabfrage zustimmung captcha
    acceptcookies cookiepolicy cookieinfo cookiebanner setcookies collectconsent cmp tcf recaptcha
    chkcaptcha areyouarobot robotcheck verifyyouarehuman verifyhuman helloeuvisitor euvisitor
    challenge agecheck agegate ageverification botcheck areyouhuman humanverification sorry
""".split())  # fmt: skip
CONSENT_PERHAPS = frozenset("cookie cookies privacy".split())
CONSENT_HOSTS = frozenset("consent consents cookies privacy guce cmp zustimmung".split())

ERROR = frozenset("""
    404 403 410 500 503 error errors error404 404error 404page page404 errorpage errordoc http404
    notfound pagenotfound filenotfound articlenotfound contentnotfound unavailable notavailable
    pageunavailable accessdenied denied forbidden unauthorized blocked oops maintenance
    undermaintenance domainforsale toomanyrequests fehler fehlerseite seitenichtgefunden
    nichtgefunden erreur introuvable paginanoencontrada nonencontrado noencontrado errore
""".split())  # fmt: skip
ERROR_PERHAPS = frozenset("gone expired removed deleted missing".split())
# Parts of paths that are made of such words alone tell that something cannot be shown, as
# ``session-expired`` and ``not-available-in-your-region``: a failing word, or a denied one.
FAILING = frozenset("""
    expired timeout timedout unavailable blocked restricted unsupported removed deleted gone denied
    missing discontinued retired offline invalid inaccessible unreachable error wrong suspended
    moved limit limited sale parked 401 403 404 410 429 500 502 503 504
""".split())  # fmt: skip
DENIED = frozenset("available found supported exist exists accessible allowed permitted".split())
DENYING = frozenset("no not cannot isnt doesnt dont".split())
FAILURE_FILLING = frozenset("""
    a access and are area article at been browser content country currently do does domain eu
    europe for from geo has have here in internal is it item javascript legal link location
    longer many name of our page post rate reached reason reasons region requests resource
    server service session site something sorry story temporarily the this to too url user was
    we website went you your
""".split())  # fmt: skip
ERROR_PARAMETERS = frozenset(
    "404 aspxerrorpath error errorcode errcode err errormsg errormessage notfound".split()
)
# Where names of hosts lead that nobody keeps any more.
ERROR_HOSTS = frozenset("""
    hugedomains sedo sedoparking afternic parkingcrew bodis domainmarket buydomains ww1 ww2 ww3 ww4
    ww5 ww6 ww7 ww8 ww11 ww12 ww16 ww17 ww25 ww38 ww99
""".split())  # fmt: skip
ERROR_VALUES = frozenset("404 410 notfound pagenotfound error".split())

SEARCH = frozenset("""
    search searchresults searchresult suche suchergebnisse recherche resultats buscar busqueda
    resultados ricerca cerca zoeken zoekresultaten pesquisa haku sok szukaj arama
""".split())  # fmt: skip
SEARCH_PERHAPS = frozenset("find results query".split())
SEARCH_PARAMETERS = frozenset("""
    q query s search searchquery searchterm searchterms searchtext searchword keyword keywords kw
    suche suchbegriff terms
""".split())  # fmt: skip

PAYWALL = frozenset("""
    subscribe subscribenow subscription subscriptions paywall regwall meteredpaywall abo
    abonnement abonnements abonnieren abonnez abonnezvous suscribete suscripcion assine
    abbonamenti prenumerera checkout becomeamember subscribetoread subscribetocontinue
""".split())  # fmt: skip
PAYWALL_PERHAPS = frozenset(
    "premium plus offer offers membership memberships member members join plans pricing trial pay"
    " payment purchase buy upgrade donate".split()
)
PAYWALL_PARAMETERS = frozenset("paywall regwall subscribe metered".split())
PAYWALL_HOSTS = frozenset("subscribe subscription subscriptions abo checkout".split())

SESSION_PARAMETERS = frozenset("""
    session sessionid sessid sess sid phpsessid jsessionid aspsessionid cfid cftoken zenid oscsid
    sessiontoken sessionkey sessionguid visitorsession token accesstoken idtoken authtoken ticket
    nonce gotcookie nocookie cookiecheck
""".split())  # fmt: skip

FRONT = frozenset("""
    index home homepage default main start startseite startpage frontpage welcome accueil inicio
""".split())  # fmt: skip
SECTIONS = frozenset("""
    news blog blogs article articles story stories post posts latest all archive archives category
    categories tag tags topic topics section sections magazine press pressroom newsroom media
    publications resources about aboutus contact contactus products allarticles allnews latestnews
    tech technology sport sports politics world business science health culture entertainment
    opinion lifestyle travel arts local video videos photos podcast podcasts jobs events company
    politik wirtschaft kultur wissen digital ratgeber economie politique newsandevents
    pressreleases topstories termsofuse termsofservice privacypolicy nachrichten aktuell
    actualites noticias notizie help faq faqs support sitemap app apps mobile download downloads
    newsletter newsletters impressum imprint legal terms goodbye farewell closed closing shutdown
    sunset moved comingsoon thankyou thanks rss feeds team careers shop store login
""".split())  # fmt: skip
# Of lists by time: between these and numbers nothing names an article.
DATED = frozenset("""
    date year month day issue issues page p jan january feb february mar march apr april may jun
    june jul july aug august sep september oct october nov november dec december januar februar
    maerz mai juni juli oktober dezember
""".split())  # fmt: skip
# What lists of articles are below: their own names may look like an article's.
LISTS = frozenset("""
    category categories tag tags topic topics section sections author authors keyword keywords
    label labels thema themen rubrik
""".split())  # fmt: skip
# What is added to the address of an article, or stands in its place, and names none.
TRIVIAL = FRONT | frozenset(
    "amp print printable feed view full fullstory comments embed share html htm php aspx".split()
)
# Other views of an article than its own page, but for AMP; some only where they stand last.
VIEWS = frozenset("""
    print printable printer printerfriendly printversion printview printpage printarticle
    printpreview embed
""".split())  # fmt: skip
VIEWS_LAST = frozenset("""
    comments comment share sharing feed rss atom pdf email emailarticle sendtoafriend tellafriend
    trackback reply
""".split())  # fmt: skip
VIEW_HOSTS = frozenset("print m mobile touch embed feed feeds rss".split())
VIEW_PARAMETERS = frozenset("""
    print printable printerfriendly printview printpage pdf embed share replytocom
""".split())  # fmt: skip
VIEW_VALUES = frozenset("print printable pdf embed rss atom feed mobile".split())
VIEW_FILES = frozenset("pdf rss xml atom json txt epub doc docx".split())
# Words that many articles have in their names.
COMMON = frozenset("""
    a an and as at by das der des die for from in is it its les mit my no of on or so that the
    this to und up von we with
""".split())  # fmt: skip
# Which parameter names an article where the path does not.
ARTICLE_PARAMETERS = frozenset("""
    p pageid id post postid article articleid story storyid nid node item itemid news newsid v t
    thread threadid doc docid cid aid artid entry entryid
""".split())  # fmt: skip

LANGUAGE_PARAMETERS = frozenset("hl lang language locale lng setlang uselang langcode".split())
# ISO 639-1, and the names that stand in addresses.
LANGUAGES = frozenset("""
    aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li
    ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os
    pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te
    tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
""".split())  # fmt: skip
# The language that most people speak where a domain is of one country.
COUNTRIES = {
    "de": "de", "at": "de", "fr": "fr", "es": "es", "mx": "es", "ar": "es", "cl": "es", "co": "es",
    "it": "it", "nl": "nl", "pl": "pl", "pt": "pt", "br": "pt", "jp": "ja", "cn": "zh", "tw": "zh",
    "kr": "ko", "ru": "ru", "ua": "uk", "se": "sv", "dk": "da", "no": "no", "fi": "fi", "cz": "cs",
    "tr": "tr", "gr": "el", "hu": "hu", "ro": "ro", "uk": "en", "us": "en", "au": "en", "nz": "en",
    "ie": "en", "vn": "vi", "id": "id", "il": "he",
}  # fmt: skip
LANGUAGE_NAMES = {
    "english": "en", "deutsch": "de", "german": "de", "francais": "fr", "french": "fr",
    "espanol": "es", "spanish": "es", "italiano": "it", "italian": "it", "portugues": "pt",
    "portuguese": "pt", "russian": "ru", "chinese": "zh", "japanese": "ja", "arabic": "ar",
    "nederlands": "nl", "dutch": "nl", "polski": "pl", "cn": "zh", "jp": "ja", "kr": "ko",
}  # fmt: skip
