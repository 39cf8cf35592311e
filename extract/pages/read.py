"""Files and folders to pages, one at a time; a bad input gives a message and the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.layout import without_alternation, without_gutters
from shilu.extract.pages.archives import Member, unpacked
from shilu.extract.pages.bounds import refuse_depth, whole_file
from shilu.extract.pages.collect import PICTURES, SUFFIXES, collect, is_archive
from shilu.extract.pages.decode import check_encoding, decode
from shilu.extract.pages.documents import read_documents
from shilu.extract.pages.hocr import is_hocr
from shilu.extract.pages.html import html_metadata, html_text
from shilu.extract.pages.images import read_images
from shilu.extract.pages.jsonfiles import read_json
from shilu.extract.pages.maintext import beside_the_text, can_tell
from shilu.extract.pages.markdown import is_converted, plain_markdown
from shilu.extract.pages.metadata import make_page, page_name, parse_published, read_metadata
from shilu.extract.pages.ocr import read_ocr
from shilu.extract.pages.pdf import read_pdf
from shilu.extract.pages.pieces import Piece, pieces_of
from shilu.extract.pages.stream import lines_of
from shilu.extract.pages.walk import Unlisted
from shilu.schemas import Page

__all__ = ["Failure", "Read", "clash", "read_file", "read_pages"]


@dataclass(frozen=True)
class Failure:
    """An input that could not be read: which, the line of it where that is known, and why, in plain words."""

    source: str
    line: int | None
    message: str
    lost: bool = False
    """Whether it was the system that did not give it (a share that went, a file that may not be opened), and not the
    input that is bad: then what an earlier run read of it still holds."""


def read_pages(
    paths: Sequence[str | Path], *, published: str | None = None, encoding: str | None = None
) -> Iterator[Page | Failure]:
    """The pages of the files and folders, in order, each as it is needed; a `Failure` for each bad input.

    `published` (EDTF) holds for every page and wins over metadata; `encoding` for every file without a byte order
    mark. Before anything is read this raises `ShiluError` S101 (no such path), S102 (a folder without pages), S103
    (`published` is not a date) and S111 (no such encoding).
    Page ids differ within a run: a second page with the id of an earlier one is a failure.
    """
    if published is not None:
        published = parse_published(published)
    if encoding is not None:
        encoding = check_encoding(encoding)
    return _read_all(collect(paths), published, encoding)


def _read_all(
    files: Iterable[Path | Unlisted], published: str | None, encoding: str | None
) -> Iterator[Page | Failure]:
    seen: dict[str, str] = {}
    for path in files:
        for read in read_file(path, published=published, encoding=encoding):
            found = read.found
            if isinstance(found, Page) and found.id in seen:
                found = clash(found.id, seen[found.id], read)
            elif isinstance(found, Page):
                seen[found.id] = read.source
            yield found


@dataclass(frozen=True)
class Read:
    """A page or failure, with the file that it was read from as the user calls it, and the line where a file has one
    document a line."""

    source: str
    line: int | None
    found: Page | Failure


def read_file(
    path: Path | Unlisted,
    *,
    published: str | None = None,
    encoding: str | None = None,
    shown: str | None = None,
    scratch: Path | None = None,
    kept: Path | None = None,
) -> Iterator[Read]:
    """The pages of one file or archive, each as it is needed, and a `Failure` for what cannot be read.

    `published` is a date that `parse_published` gave, `encoding` one that `check_encoding` gave. `shown` is what the
    file is called, if it is a copy of something else; archives are unpacked page by page below `scratch`, or where the
    system puts such files. `kept` is the folder where what was recognized of pictures is kept and found again; without
    it nothing is.
    """
    if isinstance(path, Unlisted):
        error = ShiluError("S217", path=path.path, why=path.why)
        yield _failed(str(path.path), None, error, lost=True)
        return
    if not is_archive(path):
        yield from _read_one(path, shown or str(path), published, encoding, kept)
        return
    for member in unpacked(path, scratch=scratch):
        if isinstance(member, ShiluError):
            yield _failed(shown or str(path), None, member, lost=_is_lost(member))
        else:
            for read in _read_one(member.path, member.shown, published, encoding, kept):
                yield _of_member(read, member)


def _of_member(read: Read, member: Member) -> Read:
    """A page by the name that it has in the archive, and marked where no check sum vouches for it."""
    page = read.found
    if isinstance(page, Failure):
        return read
    changes: dict[str, Any] = {}
    stored, own = page_name(member.path), page_name(Path(member.name))
    if stored != own and page.id.startswith(stored):
        changes["id"] = own + page.id.removeprefix(stored)
    if member.unverified:
        changes["meta"] = {**page.meta, "unverified": True}
    return replace(read, found=page.with_fields(**changes)) if changes else read


def clash(page: str, first: str, second: Read) -> Failure:
    """The failure of a second page with the id of one that was read from `first`."""
    if second.line is None:
        error = ShiluError("S105", page=page, first=first, second=second.source)
    else:
        error = ShiluError("S210", path=second.source, line=second.line, page=page)
    return Failure(source=second.source, line=second.line, message=str(error))


def _read_one(
    path: Path, shown: str, published: str | None, encoding: str | None, kept: Path | None
) -> Iterator[Read]:
    for line, found in _read(path, published, encoding, kept):
        if isinstance(found, ShiluError):
            yield _failed(shown, line, found.with_path(path, shown), lost=_is_lost(found))
        else:
            source = shown if found.source == str(path) else found.source
            page = found.with_fields(source=source)
            yield Read(_printable(shown), line, page) if _is_text(page) else _failed(shown, line, _half(page))


def _is_text(page: Page) -> bool:
    """Whether all that is known of a page can be written as UTF-8."""
    known = (page.id, page.title, page.source, page.meta)
    try:
        json.dumps(known, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _half(page: Page) -> ShiluError:
    return ShiluError("S408", page=ascii(page.id), why="half of a surrogate pair")


def _failed(source: str, line: int | None, error: ShiluError, *, lost: bool = False) -> Read:
    source = _printable(source)
    return Read(source, line, Failure(source=source, line=line, message=_printable(str(error)), lost=lost))


def _is_lost(error: ShiluError) -> bool:
    return "system" in error.details


def _printable(words: str) -> str:
    """The words, with bytes of a file's name that are no text shown as `\\udcff`."""
    return words.encode("utf-8", "backslashreplace").decode()


