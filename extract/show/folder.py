"""A run as a folder of pages: one file each, the list of all, and the pictures beside."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from shilu.extract.ids import Ids
from shilu.extract.show.document import list_document, sheets
from shilu.extract.show.labels import Language
from shilu.extract.show.picture import leaf_of
from shilu.schemas import Page, PageRecords

__all__ = ["write_pages"]

_UNSAFE = re.compile(r"[^\w.-]+")
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})
"""Pictures that a browser shows."""


def write_pages(
    pages: Iterable[PageRecords], folder: Path, language: Language
) -> tuple[int, int, tuple[str, ...]]:
    """Write the pages into a folder; gives how many, their size in bytes, and where pictures were looked for in vain.
    Raises `OSError`.

    `index.html` is the list of all, and opens the page of a fact that stands in the address (`index.html#fact-ID`).
    """
    folder.mkdir(parents=True, exist_ok=True)
    names, listed, lost, size = Ids(), [], [], 0
    for records in pages:
        name = names.give(_UNSAFE.sub("_", records.page.id)[:100].strip(".") or "page").replace("~", "-")
        leaf = leaf_of(records, beside=_copied_picture(records.page, folder))
        html = sheets([leaf], language=language, index="index.html")
        size += _write(folder / f"{name}.html", html)
        lost += [leaf.lost] if leaf.lost else []
        listed.append((records.page, f"{quote(name)}.html", len(records.facts)))
    size += _write(folder / "index.html", list_document(listed, language))
    return len(listed), size, tuple(lost)


def _write(path: Path, html: str) -> int:
    part = path.with_name(f"{path.name}.part")
    data = html.encode()
    part.write_bytes(data)
    part.replace(path)
    return len(data)


def _copied_picture(page: Page, folder: Path) -> str | None:
    """The picture of a page, copied beside its file, where its source names one that stands beside it."""
    image = next((line.image for line in page.lines if line.image), None)
    if page.source is None or image is None:
        return None
    path = Path(page.source).parent / Path(image).name
    if path.suffix.lower() not in _PICTURES or path.is_symlink() or not path.is_file():
        return None
    (folder / "pictures").mkdir(exist_ok=True)
    with suppress(shutil.SameFileError):
        shutil.copyfile(path, folder / "pictures" / path.name)
    return f"pictures/{quote(path.name)}"
