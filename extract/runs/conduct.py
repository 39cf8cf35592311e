"""A run over many documents: list, read, keep, and write the store, with every input accounted for.

Only a few documents are held at any time, so that a million pages need no more memory than a hundred; and the store
is written from the ledger in the order of the inputs, so that it is the same byte for byte whatever happened on
the way.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.pages import Failure, Read, check_encoding, clash, parse_published
from shilu.extract.report import Counts, Report, Tally
from shilu.extract.runs.fingerprint import digest_of, fingerprint
from shilu.extract.runs.inputs import Inputs
from shilu.extract.runs.ledger import Entry, Ledger, ledger_folder
from shilu.extract.runs.processes import in_processes, in_this_process
from shilu.extract.runs.work import Job, Load, LoadExtractor, Result, unpack
from shilu.extract.stores import FILES, FailedDocument, Form, StoreWriter, keep_place, open_store
from shilu.extract.stores import Options as StoreOptions

if TYPE_CHECKING:
    from shilu.extract.language import TaggerName  # brings the tagger, which the leading process does without

__all__ = ["Options", "Watch", "run"]

_TOLD = 20
"""So many failures are kept for the terminal; all of them are in the store."""

_FAILED = "failed.csv"
_BREAKS = frozenset({"S104", "S407", "S604"})
"""Messages that end a run which had begun; what was done is kept."""

_OTHERS = (
    "{folder} had results of another version of Shilu or of other options; every document was read again, and they are "
    "gone"
)

Execute = Callable[[Iterable[Job]], Iterator[Result]]
"""Reads pages, in any order and anywhere, and gives a result for each."""


@dataclass(frozen=True)
class Options:
    """How a run is done. What is found depends on `published`, the EDTF date of all pages, `min_confidence`, the
    least that a fact needs to be kept, `tagger`, which finds the words, `words`, tables of words of the user's
    own, and `weights`, a file of what `shilu learn` made of the user's marks; on nothing else.

    `jobs` is a number of processes on this machine, one if it is not given; with `on="ray"` a number of actors, one a
    CPU if it is not given, on the cluster at `ray_address` or else on a Ray that is started here. `retry_failed` tries
    documents again that an earlier run failed on; those that failed since a process was killed are tried again anyway.
    `store` is what some kinds of store ask for. A page that takes longer than `page_timeout` seconds is a failure; 0
    is for no limit. `encoding` is that of all files without a byte order mark; without it, it is found out for each.
    """

    published: str | None = None
    jobs: int | None = None
    on: Literal["here", "ray"] = "here"
    ray_address: str | None = None
    retry_failed: bool = False
    store: StoreOptions | None = None
    min_confidence: float = 0.0
    tagger: TaggerName = "lac"
    page_timeout: float = 600.0
    words: tuple[Path, ...] = ()
    encoding: str | None = None
    weights: Path | None = None


class Watch(Protocol):
    """Is told how a run goes on."""

    def begin(self, inputs: Inputs, ledger: Path) -> None:
        """Reading begins; what is done is kept in the folder `ledger`."""

    def seen(self, counts: Counts) -> None:
        """One more document is listed or done."""

    def wrote(self, documents: int, of: int) -> None:
        """So many documents have gone into the store."""


def run(
    paths: Sequence[str | Path],
    target: str | Path,
    *,
    options: Options | None = None,
    watch: Watch | None = None,
    load: Load | None = None,
) -> Report:
    """Extract the pages of files, folders, patterns, archives and standard input (`-`) into a store, and report.

    The same call goes on where a broken one ended. Inputs that fail are in the report and in the store's table of
    failures; the rest is written all the same. `load` makes what reads the pages: without it the extractor with the
    tagger of the options. Raises `ShiluError` where nothing can be begun: S101, S102, S103, S104, S111, S601, S602,
    S109, and what `open_store` raises.
    """
    began, options = time.perf_counter(), options or Options()
    folder = ledger_folder(target)
    inputs = Inputs(
        paths=[Path(path) for path in paths],
        scratch=folder / "scratch",
        published=None if options.published is None else parse_published(options.published),
        encoding=None if options.encoding is None else check_encoding(options.encoding),
        own=frozenset((Path(target) / name).resolve() for name in ("", *FILES, _FAILED)),
    )
    extractor = LoadExtractor.of(options.tagger, options.words, options.weights)
    execute = _executor(options, extractor, load)
    inputs.check()
    with open_store(target, options.store) as store:
        form = store.form  # and whether it can be written is told now, not after hours
    report = Report()
    with _going_on(folder, report.counts), Ledger(folder) as ledger:
        inputs.prepare()
        keep_place(folder)
        ledger.forget_faults()
        if options.retry_failed:
            ledger.forget_failed()
        if watch:
            watch.begin(inputs, folder)
        listing = _Listing(inputs, ledger, form, options, extractor)
        if ledger.holds_others(listing.version):
            report.notes.append(_OTHERS.format(folder=folder))
        _read(listing, report, execute, watch)
        if inputs.left_out:
            report.notes.append(
                f"left out, since Shilu wrote them: {', '.join(inputs.left_out)} and the like"
            )
        with open_store(target, options.store) as store:
            _write(ledger, store, report, watch)
        ledger.forget_others()
    report.seconds = time.perf_counter() - began
    return report


@contextmanager
def _going_on(folder: Path, counts: Counts) -> Iterator[None]:
    """Says of what breaks a run off (a full disk, a server that went) that the same command goes on: S605."""
    try:
        yield
    except (ShiluError, OSError) as error:
        if isinstance(error, ShiluError) and (error.code not in _BREAKS or not counts.read):
            raise
        why = str(error) if isinstance(error, ShiluError) else in_one_line(error)
        raise ShiluError("S605", why=why.rstrip("."), done=counts.finished, ledger=folder) from error


def _executor(options: Options, extractor: LoadExtractor, load: Load | None) -> Execute:
    """What reads the pages of the run: with `load`, or else with the extractor of the options."""
    if load is None:
        load = extractor
        load.check()
    if options.on == "ray":
        from shilu.extract.runs.on_ray import check_ray, on_ray

        check_ray()
        if isinstance(load, LoadExtractor):
            load = load.holding()
        return partial(on_ray, actors=options.jobs, address=options.ray_address, load=load)
    if options.jobs and options.jobs > 1:
        return partial(in_processes, count=options.jobs, load=load)
    return partial(in_this_process, load=load)


@dataclass(frozen=True)
class _Listing:
    """The inputs on their way into the list of the run; `form` is that of the store, `extractor` that of the
    options."""

    inputs: Inputs
    ledger: Ledger
    form: Form
    options: Options
    extractor: LoadExtractor

    @cached_property
    def version(self) -> str:
        """All that a result depends on besides its document: each option that changes results is in it."""
        options = self.options
        told = f"{fingerprint(options.tagger)} {self.form} {options.min_confidence} {options.tagger}"
        weights = f" weights {self.extractor.weights.digest}" if self.extractor.weights else ""
        return f"{told} {self.extractor.digest}".rstrip() + weights

    def jobs(self, counts: Counts, seen: Callable[[], None]) -> Iterator[Job]:
        """List all inputs, and give those that have no result yet."""
        for read in self.inputs.read():
            counts.read += 1
            job = self._job(read)
            if isinstance(read.found, Failure) and read.found.lost:
                kept = self.ledger.keep_earlier(read.found.source)
                counts.read += kept
                counts.skipped += kept
            known = self.ledger.find(job.digest) if job else None
            if job and known is None:
                yield job
                continue
            counts.failed += job is None or (known is not None and known.trouble is not None)
            counts.skipped += known is not None and known.trouble is None
            seen()

    def _job(self, read: Read) -> Job | None:
        """Put an input on the list; null where it failed already."""
        if isinstance(read.found, Failure):
            self.ledger.list_failure(read.found)
            return None
        digest = digest_of(read.found, self.version)
        if first := self.ledger.list_page(read, read.found.id, digest):
            self.ledger.list_failure(clash(read.found.id, first, read))
            return None
        return Job(digest, read.found, self.form, self.options.min_confidence, self.options.page_timeout)


def _read(listing: _Listing, report: Report, execute: Execute, watch: Watch | None) -> None:
    """Read what is to be read, and keep each result."""
    counts, began = report.counts, time.perf_counter()

    def seen() -> None:
        if watch:
            watch.seen(counts)

    for result in execute(listing.jobs(counts, seen)):
        listing.ledger.keep(result)
        counts.failed += result.trouble is not None
        counts.done += result.trouble is None
        report.characters += result.characters
        report.loading = max(report.loading, result.loading)
        seen()
    report.reading = time.perf_counter() - began - report.loading


def _write(ledger: Ledger, store: StoreWriter, report: Report, watch: Watch | None) -> None:
    """Write the store, all inputs in order, and count what is in it."""
    for number, entry in enumerate(ledger.entries(), 1):
        if entry.trouble:
            store.fail(_failed(entry))
            if len(report.failures) < _TOLD:
                report.failures.append(entry.trouble.reason)
        else:
            page, tally = _kept(ledger, entry)
            store.add_rendered(page)
            report.tally.add(tally)
        if watch:
            watch.wrote(number, report.counts.read)
    store.finish()
    report.target, report.losses = store.target, store.losses


def _kept(ledger: Ledger, entry: Entry) -> tuple[dict[str, Any], Tally]:
    """What the ledger keeps of a page. Raises `ShiluError` S602 where it is damaged."""
    try:
        return unpack(entry.rendered or b""), Tally.from_json(entry.tally or "")
    except (zlib.error, ValueError, TypeError, KeyError) as error:
        raise ShiluError("S602", path=ledger.folder, why=f"{entry.source}: {in_one_line(error)}") from error


def _failed(entry: Entry) -> FailedDocument:
    assert entry.trouble is not None
    trouble = entry.trouble
    return FailedDocument(entry.source, entry.line, trouble.reason, stage=trouble.stage, trace=trouble.trace)
