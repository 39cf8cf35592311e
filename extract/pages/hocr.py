"""hOCR: OCR written into a web page, as Tesseract and OCRopus do (the hOCR Embedded OCR Workflow, 1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from statistics import fmean

from selectolax.lexbor import LexborHTMLParser, LexborNode

from shilu.extract.pages.layout import Line, Scan, around, spell
from shilu.schemas.page import Box

__all__ = ["hocr_scans", "is_hocr"]

_LINES = ".ocr_line, .ocr_header, .ocr_footer, .ocr_caption, .ocr_textfloat, .ocrx_line"
_BLOCKS = ("ocr_par", "ocr_carea", "ocr_column", "ocrx_block")
_BOX = re.compile(r"\bbbox\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)")
_SURE = re.compile(r"\bx_wconf\s+(\d+(?:\.\d+)?)")
_IMAGE = re.compile(r"""\bimage\s+(?:"([^"]*)"|'([^']*)'|([^;\s]+))""")
_SPACES = re.compile(r"[ \t\r\n]+")


def is_hocr(text: str) -> bool:
    """Whether a web page holds OCR with its layout."""
    return "ocr_page" in text and "bbox" in text


def hocr_scans(text: str) -> Iterator[Scan]:
    """The pages of an hOCR document, in order."""
    tree = LexborHTMLParser(text)
    for page in tree.css(".ocr_page"):
        lines = [(_block_of(node), _line(node)) for node in page.css(_LINES)]
        blocks = (tuple(line for _, line in group) for _, group in groupby(lines, key=lambda pair: pair[0]))
        yield Scan(tuple(blocks), _image(page))


def _title(node: LexborNode) -> str:
    return node.attributes.get("title") or ""


def _image(page: LexborNode) -> str | None:
    match = _IMAGE.search(_title(page))
    return next((part for part in match.groups() if part), None) if match else None


def _block_of(node: LexborNode) -> int:
    """Which block a line stands in: the nearest paragraph or area around it, by its place in memory."""
    parent = node.parent
    while parent is not None and not set(_BLOCKS) & set((parent.attributes.get("class") or "").split()):
        parent = parent.parent
    return parent.mem_id if parent is not None else 0


def _line(node: LexborNode) -> Line:
    words = node.css(".ocrx_word")
    sure = [float(match[1]) / 100 for word in words if (match := _SURE.search(_title(word)))]
    if words:
        text = spell([_SPACES.sub(" ", word.text()).strip() for word in words], range(1, len(words)))
    else:
        text = _SPACES.sub(" ", node.text()).strip()
    box = _box(node) or around(map(_box, words))
    return Line(text, box, round(min(1.0, fmean(sure)), 4) if sure else None)


def _box(node: LexborNode) -> Box | None:
    match = _BOX.search(_title(node))
    if match is None:
        return None
    left, top, right, bottom = map(int, match.groups())
    return Box(x=left, y=top, width=max(0, right - left), height=max(0, bottom - top))
