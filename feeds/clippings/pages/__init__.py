"""What a page says of its article.

Read ``page``, then what it puts together: ``head`` (meta and link elements, title, times) and
``linked`` (JSON-LD and microdata).
"""
