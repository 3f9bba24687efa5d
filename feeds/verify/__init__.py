"""``feeds verify``: whether a feed, of anyone, is right, and why not.

Read ``run`` (many feeds, ``fetch`` those of the web) and ``check``: one feed on its way from bytes
to findings. ``reading/`` makes a ``document`` of it, with each ``element`` at its place, and
``sniffing`` tells its format.
``engine`` walks through it once and holds each element against its row in the tables of
``vocabularies/``, of which ``vocabulary`` makes a tree; ``namespaces`` are those without a table.
``constructs/`` checks elements of Atom whose attributes decide on their text, ``rules/`` what needs
more than one element, ``markup/`` finds HTML and what is wrong with it, ``values/`` are the types
of single values, and ``jsonfeed/`` has all of this for JSON Feed. ``together/`` holds feeds against
each other. ``ruleset`` knows the ``documentation/`` of all rules, and ``findings`` are what they
find.

To add a namespace, add a module to ``vocabularies/``. To add a rule, add a module to ``rules/`` and
its words to a table in ``documentation/``. Nothing else names them.
"""

__all__ = ["check", "findings", "ruleset", "run"]
