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

__all__ = ["lost_picture", "page_picture"]

_PAGE = re.compile(r"#page=(\d{1,6})$")


def page_picture(page: Page) -> tuple[Any, float] | None:
    """The picture of a page, as Pillow has it, and the pixels of the places of its lines for each of its pixels. It
    is the file that the page was read from, or the one that this names, beside it. None where there is none, or it
    cannot be read."""
    path = _place(page)
    if path is None:
        return None
    match = _PAGE.search(_name(page))
    number = int(match[1]) if match else 1
    try:
        if path.suffix.lower() == ".pdf":
            return render(path, number, scale=1.5), SCALE / 1.5
        picture = next(islice(pictures_of(path), number - 1, None), None)
        return (picture, 1.0) if picture is not None else None
    except (ShiluError, OSError):
        return None


def lost_picture(page: Page) -> Path | None:
    """Where the picture that a page names was looked for, should it not be there."""
    path = _place(page)
    try:
        return None if path is None or path.is_file() else path
    except OSError:  # as of a name that is too long
        return path


def _place(page: Page) -> Path | None:
    """Where the picture is looked for: the file that the page was read from, or the one that this names, beside it; no
    name leads elsewhere. None where the page names none, or no picture."""
    name = _PAGE.sub("", _name(page))
    if not name or page.source is None:
        return None
    source = Path(page.source)
    if _is_picture(source):
        return source
    beside = source.parent / Path(name.replace("\\", "/")).name
    return beside if _is_picture(beside) else None


def _name(page: Page) -> str:
    return next((line.image for line in page.lines if line.image), "")


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in (*PICTURES, ".pdf")
