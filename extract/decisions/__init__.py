"""What people decide on the rows of a run: kept beside it, joined with it, never a change of the page."""

from shilu.extract.decisions.apply import Applied, Match, apply_decisions, apply_page, match_page
from shilu.extract.decisions.book import Book, Standing, book_of, read_decisions, with_id
from shilu.extract.decisions.change import changed_fields, quantity_at
from shilu.extract.decisions.fields import (
    AMOUNT,
    FIELDS,
    SLOTS,
    PageRow,
    page_hash,
    quote_of,
    rows_of,
    state_of,
)
from shilu.extract.decisions.gold import marks_of, write_gold
from shilu.extract.decisions.ground import ground_answer, is_edtf
from shilu.extract.decisions.make import Maker
from shilu.extract.decisions.place import moved
from shilu.extract.decisions.words import write_words

__all__ = [
    "AMOUNT", "FIELDS", "SLOTS", "Applied", "Book", "Maker", "Match", "PageRow", "Standing", "apply_decisions",
    "apply_page", "book_of", "changed_fields", "ground_answer", "is_edtf", "marks_of", "match_page", "moved",
    "page_hash", "quantity_at", "quote_of", "read_decisions", "rows_of", "state_of", "with_id", "write_gold",
    "write_words",
]  # fmt: skip
