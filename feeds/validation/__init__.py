"""The gate: the schema, the rules that no schema can say, and the run of ``feeds validate``.

Read ``run``, then ``check`` (many seeds, in processes), ``ruleset`` (the rules applied, in builds
as well) and ``selection`` (which rules these are). ``schema/`` checks one seed, and words what is
wrong with its fields; each module of ``rules/`` is one rule. ``articles`` is what rules look at,
``uses`` what they compare across seeds, and ``evident_code`` spares them to read many a body. The
rules that reading and the schema apply are documented in ``problems/basic_rules.toml``.
``publication`` says whether a seed is published at all, ``omissions`` what of it is left out for a
fault, and ``duplicates`` which of several is the better one: all three are for builds as well.
``ignores`` heeds the comments by which a seed says that a problem is meant, ``baseline`` passes
over old debts.
"""

__all__ = [
    "articles",
    "baseline",
    "duplicates",
    "ignores",
    "omissions",
    "publication",
    "rules",
    "ruleset",
    "run",
    "schema",
    "selection",
]
