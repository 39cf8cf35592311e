"""Marked pages: our own JSONL files, or an export of Label Studio.

docs/evaluate.md describes both. A mark is a mapping with `start`, `end` and `surface`, and the fields that its marker
filled in; a field that is not there is not judged. A field may be a list: any one of its answers is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.evaluate.label_studio import read_tasks

__all__ = ["GoldPage", "Mark", "read_gold"]

Mark = Mapping[str, Any]

_SORTS = ("facts", "names", "times")
_TEXTS = (".txt", ".md")


@dataclass(frozen=True)
class GoldPage:
    """The marks of one page. A sort that was not marked at all is None and is not judged."""

    page: str
    facts: Sequence[Mark] | None = None
    names: Sequence[Mark] | None = None
    times: Sequence[Mark] | None = None
    articles: Sequence[Mark] | None = None
    text: str | None = field(default=None, repr=False)


def read_gold(path: Path) -> tuple[GoldPage, ...]:
    """The marked pages of a folder of JSONL files or of one Label Studio export, by page.

    Raises `ShiluError` S506 for a path that is not there, S501 for one without marks, S502 for a mark that is not
    understood, with its file and line.
    """
    if not path.exists():
        raise ShiluError("S506", path=path)
    if path.is_file():
        found = tuple(_exported(path))
    else:
        names = sorted(
            {one.name.removesuffix(f".{sort}.jsonl") for sort in _SORTS for one in _files(path, sort)}
        )
        found = tuple(_page(path, name) for name in names)
    if not found:
        raise ShiluError("S501", path=path)
    return found


def _files(folder: Path, sort: str) -> Iterator[Path]:
    return folder.glob(f"*.{sort}.jsonl")


def _page(folder: Path, name: str) -> GoldPage:
    texts = [side / f"{name}{ending}" for side in (folder, folder.parent / "pages") for ending in _TEXTS]
    text = next((_read(path) for path in texts if path.exists()), None)
    marks = {sort: _marks(folder / f"{name}.{sort}.jsonl", text) for sort in _SORTS}
    articles = folder / f"{name}.articles.json"
    return GoldPage(
        page=name,
        facts=marks["facts"],
        names=marks["names"],
        times=marks["times"],
        articles=_json(articles, _read(articles)) if articles.exists() else None,
        text=text,
    )


def _marks(path: Path, text: str | None) -> list[Mark] | None:
    if not path.exists():
        return None
    lines = enumerate(_read(path).split("\n"), 1)
    found = [
        (number, _checked(path, number, _json(path, line, number), text))
        for number, line in lines
        if line.strip()
    ]
    for number, mark in found if path.name.endswith(".names.jsonl") else ():
        if not isinstance(mark.get("type"), str):
            raise ShiluError("S502", path=path, line=number, why="a name needs its 'type'")
    return [mark for _, mark in found]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ShiluError("S502", path=path, line=line, why="not UTF-8") from error


def _json(path: Path, content: str, line: int = 1) -> Any:
    try:
        return json.loads(content)
    except ValueError as error:
        raise ShiluError("S502", path=path, line=line, why=f"not JSON: {error}") from error


def _checked(path: Path, line: int, mark: Any, text: str | None) -> Mark:
    """The mark, if it points at characters of its page."""
    if not isinstance(mark, dict) or not all(type(mark.get(key)) is int for key in ("start", "end")):
        raise ShiluError("S502", path=path, line=line, why="a mark needs the whole numbers 'start' and 'end'")
    start, end, surface = mark["start"], mark["end"], mark.get("surface")
    if not 0 <= start < end:
        raise ShiluError("S502", path=path, line=line, why=f"the mark {start}-{end} is empty")
    if text is not None and surface is not None and text[start:end] != surface:
        raise ShiluError(
            "S502",
            path=path,
            line=line,
            why=f"at {start}-{end} the page has {text[start:end]!r}, not {surface!r}",
        )
    return {"surface": text[start:end] if text else "", **mark}


def _exported(path: Path) -> Iterator[GoldPage]:
    tasks = _json(path, _read(path))
    for page, text, marks in read_tasks(path, tasks):
        sorted_out = {sort: [mark for kind, mark in marks if kind == sort] for sort in _SORTS}
        yield GoldPage(page, text=text, **{sort: rows or None for sort, rows in sorted_out.items()})
