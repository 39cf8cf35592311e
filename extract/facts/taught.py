"""Weights that a user's own marks correct: a file of corrections, and what weighs with them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from shilu.extract.choice import Weights
from shilu.extract.errors import ShiluError
from shilu.extract.facts.choose import shipped_weights
from shilu.extract.learn import PageKind

__all__ = ["FORMAT", "TaughtWeights", "read_weights", "shipped_name", "write_weights"]

FORMAT = "shilu weights 1"
"""What a file of weights says that it is."""

_DIGITS = 4

Terms = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class TaughtWeights:
    """The corrections of some slots: slot, and for each sign (`distance`) or value of a sign (`value=2`) what it adds
    to the score of a candidate. They hold on pages of a kind, that of the marked ones; on all where it is None."""

    slots: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()
    kind: PageKind | None = None

    @classmethod
    def of(cls, slots: Terms, kind: PageKind | None = None) -> TaughtWeights:
        """From corrections by slot, rounded; those that add nothing are left out."""
        kept = []
        for slot, terms in slots.items():
            rounded = ((term, round(float(added), _DIGITS)) for term, added in terms.items())
            if told := tuple((term, added) for term, added in rounded if added):
                kept.append((slot, told))
        return cls(tuple(kept), kind)

    @property
    def digest(self) -> str:
        """A name for these very corrections: what is found with others is found anew."""
        return hashlib.blake2b(repr((self.slots, self.kind)).encode(), digest_size=16).hexdigest()

    def holds(self, text: str) -> bool:
        """Whether a page is of the kind that the corrections are for."""
        return bool(self.slots) and (self.kind is None or self.kind.holds(text))

    def over(self, weights: Mapping[str, Weights]) -> dict[str, Weights]:
        """The weights of all slots with these corrections. Raises `KeyError` for a slot or sign that they lack."""
        found = dict(weights)
        for slot, terms in self.slots:
            found[slot] = _corrected(weights[slot], terms)
        return found


def _corrected(weights: Weights, terms: Iterable[tuple[str, float]]) -> Weights:
    at = {name: number for number, name in enumerate(weights.signs)}
    linear = [0.0] * len(at)
    cases = []
    for term, added in terms:
        name, _, value = term.partition("=")
        if value:
            cases.append((at[name], float(value), added))
        else:
            linear[at[name]] += added
    return replace(weights, correction=tuple(linear), cases=tuple(cases))


@cache
def shipped_name() -> str:
    """A name for the shipped weights: corrections hold only for those that they were fitted over."""
    found = hashlib.blake2b(digest_size=16)
    for slot, weights in shipped_weights().items():
        found.update(f"{slot} {' '.join(weights.signs)}\n".encode())
        found.update(hashlib.blake2b(weights.trees).digest())
    return found.hexdigest()


def write_weights(path: Path, weights: TaughtWeights, told: Mapping[str, Any]) -> None:
    """Write corrections of the shipped weights; `told` is what else the file says, for who reads it. Raises
    `ShiluError` S108 where the file cannot be written."""
    slots = {slot: dict(terms) for slot, terms in weights.slots}
    kind = weights.kind.told() if weights.kind else None
    content = {"format": FORMAT, "shipped": shipped_name(), **told, "kind": kind, "slots": slots}
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ShiluError("S108", path=path, why=error.strerror or error) from error


def read_weights(path: Path) -> TaughtWeights:
    """The corrections of a file. Raises `ShiluError` S206 where it cannot be read, S720 where it is no such file, S721
    where it was fitted over other weights than those that ship with this version, S723 where it says of itself that it
    was no better on the rows held out, or did harm on the samples."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ShiluError("S206", path=path, why=error.strerror or error) from error
    except (ValueError, RecursionError) as error:
        raise ShiluError("S720", path=path, why="it is not JSON") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ShiluError("S720", path=path, why=f"it does not say that its format is {FORMAT!r}")
    if told.get("better") is False:
        raise ShiluError("S723", path=path)
    if told.get("shipped") != shipped_name():
        raise ShiluError("S721", path=path)
    try:
        kind = PageKind.read(told["kind"]) if told["kind"] else None
        found = TaughtWeights.of(told["slots"], kind)
        found.over(shipped_weights())
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ShiluError("S720", path=path, why="its slots are not what `shilu learn` writes") from error
    return found
