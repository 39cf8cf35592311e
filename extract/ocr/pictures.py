"""Files with pictures of pages, opened safely: one picture at a time, of a bounded size, upright."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.extras import missing

__all__ = ["MOST_PIXELS", "Picture", "array_of", "pictures_of"]

MOST_PIXELS = 120_000_000
"""Of one picture: a sheet of A2 at 600 dpi has 139 million, at 400 dpi 62."""

Picture = Any
"""A Pillow image."""


def pictures_of(path: Path) -> Iterator[Picture]:
    """The pictures of a file, one after the other. Raises `ShiluError` S206 for a file that is broken, or a picture
    that is too large, and S109 without the extra `ocr`."""
    image = _pillow()
    with _explained(path, image):
        opened = image.open(path)
    with opened:
        number = 0
        while True:
            with _explained(path, image):
                try:
                    opened.seek(number)
                except EOFError:
                    return
                if opened.width * opened.height > MOST_PIXELS:
                    raise ShiluError("S206", path=path, why=_too_large(opened.width, opened.height))
                shown = _upright(opened)
                last = number + 1 >= getattr(opened, "n_frames", 1)
                if last:
                    opened.close()  # a large one takes much memory
            yield shown
            if last:
                return
            number += 1


def _too_large(width: int, height: int) -> str:
    return f"its picture has {width:,} × {height:,} pixels, and {MOST_PIXELS:,} are the most; scan at 300 to 400 dpi"


def _pillow() -> Any:
    try:
        from PIL import Image
    except ModuleNotFoundError as error:
        raise missing("pillow", extra="ocr", what="a picture of a page") from error
    Image.MAX_IMAGE_PIXELS = None  # the size is looked at before anything is decoded
    return Image


@contextmanager
def _explained(path: Path, image: Any) -> Iterator[None]:
    """Errors of Pillow in our words. It raises many kinds for broken files."""
    try:
        yield
    except (ShiluError, MemoryError):
        raise
    except image.UnidentifiedImageError as error:
        raise ShiluError(
            "S206", path=path, why="it is no picture that can be read, or it is broken"
        ) from error
    except Exception as error:
        raise ShiluError("S206", path=path, why=f"its picture is broken ({error})") from error


def _upright(picture: Picture) -> Picture:
    """The picture in RGB, turned as the camera says."""
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(picture)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        from PIL import Image

        white = Image.new("RGBA", turned.size, "white")
        white.alpha_composite(turned.convert("RGBA"))
        turned = white
    if turned.mode.startswith(("I", "F")):
        turned = turned.point(lambda value: value / 256) if turned.mode != "F" else turned
        turned = turned.convert("L")
    return turned if turned.mode == "RGB" else turned.convert("RGB")


def array_of(picture: Picture) -> Any:
    """The picture as the engine takes it: an array of bytes in blue, green and red."""
    import cv2
    import numpy as np

    return cv2.cvtColor(np.asarray(picture), cv2.COLOR_RGB2BGR)