def _read(
    path: Path, published: str | None, encoding: str | None, kept: Path | None
) -> Iterator[tuple[int | None, Page | ShiluError]]:
    """The pages of one file, or the reason why there are none; the line where the file has one document a
    line.
    """
    try:
        kind = path.suffix.lower()
        if kind == ".jsonl":
            yield from read_documents(path, published=published, encoding=encoding)
        elif kind == ".pdf":
            yield from ((None, page) for page in read_pdf(path, published=published, kept=kept))
        elif kind in PICTURES:
            yield from ((None, page) for page in read_images(path, published=published, kept=kept))
        elif kind in SUFFIXES:
            pages = _READERS[kind](path, published=published, encoding=encoding)
            yield from ((None, page) for page in pages)
        else:
            raise ShiluError("S208", path=path, suffix=path.suffix)
    except ShiluError as error:
        yield None, error
    except ValidationError as error:
        yield None, ShiluError("S206", path=path, why=error.errors()[0]["msg"])
    except OSError as error:
        yield None, ShiluError("S206", path=path, why=error.strerror or error, system=True)
    except Exception as error:  # whatever a reader raises is the trouble of this file, not of the run
        yield None, ShiluError("S216", path=path, why=f"{type(error).__name__}: {in_one_line(error)}")


def _read_text(path: Path, *, published: str | None, encoding: str | None) -> Iterator[Page]:
    """The pages of a text file: one, or where page separators stand in it several, read as a stream."""
    known: dict[str, Any] | None = None
    for piece in pieces_of(lines_of(path, encoding), path):
        known = read_metadata(path) if known is None else known
        text = without_alternation(without_gutters(piece.text))
        if piece.alone:
            yield make_page(page_name(path), text, path, known, published=published)
        else:
            yield _part(piece, path, known, published).with_fields(text=text)
    if known is None:
        raise _wordless(path)


def _read_markdown(path: Path, *, published: str | None, encoding: str | None) -> Iterator[Page]:
    """A Markdown file: its text as it is, or as a reader sees it where a program wrote it that turns pictures into
    text."""
    for page in _read_text(path, published=published, encoding=encoding):
        yield page.with_fields(text=plain_markdown(page.text)) if is_converted(page.text) else page


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


def _read_html(path: Path, *, published: str | None, encoding: str | None) -> Iterator[Page]:
    html = decode(whole_file(path), path, encoding)
    refuse_depth(html, path)
    if is_hocr(html):
        yield from read_ocr(path, published=published, encoding=encoding)
        return
    text = html_text(html)
    if not text:
        raise _wordless(path)
    beside = beside_the_text(html, text)
    read = {"beside": sum(line.end - line.start for line in beside)} if beside else {"whole": True}
    if not can_tell():
        read["advice"] = True
    known = {**html_metadata(html), **read_metadata(path), "html": read}
    yield make_page(page_name(path), text, path, known, published=published).with_fields(lines=beside)


_READERS: Mapping[str, Callable[..., Iterator[Page]]] = MappingProxyType(
    {
        ".txt": _read_text, ".md": _read_markdown, ".html": _read_html, ".htm": _read_html,
        ".xml": read_ocr, ".hocr": read_ocr, ".json": read_json,
    }
)  # fmt: skip
