"""hOCR: OCR written into a web page, as Tesseract, kraken and OCRopus do (the hOCR Embedded OCR Workflow, 1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from statistics import fmean

from selectolax.lexbor import LexborHTMLParser, LexborNode

from shilu.extract.layout import Line, Scan, Word, are_characters, around, box_of, line_of
from shilu.schemas.page import Box

__all__ = ["hocr_scans", "is_hocr"]

_PAGE, _WORD = frozenset({"ocr_page"}), frozenset({"ocrx_word"})
_LINES = frozenset({"ocr_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocrx_line"})
_BLOCKS = frozenset({"ocr_par", "ocr_carea", "ocr_column", "ocrx_block"})
_NUMBER = r"(-?\d{1,9})(?!\d)"  # no image has more pixels
_BOX = re.compile(rf"\bbbox\s+{_NUMBER}\s+{_NUMBER}\s+{_NUMBER}\s+{_NUMBER}")
_SURE = re.compile(r"\bx_wconf\s+(\d{1,3}(?:\.\d{1,9})?)")
_SURE_PARTS = re.compile(r"\bx_confs?((?:\s+\d{1,3}(?:\.\d{1,9})?)+)")
_SLOPE = re.compile(r"\bbaseline\s+(-?\d{0,9}\.?\d{1,9})\s")
_IMAGE = re.compile(r"""\bimage\s+(?:"([^"]*)"|'([^']*)'|([^;\s]+))""")
_SPACES = re.compile(r"[ \t\r\n]+")
_CHOICES = re.compile(r"lstm_choices|choice_|alternat", re.IGNORECASE)


def is_hocr(text: str) -> bool:
    """Whether a web page holds OCR with its layout."""
    return "ocr_page" in text and "bbox" in text


def hocr_scans(text: str) -> Iterator[Scan]:
    """The pages of an hOCR document, in order."""
    tree = LexborHTMLParser(text)
    for page, _ in _outermost(tree.root, _PAGE):
        nodes = list(_outermost(page, _LINES))
        words = [_words(node) for node, _ in nodes]
        single = are_characters(word for line in words for word, _ in line)
        lines = [(block, _line(node, own, single)) for (node, block), own in zip(nodes, words, strict=True)]
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


def _words(line: LexborNode) -> list[tuple[Word, float | None]]:
    """The words of a line with how sure they are; a space is between any two."""
    return [
        (Word(_text(word), _box(word), spaced=number > 0), _sure(word))
        for number, (word, _) in enumerate(_outermost(line, _WORD))
    ]


def _text(word: LexborNode) -> str:
    """What a word reads. Where each character has an element of its own (`hocr_char_boxes`), the white space between
    them is the file's; readings that the program gave up (`lstm_choice_mode`) are no text."""
    parts: list[str] = []
    stack = list(word.iter(include_text=True))[::-1]
    single = False
    while stack:
        node = stack.pop()
        if node.tag == "-text":
            parts.append(node.text_content or "")
        elif not _is_choice(node):
            single = single or "ocrx_cinfo" in _classes(node)
            stack.extend(reversed(list(node.iter(include_text=True))))
    text = "".join(part.strip() for part in parts) if single else "".join(parts)
    return _SPACES.sub(" ", text).strip()


def _is_choice(node: LexborNode) -> bool:
    if _CHOICES.search(node.attributes.get("id") or "") or _classes(node) & {"alternatives", "alt"}:
        return True
    return "x_confs" in _title(node) and "ocrx_cinfo" in _classes(node) and "x_bboxes" not in _title(node)


def _sure(word: LexborNode) -> float | None:
    title = _title(word)
    if match := _SURE.search(title):
        return min(1.0, float(match[1]) / 100)
    if match := _SURE_PARTS.search(title):
        values = list(map(float, match[1].split()))
        return min(1.0, fmean(values) / (100 if max(values) > 1 else 1))
    return None


def _line(node: LexborNode, words: list[tuple[Word, float | None]], single: bool) -> Line:
    sure = [value for _, value in words if value is not None]
    box = _box(node) or around(word.box for word, _ in words)
    confidence = round(min(1.0, fmean(sure)), 4) if sure else None
    slope = _SLOPE.search(_title(node))
    angle = float(slope[1]) if slope else None
    if words:
        return line_of([word for word, _ in words], box, confidence, angle, characters=single)
    return Line(_SPACES.sub(" ", node.text()).strip(), box, confidence, (), angle)


def _box(node: LexborNode) -> Box | None:
    match = _BOX.search(_title(node))
    return box_of(*map(float, match.groups())) if match else None
