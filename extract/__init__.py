"""Shilu 实录: typed, grounded records of every amount and programme on a Chinese newspaper page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.errors import ShiluError
    from extract.extractor import Extractor

__all__ = ["Extractor", "ShiluError"]


def __getattr__(name: str) -> Any:
    """Load the pipeline only when it is asked for: spaCy imports this package whenever any pipeline is made."""
    if name == "Extractor":
        from extract.extractor import Extractor

        return Extractor
    if name == "ShiluError":
        from extract.errors import ShiluError

        return ShiluError
    raise AttributeError(f"module 'extract' has no attribute {name!r}")
