"""One run over links that have been gathered: reuse, ask, remember, and draw conclusions."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from feeds.cache.ledger import Ledger
from feeds.http.verdicts import Outcome, Target, Verdict
from feeds.links.crawl.jobs import must_skip
from feeds.links.findings import LinkProblem, LinkReport, mismatch_of, problem_of
from feeds.links.gather import Gathered, reread
from feeds.links.options import LinkOptions
from feeds.links.targets import links_of, paths_of, target_url
from feeds.progress import ProgressLine
from feeds.settings import LinksSettings, Settings
from feeds.validation.schema.seed import Seed

_READABLE = frozenset({Verdict.OK, Verdict.MOVED})


class LinkRun:
    """One run of ``feeds check-links``: call ``ask``, then ``remember``, then ``report``.

    It counts all verdicts, and keeps the outcomes that the report has something to say of.
    """

    def __init__(
        self,
        settings: Settings,
        options: LinkOptions,
        gathered: Gathered,
        ledger: Ledger,
        clock: Callable[[], datetime],
    ) -> None:
        """Prepare a run over the links of *gathered*, of which nothing is known yet.

        *ledger* has the outcomes of earlier runs, *clock* returns the aware time of each outcome.
        """
        self._include_unpublished = settings.seeds.include_unpublished
        limits = settings.links.limits._replace(allow_private=options.allow_private)
        self._settings = settings.links._replace(limits=limits)
        self._options = options
        self._gathered = gathered
        self._ledger = ledger
        self._clock = clock
        self._paired = {url for pair in gathered.usages.pairs for url in pair if options.amp}
        self._verdicts: Counter[Verdict] = Counter()
        self._reused = 0
        self._noted: dict[str, Outcome] = {}
        self._pages: dict[str, Outcome] = {}

    def ask(self, stop: threading.Event, line: ProgressLine) -> None:
        """Reuse what is fresh and ask for the rest, until all is known or the run is stopped.

        Raises NetworkDownError if no host can be reached.
        """
        due = list(self._due(stop))
        if not due or stop.is_set():
            return
        from feeds.links.crawl.engine import ask_links
        from feeds.links.meter import Meter
        from feeds.links.network import Network

        # Before the line starts its thread.
        outcomes = ask_links(due, self._settings.limits, stop=stop)
        meter, network = Meter(len(due)), Network()
        with line.repeated(meter.describe):
            for outcome in outcomes:
                meter.count(outcome.verdict)
                for counting in network.sift(outcome):
                    self._learn(counting)
        if not stop.is_set():
            network.check()
        for left in network.rest(self._clock(), self._last_answer):
            self._learn(left)

    def _last_answer(self, private: bool) -> datetime | None:
        return self._ledger.last_answer(private=private)

    def _learn(self, outcome: Outcome) -> None:
        self._ledger.record(outcome, self._clock())
        self._take(outcome)

    def remember(self) -> None:
        """Write all that was learnt, and forget what no run has asked for in long."""
        self._ledger.flush()
        self._ledger.forget(self._clock(), max(_max_ages(self._settings, self._options)))

    def report(self, *, interrupted: bool) -> LinkReport:
        """Return the report on all addresses that have a verdict by now, problems sorted.

        *interrupted* tells that the run was stopped, so that others may have none.
        """
        usages = self._gathered.usages
        return LinkReport(
            seeds=self._gathered.seeds,
            verdicts={verdict: self._verdicts[verdict] for verdict in Verdict},
            reused=self._reused,
            problems=tuple(sorted(self._problems(), key=lambda found: (found.places, found.rule))),
            unasked=len(usages) - self._verdicts.total(),
            interrupted=interrupted,
            unread=tuple(sorted(self._gathered.unread)),
            notices=self._ledger.notices,
        )

    def _due(self, stop: threading.Event) -> Iterator[Target]:
        ages = _max_ages(self._settings, self._options)
        now = self._clock()
        for url in self._gathered.usages:
            if stop.is_set():
                return
            record = self._ledger.find(url)
            if record and record.is_fresh(now, *ages) and self._says_enough(record.outcome):
                self._reused += 1
                self._take(record.outcome)
            else:
                yield Target(url, head_links=url in self._paired)

    def _says_enough(self, outcome: Outcome) -> bool:
        """Tell whether *outcome* may stand for the answer: the link is not to be skipped by now.

        It must hold the head of a page that is to be compared with another.
        """
        if must_skip(outcome.url, self._settings.limits):
            return False
        unread = outcome.verdict in _READABLE and outcome.head_links is None
        return not unread or outcome.url not in self._paired

    def _take(self, outcome: Outcome) -> None:
        self._verdicts[outcome.verdict] += 1
        # Of the many that are good nothing is kept, so that memory stays flat.
        if outcome.verdict is not Verdict.OK:
            self._noted[outcome.url] = outcome
        if outcome.url in self._paired:
            self._pages[outcome.url] = outcome

    def _problems(self) -> Iterator[LinkProblem]:
        usages = self._gathered.usages
        confirm_runs = 1 if self._options.strict else self._settings.confirm_runs
        suggestions = self._suggestions() if self._options.suggest else {}
        remedies = self._remedies()
        for url, outcome in self._noted.items():
            record = self._ledger.find(url)
            found = problem_of(outcome, record, usages.places(url), confirm_runs)
            yield replace(
                found,
                suggestion=suggestions.get(url, ""),
                remedy=remedies.get(url, found.remedy),
            )
        if self._options.amp:
            yield from self._mismatches()

    def _mismatches(self) -> Iterator[LinkProblem]:
        from feeds.links.pairs import check_amp_pair

        usages = self._gathered.usages
        for web, amp in sorted(usages.pairs):
            if web != amp and web in self._pages and amp in self._pages:
                page = self._pages[amp]
                for message in check_amp_pair(self._pages[web], page):
                    yield mismatch_of(message, page, usages.places(amp))

    def _suggestions(self) -> dict[str, str]:
        """Return, by broken address, the address to write instead.

        The seeds that hold broken links are read again for it.
        """
        from feeds.links.suggest import suggest

        broken = {url for url in self._noted if self._is_broken(url)}
        found: dict[str, str] = {}
        for seed in self._reread(broken):
            for link in links_of(seed, self._options.also):
                if (url := target_url(link.url)) in broken:
                    found.setdefault(url, suggest(link, self._is_broken))
        return found

    def _remedies(self) -> dict[str, str]:
        """Return, by old address, remedies for moved links that ``--fix`` would not rewrite."""
        noted = self._noted.values()
        moved = [o for o in noted if o.verdict is Verdict.MOVED]
        if not moved:
            return {}
        from feeds.links.moves.doubts import Move
        from feeds.links.moves.rewrite import moved_links, remedies

        moves = {o.url: Move(o.moved_to, o.final_url or o.moved_to) for o in moved if o.moved_to}
        rule = moved_links(
            moves,
            self._gathered.usages,
            self._options.also,
            include_unpublished=self._include_unpublished,
        )
        return remedies(self._reread(moves), rule)

    def _reread(self, urls: Iterable[str]) -> Iterator[Seed]:
        """Yield the seeds that hold any of *urls*, by path."""
        usages = self._gathered.usages
        return reread(paths_of(place for url in urls for place in usages.places(url)))

    def _is_broken(self, url: str) -> bool:
        outcome = self._noted.get(url)
        return outcome is not None and outcome.verdict is Verdict.BROKEN


def _max_ages(settings: LinksSettings, options: LinkOptions) -> tuple[timedelta, timedelta]:
    """Return how old bad and good verdicts may be to be reused."""
    if options.max_age is None:
        return settings.max_age, settings.max_age_ok
    return min(settings.max_age, options.max_age), options.max_age
