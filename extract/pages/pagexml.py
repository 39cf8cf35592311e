"""PAGE-XML, versions 2013 to 2019: the format of OCR in research (PRImA; Transkribus, eScriptorium, OCR-D, kraken)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shilu.extract.layout import Line, Scan, Word, are_characters, around, box_of, line_of
from shilu.extract.pages.xml import Node
from shilu.schemas.page import Box

__all__ = ["page_xml_scans"]


def page_xml_scans(root: Node) -> Iterator[Scan]:
    """The page of a PAGE-XML document. A region within a region is a block of its own."""
    for page in root.own("Page"):
        single = are_characters(word for line in page.all("TextLine") for word in _words(line))
        blocks = (tuple(_lines(region, single)) for region in page.all("TextRegion"))
        yield Scan(tuple(block for block in blocks if block), page.attributes.get("imageFilename"))


def _lines(region: Node, single: bool) -> Iterator[Line]:
    """The lines of a region. Where none of them has a text, they are those of the region's own text: each at its place
    if there are as many, else all at that of the region."""
    lines = [_line(line, single) for line in region.own("TextLine")]
    if any(line.text.strip() for line in lines):
        yield from lines
        return
    text, confidence = _text(region)
    said = [one for one in text.splitlines() if one.strip()]
    boxes = [line.box for line in lines] if len(lines) == len(said) else [_box(region)] * len(said)
    yield from (Line(one, box, confidence) for one, box in zip(said, boxes, strict=True))


def _line(node: Node, single: bool) -> Line:
    """A line with its own text, or that of its words, or that of their glyphs."""
    text, confidence = _text(node)
    words = _words(node)
    spelled = line_of(words, _box(node), confidence, characters=single)
    if not text.strip():
        return spelled
    same = "".join(text.split()) == "".join(spelled.text.split())
    return Line(text, spelled.box, confidence, spelled.words if same else ())


def _words(line: Node) -> list[Word]:
    words: list[Word] = []
    for word in line.own("Word"):
        text = _text(word)[0].strip() or "".join(_text(glyph)[0].strip() for glyph in word.own("Glyph"))
        words.append(Word(text, _box(word) or _glyphs(word.own("Glyph")), spaced=bool(words)))
    return words


def _glyphs(glyphs: Sequence[Node]) -> Box | None:
    return around(map(_box, glyphs))


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
        x, y = (float(part) for part in pair)
    except ValueError:
        return None
    return box_of(x, y, x, y)
