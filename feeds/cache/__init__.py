"""What runs remember, in SQLite: seeds and feeds of builds, verdicts of links.

All may be deleted at any time, which only costs time. Read ``store`` (what a build remembers), then
``rows`` and ``tables`` (how it is kept), ``last_build`` (a build that has nothing to do), ``told``
(problems that need not be told again), ``ledger`` and ``ledger_file`` (verdicts of links, and for
how long). ``database`` opens the files of both, and ``folder`` is where they are.
"""

__all__ = ["folder", "last_build", "ledger", "ledger_file", "rows", "store", "tables", "told"]
