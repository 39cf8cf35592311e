"""Columns that the OCR read out of order: text before its title, beside the end of another article."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from shilu.extract.articles.drafts import Draft
from shilu.extract.articles.features import Feature
from shilu.extract.articles.lexical import Lexicon
from shilu.extract.articles.reading import runs_on

__all__ = ["move_displaced"]

_CLEAR = (
    0.045,
    2.5,
)  # all of them together: likeness to the next article, and how many times that to their own
_FIRST = (0.02, 1.5)  # the first of them, on which the place of the cut depends
_FIRST_CUT = (0.1, 4.0)  # the same, where a sentence seems to run on into it from its own article
_REACH = 8


def move_displaced(drafts: list[Draft], features: Sequence[Feature], lexicon: Lexicon) -> list[Draft]:
    """Move the last paragraphs of an article to the next one where they clearly belong to it.

    They move where the first of them and all together are twice as like the next article as their own, and
    more like it than strangers are; their repeats go with them. An untitled article all of whose text
    belongs to the next is given up to it.
    """
    for before, after in pairwise(drafts):
        if after.photo or after.title is None or not after.bodies:
            continue
        for index in _displaced(before, after, features, lexicon):
            _move(index, before, after, features)
    return [draft for draft in drafts if draft.roles]


def _displaced(before: Draft, after: Draft, features: Sequence[Feature], lexicon: Lexicon) -> list[int]:
    """The paragraphs at the end of `before` that belong to `after`, in order of the page."""
    kept = before.bodies if before.title is None and not before.signed else before.bodies[1:]
    tail = kept[-_REACH:]
    for number in range(len(tail)):
        rest = before.bodies[: len(before.bodies) - len(tail) + number]
        cut = bool(rest) and runs_on(features[rest[-1]].text, features[tail[number]].text)
        sample = ([] if before.title is None else [before.title]) + rest[-4:]
        if _leans(
            tail[number : number + 1], sample, after, lexicon, _FIRST_CUT if cut else _FIRST
        ) and _leans(tail[number:], sample, after, lexicon, _CLEAR):
            return tail[number:]
    return []


def _leans(
    units: list[int], own: list[int], after: Draft, lexicon: Lexicon, threshold: tuple[float, float]
) -> bool:
    """Whether the units are like the next article, and so many times more like it than like their own."""
    least, ratio = threshold
    other = lexicon.likeness(units, after.sample())
    return other >= least and other >= ratio * lexicon.likeness(units, own)


def _move(index: int, before: Draft, after: Draft, features: Sequence[Feature]) -> None:
    after.add(index, before.remove(index))
    for repeat in [
        i for i, role in before.roles.items() if role == "duplicate" and features[i].repeat_of == index
    ]:
        after.add(repeat, before.remove(repeat))
