"""Verify links: each address once, with outcomes as they become known."""

import itertools
import queue
import threading
from collections.abc import Generator, Iterable

from feeds.http.addresses import Resolver, resolve
from feeds.http.limits import Limits
from feeds.http.verdicts import Outcome, Target

# Up to here one process is done before another would have started.
_SMALL_RUN = 1_000
# How often a stop is looked for.
_GLANCE_SECONDS = 0.1


def ask_links(
    targets: Iterable[Target],
    limits: Limits,
    *,
    stop: threading.Event,
    resolver: Resolver = resolve,
) -> Generator[Outcome, None, None]:
    """Return the outcomes of *targets*, each as it becomes known, after all retries.

    The addresses should be distinct and without fragments. *stop* may be set at any time: the
    iterator ends within two seconds and yields what is known by then, as it does, yielding
    nothing more, when it is closed. A *resolver* of one's own must be a function of a module,
    since large runs are spread over processes: these start at once, and sooner if no threads run
    (see ``workers.processes.worker_context``). The iterator raises LinkProcessError if one of them
    dies.
    """
    waiting = iter(targets)
    first = list(itertools.islice(waiting, _SMALL_RUN))
    everything = itertools.chain(first, waiting)
    if len(first) < _SMALL_RUN:
        return _check_here(everything, limits, stop, resolver)
    from feeds.links.crawl.fleet import Fleet, useful_processes

    processes = useful_processes(first, limits)
    if processes == 1:
        return _check_here(everything, limits, stop, resolver)
    return Fleet(limits, processes, resolver).ask(everything, stop)


def _check_here(
    targets: Iterable[Target], limits: Limits, stop: threading.Event, resolver: Resolver
) -> Generator[Outcome, None, None]:
    from feeds.links.crawl.crew import Crew

    known: queue.SimpleQueue[Outcome | Exception] = queue.SimpleQueue()
    crew = Crew(limits, resolver, known.put)
    expected = 0
    try:
        for target in targets:
            if stop.is_set():
                break
            crew.add(target)
            expected += 1
            while not known.empty():
                expected -= 1
                yield _raised(known.get())
        crew.close()
        while expected and not stop.is_set():
            try:
                outcome = known.get(timeout=_GLANCE_SECONDS)
            except queue.Empty:
                continue
            expected -= 1
            yield _raised(outcome)
    finally:
        crew.stop()
    while not known.empty():
        yield _raised(known.get())


def _raised(outcome: Outcome | Exception) -> Outcome:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome
