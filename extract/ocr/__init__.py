"""Pictures of pages to lines of text, offline; needs the extra `ocr`."""

from shilu.extract.ocr.engine import engine, missing
from shilu.extract.ocr.kept import Kept, read_kept
from shilu.extract.ocr.languages import refuse_language, unreadable
from shilu.extract.ocr.pictures import array_of, pictures_of
from shilu.extract.ocr.read import Reading, read_picture

__all__ = [
    "Kept",
    "Reading",
    "array_of",
    "engine",
    "missing",
    "pictures_of",
    "read_kept",
    "read_picture",
    "refuse_language",
    "unreadable",
]
