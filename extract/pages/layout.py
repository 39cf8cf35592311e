"""What the readers of OCR files give, and the text of a page from it; the work is done in `extract.layout`."""

from shilu.extract.layout import Line, Scan, around, lay_out, spell

__all__ = ["Line", "Scan", "around", "lay_out", "spell"]
