"""From a page back to its picture."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.ocr import pictures_of
from shilu.extract.pages.collect import PICTURES
from shilu.extract.pages.pdf import render
from shilu.extract.pages.pdfchars import SCALE
from shilu.schemas import Page

__all__ = ["page_picture"]

_PAGE = re.compile(r"#page=(\d{1,6})$")


def page_picture(page: Page) -> tuple[Any, float] | None:
    """The picture of a page, as Pillow has it, and the pixels of the places of its lines for each of its pixels. It
    is the file that the page was read from, or the one that this names, beside it. None where there is none, or it
    cannot be read."""
    name = next((line.image for line in page.lines if line.image), None)
    if name is None or page.source is None:
        return None
    match = _PAGE.search(name)
    number = int(match[1]) if match else 1
    path = _file(Path(page.source), name[: match.start()] if match else name)
    if path is None:
        return None
    try:
        if path.suffix.lower() == ".pdf":
            return render(path, number, scale=1.5), SCALE / 1.5
        picture = next(islice(pictures_of(path), number - 1, None), None)
        return (picture, 1.0) if picture is not None else None
    except (ShiluError, OSError):
        return None


def _file(source: Path, name: str) -> Path | None:
    """The file of the picture: the source itself, or the one of that name beside it; no name leads elsewhere."""
    if source.suffix.lower() in (*PICTURES, ".pdf"):
        return source if source.is_file() else None
    beside = source.parent / Path(name.replace("\\", "/")).name
    known = beside.suffix.lower() in (*PICTURES, ".pdf")
    return beside if known and beside.is_file() else None
