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

from extract.errors import ShiluError
from extract.pages.collect import META_SUFFIX
from extract.pages.decode import decode
from schemas import Page, Published

__all__ = ["make_page", "page_name", "parse_published", "read_metadata"]

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)


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
    """What `<page>.meta.json` says; empty where there is none. Raises `ShiluError` S202, S203, S206."""
    path = page.with_name(page_name(page) + META_SUFFIX)
    if not path.is_file():
        return {}
    try:
        found = json.loads(decode(path.read_bytes(), path))
    except json.JSONDecodeError as error:
        raise ShiluError("S203", path=path, line=error.lineno, why=error.msg) from error
    except (OSError, RecursionError) as error:
        raise ShiluError("S206", path=path, why=error) from error
    if not isinstance(found, dict):
        raise ShiluError("S203", path=path, line=1, why=f"an object is needed, not {type(found).__name__}")
    return found


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


def _stated(path: Path, value: object) -> str:
    try:
        return parse_published(str(value) if isinstance(value, (str, int)) else "")
    except ShiluError as error:
        raise ShiluError("S205", path=path, field="published", value=value) from error
