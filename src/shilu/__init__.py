"""Shilu 实录: typed, grounded records of every amount and programme on a Chinese newspaper page.

    from shilu import Extractor
    facts = Extractor().page(text, published="2022-12").facts

`shilu.schemas` has the types of the records, `shilu.extract` the stages that make them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shilu.extract.errors import ShiluError
    from shilu.extract.extractor import Extractor

    __version__: str

__all__ = ["Extractor", "ShiluError", "__version__"]


def __getattr__(name: str) -> Any:
    """Load the pipeline only when it is asked for: spaCy imports this package whenever any pipeline is made."""
    if name == "Extractor":
        from shilu.extract.extractor import Extractor

        return Extractor
    if name == "ShiluError":
        from shilu.extract.errors import ShiluError

        return ShiluError
    if name == "__version__":
        from importlib.metadata import version

        return version("shilu")
    raise AttributeError(f"module 'shilu' has no attribute {name!r}")
