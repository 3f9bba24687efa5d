"""Tell the hub of the feeds that builds changed. Never prints or exits."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby
from secrets import SystemRandom
from typing import TYPE_CHECKING, NamedTuple

from feeds.model import is_feed
from feeds.problems.errors import ConfigError, OutputError
from feeds.render.addresses import hub_url
from feeds.render.formats import FORMATS
from feeds.settings import Settings, Site
from feeds.websub import queue
from feeds.websub.queue import Ping

if TYPE_CHECKING:
    from feeds.websub.hub import Answer, Publisher

_RANDOM = SystemRandom()
_DOCUMENTS = frozenset(format_.file_name for format_ in FORMATS.values())


class Patience(NamedTuple):
    """How long hubs are told: ``timeout_seconds`` in all, ``tries`` in a row that fail.

    A request names ``batch`` addresses. Pauses between tries start with ``backoff_seconds``, and
    double.
    """

    timeout_seconds: float = 300.0
    tries: int = 5
    batch: int = 1
    backoff_seconds: float = 1.0


_USUAL = Patience()


class PingReport(NamedTuple):
    """What hubs were ``told``, and sentences on what they did not accept."""

    told: tuple[Ping, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the hub accepted everything."""
        return not self.problems


def note_changes(
    settings: Settings, written: Sequence[str], kept: Sequence[str], gone: Collection[str]
) -> Sequence[str]:
    """Queue for the hub the feeds among the files that a build is about to write.

    Of what is *gone*, and of the others that are *written*, nothing stays queued. Returns warnings.
    """
    out, site = settings.build.out, settings.site
    hub = hub_url(site)
    try:
        queue.note(out, [*written, *gone], _addresses(written, site), hub)
    except queue.DamagedQueueError:
        # What was queued is not known any more. To hear of a feed once too often costs a hub a
        # request, and to miss a change costs subscribers the change.
        notice = queue.set_aside(out)
        queue.note(out, (), _addresses([*written, *kept], site), hub)
        return (notice,)
    return ()


def find_pings(settings: Settings, wait_seconds: float) -> list[Ping]:
    """Return what the hub is to be told; wait *wait_seconds* at most for a build to end.

    Raises OutputError if the output folder cannot be used, ConfigError if there is no hub to tell.
    """
    out = settings.build.out
    if not out.is_dir():
        message = f"there is no folder {out}; build the feeds first, or give --out"
        raise OutputError(message, path=out)
    pings = queue.load(out, wait_seconds)
    if not pings and not settings.site.hub:
        message = "no hub is known: set [site] hub in feeds.toml, and build the feeds"
        raise ConfigError(message, key="site.hub")
    return pings


def ping(
    settings: Settings,
    patience: Patience = _USUAL,
    *,
    say_waiting: Callable[[], None] = lambda: None,
) -> PingReport:
    """Tell the hub what builds into the output folder changed since it was told last.

    What it accepts leaves the queue at once, all else stays there. Another run that is at it has
    its turn first: this calls *say_waiting*, and then tells what that has left. Raises what
    ``find_pings`` does, and OutputError if the other one takes longer than this would.
    """
    with queue.turn(settings.build.out, patience.timeout_seconds, say_waiting):
        pings = find_pings(settings, patience.timeout_seconds)
        return _tell(settings, patience, pings) if pings else PingReport()


def _tell(settings: Settings, patience: Patience, pings: Sequence[Ping]) -> PingReport:
    # requests takes longer to load than it takes to find that there is nothing to tell.
    from feeds.websub.hub import Publisher

    run = _Run(patience, deque(_batches(pings, patience.batch)))
    with closing(Publisher(settings.links.limits.contact)) as publisher:
        for batch in run.tell(publisher):
            queue.remove(settings.build.out, batch)
    # What fails again and again must not keep the next run from all that comes after it.
    queue.postpone(settings.build.out, run.failed)
    return PingReport(tuple(run.told), tuple(run.problems))


@dataclass
class _Run:
    """One run: the batches that wait for their turn, and what came of those that had theirs."""

    patience: Patience
    waiting: deque[list[Ping]]
    told: list[Ping] = field(default_factory=list)
    failed: list[Ping] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def tell(self, publisher: Publisher) -> Iterator[list[Ping]]:
        """Yield each batch when it is accepted, until all are or the patience is at its end."""
        end = time.monotonic() + self.patience.timeout_seconds
        failures = 0
        while self.waiting:
            batch = self.waiting.popleft()
            addresses = [each.address for each in batch]
            answer = publisher.publish(batch[0].hub, addresses, end - time.monotonic())
            pause = 0.0
            if answer.accepted:
                failures = 0
                self.told += batch
                yield batch
            else:
                failures += 1
                pause = self._put_back(batch, answer, failures)
            if failures >= self.patience.tries or time.monotonic() + pause >= end:
                self._give_up(answer)
                return
            time.sleep(pause)

    def _put_back(self, batch: list[Ping], answer: Answer, failures: int) -> float:
        """Let *batch* wait for another turn, if that may help; return how long to pause."""
        self.failed += batch
        if answer.may_pass:
            # Behind the others: it may be that only this one fails. How long it pauses is left to
            # chance, so that the publishers whom a hub has failed do not all come back at once.
            self.waiting.append(batch)
            backoff = self.patience.backoff_seconds * 2.0 ** (failures - 1)
            return max(answer.wait_seconds, backoff * _RANDOM.uniform(0.5, 1.0))
        if len(batch) > 1:
            # It may be that only one of them is refused.
            self.waiting.extendleft([each] for each in reversed(batch))
        else:
            told = f"{batch[0].hub} {answer.reason} to {batch[0].address}"
            self._add_problem(f"{told}, which stays queued", answer)
        return 0.0

    def _give_up(self, answer: Answer) -> None:
        left = sum(map(len, self.waiting))
        if left:
            reason = answer.reason or f"has taken {self.patience.timeout_seconds:g} seconds"
            stay = "1 address stays" if left == 1 else f"{left:,} addresses stay"
            self._add_problem(f"{self.waiting[0][0].hub} {reason}; {stay} queued", answer)

    def _add_problem(self, problem: str, answer: Answer) -> None:
        self.problems.append(f"{problem}; {answer.remedy}" if answer.remedy else problem)


def _batches(pings: Iterable[Ping], size: int) -> Iterator[list[Ping]]:
    for _, group in groupby(pings, key=lambda each: each.hub):
        same = list(group)
        yield from (same[start : start + size] for start in range(0, len(same), size))


def _addresses(paths: Iterable[str], site: Site) -> dict[str, str]:
    """Return, by path, the address that each feed among *paths* gives as its own."""
    feeds = [path for path in paths if is_feed(path) and path.rpartition("/")[2] in _DOCUMENTS]
    return {path: address for path in feeds if (address := site.address(path))}
