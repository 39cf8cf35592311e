"""What stays beside a run once it was joined, so that a run that has grown is joined only where it is new.

A block whose facts are the same, and which looked for later documents only where there are still the same, is what it
was: it is taken over. All else is joined anew, in the same order, so that the outcome is the same to the byte.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from pydantic import TypeAdapter

from shilu.extract.errors import ShiluError
from shilu.extract.series.link import Linked, link_block
from shilu.extract.series.pool import Pool
from shilu.extract.series.promises import Library, place_looked_through
from shilu.extract.stores.lock import Lock
from shilu.extract.stores.open import ledger_of_store

__all__ = ["folder_of", "joined_again", "kept_pool"]

_BATCH = 500
"""Blocks that are held before they are written."""

_SILENT = frozenset({"open", "not_reported"})
"""Outcomes for which the later documents of the place were looked through."""


def folder_of(run: str | Path) -> Path | None:
    """Where the facts of a run stay: `RUN/.series`, or `.NAME.series` beside a file; None for a server, or no run."""
    ledger = ledger_of_store(run)
    return None if ledger is None else ledger.with_name(f"{ledger.name.removesuffix('.run')}.series")


def kept_pool(stack: ExitStack, folder: Path, version: str, engine: str) -> Pool | None:
    """The pool of a folder, held alone as long as the stack is; None where it cannot be had, since another command has
    it or the folder cannot be written. One that is broken is begun anew."""
    lock = Lock(folder / "lock")
    try:
        lock.take(str(folder))
    except (ShiluError, OSError):
        return None
    stack.callback(lock.release)
    for _ in range(2):
        pool = Pool(engine=engine, folder=folder, version=version)
        try:
            return stack.enter_context(pool)
        except pool.engine.errors:
            for path in folder.glob(f"{pool.engine.file}*"):
                with suppress(OSError):
                    path.unlink()
    return None


def joined_again(pool: Pool, library: Library) -> Iterator[Linked]:
    """The variables of the pool, block by block: those that are as they were taken over, the others joined."""
    documents = _documents(library)
    digests = dict(pool.digests())
    clean = _clean(pool, digests, documents)
    kept = pool.engine.rows(_KEPT)
    fresh = pool.blocks([block for block in digests if block not in clean])
    waiting: list[tuple[str, str, str, str]] = []
    for block, digest in digests.items():
        if block in clean:
            yield from _LINKED.validate_json(next(kept)[0])
            continue
        linked = list(link_block(next(fresh)[1], library))
        told = _LINKED.dump_json(linked, exclude_defaults=True).decode()
        waiting.append((block, digest, _looked(linked, documents), told))
        yield from linked
        if len(waiting) >= _BATCH:
            pool.engine.insert("results", waiting)
            waiting.clear()
    pool.engine.insert("results", waiting)


_KEPT = "SELECT data FROM results WHERE block IN (SELECT name FROM clean) ORDER BY block"


def _clean(pool: Pool, digests: Mapping[str, str], documents: Callable[[str], str]) -> frozenset[str]:
    """The blocks that are as they were. What is known of others is forgotten."""
    found = []
    for block, digest, looked in pool.engine.rows("SELECT block, digest, looked FROM results"):
        same = not looked or looked == documents(looked.rpartition(" ")[0])
        if same and digests.get(block) == digest:
            found.append(block)
    pool.engine.given("clean", ("name",), [(one,) for one in found])
    pool.engine.execute("DELETE FROM results WHERE block NOT IN (SELECT name FROM clean)")
    return frozenset(found)


def _looked(linked: Sequence[Linked], documents: Callable[[str], str]) -> str:
    """The place whose documents were looked through for the promises of a block, and a name for them; empty where
    none was."""
    for one in linked:
        if any(outcome.verdict in _SILENT for outcome in one.outcomes):
            return documents(place_looked_through(one.variable.place))
    return ""


def _documents(library: Library) -> Callable[[str], str]:
    """The documents of a place as one word."""

    @cache
    def told(place: str) -> str:
        listed = json.dumps(library.get(place, ()), ensure_ascii=False)
        return f"{place} {blake2b(listed.encode(), digest_size=12).hexdigest()}"

    return told


_LINKED = TypeAdapter(list[Linked])
