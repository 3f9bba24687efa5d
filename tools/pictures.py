"""Make the pictures of pages that the documentation shows: those of the collection in pictures/.

After a change of the pages, with Chromium:

    python -m tools.pictures
"""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Route, sync_playwright

from feeds import BuildOptions, build_feeds, load_settings

COLLECTION = Path(__file__).with_suffix("")
_SITE = "https://open.example/feeds/"
_WIDTH = 1000
# A page, what the picture ends below, so that no line of text is cut, and the name of the picture.
_SHOTS = (
    ("all/index.html", "article >> nth=1", "feed.png"),
    ("index.html", "h2#topics ~ ul > li >> nth=1", "index.png"),
)


def main() -> None:
    """Build the collection, open its pages in Chromium, and write what is seen to docs/images/."""
    images = COLLECTION.parents[1] / "docs" / "images"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        settings = load_settings(COLLECTION / "feeds.toml", {"build.out": folder})
        build_feeds(settings, now=datetime.now(UTC), options=BuildOptions(use_cache=False))

        def answer(route: Route) -> None:
            path = route.request.url.removeprefix(_SITE)
            route.fulfill(path=Path(COLLECTION if path.startswith("images/") else folder, path))

        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for path, last, name in _SHOTS:
            page = browser.new_page(viewport={"width": _WIDTH, "height": 1000})
            page.route("**/*", answer)
            page.goto(_SITE + path, wait_until="networkidle")
            height = int(page.locator(last).evaluate("e => e.getBoundingClientRect().bottom"))
            page.set_viewport_size({"width": _WIDTH, "height": height})
            page.screenshot(path=images / name)


if __name__ == "__main__":
    main()
