"""A run over many documents: read, extract, write, and account for every input.

One process or several, the files come out the same byte for byte: results are written in the order of the
inputs. Only a few documents are held at any time, so that a million pages need no more memory than a hundred.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extract.confidence import keep_sure
from extract.errors import ShiluError
from extract.pages import Failure, collect, read_pages
from extract.report import Report, Tally
from extract.stores import FILES, FailedDocument, PageRows, StoreWriter, open_store, page_records, page_rows
from schemas import Page

if TYPE_CHECKING:
    from extract.extractor import Extractor

__all__ = ["Outcome", "run"]

_WAITING_PER_WORKER = 4
"""Documents on their way per worker: enough that none idles while a long page is read, and no more."""


@dataclass(frozen=True)
class Outcome:
    """What became of one input: its rows and their counts, or the reason why there are none."""

    source: str
    rows: PageRows
    tally: Tally
    line: int | None = None
    failure: str | None = None


Work = Page | Failure
Watch = Callable[[], None]


def run(
    paths: Sequence[Path],
    out: Path,
    *,
    published: str | None = None,
    jobs: int = 1,
    min_confidence: float = 0.0,
    watch: Watch = lambda: None,
) -> Report:
    """Extract the pages of files and folders into the store `out`, and report.

    `published` is the EDTF date of all of them, `jobs` a number of processes, `min_confidence` the least that a fact
    needs to be written; `watch` is called after each document. Inputs that fail are in the report and in
    `failed.csv`; the rest is written all the same. Raises `ShiluError` where nothing can be begun: S101, S102, S103,
    S104.
    """
    began = time.perf_counter()
    pages = read_pages(_inputs(paths, out), published=published)
    report = Report()
    with open_store(out) as writer:
        for outcome in _outcomes(pages, jobs):
            _take(_sure(outcome, min_confidence), writer, report)
            watch()
        writer.finish()
    report.seconds = time.perf_counter() - began
    return report


def _inputs(paths: Sequence[Path], out: Path) -> list[Path]:
    """The files to read, without what an earlier run left in `out`, should that lie among them."""
    own = {(out / name).resolve() for name in FILES}
    return [path for path in collect(paths) if path.resolve() not in own]


def _sure(outcome: Outcome, least: float) -> Outcome:
    """The outcome without facts of less confidence; the account of numbers says that they were left out."""
    if not least or outcome.failure is not None:
        return outcome
    records = keep_sure(page_records(outcome.rows), least)
    return replace(outcome, rows=page_rows(records), tally=Tally.of(records))


def _take(outcome: Outcome, writer: StoreWriter, report: Report) -> None:
    if outcome.failure is None:
        writer.add(outcome.rows)
        report.tally.add(outcome.tally)
    else:
        writer.fail(FailedDocument(outcome.source, outcome.line, outcome.failure))
        report.failures.append(outcome.failure)


def _outcomes(pages: Iterable[Work], jobs: int) -> Iterator[Outcome]:
    return _in_turn(pages, jobs) if jobs > 1 else map(process, pages)


@cache
def _extractor() -> Extractor:
    """One for each process, made when it is first needed: a wrong path should not wait for the tagger."""
    from extract.extractor import Extractor

    extractor = Extractor()
    extractor.page("。")  # loads the tagger and the tables
    gc.collect()
    gc.freeze()  # what was loaded stays for good: the collector need not look at it again for every page
    return extractor


def process(work: Work) -> Outcome:
    """One input to its outcome. An error in the extractor is the failure of this document, not of the run."""
    if isinstance(work, Failure):
        return Outcome(work.source, {}, Tally(), line=work.line, failure=work.message)
    try:
        records = _extractor().records(work)
        return Outcome(_source(work), page_rows(records), Tally.of(records))
    except ShiluError as error:
        return Outcome(_source(work), {}, Tally(), failure=str(error))
    except Exception as error:  # whatever it is: the reader of a run needs its document's name, not our stack
        return _crashed(work, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")


def _source(page: Page) -> str:
    return page.source or page.id


def _crashed(page: Page, why: str) -> Outcome:
    return Outcome(_source(page), {}, Tally(), failure=str(ShiluError("S209", page=page.id, why=why)))


def _in_turn(pages: Iterable[Work], jobs: int) -> Iterator[Outcome]:
    """Outcomes in the order of the inputs, computed by `jobs` processes, with a bounded number under way."""
    waiting: deque[tuple[Work, Future[Outcome]]] = deque()
    with ExitStack() as stack:
        pool = stack.enter_context(_pool(jobs))
        for work in pages:
            if len(waiting) >= jobs * _WAITING_PER_WORKER:
                yield _result(*waiting.popleft())
            try:
                waiting.append((work, _submit(pool, work)))
            except BrokenProcessPool:
                pool = stack.enter_context(_pool(jobs))
                waiting.append((work, _submit(pool, work)))
        while waiting:
            yield _result(*waiting.popleft())


def _submit(pool: ProcessPoolExecutor, work: Work) -> Future[Outcome]:
    with _deaf():
        return pool.submit(process, work)


@contextmanager
def _deaf() -> Iterator[None]:
    """Holds Ctrl-C back while processes may be started: they inherit that, and would else show a traceback when
    they are interrupted before `_start_worker`."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _pool(jobs: int) -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_start_worker, initargs=(_extractor,))


def _start_worker(load: Callable[[], Extractor]) -> None:
    """Load the tagger once; leave Ctrl-C to the process that the user started."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load()


def _result(work: Work, future: Future[Outcome]) -> Outcome:
    """The outcome. Where a process died, the documents that it took along are read again, each alone."""
    try:
        return future.result()
    except BrokenProcessPool:
        return _alone(work)


def _alone(work: Work) -> Outcome:
    with _pool(1) as pool:
        try:
            return _submit(pool, work).result()
        except BrokenProcessPool:
            if isinstance(work, Failure):
                raise
            return _crashed(work, "the process that read it was killed, perhaps for want of memory")
