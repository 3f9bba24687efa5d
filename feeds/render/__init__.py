"""From feeds to bytes: one module a format, and the pages.

Read ``formats`` (the table of formats), ``frame`` (a feed without its entries), then ``rss``,
``atom`` (both by ``feedgen``) or ``jsonfeed``. ``html`` fills ``templates/``, which hold the pages
and their CSS (``compiled_templates`` keeps them compiled); ``catalogue`` and ``opml`` list all
feeds; ``content`` is the body of an entry, ``addresses`` are what feeds link to.
"""

__all__ = ["addresses", "catalogue", "content", "formats", "frame", "html", "opml"]
