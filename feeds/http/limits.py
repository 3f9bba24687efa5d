"""How hosts are asked: all limits, with defaults that trouble nobody."""

from typing import NamedTuple

from feeds import __version__

_MOST_OPEN = 4_096


class Limits(NamedTuple):
    """How patient, how gentle and how curious the requests of one run are; times in seconds.

    ``workers`` requests run at a time, ``per_host`` of them to one host, each at least
    ``min_interval_seconds`` after the one before. ``deadline_seconds`` limits the time an address
    may take, redirects included but waiting for its turn not; ``max_bytes`` what is read of a page,
    before and after decompression. ``backoff_seconds`` doubles with each of the ``retries``;
    a host that asks for a longer pause is obeyed up to ``max_retry_after_seconds``.
    A host that is overloaded or silent ``host_patience`` times in a row is left for a later run.
    ``contact`` is an address, of mail or web, that operators of hosts can turn to.
    ``skip`` are regular expressions, searched for in each address. ``ca_file`` holds
    the certificates to trust instead of those that requests brings along. ``allow_private`` opens
    this machine and its network. ``processes`` is the most that a large run is spread over.
    """

    workers: int = 64
    per_host: int = 2
    min_interval_seconds: float = 0.2
    connect_timeout_seconds: float = 10.0
    read_timeout_seconds: float = 15.0
    deadline_seconds: float = 30.0
    max_redirects: int = 10
    max_bytes: int = 1_000_000
    retries: int = 2
    backoff_seconds: float = 1.0
    max_retry_after_seconds: float = 60.0
    host_patience: int = 4
    contact: str | None = None
    ca_file: str | None = None
    allow_private: bool = False
    skip: tuple[str, ...] = ()
    processes: int = 4

    @property
    def kept_hosts(self) -> int:
        """The number of hosts that idle connections are kept to, in one process.

        At their own pace, hosts take long turns: all those of a run should keep theirs, as far as
        the process may have files open.
        """
        return max(2 * self.workers, _open_files() * 4 // 5 // self.per_host)

    @property
    def user_agent(self) -> str:
        """What requests call themselves, with whom to turn to (RFC 9110, 10.1.5)."""
        name = f"seedfeeds/{__version__}"
        return f"{name} (+{self.contact})" if self.contact else name


def _open_files() -> int:
    """Return how many files and connections this process may have open, so far as that matters."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return _MOST_OPEN
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _MOST_OPEN if soft == resource.RLIM_INFINITY else min(soft, _MOST_OPEN)
