"""``feeds verify``: whether a feed, of anyone, is right, and why not.

Read ``check``: one feed on its way from bytes to findings. ``reading/`` makes a document of it with
the place of everything in it, ``document`` is what elements are, ``sniffing`` tells its format.
``engine`` walks through it once and holds each element against its row in the tables of
``vocabularies/``, of which ``vocabulary`` makes a tree; ``namespaces`` are those without a table.
``rules/`` are those that need more than one element, ``values/`` the types of single values.
``ruleset`` knows the ``documentation/`` of all rules, and ``findings`` are what they find.

To add a namespace, add a module to ``vocabularies/``. To add a rule, add a module to ``rules/`` and
its words to a table in ``documentation/``. Nothing else names them.
"""
