"""The user's own names among those that were found."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.extract.names.gazetteer import is_place
from shilu.extract.names.source import Found, Source

__all__ = ["with_own"]

_TELLING = 3  # characters of an own word that is no piece of another word by chance


def with_own(source: Source, names: Sequence[Found]) -> list[Found]:
    """The names with the user's own in place of whatever they overlap, and without those that the user refuses.

    Within a longer name that was found, an own word is left where it cuts a word of the tagger (长江 in 长江大学), but
    not at the end of what the tagger glued to it (翻查 + 医管局): no place stands before it (上海 + 交通大学).
    """
    own = source.own
    if own is None:
        return list(names)
    found: list[Found] = []
    taken: list[tuple[int, int]] = []
    for start, end in own.mentions(source.folded, pairs=source.pairs):
        word = own.find(source.folded[start:end])
        over = [one for one in names if one.start < end and start < one.end]
        if word is None or any(_within(source, start, end, one) for one in over):
            continue
        taken.append((start, end))
        if word.type is not None:
            found.append(Found(start, end, word.type, ("own",), marked=True))
    kept = [one for one in names if not any(one.start < end and start < one.end for start, end in taken)]
    return sorted([*kept, *found])


def _within(source: Source, start: int, end: int, name: Found) -> bool:
    """Whether the name is longer, and only a part of one of its words would be taken."""
    if not (name.start <= start and end <= name.end and end - start < name.end - name.start):
        return False
    if source.starting(start) is not None and source.ending(end) is not None:
        return False
    rest = source.folded[name.start : start]
    return not (end == name.end and end - start >= _TELLING and rest and not is_place(rest))
