"""A run as one SQLite file, by the standard library. Decimals are exact text, with a number beside each."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from shilu.extract.errors import ShiluError
from shilu.extract.stores.batches import BatchWriter
from shilu.extract.stores.merge import merge
from shilu.extract.stores.rows import LISTS, Cell
from shilu.extract.stores.sql import SCHEMA_VERSION, Dialect, create_tables, create_views, quoted
from shilu.extract.stores.tables import TABLES
from shilu.extract.stores.writer import FailedDocument, Part, failures, writing
from shilu.schemas import PageRecords

__all__ = ["DIALECT", "SqliteWriter", "read_sqlite", "sqlite_failures", "sqlite_format"]

_APPLICATION = 0x5368696C  # "Shil": says in the file's head whose it is

DIALECT = Dialect(
    types={
        "text": "TEXT",
        "integer": "INTEGER",
        "decimal": "TEXT",
        "share": "REAL",
        "boolean": "INTEGER",
        "json": "TEXT",
    },
    names="(SELECT group_concat(canonical, '、') FROM (SELECT DISTINCT n.canonical FROM names n WHERE n.page = f.page"
    ' AND n.start >= f.sentence_start AND n."end" <= f.sentence_end ORDER BY n.canonical))',
    number="CAST({} AS REAL)",
    newline="char(10)",
    computed=True,
)
"""The tables in the words of SQLite."""


_WORDS = """CREATE VIRTUAL TABLE facts_text USING fts5(
  sentence, item, subject, programme, place, speaker, content="facts", tokenize='trigram')"""
"""The full-text index. Chinese has no blanks between words, so that each three characters are one: what is looked for
must have three or more. The text itself is that of `facts`, quoted so that Datasette sees that: then its page of the
table has a field to search in."""

_NO_INDEX = re.compile(
    "no such module|no such tokenizer|parse error in tokenize|unknown tokenizer|error in tokenizer"
)


class SqliteWriter(BatchWriter):
    """Writes a new SQLite file; one of an earlier run is replaced by `finish`."""

    def __init__(self, path: Path) -> None:
        self._part = Part(path)
        super().__init__(str(path), lock=self._part.lock)
        self._database: sqlite3.Connection | None = None

    def begin(self) -> None:
        """Make the file and its tables. Raises `ShiluError` S403 where a file that is not ours has the name."""
        self._part.prepare()
        if self._part.path.exists() and not self.force:
            _check(self._part.path, code="S403")
        with _working(self.target):
            self._part.create().close()
            self._database = sqlite3.connect(self._part.part, isolation_level=None)
            for pragma in (
                f"application_id = {_APPLICATION}",
                f"user_version = {SCHEMA_VERSION}",
                "journal_mode = OFF",  # a file that is half written has no name yet and is thrown away
                "synchronous = OFF",
            ):
                self._database.execute(f"PRAGMA {pragma}")
            for statement in ("BEGIN", *create_tables(DIALECT), *create_views(DIALECT)):
                self._database.execute(statement)

    def write(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Append rows to a table."""
        assert self._database is not None
        names = TABLES[table].names
        columns, marks = ", ".join(map(quoted, names)), ", ".join("?" for _ in names)
        with _working(self.target):
            self._database.executemany(
                f"INSERT INTO {quoted(table)} ({columns}) VALUES ({marks})",
                ([row[name] for name in names] for row in rows),
            )

    def finish(self) -> None:
        """Write what waits and give the file its name."""
        self.flush()
        assert self._database is not None
        with _working(self.target):
            self._index_words(self._database)
            self._database.execute("COMMIT")
            self._database.close()
            self._part.publish(beside=("-wal", "-shm", "-journal"))
        self._database = None

    def _index_words(self, database: sqlite3.Connection) -> None:
        """Make the full-text index, `facts_text`. A SQLite that was built without one, or before 3.34, makes none."""
        try:
            database.execute(_WORDS)
            database.execute("INSERT INTO facts_text (facts_text) VALUES ('rebuild')")
        except sqlite3.OperationalError as error:
            if not _NO_INDEX.search(str(error)):
                raise
            self.lacks(f"no full-text index: the SQLite here makes none ({error})")

    def discard(self) -> None:
        """Remove what was not finished."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None
            self._part.discard()


@contextmanager
def _working(target: str) -> Iterator[None]:
    try:
        with writing(target):
            yield
    except sqlite3.Error as error:
        raise ShiluError("S104", path=target, why=error) from error


def _check(path: Path, *, code: str) -> None:
    """Raise `ShiluError` unless the file is ours, of whatever version."""
    why = "it is a folder" if path.is_dir() else _fault(path)
    if why:
        raise ShiluError(code, path=path, why=why)


def _fault(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError as error:
        return str(error.strerror)
    if not head.startswith(b"SQLite format 3\0"):
        return "it is no SQLite file"
    if int.from_bytes(head[68:72]) != _APPLICATION:
        return "it is a database of another program"
    return None


def sqlite_format(path: Path) -> int | None:
    """The version of the tables and records in the file; null where it is none of ours."""
    if path.is_dir() or _fault(path):
        return None
    with path.open("rb") as file:
        return int.from_bytes(file.read(64)[60:])


def _connect(path: Path) -> sqlite3.Connection:
    _check(path, code="S402")
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def read_sqlite(path: Path) -> Iterator[PageRecords]:
    """The records of the file, page by page, in the order in which they were written. Raises `ShiluError` S402."""
    with closing(_connect(path)) as database, _reading(path):
        pages = database.execute("SELECT page, text, record FROM pages ORDER BY rowid")
        lists = {name: database.execute(f"SELECT page, record FROM {name} ORDER BY rowid") for name in LISTS}
        yield from merge(path, pages, lists)


def sqlite_failures(path: Path) -> Iterator[FailedDocument]:
    """The inputs that failed. Raises `ShiluError` S402."""
    with closing(_connect(path)) as database, _reading(path):
        yield from failures(
            database.execute("SELECT source, line, reason, stage, trace FROM failed ORDER BY rowid")
        )


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise ShiluError("S402", path=path, why=error) from error
