"""Right, wrongly found and missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Counts"]


@dataclass
class Counts:
    """Counts of one measure, and the shares made of them, rounded to four places; 0 where there is nothing."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def settle(self, good: bool) -> None:
        """Count a found fact: right, or else both wrongly found and missed."""
        self.right += good
        self.extra += not good
        self.missed += not good

    def tell(self, good: bool) -> None:
        """Count an answer: right or wrong (`extra`)."""
        self.right += good
        self.extra += not good

    @property
    def found(self) -> int:
        """How many were found or answered, right or wrong."""
        return self.right + self.extra

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return _share(self.right, self.found)

    @property
    def recall(self) -> float:
        """The share of what was marked that was found."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.right, 2 * self.right + self.extra + self.missed)

    def as_json(self) -> dict[str, Any]:
        """The shares and the counts."""
        return {
            "p": self.precision, "r": self.recall, "f1": self.f1,
            "tp": self.right, "fp": self.extra, "fn": self.missed,
        }  # fmt: skip


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
