"""How far a run has come: a line that is redrawn on a terminal, or a line now and then in a log."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, TextIO

from feeds.client.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

_REDRAW_SECONDS = 0.2
_LOG_SECONDS = 30.0


class Meter:
    """Counts verdicts, and shows rate, remaining time and counts while it is entered.

    It draws by itself, so that a run that waits for slow hosts is seen to be alive.
    """

    def __init__(
        self,
        stream: TextIO,
        *,
        terminal: bool,
        shown: bool = True,
        interval_seconds: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Write to *stream*, a *terminal* or a log, unless not *shown*."""
        self._stream = stream
        self._terminal = terminal
        self._shown = shown
        default = _REDRAW_SECONDS if terminal else _LOG_SECONDS
        self._interval_seconds = interval_seconds or default
        self._clock = clock
        self._counts = dict.fromkeys(Verdict, 0)
        self._total = 0
        self._started = 0.0
        self._width = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="meter", daemon=True)

    def start(self, total: int) -> None:
        """Begin to measure: *total* addresses are to be asked."""
        self._total, self._started = total, self._clock()
        if self._shown and total:
            self._thread.start()

    def count(self, verdict: Verdict) -> None:
        """Note the verdict on one more address."""
        self._counts[verdict] += 1

    def __enter__(self) -> Meter:
        """Return this."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, at: TracebackType | None
    ) -> None:
        """Stop drawing, and clear the line of a terminal."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()

    def _run(self) -> None:
        while not self._ended.wait(self._interval_seconds):
            line = describe(self._counts, self._total, self._clock() - self._started)
            if self._terminal:
                self._stream.write("\r" + line.ljust(self._width))
                self._width = len(line)
            else:
                self._stream.write(line + "\n")
            self._stream.flush()


def describe(counts: Mapping[Verdict, int], total: int, seconds: float) -> str:
    """Return one line on a run that has come to *counts* of *total* verdicts in *seconds*."""
    done = sum(counts.values())
    rate = done / seconds if seconds > 0 else 0.0
    found = ", ".join(f"{number:,} {verdict}" for verdict, number in counts.items() if number)
    pace = f"{rate:,.0f}/s, {_clock_time((total - done) / rate)} left" if rate else "waiting"
    percent = done * 100 // max(total, 1)
    return f"checking links {done:,}/{total:,} ({percent} %), {pace}" + (found and f": {found}")


def _clock_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
