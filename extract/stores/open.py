"""The store that a name stands for: to write into, to read from, and from one into another."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from shilu.extract.errors import ShiluError
from shilu.extract.stores.address import is_address, read_address, refuse_other
from shilu.extract.stores.docbin import DocbinWriter, docbin_format, read_docbin
from shilu.extract.stores.duck import DuckdbWriter, duckdb_failures, duckdb_format, read_duckdb
from shilu.extract.stores.folder import (
    FolderPage,
    FolderWriter,
    folder_failures,
    folder_format,
    folder_pages,
    read_folder,
)
from shilu.extract.stores.marks import refuse_foreign
from shilu.extract.stores.parquet import ParquetWriter, parquet_failures, parquet_format, read_parquet
from shilu.extract.stores.postgres import PostgresWriter, postgres_failures, read_postgres
from shilu.extract.stores.rows import page_rows
from shilu.extract.stores.spreadsheet import CsvWriter, Headers
from shilu.extract.stores.sqlite import SqliteWriter, read_sqlite, sqlite_failures, sqlite_format
from shilu.extract.stores.tasks import DoccanoWriter, LabelStudioWriter
from shilu.extract.stores.webanno import BASE, WebAnnotationWriter
from shilu.extract.stores.writer import FailedDocument, StoreWriter
from shilu.extract.stores.xlsx import XlsxWriter
from shilu.schemas import FORMAT, PageRecords

__all__ = [
    "KINDS",
    "Exported",
    "Options",
    "StoreKind",
    "Unread",
    "export_store",
    "is_store",
    "kind_of",
    "ledger_of",
    "ledger_of_store",
    "open_store",
    "read_failures",
    "read_store",
    "read_unread",
]


@dataclass(frozen=True, kw_only=True)
class Options:
    """What only some stores ask for."""

    headers: Headers = "en"
    """Heads of columns in `.csv` and `.xlsx`: the names of the columns, or what they are called in Chinese."""
    table: str = "facts"
    """The one table that a `.csv` file holds."""
    bom: bool = True
    """Whether `.csv` files, those of a folder too, begin with a byte order mark for Excel to know their encoding by."""
    raw: bool = False
    """Whether a `.csv` file leaves text as it is that a spreadsheet would take for a formula."""
    force: bool = False
    """Whether a target that bears no mark of Shilu is replaced."""
    show: str = ""
    """The page of `shilu show` to which the facts of a `.xlsx` file lead, as it is found from there; none if empty."""
    base: str = BASE
    """What the names of pages and annotations in a `.jsonld` file begin with: an address of the archive."""


def _no_failures(_: Path) -> Iterator[FailedDocument]:
    return iter(())


@dataclass(frozen=True)
class StoreKind:
    """One kind of store: how its names end, and how it is written and read (`None`: it cannot be read back)."""

    name: str
    endings: tuple[str, ...]
    write: Callable[[Path, Options], StoreWriter]
    read: Callable[[Path], Iterator[PageRecords]] | None = None
    failures: Callable[[Path], Iterator[FailedDocument]] = _no_failures
    format: Callable[[Path], int | None] | None = None
    """Tells the version of what was written there; null where that cannot be told."""
    folder: bool = False
    """Whether it is a folder."""


_FOLDER = StoreKind(
    "a folder",
    (),
    lambda path, options: FolderWriter(path, bom=options.bom),
    read_folder,
    folder_failures,
    folder_format,
    folder=True,
)

KINDS = (
    StoreKind(
        "DuckDB",
        (".duckdb", ".ddb"),
        lambda path, _: DuckdbWriter(path),
        read_duckdb,
        duckdb_failures,
        duckdb_format,
    ),
    StoreKind(
        "SQLite",
        (".sqlite", ".sqlite3", ".db"),
        lambda path, _: SqliteWriter(path),
        read_sqlite,
        sqlite_failures,
        sqlite_format,
    ),
    StoreKind(
        "Parquet",
        (".parquet",),
        lambda path, _: ParquetWriter(path),
        read_parquet,
        parquet_failures,
        parquet_format,
        folder=True,
    ),
    StoreKind(
        "Excel",
        (".xlsx",),
        lambda path, options: XlsxWriter(path, headers=options.headers, show=options.show),
    ),
    StoreKind(
        "CSV",
        (".csv",),
        lambda path, options: CsvWriter(
            path, table=options.table, headers=options.headers, bom=options.bom, raw=options.raw
        ),
    ),
    StoreKind(
        "Web Annotation", (".jsonld",), lambda path, options: WebAnnotationWriter(path, base=options.base)
    ),
    StoreKind("Label Studio", (".labelstudio.json",), lambda path, _: LabelStudioWriter(path)),
    StoreKind("doccano", (".doccano.jsonl",), lambda path, _: DoccanoWriter(path)),
    StoreKind(
        "spaCy DocBin", (".spacy",), lambda path, _: DocbinWriter(path), read_docbin, format=docbin_format
    ),
)
"""The kinds of store that a name's ending tells; other names are folders, or addresses of PostgreSQL servers."""

