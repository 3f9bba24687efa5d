"""The words in titles that tell that a page is not an article, in the languages of most pages.

All are without case and punctuation: ``can t`` is "can't".
"""

# Alone between the separators of a title, as "Page not found" in "Page not found | The Site".
ERROR_ALONE = frozenset("""
    401 403 404 410 429 500 502 503 504 error|fehler|erreur|errore|erro|blocked|forbidden|gone
    unauthorized|unavailable|oops|whoops|maintenance|wartung|wartungsarbeiten|indisponible
    redirecting|moved|removed|deleted|expired|captcha
""".replace("|", " ").split())  # fmt: skip
# Within a part.
ERROR_PHRASES = (
    "not found", "cannot be found", "can t be found", "could not be found", "couldn t be found",
    "couldn t find", "could not find", "can t find", "cannot find", "does not exist",
    "doesn t exist", "no longer exists", "no longer available", "not available",
    "isn t available", "is unavailable", "page missing", "missing page", "page is gone",
    "page has gone", "been removed", "been deleted", "nothing found", "nothing here",
    "page error", "error page", "server error", "internal error", "application error",
    "bad gateway", "gateway timeout", "gateway time out", "bad request", "access denied",
    "access is denied", "permission denied", "been denied", "access forbidden", "403 forbidden",
    "request blocked", "been blocked", "access blocked", "access restricted",
    "service unavailable", "temporarily unavailable", "currently unavailable",
    "site unavailable", "page unavailable", "unavailable for legal reasons",
    "under maintenance", "down for maintenance", "maintenance mode", "scheduled maintenance",
    "site maintenance", "account suspended", "been suspended", "site suspended",
    "domain expired", "domain has expired", "session expired", "link expired",
    "is for sale", "may be for sale", "domain for sale", "buy this domain", "domain parked",
    "parked domain", "parking page", "domain parking", "domain name is registered",
    "under construction", "coming soon", "index of", "welcome to nginx", "default page",
    "test page for", "default web site", "not configured", "too many requests", "error 404",
    "404 error", "error 403", "error 500", "error 410", "http 404", "410 gone",
    "error occurred", "an error", "something went wrong", "page removed", "object moved",
    "isn t working", "can t be reached", "no results", "request rejected", "url was rejected",
    "moved permanently",
    "nicht gefunden", "nicht verfügbar", "nicht mehr verfügbar", "existiert nicht",
    "nicht vorhanden", "fehler 404", "404 fehler", "fehlerseite", "zugriff verweigert",
    "kein zugriff", "zugang verweigert", "wartungsmodus", "steht zum verkauf", "zu verkaufen",
    "introuvable", "non trouvée", "non trouvé", "pas trouvée", "pas été trouvée",
    "n existe pas", "n existe plus", "n est plus disponible", "erreur 404", "page d erreur",
    "accès refusé", "accès interdit", "en maintenance", "à vendre",
    "no encontrada", "no encontrado", "no existe", "no disponible", "error 404",
    "página de error", "acceso denegado", "acceso prohibido", "en mantenimiento", "en venta",
    "no se encuentra", "no se ha encontrado", "no se encontró", "ya no está disponible",
    "não encontrada", "não encontrado", "não existe", "não disponível", "acesso negado",
    "em manutenção", "à venda", "erro 404",
    "non trovata", "non trovato", "non esiste", "non disponibile", "accesso negato",
    "in manutenzione", "in vendita", "errore 404",
    "niet gevonden", "bestaat niet", "niet beschikbaar", "toegang geweigerd", "te koop",
    "fout 404", "foutpagina",
    "hittades inte", "kunde inte hittas", "finns inte", "åtkomst nekad", "hittar inte",
    "ikke fundet", "findes ikke", "adgang nægtet", "ikke funnet", "finnes ikke",
    "ei löydy", "ei löytynyt", "ei saatavilla",
    "nie znaleziono", "nie została znaleziona", "nie istnieje", "brak dostępu", "błąd 404",
    "nenalezena", "nenalezeno", "nebyla nalezena", "neexistuje", "přístup odepřen",
    "nenájdená", "nem található", "nu a fost găsită", "nu există",
    "bulunamadı", "erişim engellendi",
    "не найдена", "не найден", "не найдено", "не существует", "доступ запрещен",
    "доступ запрещён", "доступ ограничен", "ошибка 404", "не знайдено", "не існує",
    "δεν βρέθηκε", "không tìm thấy", "không tồn tại", "tidak ditemukan",
)  # fmt: skip
# Of languages that are written without blanks, or with signs of their own: anywhere.
ERROR_PIECES = (
    "找不到", "未找到", "不存在", "无法访问", "无法找到", "拒绝访问", "访问被拒绝", "無法存取",
    "見つかりません", "見つかりませんでした", "存在しません", "アクセスできません",
    "メンテナンス中", "찾을 수 없", "존재하지 않", "접근이 거부", "ไม่พบ", "नहीं मिला",
    "غير موجود", "لم يتم العثور", "לא נמצא",
)  # fmt: skip

CONSENT_PHRASES = (
    "just a moment", "attention required", "are you a robot", "not a robot", "are you human",
    "you are human", "you re human", "human verification", "security check",
    "security checkpoint", "checking your browser", "ddos guard", "ddos protection",
    "pardon our interruption", "just a second", "cookies required", "cookie hinweis",
    "one moment please", "please wait", "before you continue",
    "cookie consent", "privacy settings", "your privacy", "robot check", "bot verification",
    "bot check", "client challenge", "age verification", "verify your age",
    "nur einen moment", "einen moment bitte", "bevor sie fortfahren", "un momento",
    "un instant", "avant de continuer", "antes de continuar", "prima di continuare",
    "один момент", "少々お待ちください", "请稍候", "잠시만 기다리십시오",
)  # fmt: skip

CONSENT_ALONE = frozenset("consent zustimmung datenschutzeinstellungen cookies".split())

# At the start of a short part.
SIGN_IN_STARTS = (
    "sign in", "log in", "login", "signin", "log on", "logon", "sign up", "please sign in",
    "please log in", "member login", "user login", "create account", "create an account",
    "create your account",
    "register", "registration", "authentication required", "bitte anmelden",
    "anmelden", "anmeldung", "einloggen", "connexion", "se connecter", "connectez vous",
    "identification", "iniciar sesión", "inicia sesión", "inicio de sesión", "iniciar sessão",
    "fazer login", "entrar", "accedi", "accesso", "inloggen", "logga in", "logg inn", "log ind",
    "kirjaudu", "zaloguj", "logowanie", "přihlášení", "bejelentkezés", "autentificare",
    "giriş yap", "вход", "войти", "авторизация", "увійти", "登录", "登入", "ログイン", "로그인",
    "đăng nhập",
)  # fmt: skip
PAYWALL_STARTS = (
    "subscribe", "subscribe now", "become a member", "choose your subscription",
    "subscription required", "jetzt abonnieren", "abonnieren", "abonnez vous", "suscríbete",
    "abbonati", "assine", "abonneren",
)  # fmt: skip
SEARCH_STARTS = (
    "search results", "you searched for", "suchergebnisse",
    "résultats de recherche", "resultados de búsqueda", "risultati della ricerca",
    "zoekresultaten", "wyniki wyszukiwania", "результаты поиска",
)  # fmt: skip
SEARCH_ALONE = frozenset("search suche recherche buscar cerca zoeken szukaj поиск".split())
FRONT_ALONE = frozenset(
    "home homepage startseite hauptseite accueil inicio frontpage forside главная".split()
)
