"""Lines with boxes to the text of a page: columns, parts and reading order from geometry."""

from shilu.extract.layout.alternating import without_alternation
from shilu.extract.layout.blanks import without_gutters
from shilu.extract.layout.frame import frame_of, items_of, print_width
from shilu.extract.layout.model import (
    Line,
    Scan,
    Word,
    are_characters,
    around,
    box_of,
    is_tall,
    line_of,
    spell,
    turned_box,
    turned_line,
)
from shilu.extract.layout.text import lay_out

__all__ = [
    "Line", "Scan", "Word", "are_characters", "around", "box_of", "frame_of", "is_tall", "items_of", "lay_out",
    "line_of", "print_width", "spell", "turned_box", "turned_line", "without_alternation", "without_gutters",
]  # fmt: skip
