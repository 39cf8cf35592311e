"""The XML of ABBYY FineReader, schema versions 6 to 10: every character with its place."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from shilu.extract.layout import Line, Scan, Word, box_of, line_of
from shilu.extract.pages.xml import Node
from shilu.schemas.page import Box

__all__ = ["abbyy_scans", "is_abbyy"]


def is_abbyy(root: Node) -> bool:
    """Whether a document is of FineReader: pages of blocks, or characters with their places."""
    return root.name == "document" and any(page.own("block") for page in root.own("page"))


def abbyy_scans(root: Node) -> Iterator[Scan]:
    """The pages of a FineReader document; a block of the file is one of ours, a cell of a table too."""
    for page in root.own("page"):
        blocks = [
            tuple(line for paragraph in text.own("par") for line in map(_line, paragraph.own("line")))
            for block in page.own("block")
            for text in block.all("text")
        ]
        yield Scan(tuple(block for block in blocks if block))


def _line(node: Node) -> Line:
    """A line; the characters of a `formatting` are given one by one, or as its text. A space is a character."""
    words: list[Word] = []
    sure: list[float] = []
    for part in node.own("formatting"):
        characters = part.own("charParams")
        if not characters:
            words.append(Word(part.text.strip(), None, spaced=bool(words)))
        for one in characters:
            words.append(Word(one.text.strip() or " ", _box(one)))
            value = one.number("charConfidence")
            if value is not None and 0 <= value <= 100:
                sure.append(value / 100)
    text = "".join(word.text for word in words).strip()
    line = line_of([word for word in words if word.text.strip()], _box(node))
    return Line(text, line.box, round(fmean(sure), 4) if sure else None, _apart(line))


def _apart(line: Line) -> tuple[Word, ...]:
    """The characters with places of their own; none where all are given that of the line."""
    places = {(word.box.x, word.box.y) for word in line.words if word.box}
    return line.words if len(places) * 2 > len(line.words) else ()


def _box(node: Node) -> Box | None:
    left, top, right, bottom = (node.number(side) for side in "ltrb")
    if left is None or top is None or right is None or bottom is None:
        return None
    return box_of(left, top, right, bottom)
