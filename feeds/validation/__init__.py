"""The gate: the rules that no schema can say, and the run of ``feeds validate``.

Read ``run``, then ``check`` (many seeds, in processes), ``ruleset`` (the rules that apply) and
``rule`` (what a rule is). ``articles`` is what rules look at, ``uses`` what they compare across
seeds. Each module of ``rules/`` is one rule; ``documented`` describes those that reading applies.
"""