_ENDING_OF_A_FILE = re.compile(r"\.[a-z]{2,5}", re.IGNORECASE)
"""What nobody gives to a new folder: such a name is a mistake. A folder may be called `2022.12` or `news.v2`."""


def kind_of(target: str | Path) -> StoreKind | None:
    """The kind of store that a target names; None for the address of a server.

    Raises `ShiluError` S406 for the ending of another sort of file.
    """
    return None if is_address(target) else _kind(_path(target))


def _kind(path: Path) -> StoreKind:
    name = path.name.lower()
    for kind in KINDS:
        if name.endswith(kind.endings) and (kind.folder or not path.is_dir()):
            return kind
    if _ENDING_OF_A_FILE.fullmatch(path.suffix) and not path.is_dir():
        raise ShiluError("S406", path=path, ending=path.suffix, kinds=_known_kinds())
    return _FOLDER


def _known_kinds() -> str:
    known = ", ".join(f"X{ending}" for kind in KINDS for ending in kind.endings[:1])
    return f"{known}, postgresql://…"


def _path(target: str | Path) -> Path:
    """The target as a path. Raises `ShiluError` S412 for an address of another sort of server."""
    refuse_other(target)
    return Path(target)


def open_store(target: str | Path, options: Options | None = None) -> StoreWriter:
    """A writer into the store that the target names, to be used in a `with` block.

    The name's ending tells the kind: `.duckdb`, `.sqlite`, `.parquet` (a folder), `.xlsx`, `.csv`, `.jsonld`,
    `.labelstudio.json`, `.doccano.jsonl`, `.spacy`; `postgresql://…` is a server; any other name is a folder. Raises
    `ShiluError` S109 where a package is missing, S406 for the ending of another sort of file, S410 for a table that
    does not exist, S412 for the address of a server that is no PostgreSQL, S415 for one that cannot be read, S416 for
    a target that is not ours, unless forced.
    """
    if is_address(target):
        return PostgresWriter(read_address(str(target)))
    path, options = _path(target), options or Options()
    kind = _kind(path)
    if not options.force:
        refuse_foreign(path, ledger_of(path, kind))
    writer = kind.write(path, options)
    writer.force = options.force
    return writer


def ledger_of(path: Path, kind: StoreKind) -> Path:
    """The folder of the ledger of the runs that write a store: `.run` in a folder, `.NAME.run` beside a file."""
    return path.with_name(f".{path.name}.run") if kind.endings else path / ".run"


def ledger_of_store(target: str | Path) -> Path | None:
    """The folder of the ledger of a store that is there and can be read back; None for a server's, and where there is
    none. Raises `ShiluError` S406 as `open_store` does."""
    kind = kind_of(target) if is_store(str(target)) else None
    return None if kind is None else ledger_of(Path(target), kind)


def read_store(target: str | Path) -> Iterator[PageRecords]:
    """The complete records of a store, page by page: in the order in which they were written, from a server in order
    of the pages' names.

    Raises `ShiluError` S402 where there is no store of ours, S404 where its kind cannot be read back, S109 where a
    package is missing, S407 where a server refuses.
    """
    if is_address(target):
        return read_postgres(read_address(str(target)))
    path = _path(target)
    return _of_this_version(path, _readable(path))


