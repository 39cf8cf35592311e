"""The recognition of characters: RapidOCR with the models that lie in its package. Nothing is fetched."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from shilu.extract import extras
from shilu.extract.errors import ShiluError

__all__ = ["Engine", "Finder", "Quad", "engine", "missing"]

Quad = tuple[tuple[float, float], ...]
"""Four corners, from the upper left one clockwise."""


class Finder(Protocol):
    """What finds lines in pictures."""

    def find(self, pictures: Sequence[Any]) -> list[list[Quad]]:
        """The lines of text in each picture."""
        ...


_NEEDED = ("rapidocr", "cv2", "PIL")
_THREADS = 2
_LEAST_SIDE = 32
_HIGH, _NARROWEST = 48, 64
_NARROWED = 0.7
"""The model reads a line 48 pixels high in time that goes by its width. Characters narrowed to seven tenths are read as
well, in two thirds of the time."""


def missing() -> str | None:
    """The first package that recognition needs and that is not installed; None where all are there."""
    return next((name for name in _NEEDED if importlib.util.find_spec(name) is None), None)


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The engine of this process; loading it takes about a second. Raises `ShiluError` S109 without the extra `ocr`."""
    if name := missing():
        raise extras.missing(name, extra="ocr", what="a picture of a page")
    return Engine()


class Engine:
    """Finds lines in a picture and reads them. Pictures are arrays of bytes, rows first, in blue, green and red."""

    def __init__(self) -> None:
        rapidocr = importlib.import_module("rapidocr")
        models = Path(str(rapidocr.__file__)).parent / "models"
        find, read = _model(models, "det"), _model(models, "rec")
        self.name = f"rapidocr {importlib.metadata.version('rapidocr')} {read.stem}"
        self._engine: Any = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.max_side_len": 1_000_000,  # we cut pictures to size ourselves
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Det.limit_type": "min",
                "Det.limit_side_len": _LEAST_SIDE,  # else a narrow picture is made many times as large
                "Det.model_path": str(find),  # told by path: a model that is not there would be downloaded
                "Rec.model_path": str(read),
                "Rec.rec_img_shape": [
                    3,
                    _HIGH,
                    _NARROWEST,
                ],  # else each short line is read with much white behind it
            }
        )
        self._threads = min(_THREADS, os.cpu_count() or 1)

    def find(self, pictures: Sequence[Any]) -> list[list[Quad]]:
        """The lines of text in each picture."""
        return self._each(self._find, pictures)

    def read(self, pictures: Sequence[Any]) -> list[tuple[str, float]]:
        """What each picture of one line reads, and how sure that is, from 0 to 1."""
        return self._each(self._read, pictures)

    def _each(self, work: Any, pictures: Sequence[Any]) -> list[Any]:
        if len(pictures) < 2 or self._threads < 2:
            return [work(picture) for picture in pictures]
        with ThreadPoolExecutor(self._threads) as threads:
            return list(threads.map(work, pictures))

    def _find(self, picture: Any) -> list[Quad]:
        found = self._engine(picture, use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        return [tuple((float(x), float(y)) for x, y in box) for box in (boxes if boxes is not None else ())]

    def _read(self, picture: Any) -> tuple[str, float]:
        picture = _narrowed(picture)
        found = self._engine(picture, use_det=False, use_cls=False, use_rec=True)
        if not getattr(found, "txts", None):
            return "", 0.0
        return str(found.txts[0]), float(found.scores[0])


def _narrowed(picture: Any) -> Any:
    """The picture of a line at the height that the model takes, and narrower."""
    import cv2

    height, width = picture.shape[:2]
    size = max(8, round(width * _HIGH / max(1, height) * _NARROWED)), _HIGH
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA if height > _HIGH else cv2.INTER_LINEAR)


def _model(folder: Path, kind: str) -> Path:
    """The model of a kind in the package. Raises `ShiluError` S221 where it is not there."""
    found = sorted(folder.glob(f"*_{kind}_*.onnx"))
    if not found:
        raise ShiluError("S221", package="rapidocr", what=f"its model for {kind!r}")
    return found[0]
