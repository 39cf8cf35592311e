"""Reading pages on Ray: on this machine or on a cluster, by a pool of actors that each load one extractor.

Blocks of pages are handed to the actors as they become free, a few ahead, and results are taken up here as they are
done, where the ledger keeps them. So neither the pages nor the results of a run are ever held together, the machines of
a cluster need no common disk, and output is written once: by the one process that holds the ledger.

When an actor or its machine dies, Ray starts another and repeats the block (`max_task_retries`). A block that fails
still is tried once more at the end, each page by itself, so that a page that kills its reader costs that page and no
other.

Ray's own tasks and actors do it rather than Ray Data: Ray Data 2.60 waited without end for the output of an actor that
was killed between two blocks (tests/extract/runs/test_on_ray.py kills them by chance).
"""

from __future__ import annotations

import importlib.util
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import chain
from typing import Any

from shilu.extract.collector import collect_seldom
from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.extras import missing
from shilu.extract.offline import nowhere
from shilu.extract.runs.fingerprint import fingerprint
from shilu.extract.runs.work import Job, Load, Result, Trouble, killed, process, started
from shilu.schemas import Page

# Ray is an extra and its modules are imported where they are used; what comes from it has the type Any.

__all__ = ["check_ray", "on_ray"]

_BLOCK = 16
"""Pages that an actor takes at a time, and that are read again when it dies."""

_BLOCK_CHARACTERS = 500_000
"""A block that has so many characters takes no further page."""

_AHEAD = 2
"""Blocks that an actor has at a time: one that it reads, and one so that it need not wait for the next."""

_RETRIES = 2
"""How often a block is repeated whose actor died."""

_NOT_READY = (
    "worker"  # the stage of a result of a worker that cannot read: it has another Shilu, or none that loads
)


def check_ray() -> None:
    """Raise `ShiluError` S109 where Ray is not installed."""
    if importlib.util.find_spec("ray") is None:
        raise missing("ray", extra="ray", what="--on ray")


def on_ray(jobs: Iterable[Job], *, actors: int | None, address: str | None, load: Load) -> Iterator[Result]:
    """Read the pages with so many actors, or one for each CPU: on the cluster at `address`, or on a Ray that is
    started here and stopped after.

    Raises `ShiluError` S603 where the cluster cannot be reached or a worker has another version of Shilu.
    """
    jobs = iter(jobs)
    first = next(jobs, None)
    if first is None:
        return  # nothing to do: no need to start anything
    jobs = chain([first], jobs)
    with _ray(address, actors) as cpus:
        pool = _Pool(actors or cpus, load)
        yield from pool.results(_blocks(jobs))
        lost, pool.lost = pool.lost, []
        yield from pool.results(([job] for job in lost), ahead=1)  # nothing waits behind what kills its actor
        yield from map(killed, pool.lost)


@contextmanager
def _ray(address: str | None, actors: int | None) -> Iterator[int]:
    """Ray, and how many CPUs it has. One that was there before is used, and left running."""
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # it warns of restarts, on which we rely
    import ray

    _quieten()
    ours = not ray.is_initialized()
    try:
        if ours and address is None:
            with nowhere():
                ray.init(
                    "local",
                    num_cpus=actors,
                    include_dashboard=False,
                    logging_level=logging.ERROR,
                    log_to_driver=False,
                )
        elif ours:
            ray.init(address, logging_level=logging.ERROR, log_to_driver=False)
    except (OSError, RuntimeError, ValueError) as error:
        why = in_one_line(error)
        raise ShiluError("S603", address=address or "this machine", why=why) from error
    try:
        resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
        yield max(1, int(resources.get("CPU", 1)))
    finally:
        if ours:
            ray.shutdown()


def _quieten() -> None:
    """Errors only: Ray's notes would run into our progress, and stack traces of what it repeats anyway help nobody.
    They are in its logs, in the folder of its session."""
    logging.getLogger("ray").setLevel(logging.ERROR)


def _blocks(jobs: Iterator[Job]) -> Iterator[list[Job]]:
    block: list[Job] = []
    characters = 0
    for job in jobs:
        block.append(job)
        characters += len(job.page.text)
        if len(block) == _BLOCK or characters >= _BLOCK_CHARACTERS:
            yield block
            block, characters = [], 0
    if block:
        yield block


@dataclass
class _Pool:
    """So many actors, and the pages of the blocks that none of them could finish."""

    size: int
    load: Load
    lost: list[Job] = field(default_factory=list)
    _actors: list[Any] = field(default_factory=list)

    def results(self, blocks: Iterable[list[Job]], ahead: int = _AHEAD) -> Iterator[Result]:
        """Results as they come, with so many blocks an actor at a time. Pages of a block whose actor died each time it
        was tried are added to `lost`."""
        import ray

        blocks = iter(blocks)
        given: dict[Any, tuple[Any, list[Job]]] = {}
        while True:
            while len(given) < self.size * ahead and (block := next(blocks, None)):
                actor = self._least_busy(one for one, _ in given.values())
                given[actor.read.remote([_row(job) for job in block])] = (actor, block)
            if not given:
                return
            (done,), _ = ray.wait(list(given), num_returns=1)
            _, block = given.pop(done)
            try:
                rows = ray.get(done)
            except (ray.exceptions.RayActorError, ray.exceptions.WorkerCrashedError):
                self.lost += block
            except (
                ray.exceptions.RayError
            ) as error:  # the worker has no such Shilu, or cannot read what it is sent
                raise ShiluError("S603", address="the cluster", why=in_one_line(error)) from error
            else:
                yield from map(_result, rows)

    def _least_busy(self, busy: Iterable[Any]) -> Any:
        """An actor with the fewest blocks; a new one while there are fewer than there may be."""
        import ray

        held = list(busy)
        idle = [actor for actor in self._actors if actor not in held]
        if not idle and len(self._actors) < self.size:
            remote: Any = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=_RETRIES)
            self._actors.append(remote(_Worker).remote(self.load, fingerprint()))
            return self._actors[-1]
        return min(self._actors, key=held.count)


class _Worker:
    """An actor: loads one extractor, and reads blocks of pages with it."""

    def __init__(self, load: Load, version: str) -> None:
        collect_seldom()
        self._load = load
        self._same = fingerprint() == version

    def read(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The results of a block. What goes over the wire is plain, so that a worker with another Shilu can read it
        and say so."""
        if not self._same:
            why = f"a worker has another Shilu ({fingerprint()})"
            return [asdict(_unread(row["digest"], why)) for row in rows]
        try:
            started(self._load)
        except ShiluError as error:  # told once, and of no page
            return [asdict(_unread(row["digest"], str(error))) for row in rows]
        return [asdict(process(_job(row), self._load)) for row in rows]


def _unread(digest: bytes, why: str) -> Result:
    return Result(digest, trouble=Trouble(why, stage=_NOT_READY))


def _row(job: Job) -> dict[str, Any]:
    row = {name: getattr(job, name) for name in ("digest", "form", "least", "seconds")}
    return row | {"page": job.page.model_dump_json()}


def _job(row: dict[str, Any]) -> Job:
    return Job(**row | {"page": Page.model_validate_json(row["page"])})


def _result(row: dict[str, Any]) -> Result:
    trouble = Trouble(**row["trouble"]) if row["trouble"] else None
    if trouble and trouble.stage == _NOT_READY:
        raise ShiluError("S603", address="the cluster", why=f"{trouble.reason}; here it is {fingerprint()}")
    return Result(**row | {"trouble": trouble})
