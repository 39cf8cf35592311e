"""Names of four letters that play on one in quotation marks: 护“苗”成长, “莓”好生活."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.extract.names.source import Found, Source
from shilu.extract.names.tables import cues, heads
from shilu.schemas import NameType

__all__ = ["find_played"]

_HAN = re.compile(r"[\u3400-\u9fff]*")
_SHAPES = ((1, 2), (0, 3), (2, 1))  # letters before and after the quoted one
_STOP = "、,。;:!?)(\n "
_ROW = re.compile(
    r"(?:、[\u3400-\u9fff]{0,2}“[\u3400-\u9fff]”[\u3400-\u9fff]{1,3})*等?(?:[两三四五六七八九十]大)?"
)
_TYPES = ("programme", "brand", "platform", "facility", "event")
_REACH = 40  # characters of a row of such names


def find_played(source: Source) -> Iterator[Found]:
    """Four-letter names around one quoted letter, where a head noun follows them or a verb of naming stands before.

    >>> from shilu.extract.language import make_language
    >>> source = Source.of(make_language()("实施护“苗”成长、助“农”增收两大行动"))
    >>> [source.text[one.start : one.end] for one in find_played(source)]
    ['护“苗”成长', '助“农”增收']
    """
    previous: Found | None = None
    for quote in source.quotes:
        if quote.end - quote.start != 1:
            continue
        for before, after in _SHAPES:
            start, end = quote.start - 1 - before, quote.end + 1 + after
            kind = _kind(source, start, end, previous)
            if kind and _letters(source, quote.start - 1, start) and _letters(source, quote.end + 1, end):
                previous = Found(start, end, kind[0], ("played", kind[1]), marked=True)
                yield previous
                break


def _letters(source: Source, one: int, other: int) -> bool:
    first, last = sorted((one, other))
    return first >= 0 and last <= len(source.folded) and bool(_HAN.fullmatch(source.folded, first, last))


def _kind(source: Source, start: int, end: int, previous: Found | None) -> tuple[NameType, str] | None:
    """The type by the head after the row, by the neighbour in the row, or by the verb before; None for no name."""
    number = source.ending(start)
    cue = cues().get(source.words[number].text) if number is not None else None
    row = previous is not None and start == previous.end + 1 and source.folded[previous.end] == "、"
    opened = cue or row or start == 0 or source.folded[max(0, start - 1)] in _STOP + "和与"
    if not opened or end > len(source.folded):
        return None
    after = _ROW.match(source.folded, end, min(len(source.folded), end + _REACH))
    at = after.end() if after else end
    following = source.starting(at)
    for word in source.words[following : following + 2] if following is not None else ():
        match = heads().at(source.folded, word.end, start=at)
        if match and match.row.type in _TYPES:
            return match.row.type, match.rule
    if row and previous:
        return previous.type, previous.rules[-1]
    closed = end == len(source.folded) or source.folded[end] in _STOP
    return ("programme", cue[0]) if cue and closed and cue[1].type == "programme" else None
