"""``image-size``: a picture whose size is not known.

What: The width or height of a picture is missing or 0.

Why: Pages jump while they load, since nothing can be kept free for the picture.

Example:
    images:
      - url: "https://example.org/pytorch.png"
        width: 0

Remedy: Write width and height in pixels.
"""

from collections.abc import Iterator
from typing import Any

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.pointers import Pointer
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, list_of

RULE = documented(__name__, Severity.INFO)

SPARES_PLAIN = True


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each picture without a size."""
    providers = (((*article, "provider"), provider) for article, provider in articles.providers)
    for owners in (articles, providers):
        for owner, fields in owners:
            for index, image in enumerate(list_of(fields, "images")):
                if isinstance(image, dict) and not (image.get("width") and image.get("height")):
                    yield _fault((*owner, "images", index), image)


def _fault(pointer: Pointer, image: dict[str, Any]) -> Fault:
    unknown = " and ".join(name for name in ("width", "height") if not image.get(name))
    return RULE.fault(pointer, f"has no {unknown}")
