"""Files and folders to pages, one at a time; a bad input gives a message and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from extract.errors import ShiluError
from extract.pages.collect import SUFFIXES, collect
from extract.pages.decode import decode
from extract.pages.documents import read_documents
from extract.pages.hocr import is_hocr
from extract.pages.html import html_metadata, html_text
from extract.pages.metadata import make_page, page_name, parse_published, read_metadata
from extract.pages.ocr import read_ocr
from extract.pages.pieces import Piece, pieces_of
from extract.pages.stream import lines_of
from schemas import Page

__all__ = ["Failure", "read_pages"]


@dataclass(frozen=True)
class Failure:
    """An input that could not be read: which, the line of it where that is known, and why, in plain words."""

    source: str
    line: int | None
    message: str


def read_pages(paths: Sequence[Path], *, published: str | None = None) -> Iterator[Page | Failure]:
    """The pages of the files and folders, in order, each as it is needed; a `Failure` for each bad input.

    `published` (EDTF) holds for every page and wins over metadata. Before anything is read this raises
    `ShiluError` S101 (no such path), S102 (a folder without pages) and S103 (`published` is not a date).
    Page ids differ within a run: a second page with the id of an earlier one is a failure.
    """
    if published is not None:
        published = parse_published(published)
    return _read_all(collect(paths), published)


def _read_all(files: Sequence[Path], published: str | None) -> Iterator[Page | Failure]:
    seen: dict[str, Path] = {}
    for path in files:
        for line, found in _read(path, published):
            if isinstance(found, Page) and found.id in seen:
                found = _clash(found.id, seen[found.id], path, line)
            if isinstance(found, Page):
                seen[found.id] = path
                yield found
            else:
                yield Failure(source=str(path), line=line, message=str(found))


def _clash(page: str, first: Path, second: Path, line: int | None) -> ShiluError:
    if line is None:
        return ShiluError("S105", page=page, first=first, second=second)
    return ShiluError("S210", path=second, line=line, page=page)


def _read(path: Path, published: str | None) -> Iterator[tuple[int | None, Page | ShiluError]]:
    """The pages of one file, or the reason why there are none; the line where the file has one document a
    line.
    """
    try:
        kind = path.suffix.lower()
        if kind == ".jsonl":
            yield from read_documents(path, published=published)
        elif kind in SUFFIXES:
            pages = _READERS[kind](path, published=published)
            yield from ((None, page) for page in pages)
        else:
            raise ShiluError("S208", path=path, suffix=path.suffix)
    except ShiluError as error:
        yield None, error
    except OSError as error:
        yield None, ShiluError("S206", path=path, why=error.strerror or error)


def _read_text(path: Path, *, published: str | None) -> Iterator[Page]:
    """The pages of a text file: one, or where page separators stand in it several, read as a stream."""
    known: dict[str, Any] | None = None
    for piece in pieces_of(lines_of(path)):
        known = read_metadata(path) if known is None else known
        if piece.alone:
            yield make_page(page_name(path), piece.text, path, known, published=published)
        else:
            yield _part(piece, path, known, published)
    if known is None:
        raise _wordless(path)


def _wordless(path: Path) -> ShiluError:
    return ShiluError("S207", path=path, why="holds no text" if path.stat().st_size else "is empty")


def _part(piece: Piece, path: Path, known: dict[str, Any], published: str | None) -> Page:
    """One of several pages of a file; `offset` in its metadata is where in the file's text it begins."""
    own: dict[str, Any] = {"offset": piece.offset}
    if piece.label:
        own["label"] = piece.label
    if piece.day and "published" not in known and _is_date(piece.day):
        own["published"] = piece.day
    return make_page(
        f"{page_name(path)}-p{piece.number}", piece.text, path, {**known, **own}, published=published
    )


def _is_date(day: str) -> bool:
    try:
        return bool(parse_published(day))
    except ShiluError:
        return False


def _read_html(path: Path, *, published: str | None) -> Iterator[Page]:
    html = decode(path.read_bytes(), path)
    if is_hocr(html):
        yield from read_ocr(path, published=published)
        return
    text = html_text(html)
    if not text:
        raise _wordless(path)
    known = {**html_metadata(html), **read_metadata(path)}
    yield make_page(page_name(path), text, path, known, published=published)


_READERS: Mapping[str, Callable[..., Iterator[Page]]] = MappingProxyType(
    {
        ".txt": _read_text, ".md": _read_text, ".html": _read_html, ".htm": _read_html,
        ".xml": read_ocr, ".hocr": read_ocr,
    }
)  # fmt: skip
