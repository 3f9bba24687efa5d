"""A folder becomes a collection: ``feeds init`` writes what it needs for that.

Read ``answers`` (what is asked, and which answers are refused; ``remote`` proposes one), ``write``
(what is there already stays), and ``hosts`` (which files each host takes, and what is left to do
there). ``templates/`` holds the files, which ``template`` fills; those that the pages in docs/ have
users copy are the same texts, and a test keeps them so.
"""

__all__ = ["answers", "hosts", "write"]
