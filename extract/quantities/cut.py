"""A number in prose that the end of a line cuts: 建成水窖三十⏎二口 counts 32."""

from __future__ import annotations

import re
from functools import cache

from shilu.extract.numerals import Numeral, read_numeral
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Source
from shilu.extract.quantities.measure_words import match_measure
from shilu.extract.quantities.words import read_word

__all__ = ["over_line"]

_ONE = "一"


def over_line(source: Source, numeral: Numeral) -> Numeral:
    """The number as it goes on in the next line, where a measure follows it there; else the number as it is.

    The part above has no measure, or it would not end its line. The line below may begin with something else that a
    numeral leads: a date, a name, 一位社员, a word such as 五一.
    """
    following = numeral.end + 1
    if not numeral.chinese or source.folded[numeral.end : following] != "\n":
        return numeral
    whole = read_numeral(source.folded, numeral.start, over_line=True)
    if whole is None or whole.end <= following or source.folded[following : whole.end] == _ONE:
        return numeral
    measure = match_measure(source, whole.end, number_start=numeral.start)
    if measure is None or measure.source == "count_nouns" or _leads_no_number().match(measure.surface):
        return numeral
    if source.cell(numeral.start) is not None or read_word(source, following) is not None:
        return numeral
    return whole


@cache
def _leads_no_number() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue('heads of lines')})\Z")
