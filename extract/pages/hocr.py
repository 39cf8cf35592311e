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

_PAGE, _WORD = frozenset({"ocr_page"}), frozenset({"ocrx_word"})
_LINES = frozenset({"ocr_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocrx_line"})
_BLOCKS = frozenset({"ocr_par", "ocr_carea", "ocr_column", "ocrx_block"})
_NUMBER = r"(-?\d{1,9})(?!\d)"  # no image has more pixels
_BOX = re.compile(rf"\bbbox\s+{_NUMBER}\s+{_NUMBER}\s+{_NUMBER}\s+{_NUMBER}")
_SURE = re.compile(r"\bx_wconf\s+(\d{1,3}(?:\.\d{1,9})?)")
_IMAGE = re.compile(r"""\bimage\s+(?:"([^"]*)"|'([^']*)'|([^;\s]+))""")
_SPACES = re.compile(r"[ \t\r\n]+")


def is_hocr(text: str) -> bool:
    """Whether a web page holds OCR with its layout."""
    return "ocr_page" in text and "bbox" in text


def hocr_scans(text: str) -> Iterator[Scan]:
    """The pages of an hOCR document, in order."""
    tree = LexborHTMLParser(text)
    for page, _ in _outermost(tree.root, _PAGE):
        lines = [(block, _line(node)) for node, block in _outermost(page, _LINES)]
        blocks = (tuple(line for _, line in group) for _, group in groupby(lines, key=lambda pair: pair[0]))
        yield Scan(tuple(blocks), _image(page))


def _outermost(root: LexborNode | None, classes: frozenset[str]) -> Iterator[tuple[LexborNode, int]]:
    """The elements of some classes below `root`, each with the block around it (the nearest paragraph or area, by its
    place in memory). One within another is part of that, so that every element is met once however they are nested."""
    stack = [(child, 0) for child in _children(root)]
    while stack:
        node, block = stack.pop()
        own = _classes(node)
        if not own.isdisjoint(classes):
            yield node, block
            continue
        block = block if own.isdisjoint(_BLOCKS) else node.mem_id
        stack.extend((child, block) for child in _children(node))


def _children(node: LexborNode | None) -> list[LexborNode]:
    return [] if node is None else list(node.iter())[::-1]


def _classes(node: LexborNode) -> frozenset[str]:
    return frozenset((node.attributes.get("class") or "").split())


def _title(node: LexborNode) -> str:
    return node.attributes.get("title") or ""


def _image(page: LexborNode) -> str | None:
    match = _IMAGE.search(_title(page))
    return next((part for part in match.groups() if part), None) if match else None


def _line(node: LexborNode) -> Line:
    words = [word for word, _ in _outermost(node, _WORD)]
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
