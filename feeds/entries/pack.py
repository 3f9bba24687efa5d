"""Entries on their way from the worker that reads them to the one that renders them.

They are taken apart into plain values, and made of these once all of them are known, in half of the
time that it takes to pickle them as they are and to replace what was not.
"""

import pickle
from datetime import datetime

from feeds.model import Author, Category, Entry, Image, Related


def pack_entry(entry: Entry) -> bytes:
    """Return what the seed of *entry* says of it; content it has none yet."""
    image, icon = entry.image, entry.provider_image
    head = (
        *(entry.id, entry.published.isoformat(), entry.quality),
        *(entry.link, entry.title, entry.language, icon and tuple(icon)),
    )
    authors = [*map(tuple, entry.authors)]
    related = [
        (title, link, provider, published and published.isoformat(), addresses)
        for title, link, provider, published, addresses in entry.related
    ]
    rest = (
        *(entry.summary, authors, entry.amp_link, image and tuple(image)),
        *(related, entry.heat, entry.frame, entry.body),
    )
    return pickle.dumps((head, rest))


def unpack_entry(
    packed: bytes,
    path: str,
    updated: datetime,
    provider: Category | None,
    topics: tuple[Category, ...],
) -> Entry:
    """Return the entry that was *packed* in this run, of the seed at *path*.

    When it was *updated*, and what its *provider* and *topics* are called, all seeds decide.
    """
    head, rest = pickle.loads(packed)  # noqa: S301 - from a worker of this run, never from a file
    id_, published, quality, link, title, language, icon = head
    summary, authors, amp_link, image, related, heat, frame, body = rest
    return Entry(
        id=id_,
        published=datetime.fromisoformat(published),
        updated=updated,
        provider=provider,
        topics=topics,
        path=path,
        quality=quality,
        link=link,
        title=title,
        language=language,
        provider_image=icon and Image(*icon),
        summary=summary,
        authors=tuple([Author(*author) for author in authors]),
        amp_link=amp_link,
        image=image and Image(*image),
        related=tuple([_related(*values) for values in related]),
        heat=heat,
        frame=frame,
        body=body,
    )


def _related(
    title: str, link: str, provider: str | None, published: str | None, addresses: tuple[str, ...]
) -> Related:
    moment = datetime.fromisoformat(published) if published else None
    return Related(title, link, provider, moment, addresses)
