"""Marked pages with other names in the place of theirs, so that the choice learns from what stands around a name
(mention replacement: Dai and Adel, An Analysis of Simple Data Augmentation for Named Entity Recognition, 2020)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tools.fit.marks import MarkedPage

__all__ = ["swapped"]

_SHARE = 0.6
"""How many of the names of a page are exchanged; the others stay, so that a page still tells of one thing."""
_KEPT = "person"
"""People keep their names: those of other people ended like them by chance, and cost three thousandths of F1."""
_LONG = 4  # characters above which the last two must be the same: 委员会, 小学, 公司
_NEAR = 2  # characters by which a name with the same last character may be longer or shorter
_FEWEST = 3  # names to draw from; with fewer, the name would always become the same other one


def swapped(pages: Iterable[MarkedPage], seed: int) -> Iterator[MarkedPage]:
    """The pages with names of each other: every mention of a name gives way to one name of the same type that ends like
    it or, failing that, is as long; people keep theirs. Names and windows are moved; facts and times are left out. The
    same pages and seed give the same texts."""
    pages = list(pages)
    draw = np.random.default_rng(seed)
    known: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for name in page.names:
            if "\n" not in name["surface"]:
                known[name["type"]].add(name["surface"])
    ordered = {kind: sorted(surfaces) for kind, surfaces in known.items()}
    for page in pages:
        yield _written(page, _exchange(page, ordered, draw))


def _exchange(
    page: MarkedPage, known: Mapping[str, Sequence[str]], draw: np.random.Generator
) -> dict[str, str]:
    """What stands for each name of a page."""
    found: dict[str, str] = {}
    for name in sorted(page.names, key=lambda one: (one["start"], one["end"])):
        surface = name["surface"]
        if surface in found or "\n" in surface or name["type"] == _KEPT:
            continue
        fit = _like(surface, known[name["type"]])
        chosen = draw.random() < _SHARE and len(fit) >= _FEWEST
        found[surface] = fit[int(draw.integers(len(fit)))] if chosen else surface
    return found


def _like(surface: str, others: Sequence[str]) -> list[str]:
    """The names that could stand where one stands, those that are most like it only."""
    rest = [one for one in others if one != surface]
    alike = (
        [one for one in rest if len(surface) > _LONG and one[-2:] == surface[-2:]],
        [one for one in rest if one[-1] == surface[-1] and abs(len(one) - len(surface)) <= _NEAR],
        [one for one in rest if len(one) == len(surface)],
    )
    return next((fitting for fitting in alike if len(fitting) >= _FEWEST), [])


def _written(page: MarkedPage, exchange: Mapping[str, str]) -> MarkedPage:
    parts, names, at, size = [], [], 0, 0
    ends, moved = [0], [0]  # behind each name, and how far what follows has moved
    for name in sorted(page.names, key=lambda one: (one["start"], one["end"])):
        if name["start"] < at:
            continue
        surface = exchange.get(name["surface"], name["surface"])
        start = size + name["start"] - at
        parts += [page.text[at : name["start"]], surface]
        names.append({**name, "start": start, "end": start + len(surface), "surface": surface})
        at, size = name["end"], start + len(surface)
        ends.append(at)
        moved.append(size - at)
    parts.append(page.text[at:])
    meta: dict[str, Any] = dict(page.meta)
    if "marked" in meta:
        meta["marked"] = [
            [edge + moved[bisect_right(ends, edge) - 1] for edge in window] for window in meta["marked"]
        ]
    return replace(page, text="".join(parts), meta=meta, names=tuple(names), facts=(), times=())
