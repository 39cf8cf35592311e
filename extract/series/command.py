"""`shilu series` and `shilu promises`: from a run to its variables, in whatever store is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from shilu.extract.errors import ShiluError
from shilu.extract.series.columns import SERIES_TABLES, rows_of
from shilu.extract.series.databases import DuckdbTables, SqliteTables
from shilu.extract.series.link import Linked
from shilu.extract.series.page import PageFile
from shilu.extract.series.parquet import ParquetFolder
from shilu.extract.series.postgres import PostgresTables
from shilu.extract.series.run import Joined
from shilu.extract.series.workbook import Workbook
from shilu.extract.series.writers import CsvFile, CsvFolder, TablesWriter
from shilu.extract.show import Language
from shilu.extract.stores import kind_of, read_address
from shilu.extract.stores.address import is_address
from shilu.extract.stores.folder import csv_lines
from shilu.extract.stores.marks import refuse_foreign
from shilu.extract.stores.spreadsheet import Headers, header, shown_columns

__all__ = ["Account", "Wanted", "write_series"]

_PAGES = (".html", ".htm")

PROMISES = ("promises", "outcomes")
"""The tables of `shilu promises`."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be written, and how."""

    tables: Sequence[str] = tuple(SERIES_TABLES)
    table: str = "observations"
    """The one table that a `.csv` file holds."""
    headers: Headers = "en"
    bom: bool = False
    raw: bool = False
    show: str = ""
    """The page of `shilu show` to which facts lead, as it is found from the target; none if empty."""
    language: Language = "zh"
    force: bool = False
    keep: str = ""
    """What makes the variables, by name (`shilu.extract.runs.fingerprint`): with it they stay beside the run, and
    only what is new is joined the next time."""
    least: int = 1
    """In how many documents a variable must be, to be taken; those with promises are taken all the same."""


@dataclass
class Account:
    """What was joined: numbers of documents, facts and variables, and what became of the promises."""

    documents: int = 0
    known: int = 0
    """Documents that were as they were the last time."""
    facts: int = 0
    left: int = 0
    engine: str = ""
    variables: int = 0
    of_many: int = 0
    """Variables that several documents tell of."""
    roles: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    learned: dict[str, str] = field(default_factory=dict)
    most: list[Linked] = field(default_factory=list)
    """The variables with the most documents, for the terminal."""
    told: list[Linked] = field(default_factory=list)
    """Some variables with promises of which something became."""

    def take(self, linked: Linked) -> None:
        """Count a variable in."""
        self.variables += 1
        self.of_many += linked.variable.documents > 1
        self.roles.update(one.role for one in linked.observations if one.role)
        self.verdicts.update(one.verdict for one in linked.outcomes)
        settled = any(one.verdict not in ("open", "not_reported") for one in linked.outcomes)
        if settled and len(self.told) < _TOLD:
            self.told.append(linked)
        self.most.append(linked)
        if len(self.most) > 2 * _TOLD:
            self.most = _first(self.most)


_TOLD = 30


def _first(found: Iterable[Linked]) -> list[Linked]:
    return sorted(
        found, key=lambda one: (-one.variable.documents, -one.variable.observations, one.variable.id)
    )[:_TOLD]


def write_series(run: str | Path, targets: Sequence[str], wanted: Wanted) -> Account:
    """Join the facts of a run and write the tables into the targets, each by the ending of its name.

    `.csv` is one table, `.xlsx` a workbook, `.html` a page, `.duckdb`, `.sqlite` and `.parquet` databases, which may
    be that of the run, `postgresql://…` a server, any other name a folder, which may be that of the run. Raises
    `ShiluError` as `read_store` does, and S104, S109, S403, S406, S407, S410, S416 as stores do.
    """
    account = Account()
    writers = [_writer(target, wanted) for target in targets]
    with Joined.of(run, keep=wanted.keep) as joined, ExitStack() as stack:
        for writer in writers:
            stack.callback(writer.discard)
            writer.begin()
        for linked in joined:
            if linked.variable.documents < wanted.least and not linked.promises:
                continue
            account.take(linked)
            rows = rows_of(linked) if writers else None
            for writer in writers:
                if rows is not None:
                    writer.add(rows)
        for writer in writers:
            if isinstance(writer, PageFile):
                writer.papers = joined.papers
            writer.finish()
        account.documents, account.facts = len(joined.papers), joined.facts
        account.known = joined.known
        account.left, account.engine = joined.left, joined.engine
        account.learned = joined.learned
    account.most = _first(account.most)
    return account


def _writer(target: str, wanted: Wanted) -> TablesWriter:
    if is_address(target):
        return PostgresTables(read_address(target), wanted.tables)
    path = Path(target)
    if path.suffix.lower() in _PAGES:
        return PageFile(path, language=wanted.language, show=wanted.show)
    kind = kind_of(target)
    name = kind.name if kind else ""
    if name == "Excel":
        if not wanted.force:
            refuse_foreign(path, path.with_name(".none"))
        return Workbook(path, wanted.tables, wanted.headers, show=wanted.show)
    if name == "CSV":
        table = wanted.table if wanted.table in wanted.tables else wanted.tables[0]
        _refuse(path, table, wanted)
        return CsvFile(path, table, wanted.headers, bom=wanted.bom, raw=wanted.raw)
    if name == "DuckDB":
        return DuckdbTables(path, wanted.tables)
    if name == "SQLite":
        return SqliteTables(path, wanted.tables)
    if name == "Parquet":
        return ParquetFolder(path, wanted.tables)
    if name == "a folder":
        for table in wanted.tables:
            _refuse(path / f"{table}.csv", table, wanted)
        return CsvFolder(path, wanted.tables, wanted.headers, bom=wanted.bom)
    raise ShiluError("S801", path=target, kind=name)


def _refuse(path: Path, table: str, wanted: Wanted) -> None:
    """Raise `ShiluError` S416 where a file that is not ours has the name, S410 for a table that does not exist."""
    if table not in SERIES_TABLES:
        raise ShiluError("S410", table=table, tables=", ".join(SERIES_TABLES))
    if wanted.force or not path.is_file():
        return
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        first = file.readline()
    columns = shown_columns(SERIES_TABLES[table])
    if first not in {csv_lines([[header(one, heads) for one in columns]]) for heads in ("en", "zh")}:
        raise ShiluError("S416", path=path)
