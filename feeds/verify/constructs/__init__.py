"""What a single element of Atom shows that no table can say, as its attributes decide on its text.

``text`` is titles, summaries and the like, ``content`` the content of entries, and ``entry`` what
an entry must have of several things. Rows of the vocabulary name them as their ``check``.
"""
