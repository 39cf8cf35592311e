"""ALTO, versions 2 to 4: the format of OCR in most libraries (Library of Congress, Analyzed Layout and Text
Object)."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from shilu.extract.pages.layout import Line, Scan, around, spell
from shilu.extract.pages.xml import Node
from shilu.schemas.page import Box

__all__ = ["alto_scans"]


def alto_scans(root: Node) -> Iterator[Scan]:
    """The pages of an ALTO document; mostly there is one."""
    image = next((node.text.strip() for node in root.all("fileName") if node.text.strip()), None)
    for page in root.outermost("Page"):
        blocks = (tuple(map(_line, block.own("TextLine"))) for block in page.all("TextBlock"))
        yield Scan(tuple(block for block in blocks if block), image)


def _line(node: Node) -> Line:
    words: list[str] = []
    spaces: list[int] = []
    strings = node.own("String", "SP", "HYP")
    for one in strings:
        if one.name == "SP":
            spaces.append(len(words))
        else:
            words.append(one.attributes.get("CONTENT", ""))
    sure = [value for one in strings if (value := one.number("WC")) is not None and 0 <= value <= 1]
    box = _box(node) or around(_box(one) for one in strings if one.name == "String")
    return Line(spell(words, spaces), box, round(fmean(sure), 4) if sure else None)


def _box(node: Node) -> Box | None:
    x, y, width, height = (node.number(name) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    if x is None or y is None or width is None or height is None or width < 0 or height < 0:
        return None
    return Box(x=round(x), y=round(y), width=round(width), height=round(height))
