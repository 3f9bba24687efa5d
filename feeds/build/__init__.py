"""``feeds build``: read, group, plan, render, publish, remember.

Read ``run``, then ``steps`` (the stages in their order).
"""
