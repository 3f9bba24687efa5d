"""The rules beyond the schema, one module each; whatever module is added here is a rule.

A module has a ``RULE`` and either ``check(seed)``, which yields the faults of one seed, or
``gather(seed)``, which yields what is to be compared across seeds, and ``compare(uses)``, which is
handed all uses by key and yields faults with the use they belong to.
"""
