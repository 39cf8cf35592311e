"""The text of a page from its lines, and where each line of the text stands on the image."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shilu.extract.layout.arrange import arrange
from shilu.extract.layout.columns import Row
from shilu.extract.layout.model import Line, Scan, turned_box, turned_line
from shilu.schemas.page import PageLine

__all__ = ["lay_out"]

_BREAKS = re.compile(r"[\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")


def lay_out(scan: Scan) -> tuple[str, tuple[PageLine, ...]]:
    """The text of a page, one line a line, in reading order, with a blank line between its parts, and where each line
    of it stands. A page of one column stays as the file has it, with a blank line between blocks.

    >>> lay_out(Scan(((Line("书屋"), Line("开门")), (Line("果园"),))))[0]
    '书屋\\n开门\\n\\n果园\\n'
    """
    if scan.turned:
        return _laid_on_its_side(scan)
    arranged = arrange(scan)
    if arranged is None:
        return _as_filed(scan, ())
    if arranged.as_filed:
        return _as_filed(scan, arranged.rows)
    writer = _Writer(scan.image)
    for number, row in enumerate(arranged.rows):
        if number and not row.runs_on and (row.first or row.level != arranged.rows[number - 1].level):
            writer.blank()
        writer.row(row)
    return writer.text, tuple(writer.lines)


def _laid_on_its_side(scan: Scan) -> tuple[str, tuple[PageLine, ...]]:
    """A page that lies on its side or head, arranged as it stands upright; its places stay those of the page as it
    lies."""
    upright = tuple(tuple(turned_line(line, scan.turned) for line in block) for block in scan.blocks)
    text, lines = lay_out(Scan(upright, scan.image))
    back = 360 - scan.turned
    return text, tuple(line.with_fields(box=line.box and turned_box(line.box, back)) for line in lines)


class _Writer:
    """Puts the text together, and keeps the place."""

    def __init__(self, image: str | None) -> None:
        self.image = image
        self.parts: list[str] = []
        self.lines: list[PageLine] = []
        self.place = 0

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def say(self, words: str) -> None:
        self.parts.append(words)
        self.place += len(words)

    def blank(self) -> None:
        if self.parts:
            self.say("\n")

    def line(
        self,
        line: Line,
        words: str,
        *,
        level: int | None = None,
        runs_on: bool | None = None,
        unsure: bool = False,
    ) -> None:
        """Write the words of a line; `words` has no line break."""
        self.lines.append(
            PageLine(
                start=self.place,
                end=self.place + len(words),
                box=line.box,
                confidence=line.confidence,
                image=self.image,
                level=level,
                runs_on=runs_on,
                unsure=unsure,
            )
        )
        self.say(words)

    def row(self, row: Row) -> None:
        for number, piece in enumerate(row.pieces):
            words = _BREAKS.sub(" ", piece.text).strip()
            if number:
                self.say(row.joints[number - 1])
            if words:
                self.line(piece, words, level=row.level, runs_on=row.runs_on or number > 0, unsure=row.unsure)
        self.say("\n")


def _as_filed(scan: Scan, rows: Sequence[Row]) -> tuple[str, tuple[PageLine, ...]]:
    """The lines in the order of the file; `rows` are what their places tell, in the same order."""
    writer = _Writer(scan.image)
    told = {id(row.pieces[0]): row for row in rows}
    for block in scan.blocks:
        shown = [(line, _BREAKS.sub(" ", line.text).strip()) for line in block]
        shown = [(line, words) for line, words in shown if words]
        if shown:
            writer.blank()
        for line, words in shown:
            row = told.get(id(line))
            writer.line(line, words, level=row.level if row else None, runs_on=row.runs_on if row else None)
            writer.say("\n")
    return writer.text, tuple(writer.lines)
