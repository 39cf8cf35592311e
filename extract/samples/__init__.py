"""Sample pages that ship with the package: invented newspapers, for `shilu demo` and the tests.

Nothing in them is copied from a newspaper. Their counties are real, what is told of them is made up. `gold/`
holds what a careful reader finds on them.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from shilu.extract.pages import read_pages
from shilu.schemas import Page

__all__ = ["sample_pages", "samples_folder"]


def samples_folder() -> Path:
    """The folder with the pages. The package must be installed as files, as every installer does."""
    return Path(str(resources.files("shilu.extract.samples").joinpath("pages")))


def sample_pages() -> tuple[Page, ...]:
    """The sample pages, in order of their names."""
    return tuple(page for page in read_pages([samples_folder()]) if isinstance(page, Page))
