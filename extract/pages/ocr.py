"""Files of OCR with their layout: which format a file has, and its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from shilu.extract.errors import ShiluError
from shilu.extract.layout import Scan, lay_out
from shilu.extract.pages.abbyy import abbyy_scans, is_abbyy
from shilu.extract.pages.alto import alto_scans
from shilu.extract.pages.bounds import refuse_depth, whole_file
from shilu.extract.pages.decode import decode
from shilu.extract.pages.hocr import hocr_scans, is_hocr
from shilu.extract.pages.metadata import make_page, page_name, read_metadata
from shilu.extract.pages.pagexml import page_xml_scans
from shilu.extract.pages.turns import carried
from shilu.extract.pages.xml import parse_xml
from shilu.schemas import Page

__all__ = ["laid_out", "read_ocr"]


_KNOWN = {
    "tei": "TEI, a text edition", "teicorpus": "TEI, a text edition", "html": "a web page; rename it to .html",
    "svg": "a drawing (SVG)", "rss": "a news feed (RSS)", "feed": "a news feed (Atom)", "urlset": "a site map",
    "modsmodscollection": "a catalogue record (MODS)", "mods": "a catalogue record (MODS)", "mets": "METS",
    "package": "the contents of an e-book", "manifest": "a manifest", "worddocument": "a Word document",
    "document": "a document of another program",
}  # fmt: skip


def read_ocr(path: Path, *, published: str | None, encoding: str | None = None) -> Iterator[Page]:
    """The pages of an ALTO, PAGE-XML or hOCR file, told apart by what is in it, each with its lines' boxes.

    Of several pages with words in one file each is called `<file>-p1` and so on. A METS file, which lists the files
    of an issue and holds no text, gives none. Raises `ShiluError` S206 for another kind of XML and S207 where no
    page has words.
    """
    scans = _scans(decode(whole_file(path), path, encoding), path)
    if scans is None:
        return
    yield from laid_out(scans, path, published=published)


def laid_out(scans: Iterable[Scan], path: Path, *, published: str | None) -> Iterator[Page]:
    """The pages of a file of OCR from its scans. Of several pages with words each is called `<file>-p1` and so on.
    Raises `ShiluError` S207 where no page has words."""
    for page in carried(_laid_out(scans, path, published)):
        assert isinstance(page, Page)
        yield page


def _laid_out(scans: Iterable[Scan], path: Path, published: str | None) -> Iterator[Page]:
    laid = [(number, scan, *lay_out(scan)) for number, scan in enumerate(scans, 1)]
    laid = [one for one in laid if one[2]]
    if not laid:
        raise ShiluError("S207", path=path, why="holds no text")
    known = read_metadata(path)
    for number, scan, text, lines in laid:
        name = page_name(path) + (f"-p{number}" if len(laid) > 1 else "")
        more = {"image": scan.image, **known} if scan.image else known
        page = make_page(name, text, path, more, published=published)
        yield page.with_fields(lines=lines)


def _scans(text: str, path: Path) -> Iterator[Scan] | None:
    """The pages of the file; None for METS."""
    if is_hocr(text):
        refuse_depth(text, path)
        return hocr_scans(text)
    root = parse_xml(text, path)
    if root.name == "alto":
        return alto_scans(root)
    if root.name == "PcGts":
        return page_xml_scans(root)
    if is_abbyy(root):
        return abbyy_scans(root)
    if root.name == "mets":
        return None
    raise ShiluError("S206", path=path, why=_no_page(root.name))


def _no_page(root: str) -> str:
    """Why a document holds no page: the name of its format, where it is a known one."""
    known = _KNOWN.get(root.lower())
    of = f"it is {known}: " if known else ""
    return (
        f"{of}its root element is <{root}>, and a page of OCR is ALTO, PAGE-XML, hOCR or ABBYY FineReader XML"
    )
