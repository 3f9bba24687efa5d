"""How far a long run has come, on a terminal, and how long its stages took."""

import time
from collections.abc import Callable
from typing import TextIO

Progress = Callable[[str, int, int], None]
"""Called with the name of the stage, how much of it is done, and of how much."""

_PATIENCE_SECONDS = 1.0
_INTERVAL_SECONDS = 0.1


def ignore_progress(stage: str, done: int, total: int) -> None:
    """Take no notice."""


class Bar:
    """One line on a terminal that says what is done; it appears after a second of work."""

    def __init__(
        self, stream: TextIO, *, shown: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Draw on *stream*, unless *shown* is false; *clock* counts seconds."""
        self._clock = clock
        self._stream = stream
        self._shown = shown
        self._next_draw = self._clock() + _PATIENCE_SECONDS
        self._width = 0

    def show(self, stage: str, done: int, total: int) -> None:
        """Say that *done* of *total* parts of *stage* are behind us."""
        if not self._shown or self._clock() < self._next_draw:
            return
        self._next_draw = self._clock() + _INTERVAL_SECONDS
        line = f"{stage} {done:,}/{total:,} ({done * 100 // max(total, 1)} %)"
        self._stream.write("\r" + line.ljust(self._width))
        self._stream.flush()
        self._width = len(line)

    def clear(self) -> None:
        """Remove the line."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0


class StageTimes:
    """How long each stage of a run took, told of the stages as a ``Bar`` is.

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
