"""Read the table of the user's own words: CSV or Excel, with a heading, every row checked."""

from __future__ import annotations

import csv
import importlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

from shilu.extract.errors import ShiluError
from shilu.extract.extras import missing
from shilu.extract.names.own.vocabulary import OwnWord, OwnWords, Use
from shilu.extract.pages.decode import decode
from shilu.extract.text import fold
from shilu.schemas import NameType

__all__ = ["read_words"]

_COLUMNS: Mapping[str, str] = {
    "name": "name", "名称": "name", "词": "name", "词语": "name",
    "canonical": "canonical", "全称": "canonical", "规范名称": "canonical",
    "type": "type", "类型": "type", "类别": "type",
    "aliases": "aliases", "简称": "aliases", "别名": "aliases",
    "use": "use", "用法": "use",
}  # fmt: skip
_TYPES: Mapping[str, NameType] = {
    **{kind: kind for kind in get_args(NameType)},
    "项目": "programme", "计划": "programme", "平台": "platform", "品牌": "brand", "设施": "facility", "政策": "policy",
    "奖项": "award", "荣誉": "award", "活动": "event", "会议": "event", "作品": "work", "机构": "organisation",
    "单位": "organisation", "地名": "place", "地点": "place", "人名": "person", "人物": "person",
}  # fmt: skip
_USES: Mapping[str, Use] = {
    "": "name", "name": "name", "名称": "name", "head": "head", "词尾": "head", "none": "none", "不是名称": "none",
}  # fmt: skip
_PARTS = re.compile(r"[;；|\n]")
_MOST_TOLD = 5
_LONGEST = 100

Line = tuple[int, Mapping[str, str]]
_Fault = tuple[int, str]


def read_words(*paths: Path | str) -> OwnWords:
    """The words of one or more `.csv`, `.tsv` or `.xlsx` tables.

    Its first row is the heading: `canonical` or `name`, `type`, and if wanted `aliases` and `use`; Chinese headings do
    as well, further columns are left out, so that the register which `shilu names` writes is such a table. Raises
    `ShiluError`: S206 where a file cannot be read, S201 or S202 where it is no text, S109 where `.xlsx` is given
    without openpyxl, S310 where it has no heading, S311 for the rows that cannot be used, each with its line. What is
    told twice has to be the same, also in two tables.
    """
    seen: dict[str, tuple[str, OwnWord]] = {}
    for path in map(Path, paths):
        _read(path, seen)
    return OwnWords.of(word for _, word in seen.values())


def _read(path: Path, seen: dict[str, tuple[str, OwnWord]]) -> None:
    """Add the words of a table to those seen, each with the place where it stands."""
    faults: list[_Fault] = []
    for number, cells in _lines(path):
        for word in _words(number, cells, faults):
            key = fold(word.surface)
            where, other = seen.setdefault(key, (f"{path.name} line {number}", word))
            if other != word:
                faults.append((number, f"{word.surface!r} is told otherwise in {where}"))
    if faults:
        told = "; ".join(f"line {line}: {why}" for line, why in faults[:_MOST_TOLD])
        more = len(faults) - _MOST_TOLD
        told += f"; and {more} more" if more > 0 else ""
        raise ShiluError("S311", path=path, count=len(faults), told=told)


def _lines(path: Path) -> Iterator[Line]:
    """The rows with something in them, each with its line, by what the heading calls their cells."""
    try:
        rows = _sheet(path) if path.suffix.lower() == ".xlsx" else _text(path)
        heading: dict[int, str] | None = None
        for number, row in rows:
            cells = [_plain(cell) for cell in row]
            if not any(cells):
                continue
            if heading is None:
                heading = _heading(path, cells)
            else:
                yield number, {name: cells[at] for at, name in heading.items() if at < len(cells)}
    except OSError as error:
        raise ShiluError("S206", path=path, why=error.strerror or error) from error
    if heading is None:
        raise ShiluError("S310", path=path, found="nothing")


def _heading(path: Path, cells: list[str]) -> dict[int, str]:
    found = {at: _COLUMNS[cell.lower()] for at, cell in enumerate(cells) if cell.lower() in _COLUMNS}
    if not {"name", "canonical"} & set(found.values()) or len(set(found.values())) < len(found):
        raise ShiluError("S310", path=path, found=repr(" ".join(cells)[:_LONGEST]))
    return found


def _text(path: Path) -> Iterator[tuple[int, list[str]]]:
    text = decode(path.read_bytes(), path)
    first = text.partition("\n")[0]
    mark = "\t" if path.suffix.lower() == ".tsv" or first.count("\t") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise ShiluError("S311", path=path, count=1, told=f"line {reader.line_num}: {error}") from error


def _sheet(path: Path) -> Iterator[tuple[int, list[Any]]]:
    """The rows of the first sheet."""
    try:
        openpyxl: Any = importlib.import_module("openpyxl")  # an extra, and it brings no types
    except ModuleNotFoundError as error:
        raise missing("openpyxl", extra="xlsx", what=str(path)) from error
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except OSError:
        raise
    except Exception as error:  # openpyxl raises whatever zip and XML raise
        raise ShiluError(
            "S206", path=path, why=f"it is no Excel workbook ({type(error).__name__})"
        ) from error
    with closing(book):
        for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield number, list(row)


def _plain(cell: Any) -> str:
    """A cell as text, without the apostrophe that keeps a spreadsheet from running it."""
    text = "" if cell is None else str(cell).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@＝＋－＠﹢﹣﹦﹫") else text


def _words(number: int, cells: Mapping[str, str], faults: list[_Fault]) -> Iterator[OwnWord]:
    """The words of a row; what is wrong with it is added to the faults."""
    use = _USES.get(cells.get("use", "").lower())
    if use is None:
        faults.append((number, f"{cells['use']!r:.40} is no use; give name, head or none"))
        return
    kind = _TYPES.get(cells.get("type", "").lower())
    if kind is None and use != "none":
        given = cells.get("type", "")
        faults.append((number, f"{given!r:.40} is no type; give one of {', '.join(get_args(NameType))}"))
        return
    canonical = cells.get("canonical") or cells.get("name", "")
    for surface in dict.fromkeys(_surfaces(cells)):
        why = _unfit(surface)
        if why:
            faults.append((number, why))
        else:
            yield OwnWord(
                surface, None if use == "none" else kind, canonical if use == "name" else surface, use
            )


def _surfaces(cells: Mapping[str, str]) -> Iterable[str]:
    """The forms of a row. Aliases stand apart by ; or |, or, where none of these stands, by blanks."""
    given = cells.get("aliases", "")
    parts = _PARTS.split(given) if _PARTS.search(given) else given.split()
    own = [cells.get("name", ""), cells.get("canonical", "")]
    return [form for form in (*own, *map(str.strip, parts)) if form] or [""]


def _unfit(surface: str) -> str | None:
    if not surface:
        return "no name is given"
    if len(surface) < 2:
        return f"{surface!r} is too short: a word needs two characters"
    if len(surface) > _LONGEST:
        return f"{surface!r:.30} is too long: a word has at most {_LONGEST} characters"
    return None
