"""The JSON of OCR programs: PaddleOCR 2 and 3, PP-Structure, RapidOCR and Umi-OCR.

All give texts with a quadrangle or a box each; they differ in how the lists lie in each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from shilu.extract.layout import Line, Scan, box_of
from shilu.schemas.page import Box

__all__ = ["json_scans"]

_MOST = 200_000
"""Lines of one file."""
_TEXTS = ("rec_texts", "rec_text", "txts", "texts")
_SCORES = ("rec_scores", "rec_score", "scores", "confidences")
_PLACES = ("rec_polys", "dt_polys", "rec_boxes", "boxes", "polys")
_TEXT, _SCORE = (
    ("text", "txt", "transcription", "rec_text", "words", "rec_txt"),
    ("score", "confidence", "rec_score", "rec_conf"),
)
_PLACE = ("box", "points", "bbox", "dt_polys", "text_box_position", "location", "poly")
_WITHIN = (
    "res",
    "data",
    "result",
    "results",
    "overall_ocr_res",
    "ocr_result",
    "pages",
    "prunedResult",
    "ocrResults",
)
_IMAGE = ("input_path", "fileName", "file_name", "image", "path", "img_path")
_DEEPEST = 12


def json_scans(value: Any) -> list[Scan]:
    """The pages in what was read from JSON; none where it is not of such a program."""
    return [scan for scan in _scans(value, None, 0) if any(scan.blocks)]


def _scans(value: Any, image: str | None, depth: int) -> Iterator[Scan]:
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        image = next((str(value[key]) for key in _IMAGE if isinstance(value.get(key), str)), image)
        lines = list(_parallel(value))
        if lines:
            yield Scan((tuple(lines),), image)
            return
        for key in _WITHIN:
            found = [scan for scan in _scans(value.get(key), image, depth + 1) if any(scan.blocks)]
            if found:
                yield from found
                return
    elif isinstance(value, Sequence) and not isinstance(value, str):
        lines = list(_lines(value))
        if lines:
            yield Scan((tuple(lines),), image)
            return
        for one in value[:_MOST]:
            yield from _scans(one, image, depth + 1)


def _parallel(value: Mapping[str, Any]) -> Iterator[Line]:
    """Lines given as lists of texts, of scores and of places."""
    texts = _list(value, _TEXTS)
    if not texts or not all(isinstance(text, str) for text in texts):
        return
    scores, places = _list(value, _SCORES), _list(value, _PLACES)
    for number, text in enumerate(texts[:_MOST]):
        place = places[number] if len(places) == len(texts) else None
        yield _line(text, scores[number] if number < len(scores) else None, place)


def _list(value: Mapping[str, Any], keys: Iterable[str]) -> Sequence[Any]:
    return next((value[key] for key in keys if isinstance(value.get(key), list)), ())


def _lines(rows: Sequence[Any]) -> Iterator[Line]:
    """Lines given as one list of records or of triples; none where a row is of another kind."""
    found: list[Line] = []
    for row in rows[:_MOST]:
        line = _record(row) if isinstance(row, Mapping) else _triple(row)
        if line is None:
            return
        found.append(line)
    yield from found


def _record(row: Mapping[str, Any]) -> Line | None:
    text = next((row[key] for key in _TEXT if isinstance(row.get(key), str)), None)
    if text is None or not any(key in row for key in (*_PLACE, *_SCORE)):
        return None
    place = next((row[key] for key in _PLACE if row.get(key) is not None), None)
    return _line(text, next((row[key] for key in _SCORE if key in row), None), place)


def _triple(row: Any) -> Line | None:
    """[quadrangle, text, score], or [quadrangle, [text, score]] as PaddleOCR 2 gives it."""
    if not isinstance(row, list) or not 2 <= len(row) <= 4 or not isinstance(row[0], list):
        return None
    said = row[1] if isinstance(row[1], list) else row[1:3]
    if not said or not isinstance(said[0], str) or _corners(row[0]) is None:
        return None
    return _line(said[0], said[1] if len(said) > 1 else None, row[0])


def _line(text: str, score: Any, place: Any) -> Line:
    sure = _number(score)
    corners = _corners(place)
    box = None
    if corners:
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        box = box_of(min(xs), min(ys), max(xs), max(ys))
    confidence = round(sure, 4) if sure is not None and 0 <= sure <= 1 else None
    return Line(text, box, confidence, (), _slope(corners, box))


def _corners(place: Any) -> list[tuple[float, float]] | None:
    """The corners of a place: four points, or left, top, right and bottom, or these by name."""
    if isinstance(place, Mapping):
        sides = [_number(place.get(key)) for key in ("left", "top", "width", "height")]
        if any(side is None for side in sides):
            return None
        x, y, width, height = (side or 0.0 for side in sides)
        return [(x, y), (x + width, y + height)]
    if not isinstance(place, list) or not 2 <= len(place) <= 64:
        return None
    if all(isinstance(point, list) and len(point) == 2 for point in place):
        pairs = [(_number(x), _number(y)) for x, y in place]
        return [(x, y) for x, y in pairs if x is not None and y is not None] or None
    numbers = [_number(one) for one in place]
    if any(one is None for one in numbers) or len(numbers) not in (4, 8):
        return None
    known = [one or 0.0 for one in numbers]
    return list(zip(known[::2], known[1::2], strict=True))


def _slope(corners: Sequence[tuple[float, float]] | None, box: Box | None) -> float | None:
    """How a line leans: the slope of the upper edge of its quadrangle, if it is a flat one."""
    if corners is None or len(corners) != 4 or box is None or box.width < 3 * box.height:
        return None
    (x0, y0), (x1, y1) = corners[0], corners[1]
    return (y1 - y0) / (x1 - x0) if x1 - x0 > 0.5 * box.width else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None
