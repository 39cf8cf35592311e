"""Reading pages in this process or in several of this machine; results come as they are done."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain

from shilu.extract.collector import collect_seldom
from shilu.extract.errors import ShiluError
from shilu.extract.runs.work import Job, Load, Result, killed, process, started

__all__ = ["in_processes", "in_this_process"]

_WAITING_PER_WORKER = 4
"""Documents on their way per worker: enough that none idles while a long page is read, and no more."""

_STARTS = 3
"""How often a pool is begun before it is given up: a process may be killed while it loads, as while it reads."""


def in_this_process(jobs: Iterable[Job], *, load: Load) -> Iterator[Result]:
    """Read the pages one after another."""
    return (process(job, load) for job in jobs)


def in_processes(jobs: Iterable[Job], *, count: int, load: Load) -> Iterator[Result]:
    """Read the pages in `count` processes, a bounded number at any time, and give results as they are done.

    Where a process dies, the pages that it may have taken along are read again, each in a process of its own; one that
    dies again is given up.
    """
    jobs = iter(jobs)
    suspects: list[Job] = []
    first = next(jobs, None)
    while first:
        with _started(count, load) as pool:
            yield from _until_broken(pool, chain([first], jobs), count * _WAITING_PER_WORKER, load, suspects)
        while suspects:
            yield _alone(suspects.pop(), load)
        first = next(jobs, None)


def _until_broken(
    pool: ProcessPoolExecutor, jobs: Iterable[Job], most: int, load: Load, suspects: list[Job]
) -> Iterator[Result]:
    """Results until all are read or a process dies; what was under way then is added to `suspects`."""
    pending: dict[Future[Result], Job] = {}
    for job in jobs:
        try:
            pending[_submit(pool, job, load)] = job
        except (BrokenProcessPool, OSError):  # the second: one died while another was being started
            suspects.append(job)
        if len(pending) >= most:
            yield from _done(pending, suspects)
        if suspects:
            break
    while pending and not suspects:
        yield from _done(pending, suspects)
    suspects += pending.values()


def _done(pending: dict[Future[Result], Job], suspects: list[Job]) -> Iterator[Result]:
    """Wait for at least one page and give all that are done; one whose process died becomes a suspect."""
    done, _ = wait(pending, return_when=FIRST_COMPLETED)
    for future in done:
        job = pending.pop(future)
        try:
            yield future.result()
        except BrokenProcessPool:
            suspects.append(job)


def _alone(job: Job, load: Load) -> Result:
    with _started(1, load) as pool:
        try:
            return _submit(pool, job, load).result()
        except BrokenProcessPool:
            return killed(job)


def _submit(pool: ProcessPoolExecutor, job: Job, load: Load) -> Future[Result]:
    with _deaf():
        return pool.submit(process, job, load)


@contextmanager
def _started(count: int, load: Load) -> Iterator[ProcessPoolExecutor]:
    """A pool of which a process is ready to read; begun anew where one was killed while it loaded. Raises `ShiluError`
    S604 where none comes up however often that is tried, or the reader cannot be made: then it is no document's fault,
    and told once."""
    for _ in range(_STARTS):
        with _pool(count, load) as pool:
            if _comes_up(pool):
                yield pool
                return
    raise ShiluError("S604", why="they were killed while they started, perhaps for want of memory")


@contextmanager
def _pool(count: int, load: Load) -> Iterator[ProcessPoolExecutor]:
    """A pool of processes. Where the block is left by an error or Ctrl-C its processes are ended, not waited for, and
    also where one of them died: Python itself ends the others then, but not one that is just being started, which
    would be waited for for ever."""
    before = set(multiprocessing.active_children())
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=spawn, initializer=_start_worker, initargs=(load,))
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    finally:
        if _takes_nothing(pool):
            for process in set(multiprocessing.active_children()) - before:
                process.terminate()
        pool.shutdown()


def _takes_nothing(pool: ProcessPoolExecutor) -> bool:
    """Whether a process of it died or it was shut down."""
    try:
        with _deaf():
            pool.submit(_ready)
    except (RuntimeError, OSError):  # a `BrokenProcessPool` is one; the second: no process could be started
        return True
    return False


_fault: list[ShiluError] = []
"""Why the reader of this worker could not be made."""


def _comes_up(pool: ProcessPoolExecutor) -> bool:
    """Whether a process of it is ready to read; false where one was killed while it started. Raises the `ShiluError`
    for which the reader cannot be made."""
    try:
        with _deaf():
            ready = pool.submit(_ready)
        fault = ready.result()
    except (BrokenProcessPool, OSError):
        return False
    if fault:
        raise ShiluError(fault[0], **fault[1])
    return True


def _ready() -> tuple[str, dict[str, object]] | None:
    return (_fault[0].code, _fault[0].details) if _fault else None


def _start_worker(load: Load) -> None:
    """Load the tagger once; leave Ctrl-C to the process that the user started, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    collect_seldom()
    try:
        started(load)
    except ShiluError as error:  # an exception here would break the pool without a word of why
        _fault.append(error)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


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
