"""Whether what lies at a target was written by Shilu: only that is replaced unasked."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.stores.extras import need
from shilu.extract.stores.folder import FILES, csv_lines
from shilu.extract.stores.spreadsheet import header, shown_columns
from shilu.extract.stores.tables import TABLES

__all__ = ["MARK", "refuse_foreign"]

MARK = "shilu"
"""The word that a file of ours has in its own metadata."""

_HEAD = 64 * 1024
_CHUNK = 1 << 20
_LEDGER = "ledger.sqlite"


def refuse_foreign(path: Path, ledger: Path) -> None:
    """Raise `ShiluError` S416 where something lies at the target that bears no mark of ours and would be replaced: no
    ledger of a run (in the folder `ledger`), and nothing in the file itself.

    Databases bear theirs inside and look for it themselves; a folder is ours or not by the files in it that a run would
    write anew.
    """
    if (ledger / _LEDGER).is_file() or not path.exists():
        return
    if path.is_dir():
        for name in _foreign_files(path):
            raise ShiluError("S416", path=path / name)
    elif (known := _marked(path)) is not None and not known(path):
        raise ShiluError("S416", path=path)


def _foreign_files(folder: Path) -> Iterable[str]:
    """Files in a folder that a run would replace and that are not ours."""
    if folder.name.lower().endswith(".parquet"):
        return (
            f"{one}.parquet"
            for one in TABLES
            if (folder / f"{one}.parquet").exists() and not _is_parquet(folder, one)
        )
    if _first_line(folder / "facts.csv") == FILES["facts.csv"].rstrip("\n"):
        return ()
    return (name for name in (*FILES, "failed.csv") if (folder / name).exists())


def _is_parquet(folder: Path, table: str) -> bool:
    parquet = need("pyarrow.parquet", target=str(folder))
    try:
        schema = parquet.read_schema(folder / f"{table}.parquet")
    except (OSError, ValueError):
        return False
    return MARK.encode() in (schema.metadata or {}) or {*TABLES[table].names} <= {*schema.names}


def _marked(path: Path) -> Callable[[Path], bool] | None:
    """How a file of this kind is known to be ours; none for databases."""
    name = path.name.lower()
    return next((known for ending, known in _KNOWN.items() if name.endswith(ending)), None)


def _first_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.readline(_HEAD).decode("utf-8-sig", errors="replace").rstrip("\r\n")
    except OSError:
        return ""


def _is_csv(path: Path) -> bool:
    shown = [
        [header(column, heads) for column in shown_columns(table)]
        for table in TABLES.values()
        for heads in ("en", "zh")
    ]
    return f"{_first_line(path)}\n" in {csv_lines([one]) for one in shown}


def _is_web_annotation(path: Path) -> bool:
    return '"label":"Facts, names and times found by Shilu"' in _first_line(path)


def _is_tasks(path: Path) -> bool:
    """A task of ours names the model `shilu` behind its text, which may be long."""
    wanted, before = b'"model_version":"shilu"', b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if wanted in before + chunk:
                return True
            before = chunk[-len(wanted) :]
    return path.stat().st_size <= len("[\n]\n")


def _is_doccano(path: Path) -> bool:
    """A line of ours has labels and says which page it is; a line is as long as its page."""
    with path.open("rb") as file:
        line = file.readline()
    try:
        task: Any = json.loads(line) if line else {"label": [], "page": ""}
    except ValueError:
        return False
    return isinstance(task, dict) and "label" in task and "page" in task


def _is_docbin(path: Path) -> bool:
    unpack, before = zlib.decompressobj(), b""
    try:
        with path.open("rb") as file:
            while chunk := unpack.decompress(unpack.unconsumed_tail or file.read(_HEAD), _CHUNK):
                if MARK.encode() in before + chunk:
                    return True
                before = chunk[-len(MARK) :]
    except zlib.error:
        return False
    return False


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as book:
            about = book.read("docProps/core.xml")
    except (zipfile.BadZipFile, OSError, KeyError, RuntimeError):
        return False
    return f"<cp:keywords>{MARK}</cp:keywords>".encode() in about or b">2020-01-01T00:00:00Z<" in about


_KNOWN: dict[str, Callable[[Path], bool]] = {
    ".csv": _is_csv,
    ".jsonld": _is_web_annotation,
    ".labelstudio.json": _is_tasks,
    ".doccano.jsonl": _is_doccano,
    ".spacy": _is_docbin,
    ".xlsx": _is_workbook,
}
