"""What a run found, as the rows of its tables."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.stores import page_rows, read_store
from shilu.extract.stores.formulas import unguarded
from shilu.schemas import PageRecords

__all__ = ["RunPage", "page_of", "read_run"]

Row = Mapping[str, Any]


@dataclass
class RunPage:
    """The rows of one page; empty cells are None, `start` and `end` whole numbers."""

    facts: list[Row] = field(default_factory=list)
    names: list[Row] = field(default_factory=list)
    times: list[Row] = field(default_factory=list)
    articles: list[Row] = field(default_factory=list)


def read_run(run: str | Path) -> Mapping[str, RunPage]:
    """The rows of a run by page: from the tables of a folder, whoever wrote them, or from another store of ours.

    Raises `ShiluError` S503 for a folder without `facts.csv`, S504 for a table that is not understood, and for another
    store as `read_store` does.
    """
    folder = Path(run)
    if (folder / "facts.csv").is_file():
        return _read_folder(folder)
    if folder.is_dir() and not (folder / "facts.parquet").exists():
        raise ShiluError("S503", path=folder)
    return {records.page.id: page_of(records) for records in read_store(run)}


def page_of(records: PageRecords) -> RunPage:
    """The rows of a page."""
    rows = page_rows(records)
    articles = [json.loads(str(row["record"])) for row in rows["articles"]]
    return RunPage(list(rows["facts"]), list(rows["names"]), list(rows["times"]), articles)


def _read_folder(folder: Path) -> Mapping[str, RunPage]:
    pages: dict[str, RunPage] = {}
    for sort in ("facts", "names", "times"):
        for row in _csv(folder / f"{sort}.csv"):
            getattr(pages.setdefault(str(row["page"]), RunPage()), sort).append(row)
    for row in _jsonl(folder / "articles.jsonl"):
        pages.setdefault(str(row["page"]), RunPage()).articles.append(row)
    return pages


def _csv(path: Path) -> Sequence[Row]:
    if not path.exists():
        return ()
    with _understood(path), path.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            {key: unguarded(cell) if cell else None for key, cell in row.items()}
            for row in csv.DictReader(file)
        ]
        return [row | _place(row) for row in rows]


def _jsonl(path: Path) -> Sequence[Row]:
    if not path.exists():
        return ()
    with _understood(path):
        lines = path.read_text(encoding="utf-8").split("\n")
        found = [json.loads(line) for line in lines if line.strip()]
        return [row | {"page": row["page"], "article": row["article"]} for row in found]


def _place(row: Row) -> dict[str, Any]:
    """What every row must have; `KeyError` or `ValueError` where it has not."""
    ends = {name: int(row[name] or "") for name in ("start", "end")}
    return {"page": row["page"], "surface": row["surface"], **ends}


@contextmanager
def _understood(path: Path) -> Iterator[None]:
    try:
        yield
    except KeyError as error:
        raise ShiluError("S504", path=path, why=f"a row without {error}") from error
    except (TypeError, ValueError) as error:
        why = f"it is not UTF-8, or a row has not whole numbers in start and end ({in_one_line(error)})"
        raise ShiluError("S504", path=path, why=why) from error
