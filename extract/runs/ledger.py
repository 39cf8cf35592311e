"""The ledger of a run: what was read, and what was made of it, so that nothing that was done is lost.

It is one SQLite file in write-ahead mode, and SQLite is what makes it right: a transaction is whole or absent wherever
the process is killed, a torn record at the end of the log is found by its checksum and dropped, and the lock on
the file goes with the process that held it. So there is nothing of ours to repair after `kill -9`; what was not
committed is done again.

Results stand under a name made of the document's content and of this very Shilu (`fingerprint`). Hence nothing needs
to be checked when a run begins again: an unchanged document finds its result, a changed one or another version does
not. The inputs are listed anew by each run, in their order; from both, the store is written at the end. So it does
not matter how often the run was broken, in what order its documents were done, or by how many processes.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from shilu.extract.errors import ShiluError
from shilu.extract.pages import Failure, Read
from shilu.extract.runs.work import ENVIRONMENT, Result, Trouble
from shilu.extract.stores import kind_of, ledger_of, read_address

__all__ = ["Entry", "Ledger", "ledger_folder"]

_FILE = "ledger.sqlite"
_LAYOUT = 1
_SECONDS = 1.0
"""What was done in so long may have to be done again after the process was killed."""

_TABLES = """
CREATE TABLE IF NOT EXISTS results (
    digest BLOB PRIMARY KEY, tally TEXT, reason TEXT, stage TEXT, trace TEXT, rendered BLOB
);
CREATE TABLE IF NOT EXISTS made (version TEXT);
DROP TABLE IF EXISTS inputs;
CREATE TABLE inputs (
    position INTEGER PRIMARY KEY, page TEXT UNIQUE, source TEXT NOT NULL, line INTEGER, digest BLOB, reason TEXT
);
CREATE TABLE IF NOT EXISTS earlier (page TEXT, source TEXT NOT NULL, line INTEGER, digest BLOB);
CREATE INDEX IF NOT EXISTS earlier_sources ON earlier (source);
"""


def ledger_folder(target: str | Path) -> Path:
    """The folder of a target's ledger: `.run` in a folder, `.NAME.run` beside a file; for a database server a folder
    in the current one, named after the server's address. Raises `ShiluError` S406 as `open_store` does."""
    kind = kind_of(target)
    if kind is None:
        shown = read_address(str(target)).shown  # a password is in no name, not even as a digest
        return Path(f".shilu-{blake2b(shown.encode(), digest_size=6).hexdigest()}.run")
    return ledger_of(Path(target), kind)


@dataclass(frozen=True)
class Entry:
    """One input in the order of the run: its page as the store takes it and its counts, or its trouble."""

    source: str
    line: int | None
    rendered: bytes | None = None
    tally: str | None = None
    trouble: Trouble | None = None


