"""PAGE-XML, versions 2013 to 2019: the format of OCR in research (PRImA; Transkribus, eScriptorium, OCR-D)."""

from __future__ import annotations

from collections.abc import Iterator

from shilu.extract.pages.layout import Line, Scan, around, spell
from shilu.extract.pages.xml import Node
from shilu.schemas.page import Box

__all__ = ["page_xml_scans"]


def page_xml_scans(root: Node) -> Iterator[Scan]:
    """The page of a PAGE-XML document. A region within a region is a block of its own."""
    for page in root.own("Page"):
        blocks = (tuple(_lines(region)) for region in page.all("TextRegion"))
        yield Scan(tuple(block for block in blocks if block), page.attributes.get("imageFilename"))


def _lines(region: Node) -> Iterator[Line]:
    """The lines of a region; where it has none, those of its own text, each with the place of the region."""
    lines = region.own("TextLine")
    for line in lines:
        text, confidence = _text(line)
        if not text:
            words = [_text(word)[0] for word in line.own("Word")]
            text = spell(words, range(1, len(words)))
        yield Line(text, _box(line), confidence)
    if not lines:
        text, confidence = _text(region)
        yield from (Line(one, _box(region), confidence) for one in text.splitlines())


def _text(node: Node) -> tuple[str, float | None]:
    """What an element reads, and how sure that is: of several readings that with the lowest index."""
    readings = node.own("TextEquiv")
    if not readings:
        return "", None
    best = min(readings, key=lambda one: one.number("index") or 0)
    text = next((child.text for child in best.own("Unicode", "PlainText") if child.text.strip()), "")
    sure = best.number("conf")
    return text, sure if sure is not None and 0 <= sure <= 1 else None


def _box(node: Node) -> Box | None:
    """The box around the outline: `points="10,20 30,20 …"`, or before 2013 an element a point."""
    for coords in node.own("Coords"):
        stated = coords.attributes.get("points", "").split()
        pairs = [point.split(",") for point in stated]
        pairs += [[one.attributes.get("x", ""), one.attributes.get("y", "")] for one in coords.own("Point")]
        return around(_point(pair) for pair in pairs)
    return None


def _point(pair: list[str]) -> Box | None:
    try:
        x, y = (round(float(part)) for part in pair)
    except (ValueError, OverflowError):
        return None
    return Box(x=x, y=y, width=0, height=0)
