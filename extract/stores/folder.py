"""A run as a folder: the files of the contract and `pages.jsonl`, of which none appears before all are whole."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.stores.formulas import guarded, unguarded
from shilu.extract.stores.rows import LISTS, Cell, PageRows, cell_text, page_rows
from shilu.extract.stores.tables import TABLES
from shilu.extract.stores.writer import FailedDocument, Part, StoreWriter, writing
from shilu.schemas import FORMAT, PageRecords

__all__ = [
    "FILES",
    "FolderPage",
    "FolderWriter",
    "csv_lines",
    "file_parts",
    "folder_failures",
    "folder_format",
    "folder_pages",
    "page_files",
    "read_folder",
    "write_folder",
]

_FAILED = "failed.csv"
_TABLES_OF_CSV = tuple(name for name, table in TABLES.items() if table.contract and name != "failed")


def csv_lines(rows: Iterable[Iterable[Cell]]) -> str:
    """Rows as RFC 4180 text with plain line ends."""
    return "".join(_csv_lines(rows))


def _csv_lines(rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """Rows as lines of RFC 4180 text with plain line ends.

    The csv module quotes only the line ends that it writes itself (before Python 3.13), so it is told to
    write both characters; a carriage return inside a cell would else cut its row in two.
    """
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow([cell_text(cell) for cell in row])
        yield line.getvalue().removesuffix("\r\n") + "\n"


def _contract_lines(table: str, rows: Iterable[Mapping[str, Cell]]) -> Iterator[str]:
    columns = [column.name for column in TABLES[table].contract]
    return _csv_lines([guarded(row[column]) for column in columns] for row in rows)


def _header(table: str) -> str:
    return csv_lines([[column.name for column in TABLES[table].contract]])


FILES: Mapping[str, str] = MappingProxyType(
    {
        "facts.jsonl": "",
        **{f"{table}.csv": _header(table) for table in _TABLES_OF_CSV},
        "articles.jsonl": "",
        "pages.jsonl": "",
    }
)
"""The files of a run, each with its first line."""


def page_files(rows: PageRows) -> dict[str, str]:
    """What one page adds to each file. Pure, so that it can be done where the page was read."""
    return {name: "".join(lines) for name, lines in file_parts(rows)}


def file_parts(rows: Mapping[str, Iterable[Mapping[str, Cell]]]) -> Iterator[tuple[str, Iterator[str]]]:
    """The same line by line, each part to be taken whole before the next: of a page full of amounts all of it at once
    takes much memory, so that `rows` may be those of `row_streams`."""
    records: dict[str, list[str]] = {}
    tabled: list[str] = []
    yield "facts.jsonl", _facts(rows["facts"], tabled)
    count = len(tabled)
    for table in _TABLES_OF_CSV:
        of_facts = table == "facts"
        lines = iter(tabled) if of_facts else _contract_lines(table, _noting(rows[table], records, table))
        yield f"{table}.csv", lines
    yield "articles.jsonl", (f"{row['record']}\n" for row in _noting(rows["articles"], records, "articles"))
    yield "pages.jsonl", _page_line(rows, records, count)


def _facts(rows: Iterable[Mapping[str, Cell]], tabled: list[str]) -> Iterator[str]:
    """The lines of `facts.jsonl`; those of `facts.csv` are put into `tabled` meanwhile."""
    for row in rows:
        tabled.extend(_contract_lines("facts", (row,)))
        yield f"{row['record']}\n"


def _noting(
    rows: Iterable[Mapping[str, Cell]], records: dict[str, list[str]], table: str
) -> Iterator[Mapping[str, Cell]]:
    """The rows; the records that they are of are put into `records` meanwhile."""
    held = records[table] = []
    for row in rows:
        held.append(str(row["record"]))
        yield row


def _page_line(
    rows: Mapping[str, Iterable[Mapping[str, Cell]]], records: Mapping[str, list[str]], facts: int
) -> Iterator[str]:
    """A line of `pages.jsonl`, in pieces: the `PageRecords` of a page, with the number of its facts in place of the
    facts."""
    (page,) = rows["pages"]
    head = json.loads(str(page["record"])) | {"text": page["text"]}
    yield f'{{"page":{json.dumps(head, ensure_ascii=False, separators=(",", ":"))}'
    for name in LISTS:
        if name == "facts":
            yield f',"facts":{facts}'
            continue
        yield f',"{name}":['
        held = records[name] if name in records else [str(row["record"]) for row in rows.get(name, ())]
        for number, record in enumerate(held):
            yield f"{',' if number else ''}{record}"
        yield "]"
    yield f',"format":{FORMAT}}}\n'


class FolderWriter(StoreWriter):
    """Writes a run into a folder, which is made where it is missing.

    Until `finish` the files carry the ending `.part`, and the files of an earlier run stay as they were.
    """

    form = "files"

    def __init__(self, folder: Path, *, bom: bool = True) -> None:
        """`bom` puts the mark before the CSV files by which Excel knows that they are UTF-8."""
        super().__init__(str(folder), lock=folder / "lock.part")
        self.folder = folder
        self._bom = bom
        self._parts: dict[str, Part] = {}
        self._open: dict[str, IO[str]] = {}
        self._stack = ExitStack()

    def begin(self) -> None:
        """Make the folder and begin its files."""
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            for name, header in FILES.items():
                self._begin_file(name, header)
            Part(self.folder / _FAILED).discard()  # of a run that was killed

    def _begin_file(self, name: str, header: str) -> None:
        part = Part(self.folder / name)
        file = io.TextIOWrapper(part.create(), encoding="utf-8", newline="")
        self._parts[name] = part
        self._open[name] = self._stack.enter_context(file)
        file.write(("\ufeff" if self._bom and name.endswith(".csv") else "") + header)

    def add(self, rows: PageRows) -> None:
        """Append a page to each file."""
        with writing(self.folder):
            for name, text in page_files(rows).items():
                self._open[name].write(text)

    def add_rendered(self, page: Mapping[str, Any]) -> None:
        """Append what `page_files` gave for a page."""
        with writing(self.folder):
            for name, text in page.items():
                self._open[name].write(text)

    def fail(self, failure: FailedDocument) -> None:
        """Append a row to `failed.csv`, which is begun by the first."""
        with writing(self.folder):
            if _FAILED not in self._open:
                self._begin_file(_FAILED, _header("failed"))
            self._open[_FAILED].writelines(_contract_lines("failed", [failure.row()]))

    def finish(self) -> None:
        """Give all files their names. Without failures `failed.csv` goes, even an earlier run's."""
        with writing(self.folder):
            self._stack.close()
            for part in self._parts.values():
                part.publish()
            if _FAILED not in self._parts:
                (self.folder / _FAILED).unlink(missing_ok=True)
            self._parts.clear()

    def discard(self) -> None:
        """Remove what was not finished."""
        parts, self._parts = self._parts, {}
        with suppress(OSError):  # a full disk, once more: what could not be written is thrown away
            self._stack.close()
        with writing(self.folder):
            for part in parts.values():
                part.discard()


