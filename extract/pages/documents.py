"""A `.jsonl` file: one document a line, read as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, AnyStr

from shilu.extract.errors import ShiluError
from shilu.extract.layout import lay_out
from shilu.extract.pages.decode import bom_encoding, decode
from shilu.extract.pages.metadata import check_published, json_object, make_page
from shilu.extract.pages.ocrjson import json_scans
from shilu.schemas import Page

__all__ = ["read_documents"]

_LONGEST = 64 * 1024 * 1024
"""Bytes of a line."""


def read_documents(
    path: Path, *, published: str | None, encoding: str | None = None
) -> Iterator[tuple[int, Page | ShiluError]]:
    """Each document of the file with its line, counted from 1; a line that is none gives its error.

    One line is held at a time. Blank lines are passed over. Raises `OSError` where the file cannot be read.
    """
    for number, line in _lines(path, encoding):
        try:
            text = line if isinstance(line, str) else decode(line, f"{path}, line {number}", encoding)
            if text.strip():
                yield from ((number, page) for page in _documents(path, number, text, published))
        except ShiluError as error:
            yield number, error


def _lines(path: Path, given: str | None) -> Iterator[tuple[int, str | bytes]]:
    with path.open("rb") as file:
        encoding = bom_encoding(file.read(4)) or _wide(given)
    if encoding in (None, "utf-8-sig"):
        with path.open("rb") as file:
            yield from enumerate(_bounded(file), 1)
        return
    # Lines end at line feeds and returns only; `codecs.open` would end them at U+2028 within a text, too.
    with path.open(encoding=encoding, errors="replace") as wide:
        yield from enumerate(_bounded(wide), 1)


def _bounded(file: IO[AnyStr]) -> Iterator[AnyStr]:
    """The lines of a file; of one that is longer than a document may be, the beginning, which is no JSON."""
    while line := file.readline(_LONGEST):
        yield line
        while len(line) == _LONGEST and line[-1:] not in ("\n", b"\n"):
            line = file.readline(_LONGEST)


def _wide(encoding: str | None) -> str | None:
    """The encoding, if a line end is more than one byte in it, so that bytes cannot be cut into lines."""
    return encoding if encoding and len("\n".encode(encoding)) > 1 else None


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
