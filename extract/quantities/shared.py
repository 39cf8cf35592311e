"""One word that bounds all amounts of a list: 均超过300吨、20吨, 都在5万吨、8万吨以上."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shilu.extract.quantities.approximate import Hedge, hedged
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Found, Other, Source
from shilu.schemas import Bounded, Exact

__all__ = ["share_bounds"]

_LINK = re.compile(r" ?(?:[、,和与及]|以及) ?")
_FOR_ALL = re.compile(rf"(?P<word>{cue('for all')})(?:{cue('verbs of amounts')}){{0,2}}\Z")
_OTHER_WORD = re.compile(rf"(?:{cue('ends like for all')})\Z")
_REACH = 12
_LEVELS = frozenset({"approximators.以上", "approximators.以下", "approximators.左右"})
"""The approximators that stand behind the last amount and may hold of all."""


def share_bounds(source: Source, rows: Sequence[Found | Other]) -> None:
    """Give the amounts of a list the bound of its first (均超过A、B) or last (都在A、B以上), where a word such as 均 or
    分别 says that it holds of each of them. 超过300吨、20吨 without it bounds only the first."""
    for run in _runs(source, rows):
        if not _is_for_all(source.context(run[0].start, _REACH)):
            continue
        first, last = run[0], run[-1]
        if all(isinstance(one.amount, Exact) for one in run[1:]) and _leads(source, first):
            _share(first, run[1:])
        elif all(isinstance(one.amount, Exact) for one in run[:-1]) and _closes(last):
            _share(last, run[:-1])


def _is_for_all(before: str) -> bool:
    """Whether what stands before a list ends in a word that holds for each of its amounts: 均, 都在; not 首都, 均价."""
    found = _FOR_ALL.search(before)
    return found is not None and not _OTHER_WORD.search(before[: found.end("word")])


def _runs(source: Source, rows: Sequence[Found | Other]) -> Iterator[list[Found]]:
    """Amounts of one kind with nothing but a pause or 和 between them."""
    run: list[Found] = []
    for row, following in pairwise([*rows, None]):
        if isinstance(row, Found):
            run.append(row)
            if isinstance(following, Found) and following.kind == row.kind:
                between = source.folded[row.end : following.start]
                if _LINK.fullmatch(between):
                    continue
        if len(run) > 1:
            yield run
        run = []


def _leads(source: Source, found: Found) -> bool:
    """Whether the word that bounds an amount stands before it."""
    word = found.approximator
    if word is None or not isinstance(found.amount, Bounded) or "…" in word:
        return False
    return source.folded.startswith(word, found.start) or source.context(found.start, len(word)) == word


def _closes(found: Found) -> bool:
    """Whether the word that bounds an amount stands behind it and may hold of those before."""
    return isinstance(found.amount, Bounded) and not _LEVELS.isdisjoint(found.rules)


def _share(bounded: Found, others: Sequence[Found]) -> None:
    assert isinstance(bounded.amount, Bounded)
    for one in others:
        hedge = Hedge(
            one.start, one.start, bounded.approximator or "", bounded.amount.bound, "shape.shared bound"
        )
        one.amount = hedged(one.amount, hedge)
        one.rules += (hedge.rule,)
