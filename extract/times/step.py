"""A date is read from coarse to fine: 今年 / 10月 / 底. Each part, a step, narrows what stands before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from shilu.extract.times.edtf import Value
from shilu.extract.times.frame import Anchors

__all__ = ["Hit", "Rank", "Reader", "Step"]


class Rank(IntEnum):
    """How fine a step is. Within one date the rank must rise: 10月 may follow 今年, not the reverse."""

    START = -1
    CENTURY = 0
    DECADE = 1
    YEAR = 2
    PART = 3
    MONTH = 4
    WEEK = 5
    DAY = 6
    WEEKDAY = 7
    DAYPART = 8
    CLOCK = 9


class Step(Protocol):
    """One part of a date."""

    @property
    def rank(self) -> Rank:
        """How fine it is."""

    @property
    def stated(self) -> bool:
        """Whether it tells its own year, so that the whole date needs no anchor."""

    def narrow(self, within: Value | None, anchors: Anchors, /) -> Value:
        """The date that this step means inside the value so far (None at the start of a date).

        Raises `Unreckoned` where the text does not tell it.
        """


@dataclass(frozen=True)
class Hit:
    """A step that was read, and where it ends."""

    end: int
    step: Step
    rule: str


@dataclass(frozen=True)
class Reader:
    """Reads one step at a place.

    `first` holds every prefix, of up to three characters, that such a step begins with; `opens` those with which
    a date may begin.
    """

    first: frozenset[str]
    read: Callable[[str, int, Rank], Hit | None]
    opens: frozenset[str] | None = None

    @property
    def openers(self) -> frozenset[str]:
        """The characters with which a date may begin: all of `first`, unless said otherwise."""
        return self.first if self.opens is None else self.opens
