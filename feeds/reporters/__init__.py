"""What people and programs are shown: of builds, checks, links and rules.

A reporter only formats. Read ``summary`` (a build), ``problems/`` (one module a format), ``links/``
(check-links), ``differences`` (``feeds diff``), ``fixes`` (``--diff``) and ``rules`` (pages of
rules).
"""
