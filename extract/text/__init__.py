"""Characters: folding a page to one script and width without moving any of them."""

from extract.text.fold import fold, traditional_share

__all__ = ["fold", "traditional_share"]
