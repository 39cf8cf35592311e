"""Marked pages read again, and held against what was wrong the last time: which rows got worse."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.evaluate.compare import judged, pair, slot_right
from shilu.extract.evaluate.gold import GoldPage, Mark, read_gold
from shilu.extract.evaluate.runs import page_of
from shilu.extract.extractor import Extractor

__all__ = ["Regression", "run_again"]

_KNOWN = "shilu-test.json"

Faults = dict[str, list[str]]
"""What is wrong with a row by its name: page, sort and place."""


@dataclass
class Regression:
    """The rows of the marked pages, those of which something is wrong, and how that differs from the last time."""

    rows: int = 0
    now: Faults = field(default_factory=dict)
    known: Faults | None = None
    surfaces: dict[str, str] = field(default_factory=dict)

    @property
    def worse(self) -> list[tuple[str, list[str]]]:
        """Rows with faults that they did not have the last time."""
        before = self.now if self.known is None else self.known
        found = (
            (row, [one for one in faults if one not in before.get(row, ())])
            for row, faults in self.now.items()
        )
        return [(row, new) for row, new in found if new]

    @property
    def better(self) -> list[str]:
        """Rows that had faults the last time and have fewer now."""
        known = self.known or {}
        return [row for row, faults in known.items() if set(self.now.get(row, ())) < set(faults)]

    def lines(self) -> Iterator[str]:
        """What to tell, a line each."""
        good = self.rows - len(self.now)
        yield f"{self.rows:,} rows: {good:,} right, {len(self.now):,} with something wrong"
        if self.known is None:
            yield "this is what later runs are held against"
            return
        yield f"since the last time: {len(self.worse):,} rows worse, {len(self.better):,} better"
        for row, faults in self.worse:
            yield f"  worse: {row} {self.surfaces.get(row, '')}: {', '.join(faults)}"
        for row in self.better:
            yield f"  better: {row} {self.surfaces.get(row, '')}"


def run_again(folder: Path, *, accept: bool = False) -> Regression:
    """Read the pages of a folder of marks again. The first time, and with `accept`, what is wrong becomes what later
    runs are held against.

    Raises `ShiluError` S709 where no text stands beside the marks, S104 where what is wrong cannot be written, and as
    `read_gold` does.
    """
    pages = [page for page in read_gold(folder) if page.text is not None]
    if not pages:
        raise ShiluError("S709", folder=folder)
    path = (folder if folder.is_dir() else folder.parent) / _KNOWN
    told = Regression(known=_known(path))
    extractor = Extractor()
    for page in pages:
        _judge(told, page, extractor, folder)
    if told.known is None or accept:
        try:
            path.write_text(json.dumps(told.now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise ShiluError("S104", path=path, why=error.strerror or error) from error
    return told


def _known(path: Path) -> Faults | None:
    if not path.exists():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(row): list(map(str, faults)) for row, faults in found.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ShiluError("S502", path=path, line=1, why="not what `shilu test` wrote; remove it") from error


def _judge(told: Regression, page: GoldPage, extractor: Extractor, folder: Path) -> None:
    found = page_of(extractor.page(page.text or "", published=_published(folder, page.page), id=page.page))
    for sort, marks, rows in (
        ("facts", page.facts, found.facts),
        ("names", page.names, found.names),
        ("times", page.times, found.times),
    ):
        for mark, faults in _faults(sort, marks or (), rows) if marks is not None else ():
            name = f"{page.page}#{mark['start']}-{mark['end']} ({sort.removesuffix('s')})"
            told.rows += 1
            told.surfaces[name] = "".join(str(mark.get("surface", "")).split())
            if faults:
                told.now[name] = faults


def _faults(
    sort: str, marks: Sequence[Mark], rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Mark, list[str]]]:
    """Each firm mark and what is wrong with its row; each row without a mark as a mark that should not be."""
    answers = pair(marks, rows)
    for i, mark in enumerate(marks):
        if mark.get("optional"):
            continue
        if i not in answers:
            yield mark, ["missed"]
        elif sort == "facts":
            right = judged(mark, rows[answers[i]])
            names = dict.fromkeys(name.removesuffix("~") for name in right)
            yield mark, [name for name in names if not right.get(f"{name}~", right[name])]
        else:
            got = rows[answers[i]]
            wrong = [
                one
                for one in ("type", "canonical", "value")
                if one in mark and not slot_right(mark[one], got.get(one))
            ]
            same = (mark["start"], mark["end"]) == (got["start"], got["end"])
            yield mark, [*([] if same else ["span"]), *wrong]
    answered = set(answers.values())
    for j, row in enumerate(rows):
        if j not in answered:
            yield (
                {"start": row["start"], "end": row["end"], "surface": row["surface"]},
                ["found, though it is none"],
            )


def _published(folder: Path, page: str) -> str | None:
    path = folder / f"{page}.meta.json"
    if not folder.is_dir() or not path.exists():
        return None
    try:
        told = json.loads(path.read_text(encoding="utf-8")).get("published")
    except (ValueError, AttributeError) as error:
        raise ShiluError("S502", path=path, line=1, why="not JSON") from error
    return told if isinstance(told, str) else None
