"""HTML in feeds: where there may be none, where it is escaped, and where it stands as XHTML.

``names`` are the elements and attributes that are known, ``plain`` finds HTML in plain text,
``escaped`` looks at HTML that is written as text, ``inline`` at XHTML, and ``styles`` at the CSS of
both.
"""
