"""The gate: the rules that no schema can say, and the run of ``feeds validate``.

Read ``run``, then ``check`` (many seeds, in processes) and ``ruleset`` (the rules that apply).
``articles`` is what rules look at, ``uses`` what they compare across seeds. Each module of
``rules/`` is one rule; those that reading applies are in ``problems/basic_rules.toml``.
"""

__all__ = ["articles", "rules", "ruleset", "run"]
