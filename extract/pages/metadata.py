"""What is known of a page beside its text: `<page>.meta.json`, the keys of a JSONL line, HTML's own
fields.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.pages.bounds import whole_file
from shilu.extract.pages.collect import META_SUFFIX
from shilu.extract.pages.decode import decode
from shilu.schemas import Page, Published

__all__ = [
    "check_published",
    "json_object",
    "json_value",
    "make_page",
    "page_name",
    "parse_published",
    "read_metadata",
]

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)

_LARGEST = 4 * 1024 * 1024
"""Bytes of a file of metadata."""

_DEEPEST = 200
"""Levels of lists and objects within one another that metadata may have."""

_LONGEST_NUMBER = 4000
"""Digits that a whole number may have; Python itself refuses a few more."""

_LONG_NUMBER = re.compile(rf"\d{{{_LONGEST_NUMBER + 1}}}", re.ASCII)


def parse_published(value: str) -> str:
    """The value, if it is a year, month or day in EDTF. Raises `ShiluError` S103 otherwise.

    >>> parse_published("2022-12")
    '2022-12'
    """
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise ShiluError("S103", value=value)
    try:
        date(*(int(part or 1) for part in match.group("year", "month", "day")))
    except ValueError as error:
        raise ShiluError("S103", value=value) from error
    return match.group()


def page_name(path: Path) -> str:
    """What a page is called after its file: `江城日报-03` for `江城日报-03.txt` and `江城日报-03.alto.xml`."""
    return path.stem.removesuffix(".alto").removesuffix(".page").removesuffix(".hocr") or path.stem


def read_metadata(page: Path) -> dict[str, Any]:
    """What `<page>.meta.json` says; empty where there is none. Raises `ShiluError` S202, S203, S205, S206."""
    path = page.with_name(page_name(page) + META_SUFFIX)
    try:
        if not path.is_file():
            return {}
    except OSError:  # a name that is longer than the system takes: so there is no such file
        return {}
    try:
        text = decode(whole_file(path, most=_LARGEST), path)
    except OSError as error:
        raise ShiluError("S206", path=path, why=error.strerror or error) from error
    found = json_object(text, path)
    check_published(found, path)
    return found


def json_object(text: str, path: Path, line: int | None = None) -> dict[str, Any]:
    """The JSON object that the text holds. `path` and `line` are only named in messages; without `line` the text is
    the whole file.

    Raises `ShiluError` S203, with the line, for all else: no JSON, no object, nested too deep, a number too long.
    """
    found = json_value(text, path, line)
    if not isinstance(found, dict):
        raise _no_json(f"an object is needed, not {type(found).__name__}", path, line or 1)
    return found


def json_value(text: str, path: Path, line: int | None = None) -> Any:
    """Whatever JSON the text holds. Raises `ShiluError` S203, with the line, for what is no JSON, nested too deep, or a
    number too long."""

    def refuse(why: str, at: int) -> ShiluError:
        return _no_json(why, path, at if line is None else line)

    try:
        found = json.loads(text, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        raise refuse(error.msg, error.lineno) from error
    except RecursionError as error:
        raise refuse("nested too deep", 1) from error
    except ValueError as error:
        match = _LONG_NUMBER.search(text)
        raise refuse(str(error), text.count("\n", 0, match.start()) + 1 if match else 1) from error
    if _is_deep(found):
        raise refuse("nested too deep", 1)
    return found


def _no_json(why: str, path: Path, line: int) -> ShiluError:
    return ShiluError("S203", path=path, line=line, why=why)


def _whole_number(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise ValueError(f"a number of {len(digits)} digits; {_LONGEST_NUMBER} are the most")
    return int(digits)


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def check_published(known: Mapping[str, Any], where: Path | str) -> None:
    """Raise `ShiluError` S205, which names `where`, should `published` stand in the metadata and be no date."""
    if known.get("published") is not None:
        _stated(where, known["published"])


def make_page(name: str, text: str, path: Path, known: Mapping[str, Any], *, published: str | None) -> Page:
    """A page from its text and all that is known of it. `published`, given by the user, wins over `known`.

    Raises `ShiluError` S205 for a `published` in the metadata that is not a date.
    """
    rest = {key: value for key, value in known.items() if key not in ("published", "title", "source")}
    title, source = known.get("title"), known.get("source")
    return Page(
        id=name,
        text=text,
        published=_published(path, known.get("published"), published),
        title=title if isinstance(title, str) else None,
        source=source if isinstance(source, str) else str(path),
        meta=rest,
    )


def _published(path: Path, stated: object, option: str | None) -> Published | None:
    if stated is not None:
        stated = _stated(path, stated)
    if option is not None:
        return Published(value=option, source="option")
    return Published(value=str(stated), source="metadata") if stated is not None else None


def _stated(path: Path | str, value: object) -> str:
    try:
        return parse_published(str(value) if isinstance(value, (str, int)) else "")
    except ShiluError as error:
        raise ShiluError("S205", path=path, field="published", value=value) from error
