"""``feeds check-links``: the links of all seeds, asked and judged.

Read ``check`` and its ``options``, then ``select`` and ``gather`` (which links, of which seeds:
``targets``), ``run`` (what must be asked), ``crawl/`` (asking them), ``network`` (whether that can
say anything), ``findings`` (what it says of seeds), ``moves/`` and ``pairs`` (addresses that have
moved, AMP and canonical), ``suggest`` and ``meter``. ``dead`` tells builds which links are dead.
"""

__all__ = ["check", "crawl", "dead", "findings", "moves", "options"]
