"""Reading pages on Ray: on this machine or on a cluster, with Ray Data doing what there is to be done.

Pages go to Ray in rounds. A round is put into Ray's object store block by block, mapped by a pool of actors, each of
which loads one extractor, and its results are taken up here as they are done, where the ledger keeps them. So
neither the pages nor the results of a run are ever held together, the machines of a cluster need no common disk, and
output is written once: by the one process that holds the ledger.

When an actor or its machine dies, Ray starts another and repeats the block (`max_task_retries`). A block that fails
still is dropped by Ray (`max_errored_blocks`); what the round then lacks is tried once more, each page in a block of
its own, so that a page that kills its reader costs that page and no other.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

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

_BLOCKS_PER_ACTOR = 256
"""So many make a round: some thousand pages, minutes of work, against seconds for starting the actors."""

_RETRIES = 2
"""How often a block is repeated whose actor died."""

_NOT_READY = (
    "worker"  # the stage of a result of a worker that cannot read: it has another Shilu, or none that loads
)


def check_ray() -> None:
    """Raise `ShiluError` S109 where Ray Data is not installed."""
    for package in ("ray", "pyarrow"):
        if importlib.util.find_spec(package) is None:
            raise missing(package, extra="ray", what="--on ray")


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
        size = actors or cpus
        while round_ := _Round.of(jobs, blocks=size * _BLOCKS_PER_ACTOR):
            yield from _done(round_, size, load)


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
    import ray.data

    logging.getLogger("ray").setLevel(logging.ERROR)
    for handler in logging.getLogger(ray.data.__name__).handlers:
        if handler.get_name() == "console":
            handler.setLevel(logging.CRITICAL)


@dataclass
class _Round:
    """Blocks of pages in Ray's object store. `pages` are the names of the results to come, each with its block and
    place in it."""

    blocks: list[Any] = field(default_factory=list)
    pages: dict[bytes, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, jobs: Iterator[Job], *, blocks: int) -> _Round | None:
        """The next round; null when there are no more pages."""
        import ray

        found = cls()
        for number, block in enumerate(islice(_blocks(jobs), blocks)):
            found.pages |= {job.digest: (number, place) for place, job in enumerate(block)}
            found.blocks.append(ray.put(_table(block)))
        return found if found.blocks else None

    def alone(self) -> _Round:
        """The pages that are still here, each in a block of its own."""
        import ray

        found = _Round()
        for number, (digest, (block, place)) in enumerate(self.pages.items()):
            found.blocks.append(ray.put(ray.get(self.blocks[block]).slice(place, 1)))
            found.pages[digest] = (number, 0)
        return found

    def job(self, digest: bytes) -> Job:
        """One of the pages."""
        import ray

        block, place = self.pages[digest]
        return _job(ray.get(self.blocks[block]).slice(place, 1).to_pylist()[0])


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


def _done(round_: _Round, actors: int, load: Load) -> Iterator[Result]:
    """The results of a round: those of the first attempt, then those of the pages that it lacks, one by one."""
    yield from _mapped(round_, actors, load)
    if round_.pages:
        rest = round_.alone()
        yield from _mapped(rest, actors, load)
        for digest in list(rest.pages):
            yield killed(rest.job(digest))


def _mapped(round_: _Round, actors: int, load: Load) -> Iterator[Result]:
    """Results as they come; each is taken off the pages of the round, so that what is left there has none."""
    import ray.data

    context = ray.data.DataContext.get_current().copy()
    context.enable_progress_bars = False
    context.max_errored_blocks = -1
    with ray.data.DataContext.current(context), warnings.catch_warnings():
        # Ray means to take this option away in 2.64, and 2.60 has nothing yet to limit retries with instead.
        warnings.filterwarnings("ignore", ".*ray_remote_args_fn.*")
        done = ray.data.from_arrow_refs(round_.blocks).map_batches(
            _Worker,
            fn_constructor_args=(load, fingerprint()),
            batch_size=None,
            batch_format="pyarrow",
            num_cpus=1,
            compute=ray.data.ActorPoolStrategy(size=min(actors, len(round_.blocks))),
            ray_remote_args_fn=_worker_options,
        )
        batches: Iterable[Any] = done.iter_batches(
            batch_size=None, batch_format="pyarrow", prefetch_batches=0
        )
        for batch in batches:
            for result in map(_result, batch.to_pylist()):
                if round_.pages.pop(result.digest, None):
                    yield result


def _worker_options() -> dict[str, Any]:
    return {"max_restarts": -1, "max_task_retries": _RETRIES}


class _Worker:
    """An actor: loads one extractor, and reads blocks of pages with it."""

    def __init__(self, load: Load, version: str) -> None:
        self._load = load
        self._same = fingerprint() == version

    def __call__(self, block: Any) -> Any:
        """The results of a block."""
        jobs = map(_job, block.to_pylist())
        try:
            started(self._load)
        except ShiluError as error:  # told once, and of no page
            return _results_table([_unread(job, str(error)) for job in jobs])
        return _results_table(
            [process(job, self._load) if self._same else self._refused(job) for job in jobs]
        )

    def _refused(self, job: Job) -> Result:
        return _unread(job, f"a worker has another Shilu ({fingerprint()})")


def _unread(job: Job, why: str) -> Result:
    return Result(job.digest, trouble=Trouble(why, stage=_NOT_READY))


def _table(block: list[Job]) -> Any:
    import pyarrow

    columns = {
        "digest": [job.digest for job in block],
        "page": [job.page.model_dump_json() for job in block],
        "form": [job.form for job in block],
        "least": [job.least for job in block],
        "seconds": [job.seconds for job in block],
    }
    return pyarrow.table(columns)


def _job(row: dict[str, Any]) -> Job:
    return Job(
        row["digest"], Page.model_validate_json(row["page"]), row["form"], row["least"], row["seconds"]
    )


def _results_table(results: list[Result]) -> Any:
    import pyarrow

    troubles = [result.trouble for result in results]
    types = {"digest": pyarrow.binary(), "rendered": pyarrow.large_binary(), "tally": pyarrow.string()}
    columns = {
        name: pyarrow.array([getattr(result, name) for result in results], kind)
        for name, kind in types.items()
    }
    columns["characters"] = pyarrow.array([result.characters for result in results], pyarrow.int64())
    columns["loading"] = pyarrow.array([result.loading for result in results], pyarrow.float64())
    for name in ("reason", "stage", "trace"):
        columns[name] = pyarrow.array(
            [getattr(trouble, name, None) for trouble in troubles], pyarrow.string()
        )
    return pyarrow.table(columns)


def _result(row: dict[str, Any]) -> Result:
    trouble = None if row["reason"] is None else Trouble(row["reason"], row["stage"], row["trace"])
    if trouble and trouble.stage == _NOT_READY:
        raise ShiluError("S603", address="the cluster", why=f"{trouble.reason}; here it is {fingerprint()}")
    return Result(row["digest"], row["rendered"], row["tally"], trouble, row["characters"], row["loading"])
