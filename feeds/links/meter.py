"""At what rate a run over links comes on, and when it will be done."""

import time
from collections.abc import Callable

from feeds.http.verdicts import Verdict
from feeds.progress import describe


class Meter:
    """Counts the verdicts of a run that began when this was made."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin to measure: *total* addresses are to be asked; *clock* counts seconds."""
        self._total = total
        self._clock = clock
        self._started = clock()
        # Every verdict from the start: another thread reads this while it changes.
        self._counts = dict.fromkeys(Verdict, 0)

    def count(self, verdict: Verdict) -> None:
        """Note the verdict on one more address."""
        self._counts[verdict] += 1

    def describe(self) -> str:
        """Return one line: how many have which verdict, how many come in a second, time left."""
        done = sum(self._counts.values())
        seconds = self._clock() - self._started
        rate = done / seconds if seconds > 0 else 0.0
        pace = f"{rate:,.0f}/s, {_minutes((self._total - done) / rate)} left" if rate else "waiting"
        found = ", ".join(f"{number:,} {name}" for name, number in self._counts.items() if number)
        line = f"{describe('checking links', done, self._total)}, {pace}"
        return f"{line}: {found}" if found else line


def _minutes(seconds: float) -> str:
    """Return *seconds* as 1:02, or as 1:02:03 with hours."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
