"""Turn a folder of Markdown seeds into RSS, Atom and JSON feeds, and guard the folder.

The library of what the command ``feeds`` does: build feeds, validate seeds, check links. Nothing
here prints or ends the process; what cannot go on raises a FeedsError. docs/api.md has an example
of each. A name is loaded when it is first used, so that to import this package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feeds.build.context import BuildOptions
    from feeds.build.run import build_feeds
    from feeds.config.load import load_settings
    from feeds.http.verdicts import Verdict
    from feeds.links.check import check_links
    from feeds.links.findings import LinkProblem, LinkReport
    from feeds.links.options import LinkOptions
    from feeds.problems.build_report import BuildReport, MovedFeed
    from feeds.problems.diagnostics import Diagnostic, Severity
    from feeds.problems.errors import ConfigError, FeedsError, OutputError, SeedsFolderError
    from feeds.problems.exclusion import Exclusion
    from feeds.problems.reports import ValidationReport
    from feeds.settings import Settings
    from feeds.validation.run import validate_seeds

__version__ = "0.1.0"
__all__ = [
    "BuildOptions",
    "BuildReport",
    "ConfigError",
    "Diagnostic",
    "Exclusion",
    "FeedsError",
    "LinkOptions",
    "LinkProblem",
    "LinkReport",
    "MovedFeed",
    "OutputError",
    "SeedsFolderError",
    "Settings",
    "Severity",
    "ValidationReport",
    "Verdict",
    "__version__",
    "build_feeds",
    "check_links",
    "load_settings",
    "validate_seeds",
]

_HOMES = {
    "feeds.build.context": ("BuildOptions",),
    "feeds.build.run": ("build_feeds",),
    "feeds.config.load": ("load_settings",),
    "feeds.http.verdicts": ("Verdict",),
    "feeds.links.check": ("check_links",),
    "feeds.links.findings": ("LinkProblem", "LinkReport"),
    "feeds.links.options": ("LinkOptions",),
    "feeds.problems.build_report": ("BuildReport", "MovedFeed"),
    "feeds.problems.exclusion": ("Exclusion",),
    "feeds.problems.diagnostics": ("Diagnostic", "Severity"),
    "feeds.problems.errors": ("ConfigError", "FeedsError", "OutputError", "SeedsFolderError"),
    "feeds.problems.reports": ("ValidationReport",),
    "feeds.settings": ("Settings",),
    "feeds.validation.run": ("validate_seeds",),
}


def __getattr__(name: str) -> Any:
    """Load the *name*, which stands in a module of some room (PEP 562)."""
    for module, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(module), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return what the library offers, loaded or not."""
    return sorted({*globals(), *__all__})
