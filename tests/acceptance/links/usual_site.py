"""A site with one page for each verdict."""

from tests.acceptance.links.site import Answer, by_method, says, to

FINE = says("200 OK")
GONE = says("404 Not Found")
ANSWERS: dict[str, Answer] = {
    "/fine": FINE,
    "/other": FINE,
    "/gone": GONE,
    "/error": says("503 Service Unavailable"),
    "/old": to("301 Moved Permanently", lambda site: site.url("/new")),
    "/new": FINE,
    "/guarded": says("403 Forbidden"),
    "/busy": says("429 Too Many Requests"),
    "/get-only": by_method(says("405 Method Not Allowed"), FINE),
}
