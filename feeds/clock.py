"""The one place where the time enters; everything else is handed it."""

from collections.abc import Mapping
from datetime import UTC, datetime


def read_clock(environ: Mapping[str, str]) -> datetime:
    """Return the time to build for, aware and in UTC.

    ``SOURCE_DATE_EPOCH`` (seconds since 1970, https://reproducible-builds.org/specs/) wins over
    the system's clock. Raises ValueError if it is not a number of seconds.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as exc:
        message = f'SOURCE_DATE_EPOCH "{epoch}" is not a number of seconds since 1970'
        raise ValueError(f"{message}; correct or unset it") from exc
