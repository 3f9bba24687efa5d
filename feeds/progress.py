"""How far a run has come, on a terminal or in a log, and how long its stages took."""

import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Progress = Callable[[str, int, int], None]
"""Called with the name of the stage, how much of it is done, and of how much."""

# Short runs draw nothing: a line that flashes by tells nobody anything.
_PATIENCE_SECONDS = 1.0
_REDRAW_SECONDS = 0.1
# A log keeps every line, and only has to show that the run is alive.
_LOG_SECONDS = 30.0


def ignore_progress(stage: str, done: int, total: int) -> None:
    """Take no notice."""


def describe(stage: str, done: int, total: int) -> str:
    """Return in words that *done* of *total* parts of *stage* are behind us."""
    return f"{stage} {done:,}/{total:,} ({done * 100 // max(total, 1)} %)"


class ProgressLine:
    """One line that says how far a run is: redrawn on a terminal, written now and then in a log."""

    def __init__(
        self,
        stream: TextIO,
        *,
        terminal: bool,
        shown: bool = True,
        interval_seconds: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Write to *stream*, a *terminal* or a log, unless not *shown*; *clock* counts seconds."""
        self._stream = stream
        self._terminal = terminal
        self._shown = shown
        default = _REDRAW_SECONDS if terminal else _LOG_SECONDS
        self._interval_seconds = interval_seconds or default
        self._clock = clock
        self._next_draw = clock() + _PATIENCE_SECONDS
        self._width = 0

    def show(self, stage: str, done: int, total: int) -> None:
        """Say that *done* of *total* parts of *stage* are behind us, to a terminal only."""
        if not (self._shown and self._terminal) or self._clock() < self._next_draw:
            return
        self._next_draw = self._clock() + self._interval_seconds
        self._draw(describe(stage, done, total))

    @contextmanager
    def repeated(self, text: Callable[[], str]) -> Iterator[None]:
        """Write what *text* returns every now and then, in a thread, until the context is left.

        So a run that waits for others is seen to be alive.
        """
        ended = threading.Event()

        def draw() -> None:
            while not ended.wait(self._interval_seconds):
                self._draw(text())

        thread = threading.Thread(target=draw, name="progress", daemon=True)
        if self._shown:
            thread.start()
        try:
            yield
        finally:
            ended.set()
            if self._shown:
                thread.join()

    def clear(self) -> None:
        """Remove the line from a terminal."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0

    def _draw(self, line: str) -> None:
        if self._terminal:
            # What is left of a longer line before must not stay behind this one.
            self._stream.write("\r" + line.ljust(self._width))
            self._width = len(line)
        else:
            self._stream.write(line + "\n")
        self._stream.flush()


def silent_line() -> ProgressLine:
    """Return a line that nobody sees."""
    return ProgressLine(io.StringIO(), terminal=False, shown=False)


class StageTimes:
    """How long each stage of a run took, told of the stages as a ``ProgressLine`` is.

    ``seconds`` has the stages by name; what came before the first is ``starting``.
    """

    def __init__(self, show: Progress, clock: Callable[[], float] = time.monotonic) -> None:
        """Pass everything on to *show*; *clock* counts seconds."""
        self.seconds: dict[str, float] = {}
        self._show = show
        self._clock = clock
        self._stage = "starting"
        self._begun = clock()

    def show(self, stage: str, done: int, total: int) -> None:
        """Take note that *done* of *total* parts of *stage* are behind us."""
        self._enter(stage)
        self._show(stage, done, total)

    def end(self) -> dict[str, float]:
        """Return the seconds by stage, the run being over."""
        self._enter("")
        return {stage: round(seconds, 3) for stage, seconds in self.seconds.items()}

    def _enter(self, stage: str) -> None:
        now = self._clock()
        self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._begun
        self._stage, self._begun = stage, now
