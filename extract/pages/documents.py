"""A `.jsonl` file: one document a line, read as a stream."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.layout import lay_out
from shilu.extract.pages.decode import bom_encoding, decode
from shilu.extract.pages.metadata import check_published, json_object, make_page
from shilu.extract.pages.ocrjson import json_scans
from shilu.schemas import Page

__all__ = ["read_documents"]


def read_documents(path: Path, *, published: str | None) -> Iterator[tuple[int, Page | ShiluError]]:
    """Each document of the file with its line, counted from 1; a line that is none gives its error.

    One line is held at a time. Blank lines are passed over. Raises `OSError` where the file cannot be read.
    """
    for number, line in _lines(path):
        try:
            text = line if isinstance(line, str) else decode(line, f"{path}, line {number}")
            if text.strip():
                yield from ((number, page) for page in _documents(path, number, text, published))
        except ShiluError as error:
            yield number, error


def _lines(path: Path) -> Iterator[tuple[int, str | bytes]]:
    with path.open("rb") as file:
        encoding = bom_encoding(file.read(4))
    if encoding in (None, "utf-8-sig"):
        with path.open("rb") as file:
            yield from enumerate(file, 1)
        return
    with codecs.open(str(path), encoding=encoding, errors="replace") as wide:
        yield from enumerate(wide, 1)


def _documents(path: Path, number: int, line: str, published: str | None) -> Iterator[Page]:
    """The document of a line; or the pages of one that an OCR program wrote (Umi-OCR: `{"code": 100, "data":
    [...]}`)."""
    row = json_object(line, path, number)
    scans = json_scans(row) if "text" not in row else []
    if not scans:
        yield _document(path, number, row, published)
    for page, scan in enumerate(scans, 1):
        text, lines = lay_out(scan)
        name = f"{path.stem}-{number}" + (f"-p{page}" if len(scans) > 1 else "")
        known = {"image": scan.image} if scan.image else {}
        yield make_page(name, text, path, known, published=published).with_fields(lines=lines)


def _document(path: Path, number: int, row: dict[str, Any], published: str | None) -> Page:
    text = _string(path, number, row, "text")
    name = _string(path, number, row, "id") if row.get("id") is not None else f"{path.stem}-{number}"
    known = {key: value for key, value in row.items() if key not in ("id", "text")}
    check_published(known, f"{path}, line {number}")
    return make_page(name, text, path, known, published=published)


def _string(path: Path, number: int, row: dict[str, Any], field: str) -> str:
    value = row.get(field)
    got = None
    if not isinstance(value, str):
        got = "none" if field not in row else f"{type(value).__name__} {value!r:.40}"
    elif field == "id" and not value:
        got = "an empty one"
    elif any("\ud800" <= character <= "\udfff" for character in value):
        got = "half of a surrogate pair in it"
    if got:
        raise ShiluError("S204", path=path, line=number, field=field, got=got)
    return str(value)
