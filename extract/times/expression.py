"""What a shape of phrase gives: where it stands, of which type it is, and how its value is reckoned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shilu.extract.times.edtf import Value
from shilu.extract.times.frame import Anchors
from shilu.schemas import TimeType

__all__ = ["Expression", "Shape", "always"]


@dataclass(frozen=True)
class Expression:
    """One phrase. `reckon` gives its date or interval, an ISO 8601 string, or None where it is vague.

    `rules` begins with the name of the shape. `stated`: it tells its own year and so needs no anchor.
    `says`: it sets the time in force for what follows in the article, as a date does and a duration does not.
    """

    start: int
    end: int
    type: TimeType
    reckon: Callable[[Anchors], Value | str | None]
    rules: tuple[str, ...]
    stated: bool = False
    says: bool = True


def always(value: Value | str | None) -> Callable[[Anchors], Value | str | None]:
    """The `reckon` of a phrase whose value the words alone tell, or that has none."""
    return lambda _: value


@dataclass(frozen=True)
class Shape:
    """A way to read phrases. `first` holds every prefix, of up to three characters, of such a phrase."""

    first: frozenset[str]
    read: Callable[[str, int], Expression | None]
