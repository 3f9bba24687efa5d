"""``feeds build``: read, group, plan, render, publish, remember.

Read ``run`` first, which names the stages in their order, and ``context``, which they share. Then
``read`` (seeds, so far as earlier builds do not know them), ``group`` (feeds, and ``archive``),
``guard`` (what is not done unasked), ``plan`` (what must be rendered), ``render``, ``publish`` and
``remember``. ``read_batch`` and ``render_batch`` are what workers do of these.
"""

__all__ = ["context", "remember", "run"]
