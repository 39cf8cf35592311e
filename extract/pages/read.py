"""Files and folders to pages, one at a time; a bad input gives a message and the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.errors import ShiluError
from extract.pages.collect import SUFFIXES, collect
from extract.pages.decode import decode
from extract.pages.documents import read_documents
from extract.pages.html import html_metadata, html_text
from extract.pages.metadata import make_page, parse_published, read_metadata
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
        if path.suffix.lower() == ".jsonl":
            yield from read_documents(path, published=published)
        else:
            yield None, _read_page(path, published)
    except ShiluError as error:
        yield None, error
    except OSError as error:
        yield None, ShiluError("S206", path=path, why=error.strerror or error)


def _read_page(path: Path, published: str | None) -> Page:
    if path.suffix.lower() not in SUFFIXES:
        raise ShiluError("S208", path=path, suffix=path.suffix)
    text = decode(path.read_bytes(), path)
    if not text.strip():
        raise ShiluError("S207", path=path)
    known = read_metadata(path)
    if path.suffix.lower() in (".html", ".htm"):
        text, known = html_text(text), {**html_metadata(text), **known}
    return make_page(path.stem, text, path, known, published=published)