def write_folder(pages: Iterable[PageRecords], folder: str | Path) -> None:
    """Write the records of some pages as the files of a run.

    Raises `ShiluError` S104 where the folder cannot be written.
    """
    with FolderWriter(Path(folder)) as writer:
        for records in pages:
            writer.add(page_rows(records))
        writer.finish()


def read_folder(folder: Path) -> Iterator[PageRecords]:
    """The records of a folder, page by page, out of `pages.jsonl` and `facts.jsonl`.

    Raises `ShiluError` S402 where one of the two is missing, and where they do not fit each other.
    """
    return (page.records() for page in folder_pages(folder))


@dataclass(frozen=True, slots=True)
class FolderPage:
    """A page of a folder whose records are not made yet: a line of `pages.jsonl`, and the facts that belong to it."""

    folder: Path
    number: int
    line: str
    head: dict[str, Any]
    facts: tuple[str, ...]

    @property
    def mark(self) -> str:
        """A name for all that the folder says of the page: another where a character of it is."""
        found = hashlib.blake2b(self.line.encode(), digest_size=16)
        for fact in self.facts:
            found.update(fact.encode())
        return found.hexdigest()

    def records(self) -> PageRecords:
        """The records. Raises `ShiluError` S402 where they contradict each other."""
        with _reading(self.folder, self.number):
            facts = [json.loads(fact) for fact in self.facts]
            return PageRecords.model_validate(self.head | {"facts": facts})


def folder_pages(folder: Path) -> Iterator[FolderPage]:
    """The pages of a folder, whose records are made only when they are asked for. Raises as `read_folder` does."""
    with ExitStack() as stack:
        try:
            pages, facts = (
                stack.enter_context((folder / name).open(encoding="utf-8", newline="\n"))
                for name in ("pages.jsonl", "facts.jsonl")
            )
        except OSError as error:
            raise ShiluError("S402", path=folder, why=f"{error.filename}: {error.strerror}") from error
        for number, line in enumerate(pages, 1):
            yield _cut(folder, number, line, facts)
        if next(facts, None) is not None:
            raise ShiluError(
                "S402", path=folder, why="facts.jsonl has facts that are of no page of pages.jsonl"
            )


def _cut(folder: Path, number: int, line: str, facts: Iterator[str]) -> FolderPage:
    with _reading(folder, number):
        head = json.loads(line)
        head.pop("format", None)
        own = tuple(islice(facts, head["facts"]))
        if len(own) < head["facts"]:
            raise ValueError("facts.jsonl ends before its facts")
        return FolderPage(folder, number, line, head, own)


@contextmanager
def _reading(folder: Path, number: int) -> Iterator[None]:
    """What is wrong in a line of `pages.jsonl` is said with its number. Pydantic's errors are `ValueError`s."""
    try:
        yield
    except (ValueError, KeyError, TypeError) as error:
        why = in_one_line(error)
        raise ShiluError("S402", path=folder, why=f"pages.jsonl, line {number}: {why}") from error


def folder_format(folder: Path) -> int | None:
    """The version of the records in the folder (`FORMAT`); null where that cannot be told. 0.1.0 wrote none."""
    try:
        with (folder / "pages.jsonl").open(encoding="utf-8") as file:
            return int(json.loads(file.readline() or "{}").get("format", 1))
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def folder_failures(folder: Path) -> Iterator[FailedDocument]:
    """The inputs that failed, out of `failed.csv`; none without that file."""
    path = folder / _FAILED
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            line = row.get("line")
            yield FailedDocument(
                source=unguarded(row["source"]),
                line=int(line) if line else None,
                reason=unguarded(row["reason"]),
                stage=row.get("stage") or None,
                trace=unguarded(row.get("trace") or "") or None,
            )
