"""What a build does not do unasked, and what it tells of.

Read ``concerns``, which judges all of it: what ``withdrawals`` finds, and what ``ids`` does. Both
look at a ``comparison`` of what is published with what is to take its place.
"""
