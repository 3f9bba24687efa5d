"""Problems as plain values: what is wrong, where, how bad it is, and what to do about it.

Read ``diagnostics`` (one problem at one place), then ``faults`` (a problem before its place is
known), ``edits`` (what mends it) and ``reports`` (what a run found). ``errors`` end a run.
"""
