"""ALTO, versions 2 to 4: the format of OCR in most libraries (Library of Congress, Analyzed Layout and Text
Object)."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from shilu.extract.layout import Line, Scan, Word, are_characters, around, box_of, line_of
from shilu.extract.pages.xml import Node
from shilu.schemas.page import Box

__all__ = ["alto_scans"]


def alto_scans(root: Node) -> Iterator[Scan]:
    """The pages of an ALTO document; mostly there is one."""
    image = next((node.text.strip() for node in root.all("fileName") if node.text.strip()), None)
    for page in root.outermost("Page"):
        single = are_characters(word for line in page.all("TextLine") for word in _words(line))
        blocks = (
            tuple(_line(line, single) for line in block.own("TextLine")) for block in page.all("TextBlock")
        )
        yield Scan(tuple(block for block in blocks if block), image)


def _words(line: Node) -> list[Word]:
    """The words of a line; one without text of its own has that of its glyphs."""
    words: list[Word] = []
    spaced = False
    for one in line.own("String", "SP", "HYP"):
        if one.name == "SP":
            spaced = True
            continue
        glyphs = "".join(glyph.attributes.get("CONTENT", "") for glyph in one.own("Glyph"))
        text = one.attributes.get("CONTENT", "") or glyphs
        if text:
            words.append(Word(text, _box(one), spaced=spaced and bool(words)))
            spaced = False
    return words


def _line(node: Node, single: bool) -> Line:
    strings = node.own("String")
    sure = [value for one in strings if (value := one.number("WC")) is not None and 0 <= value <= 1]
    box = _box(node) or around(map(_box, strings))
    return line_of(_words(node), box, round(fmean(sure), 4) if sure else None, characters=single)


def _box(node: Node) -> Box | None:
    x, y, width, height = (node.number(name) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    if x is None or y is None or width is None or height is None or width < 0 or height < 0:
        return None
    found = box_of(x, y, x + width, y + height)
    return found and Box(x=found.x, y=found.y, width=round(width), height=round(height))
