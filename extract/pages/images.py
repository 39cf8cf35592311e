"""Pictures of pages: read where the extra `ocr` is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.layout import Scan, lay_out
from shilu.extract.ocr import Kept, Reading, engine, pictures_of, read_kept, refuse_language, unreadable
from shilu.extract.pages.metadata import make_page, page_name, read_metadata
from shilu.extract.pages.turns import carried
from shilu.schemas import Page

__all__ = ["read_images"]


def read_images(
    path: Path, *, published: str | None, kept: Path | None = None
) -> Iterator[Page | ShiluError]:
    """The pages in a file of pictures, one after the other; of a TIFF of many pages the second is called
    `<file>-p2` and so on. `kept` is the folder of what was recognized before.

    `ocr` in a page's metadata has the engine, the size of the type in pixels, and advice where that is too small.
    A page that is mostly unsure gives S224. Raises `ShiluError` S109 without the extra `ocr`, S223 where the metadata
    tells a `language` that no model reads, S206 for a broken file, and S207 where no picture has words.
    """
    yield from carried(_pages(path, published, Kept(kept)))


def _pages(path: Path, published: str | None, store: Kept) -> Iterator[Page | ShiluError]:
    known = read_metadata(path)
    refuse_language(known.get("language"), path)
    words = False
    for number, picture in enumerate(pictures_of(path), 1):
        reading = read_kept(picture, store)
        if refused := unreadable(reading, path, number):
            words = True
            yield refused
            continue
        image = path.name if number == 1 else f"{path.name}#page={number}"
        text, lines = lay_out(Scan((reading.lines,), image, reading.turned))
        if not text:
            continue
        words = True
        name = page_name(path) + (f"-p{number}" if number > 1 else "")
        more = {"image": image, "ocr": _told(reading), **known}
        yield make_page(name, text, path, more, published=published).with_fields(lines=lines)
    if not words:
        raise ShiluError("S207", path=path, why="shows no Chinese or Latin text that can be recognized")


def _told(reading: Reading) -> dict[str, Any]:
    told: dict[str, Any] = {"engine": engine().name, "type_pixels": round(reading.em)}
    if reading.turned:
        told["turned"] = reading.turned
    if reading.dropped:
        told["unsure_lines"] = reading.dropped
    if reading.is_small:
        told["advice"] = (
            f"the type is {reading.em:.0f} pixels high, and figures may be misread; scan anew at 300 dpi "
            f"(字高仅{reading.em:.0f}像素，数字可能误识，请以300 dpi重新扫描)"
        )
    return told
