"""Work shared out among processes of this machine, or the workers of a cluster.

Read ``batches`` (how work is cut up and shared out), then ``processes`` and ``dask`` (who does it);
``choose`` finds those that an option names.
"""

__all__ = ["batches", "choose", "processes"]
