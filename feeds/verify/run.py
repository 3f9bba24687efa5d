"""Verify many feeds: files, folders and standard input. Never prints or exits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from feeds.problems.diagnostics import Severity
from feeds.problems.errors import FeedsError
from feeds.progress import Progress, ignore_progress
from feeds.verify.check import Options, check_feed
from feeds.verify.fetch import fetch_feed, is_address
from feeds.verify.findings import FeedFinding, FeedResult
from feeds.verify.reading.source import mask_address
from feeds.workers.batches import Workers

SUFFIXES = (".xml", ".rss", ".atom", ".rdf", ".json", ".opml")
# Fewer feeds are checked sooner than workers start; a feed takes some milliseconds.
_WORTH_SHARING = 32
_LARGEST_BATCH = 32
# What of a file decides whether it may be a feed.
_PEEK_BYTES = 2_000


class FeedFileError(FeedsError):
    """A file or folder that was named cannot be read."""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was found, feed by feed; so many files of folders as were ``skipped`` are no feeds."""

    results: tuple[FeedResult, ...]
    skipped: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing needs mending; warnings do not count."""
        return not any(
            found.diagnostic.severity is Severity.ERROR
            for result in self.results
            for found in result.findings
        )

    def with_warnings_as_errors(self) -> VerifyReport:
        """Return this report with every warning made an error."""
        return replace(
            self,
            results=tuple(
                result._replace(findings=tuple(map(_raised, result.findings)))
                for result in self.results
            ),
        )


def _raised(found: FeedFinding) -> FeedFinding:
    if found.diagnostic.severity is not Severity.WARNING:
        return found
    return found._replace(diagnostic=found.diagnostic._replace(severity=Severity.ERROR))


def verify(
    sources: Sequence[str],
    options: Options,
    *,
    jobs: int = 1,
    progress: Progress = ignore_progress,
) -> VerifyReport:
    """Check *sources*: files, the feeds in folders, and what is at addresses.

    Whatever is named is checked; of a folder, what has the name of a feed and begins like one, and
    the others are counted. Raises FeedFileError for what does not exist or cannot be read, and if
    there is no feed at all; UnreachableError for an address that gives no feed.
    """
    named: list[str] = []
    skipped = 0
    for source in sources:
        if not is_address(source) and Path(source).is_dir():
            found = [str(file) for file in sorted(_candidates(Path(source)))]
            feeds = [file for file in found if _may_be_feed(Path(file))]
            skipped += len(found) - len(feeds)
            named += feeds
        else:
            named.append(source)
    if not named:
        raise FeedFileError(
            f"there is no feed in {', '.join(sources)}: name a file, or build first"
        )
    results: list[FeedResult] = []
    with Workers(jobs) as workers:
        for batch in workers.run(
            partial(_check_batch, options), named, largest=_LARGEST_BATCH, worth=_WORTH_SHARING
        ):
            results += batch
            progress("verifying feeds", len(results), len(named))
    if options.together:
        from feeds.verify.together.compare import compare

        return VerifyReport(compare(results, options.ruleset), skipped)
    return VerifyReport(tuple(results), skipped)


def verify_stream(name: str, stream: BinaryIO, options: Options) -> VerifyReport:
    """Check the one feed that *stream* holds, which messages call *name*."""
    return VerifyReport((check_feed(name, stream.read(options.max_bytes + 1), options),))


def _check_batch(options: Options, sources: Sequence[str]) -> list[FeedResult]:
    return [_check_source(source, options) for source in sources]


def _check_source(source: str, options: Options) -> FeedResult:
    if not is_address(source):
        return check_feed(source, _read_file(Path(source), options.max_bytes), options)
    answer = fetch_feed(source, options.max_bytes, allow_private=options.allow_private)
    here = options if options.url else replace(options, url=answer.url)
    return check_feed(mask_address(source), answer.data, here, answer.charset)


def _read_file(path: Path, max_bytes: int) -> bytes:
    """Return the bytes of the file *path*, and of a larger one no more than show that it is.

    Raises FeedFileError.
    """
    try:
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except OSError as exc:
        raise FeedFileError(f"{path}: cannot be read: {exc.strerror}", path=path) from exc


def _candidates(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        name = path.name.lower().removesuffix(".gz")
        if name.endswith(SUFFIXES) and not name.startswith(".") and path.is_file():
            yield path


def _may_be_feed(path: Path) -> bool:
    """Tell whether the file at *path* begins as a feed does; all else is for other programs."""
    from feeds.verify.reading.unpacking import unpack
    from feeds.verify.sniffing import may_be_feed

    raw = _read_file(path, _PEEK_BYTES)
    return may_be_feed(unpack(raw, _PEEK_BYTES).data)
