"""Characters: folding a page to one script and width without moving any of them."""

from shilu.extract.text.fold import code_points, fold, traditional_share

__all__ = ["code_points", "fold", "traditional_share"]
