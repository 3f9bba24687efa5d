"""What people and programs are shown: of builds, checks, links and rules.

A reporter only formats. Read ``summary`` (a build, for people) and ``for_programs`` (the same as
JSON), then ``problems/`` (of seeds and links, one module a format; ``view`` is how much of them is
shown), ``differences`` (``feeds diff``), ``fixes`` (``--diff``) and ``rules`` (pages of rules).
``markdown`` is how texts are escaped in it.
"""

__all__ = ["differences", "fixes", "for_programs", "problems", "rules", "summary", "view"]
