"""Exceptions that end a run; a problem in a single seed is a Diagnostic instead."""

from pathlib import Path

INSTALL_DASK = (
    "install feeds with its extra dask: pip install 'seedfeeds[dask]', or pip install '.[dask]' in"
    " a checkout"
)
INSTALL_NEW = INSTALL_DASK.replace("dask", "new")


class FeedsError(Exception):
    """A run cannot go on: the message says what is wrong, where, and what to do.

    The command line ends with exit code 2. ``path`` is the file or folder that it is about (as text
    if it exists only in messages), ``url`` the address, with what is secret in it masked, ``key``
    the setting (``site.hub``), option (``--since``) or environment variable; None if it is about no
    single one.
    """

    # By keyword and not required: pickle, which brings errors from workers, gives the message only,
    # and sets the others afterwards.
    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        url: str | None = None,
        key: str | None = None,
    ) -> None:
        """Say *message*, of what stands at *path* or *url* or has the name *key*."""
        super().__init__(message)
        self.path = path
        self.url = url
        self.key = key


class ConfigError(FeedsError):
    """The configuration file or an option holds something that cannot be used."""


class OutputError(FeedsError):
    """The output folder cannot be written, or holds files that are not ours."""


class ExecutorError(FeedsError):
    """The workers that are to build cannot be had, or are not fit to."""


class SeedsFolderError(FeedsError):
    """There are no seeds to read where the configuration says they are."""


class SeedChangedError(Exception):
    """The seed at *path* is not what it was a moment ago: whoever read it begins again."""

    def __init__(self, path: str) -> None:
        """Say which seed it is: the message is its *path*, as messages name it."""
        super().__init__(path)
        self.path = path
