"""JSON Feed: its table of keys, and a walk that holds a document against it.

Read ``check``, then ``tables`` (what the specification says of each key), ``walk`` (which applies
it), and ``rules`` (what needs more than one key); ``document`` tells the places of what they find.
"""
