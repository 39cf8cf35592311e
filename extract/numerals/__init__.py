"""Numerals: Arabic, Chinese and mixed, read exactly. The only place that reads digits."""

from shilu.extract.numerals.characters import NUMERAL_CHARACTERS, is_numeral_character
from shilu.extract.numerals.numeral import Numeral, divided, in_exact_numbers
from shilu.extract.numerals.open import read_open, read_rough, read_some_tens
from shilu.extract.numerals.reader import read_arabic, read_numeral

__all__ = [
    "NUMERAL_CHARACTERS", "Numeral", "divided", "in_exact_numbers", "is_numeral_character", "read_arabic",
    "read_numeral", "read_open", "read_rough", "read_some_tens",
]  # fmt: skip
