"""What was read of a picture, kept beside the run: new rules read again without the recognition."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from shilu.extract.layout import Line
from shilu.extract.ocr.engine import engine
from shilu.extract.ocr.pictures import Picture, array_of
from shilu.extract.ocr.read import Reading, read_picture
from shilu.schemas.page import Box

__all__ = ["Kept", "read_kept"]

_FORM = 3


class Kept:
    """A folder of readings, each in a file that is called by what was read and by what."""

    def __init__(self, folder: Path | None) -> None:
        """With None nothing is kept."""
        self._folder = folder

    def place(self, picture: bytes, by: str) -> Path | None:
        """Where the reading of a picture by an engine is kept; None where nothing is."""
        if self._folder is None:
            return None
        name = hashlib.blake2b(picture, digest_size=16, key=f"{_FORM} {by}".encode()[:64]).hexdigest()
        return self._folder / name[:2] / f"{name}.json"

    def get(self, place: Path | None) -> Reading | None:
        """The reading that is kept there, if there is one that is whole."""
        if place is None or not place.is_file():
            return None
        try:
            return _reading(json.loads(place.read_text(encoding="utf-8")))
        except (ValueError, KeyError, TypeError, OSError):
            return None  # a file that was cut off is read anew

    def put(self, place: Path | None, reading: Reading) -> None:
        """Keep a reading there. A folder that cannot be written keeps nothing."""
        if place is None:
            return
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            part = place.with_suffix(f".{os.getpid()}.part")
            part.write_text(json.dumps(_row(reading), ensure_ascii=False), encoding="utf-8")
            part.replace(place)
        except OSError:
            return


def read_kept(picture: Picture, kept: Kept) -> Reading:
    """What a picture reads, from what is kept or by recognition, and kept then. The picture is closed: a large one and
    its array together take much memory."""
    reader = engine()
    place = kept.place(picture.tobytes(), reader.name)
    reading = kept.get(place)
    if reading is None:
        pixels = array_of(picture)
        picture.close()
        reading = read_picture(pixels, reader)
        kept.put(place, reading)
    return reading


def _row(reading: Reading) -> dict[str, Any]:
    return {
        "em": reading.em,
        "lean": reading.lean,
        "turned": reading.turned,
        "dropped": reading.dropped,
        "lines": [[line.text, line.confidence, *_place(line)] for line in reading.lines],
    }


def _place(line: Line) -> tuple[int, ...]:
    box = line.box
    return () if box is None else (box.x, box.y, box.width, box.height)


def _reading(row: dict[str, Any]) -> Reading:
    lines = tuple(
        Line(str(text), Box(x=place[0], y=place[1], width=place[2], height=place[3]) if place else None, sure)
        for text, sure, *place in row["lines"]
    )
    return Reading(lines, float(row["em"]), float(row["lean"]), int(row["turned"]), int(row["dropped"]))
