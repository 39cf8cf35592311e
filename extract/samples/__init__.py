"""Sample pages that ship with the package: invented newspapers, for `shilu demo` and the tests.

Nothing in them is copied from a newspaper. Their counties are real, what is told of them is made up. `gold/`
holds what a careful reader finds on them.
"""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from shilu.extract.errors import ShiluError
from shilu.extract.pages import read_pages
from shilu.schemas import Page

__all__ = ["copy_samples", "sample_pages", "samples_folder"]


def samples_folder() -> Path:
    """The folder with the pages. The package must be installed as files, as every installer does."""
    return Path(str(resources.files("shilu.extract.samples").joinpath("pages")))


def sample_pages() -> tuple[Page, ...]:
    """The sample pages, in order of their names."""
    return tuple(page for page in read_pages([samples_folder()]) if isinstance(page, Page))


def copy_samples(folder: Path) -> None:
    """Copy the sample pages into `pages` of the folder, and what a careful reader finds on them into `gold`.

    Files of the same names there are replaced. Raises `ShiluError` S104 where that cannot be written.
    """
    try:
        for part in ("pages", "gold"):
            shutil.copytree(samples_folder().parent / part, folder / part, dirs_exist_ok=True)
    except OSError as error:  # of which `shutil.Error`, which has no `strerror`, is one
        raise ShiluError(
            "S104", path=folder, why=error.strerror or "not all files could be written"
        ) from error
