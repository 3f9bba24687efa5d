"""Links that have moved: which new addresses are the articles' own, and writing them into seeds.

Read ``rewrite``, then ``doubts`` (what is not likely the article), which looks at each ``page`` by
the tables of ``words``, ``said`` (what a page says of itself, by the tables of ``titles``), and
``taken`` (what other seeds have already).
"""
