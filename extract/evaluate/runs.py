"""What a run found, as the rows of its tables."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.errors import ShiluError
from extract.stores import page_rows, read_store
from schemas import PageRecords

__all__ = ["RunPage", "read_run"]

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

    Raises `ShiluError` S503 for a folder without `facts.csv`, S504 for a row without a place, and for another store
    as `read_store` does.
    """
    folder = Path(run)
    if (folder / "facts.csv").is_file():
        return _read_folder(folder)
    if folder.is_dir() and not (folder / "facts.parquet").exists():
        raise ShiluError("S503", path=folder)
    return {records.page.id: _page(records) for records in read_store(run)}


def _page(records: PageRecords) -> RunPage:
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
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [{key: cell or None for key, cell in row.items()} for row in csv.DictReader(file)]
    try:
        return [{**row, "start": int(row["start"] or ""), "end": int(row["end"] or "")} for row in rows]
    except (KeyError, ValueError) as error:
        raise ShiluError(
            "S504", path=path, why=f"a row without whole numbers in start and end ({error})"
        ) from error


def _jsonl(path: Path) -> Sequence[Row]:
    if not path.exists():
        return ()
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