class Ledger:
    """The ledger in a folder, to be used in a `with` block, which holds it for this process alone.

    Entering raises `ShiluError` S104 where the folder cannot be written, S601 where another run holds the ledger,
    and S602 where its file is no ledger.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Self:
        """Open the ledger and begin a new list of inputs."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ShiluError("S104", path=self.folder, why=error.strerror or error) from error
        with self._explained():
            self._database = sqlite3.connect(self.folder / _FILE, isolation_level=None, timeout=0)
        self._open()
        return self

    def _open(self) -> None:
        try:
            self._run("PRAGMA locking_mode = EXCLUSIVE")
            self._run("PRAGMA journal_mode = WAL")
            self._run("PRAGMA synchronous = NORMAL")
            ((layout,),) = self._run("PRAGMA user_version")
            if layout not in (0, _LAYOUT):
                raise ShiluError(
                    "S602", path=self.folder / _FILE, why=f"its layout is {layout}, not {_LAYOUT}"
                )
            self._run("BEGIN IMMEDIATE")
            for statement in _TABLES.split(";"):
                self._run(statement)
            self._run(f"PRAGMA user_version = {_LAYOUT}")
        except BaseException:
            self._database.close()
            raise
        self._position, self._committed = 0, time.monotonic()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Keep what was done, whatever happened, and let go of the ledger."""
        try:
            if self._database.in_transaction:
                self._run("COMMIT")
        finally:
            self._database.close()

    def holds_others(self, version: str) -> bool:
        """Whether there are results of another version of Shilu or of other options: all documents are then read
        again. From now on the results are of this one."""
        known = self._run("SELECT version FROM made").fetchall()
        ((results,),) = self._run("SELECT EXISTS (SELECT 1 FROM results)")
        self._run("DELETE FROM made")
        self._run("INSERT INTO made VALUES (?)", version)
        return bool(results) and known != [(version,)]

    def forget_failed(self) -> None:
        """Forget the documents that the extractor failed on, so that they are tried again."""
        self._run("DELETE FROM results WHERE reason IS NOT NULL")

    def forget_faults(self) -> None:
        """Forget failures that were none of the document: of a process that was killed, or for want of memory. Each
        run tries them again."""
        self._run("DELETE FROM results WHERE stage = ?", ENVIRONMENT)

    def list_failure(self, failure: Failure) -> None:
        """Add an input that could not be read to the list of inputs."""
        self._list(None, failure.source, failure.line, None, failure.message)

    def list_page(self, read: Read, page: str, digest: bytes) -> str | None:
        """Add a page to the list of inputs. Gives the source of an earlier one of the same id: then it is not added."""
        found = self._run("SELECT source FROM inputs WHERE page = ?", page).fetchone()
        if found:
            return str(found[0])
        self._list(page, read.source, read.line, digest, None)
        return None

    def keep_earlier(self, source: str) -> int:
        """Put on the list what the last finished run read of an input, or below it where it is a folder or archive, and
        what of that is not on the list yet; how many pages that are. For inputs that the system does not give now: a
        share that went must not take the results with it."""
        below = [f"{source}{mark}" for mark in {os.sep, "/"}]
        within = " OR ".join("(e.source >= ? AND e.source < ?)" for _ in below)
        bounds = [bound for start in below for bound in (start, start[:-1] + chr(ord(start[-1]) + 1))]
        found = self._run(
            "SELECT e.page, e.source, e.line, e.digest FROM earlier e JOIN results r USING (digest) "
            f"WHERE (e.source = ? OR {within}) AND r.reason IS NULL "
            "AND e.page NOT IN (SELECT page FROM inputs WHERE page IS NOT NULL) ORDER BY e.rowid",
            source,
            *bounds,
        ).fetchall()
        for page, where, line, digest in found:
            self._list(page, where, line, digest, None)
        return len(found)

    def _list(
        self, page: str | None, source: str, line: int | None, digest: bytes | None, reason: str | None
    ) -> None:
        self._position += 1
        self._run(
            "INSERT INTO inputs VALUES (?, ?, ?, ?, ?, ?)", self._position, page, source, line, digest, reason
        )
        self._commit_sometimes()

    def find(self, digest: bytes) -> Result | None:
        """What is known of a result, what was found left where it is; null where there is none yet."""
        found = self._run("SELECT reason, stage, trace FROM results WHERE digest = ?", digest).fetchone()
        if found is None:
            return None
        return Result(digest, trouble=None if found[0] is None else Trouble(*found))

    def keep(self, result: Result) -> None:
        """Keep a result. The same one kept twice is there once."""
        trouble = result.trouble
        told = (trouble.reason, trouble.stage, trouble.trace) if trouble else (None, None, None)
        self._run(
            "INSERT OR REPLACE INTO results (digest, tally, reason, stage, trace, rendered) VALUES (?, ?, ?, ?, ?, ?)",
            result.digest, result.tally, *told, result.rendered,
        )  # fmt: skip
        self._commit_sometimes()

    def entries(self) -> Iterator[Entry]:
        """All inputs of this run in order, one at a time. Raises `LookupError` should one have no result."""
        found = self._run(
            "SELECT source, line, inputs.reason, results.reason, stage, trace, tally, rendered "
            "FROM inputs LEFT JOIN results USING (digest) ORDER BY position"
        )
        for source, line, unread, reason, stage, trace, tally, rendered in self._each(found):
            if unread is not None:
                yield Entry(source, line, trouble=Trouble(unread, stage="pages"))
            elif reason is not None:
                yield Entry(source, line, trouble=Trouble(reason, stage, trace))
            elif rendered is None:
                raise LookupError(f"no result for {source}, line {line}")
            else:
                yield Entry(source, line, rendered=rendered, tally=tally)

    def forget_others(self) -> None:
        """Forget results that are of none of the inputs: of documents that changed or went, or of other versions. The
        inputs become the `earlier` ones of the next run."""
        self._run("DELETE FROM earlier")
        self._run(
            "INSERT INTO earlier SELECT page, source, line, digest FROM inputs "
            "WHERE digest IS NOT NULL ORDER BY position"
        )
        self._run(
            "DELETE FROM results WHERE digest NOT IN (SELECT digest FROM inputs WHERE digest IS NOT NULL)"
        )
        self._commit()

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        with self._explained():
            return self._database.execute(statement, values)

    def _each(self, found: sqlite3.Cursor) -> Iterator[Any]:
        while True:
            with self._explained():
                row = next(found, None)
            if row is None:
                return
            yield row

    def _commit_sometimes(self) -> None:
        if time.monotonic() - self._committed >= _SECONDS:
            self._commit()

    def _commit(self) -> None:
        self._run("COMMIT")
        self._run("BEGIN IMMEDIATE")
        self._committed = time.monotonic()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if str(error).startswith(("no such", "malformed")):
                raise ShiluError("S602", path=self.folder / _FILE, why=error) from error
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise ShiluError("S601", path=self.folder) from error
            raise ShiluError("S104", path=self.folder, why=error) from error
        except sqlite3.DatabaseError as error:
            raise ShiluError("S602", path=self.folder / _FILE, why=error) from error
