"""Exceptions that end a run; a problem in a single seed is a Diagnostic instead."""

INSTALL_DASK = (
    "install feeds with its extra dask: pip install 'seedfeeds[dask]', or pip install '.[dask]' in"
    " a checkout"
)


class FeedsError(Exception):
    """A run cannot go on: the message says what is wrong, where, and what to do.

    The command line ends with exit code 2.
    """


class ConfigError(FeedsError):
    """The configuration file or an option holds something that cannot be used."""


class OutputError(FeedsError):
    """The output folder cannot be written, or holds files that are not ours."""


class ExecutorError(FeedsError):
    """The workers that are to build cannot be had, or are not fit to."""


class SeedsFolderError(FeedsError):
    """There are no seeds to read where the configuration says they are."""


class SeedChangedError(Exception):
    """A seed is not what it was a moment ago: whoever read it begins again."""
