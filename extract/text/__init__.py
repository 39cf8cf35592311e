"""Characters: folding a page to one script and width, and reading through what converters and OCR put in."""

from shilu.extract.text.converted import ReadThrough, read_through
from shilu.extract.text.fold import code_points, fold, traditional_share

__all__ = ["ReadThrough", "code_points", "fold", "read_through", "traditional_share"]
