"""Files of marks: `PAGE.facts.jsonl`, `PAGE.times.jsonl`, `PAGE.names.jsonl`, a mark a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.annotate.amounts import Mark

__all__ = ["KINDS", "read_marks", "write_marks"]

KINDS = ("facts", "times", "names")


def read_marks(folder: Path, page: str, kind: str) -> list[Mark]:
    """The marks of one kind. Raises `OSError` where the file is not there."""
    lines = (folder / f"{page}.{kind}.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def write_marks(folder: Path, page: str, marks: Mapping[str, Iterable[Mark]]) -> None:
    """Write them by kind; the folder is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, found in marks.items():
        lines = (json.dumps(mark, ensure_ascii=False) + "\n" for mark in found)
        (folder / f"{page}.{kind}.jsonl").write_text("".join(lines), encoding="utf-8")
