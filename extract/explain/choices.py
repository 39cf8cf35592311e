"""The contest of each slot as it was: the candidates, the chance of each, what suggested it and what spoke for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shilu.extract.choice import NONE, Candidate
from shilu.extract.explain.again import Again
from shilu.extract.facts.slots import CHOICES
from shilu.schemas import Span

__all__ = ["Contender", "contests"]

_SHOWN = 4
"""Candidates of a slot that are shown; the others have less chance."""

_LEAST = 0.02
"""Chance below which a candidate that did not win is not shown."""

_SIGNS = 6  # signs of a candidate that are shown


@dataclass(frozen=True)
class Contender:
    """One candidate of a slot: its value (None for no answer), where it stands, its chance, whether it won, what
    suggested it, and the signs that it has."""

    slot: str
    value: str | None
    span: Span | None
    chance: float
    won: bool
    by: str
    signs: tuple[str, ...]


def contests(again: Again) -> Iterator[Contender]:
    """The contenders of every slot in which more than one had a chance, or an answer was chosen; the winner first."""
    for slot in CHOICES:
        ranked = again.answers[slot.name].ranked[:_SHOWN]
        shown = [(one, chance) for place, (one, chance) in enumerate(ranked) if not place or chance >= _LEAST]
        if len(shown) == 1 and shown[0][0].value is None:
            continue
        for place, (one, chance) in enumerate(shown):
            span = None if one.start == NONE else again.to_page(one.start, one.end)
            signs = _signs(slot.signs, one)
            yield Contender(slot.name, one.value, span, round(chance, 3), place == 0, one.by, signs)


def _signs(names: tuple[str, ...], one: Candidate) -> tuple[str, ...]:
    """The signs that a candidate has, with their values where these are no mere yes."""
    told = [
        name if value == 1 else f"{name}={value:g}"
        for name, value in zip(names, map(float, one.signs), strict=True)
        if value and name not in {"is_none", "value"}
    ]
    return tuple(told[:_SIGNS])
