"""From the bytes of a feed to elements or values with their places, and what is wrong there.

Read ``unpacking`` (gzip), ``decoding`` (to UTF-8), ``sniffing`` (what kind of document it is) and
``xml`` (elements, by expat), which ``recovery`` (lxml) goes on for after the first fault.
``beginnings`` is where a feed begins behind something else. ``source`` tells lines and columns,
``tags`` the places of attributes and within texts.
"""
