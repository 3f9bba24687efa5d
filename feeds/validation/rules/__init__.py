"""The rules beyond the schema, one module each; whatever module is added here is a rule.

A module is named after its rule, and its docstring is the documentation of the rule, which
``feeds rule``, docs/rules.md and SARIF show: What is found, Why that is bad, an Example that breaks
the rule, and the Remedy. ``problems.rule.documented`` says in which form.

It has a ``RULE`` made of that, and either ``check(articles)``, which yields the faults of one seed,
or ``gather(articles)``, which yields what is to be compared across seeds, and ``compare(uses)``,
which is handed all uses by key, in the order of the seeds, and yields faults with the use they
belong to. With ``TELLS_ENTRIES_APART``, it has no ``compare``: of seeds that share what is gathered
only one is published (``validation.duplicates``). With ``KEPT_USES``, only so many uses of one key
are kept: the last counts for all others, and ``keys(articles)``, if there is such a function,
returns the keys of all that ``gather`` yields in less time. With ``ALSO_USES``, the id of another
rule, ``compare`` is handed the uses of that one too. With ``SPARES_PLAIN``, ``check`` finds nothing
in plain seeds (``validation.schema.strict.is_plain``), and is not called for them; with
``OF_BODY``, it finds nothing in seeds without a body; with ``OF_TIME``, nothing without a time of
the check.

Its cases stand in ``tests/rules/``, in a folder named after the rule.
"""