class Unread(NamedTuple):
    """A page of a store: `mark` is another where anything said of it is; its records are made when asked for."""

    mark: str
    records: Callable[[], PageRecords]


def read_unread(target: str | Path) -> Iterator[Unread]:
    """The pages of a store in their order, so that those which are known need not be read. Of a folder that is quick;
    of other stores the records are made all the same. Raises as `read_store` does, also when records are made."""
    path = None if is_address(target) else _path(target)
    if path is None or not (kind := _readable(path)).folder or kind.read is not read_folder:
        for records in read_store(target):
            told = hashlib.blake2b(records.model_dump_json().encode(), digest_size=16)
            yield Unread(told.hexdigest(), partial(_itself, records))
        return
    with _this_version(path, kind):
        for page in folder_pages(path):
            yield Unread(page.mark, partial(_made, path, kind, page))


def _itself(records: PageRecords) -> PageRecords:
    return records


def _made(path: Path, kind: StoreKind, page: FolderPage) -> PageRecords:
    with _this_version(path, kind):
        return page.records()


def _readable(path: Path) -> StoreKind:
    kind = _kind(path)
    if kind.read is None:
        known = ", ".join(f"X{one.endings[0]}" for one in KINDS if one.read)
        raise ShiluError("S404", path=path, kind=kind.name, kinds=f"a folder, {known}, postgresql://…")
    return kind


def _of_this_version(path: Path, kind: StoreKind) -> Iterator[PageRecords]:
    assert kind.read is not None
    with _this_version(path, kind):
        yield from kind.read(path)


@contextmanager
def _this_version(path: Path, kind: StoreKind) -> Iterator[None]:
    """Where the records of a store cannot be read since another version wrote them, that is said (S413)."""
    try:
        yield
    except ShiluError as error:
        found = kind.format(path) if kind.format and error.code == "S402" else None
        if found in (None, FORMAT):
            raise
        age = "an earlier" if found < FORMAT else "a later"
        raise ShiluError(
            "S413", path=path, age=age, found=found, ours=FORMAT, why=error.details["why"]
        ) from error


def is_store(target: str) -> bool:
    """Whether there is a store of that name that can be read back, as far as its name and the names in it tell."""
    if is_address(target):
        return True
    path = Path(target)
    if path.is_dir() and not path.name.lower().endswith(".parquet"):
        return all((path / name).is_file() for name in ("pages.jsonl", "facts.jsonl"))
    return any(kind.read and path.name.lower().endswith(kind.endings) for kind in KINDS) and path.exists()


def read_failures(target: str | Path) -> Iterator[FailedDocument]:
    """The inputs that a store says could not be processed. Raises as `read_store` does."""
    if is_address(target):
        return postgres_failures(read_address(str(target)))
    path = _path(target)
    return _readable(path).failures(path)


@dataclass(frozen=True)
class Exported:
    """What an export wrote: where (without a password), pages, failed inputs, and what the target could not hold, a
    sentence each."""

    target: str
    pages: int
    failed: int
    losses: tuple[str, ...]


def export_store(source: str | Path, target: str | Path, options: Options | None = None) -> Exported:
    """Write a store into another, a page at a time.

    Raises `ShiluError` S405 where both are one, and as `read_store`, `open_store` and the writer do.
    """
    if _place(source) == _place(target):
        shown = read_address(str(target)).shown if is_address(target) else target
        raise ShiluError("S405", path=shown)
    pages = failed = 0
    found = read_store(source)
    with open_store(target, options) as writer:
        for records in found:
            writer.add(page_rows(records))
            pages += 1
        for failure in read_failures(source):
            writer.fail(failure)
            failed += 1
        writer.finish()
        return Exported(writer.target, pages, failed, writer.losses)


def _place(target: str | Path) -> str:
    return read_address(str(target)).shown if is_address(target) else str(Path(target).resolve())
