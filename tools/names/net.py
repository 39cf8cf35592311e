"""Fits the one hidden layer of the choice of names, with numpy alone: the same bytes from the same candidates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shilu.extract.names.learned.model import Weights
from shilu.extract.names.learned.signs import FINDERS, SIZE, TYPES
from tools.names.data import Candidates
from tools.names.lattice import Span, chances, clusters

__all__ = ["Settings", "Table", "fit", "rounded", "untrained"]

Floats = NDArray[np.float32]
_Cluster = tuple[tuple[int, ...], tuple[Span, ...]]
_CHARACTERS = 1024
_BATCH = 512
_BETAS, _TINY = (0.9, 0.999), 1e-8


@dataclass(frozen=True)
class Settings:
    """How a fit is done; chosen with groups of genres left out."""

    units: int = 64
    rate: float = 3e-3
    decay: float = 0.02
    drop: float = 0.5
    prior: float = 2.5
    """What the finders' choice adds to the score of its type before anything is learned."""


@dataclass(frozen=True)
class Table:
    """Candidates to learn from: their signs, letters and kinds, and the clusters of those that overlap, each with its
    rows and spans."""

    signs: NDArray[np.float16]
    letters: NDArray[np.int16]
    kinds: NDArray[np.int64]
    clusters: tuple[_Cluster, ...]

    @classmethod
    def of(cls, articles: Iterable[Candidates]) -> Table:
        """The counted candidates of all articles, one after the other."""
        signs, letters, kinds, found, done = [], [], [], [], 0
        for one in articles:
            rows = np.cumsum(one.counted) - 1 + done
            found += [
                (tuple(rows[group].tolist()), tuple(one.spans[number] for number in group))
                for group in clusters(one.spans, one.counted)
            ]
            signs.append(one.signs[one.counted])
            letters.append(one.letters[one.counted])
            kinds.append(one.kinds[one.counted])
            done += len(kinds[-1])
        return cls(np.concatenate(signs), np.concatenate(letters), np.concatenate(kinds), tuple(found))


def untrained(settings: Settings, seed: int) -> Weights:
    """Small numbers to begin with; drawn in one order, so that they are the same everywhere."""
    draw = np.random.default_rng(seed)
    scale = 1 / np.sqrt(SIZE)
    kinds = 1 + len(TYPES)

    def uniform(shape: tuple[int, ...], width: float) -> Floats:
        return draw.uniform(-width, width, shape).astype(np.float32)

    return Weights(
        hidden=uniform((SIZE, settings.units), scale),
        letters=(draw.standard_normal((3, _CHARACTERS, settings.units)) * 0.03).astype(np.float32),
        shift=uniform((settings.units,), scale),
        out=uniform((settings.units, kinds), 1 / np.sqrt(settings.units)),
        out_shift=np.zeros(kinds, np.float32),
        prior=np.array([settings.prior], np.float32),
        least=np.zeros(len(TYPES), np.float32),
    )


def fit(
    table: Table, begin: Weights, settings: Settings, *, epochs: int, seed: int, blind: bool = False
) -> Weights:
    """Weights that tell the kinds of the table's candidates, beginning from others.

    `blind` hides what the finders say: where their choice is what is learned, it must not be read off.
    """
    draw = np.random.default_rng(seed)
    values = {name: value.copy() for name, value in begin._asdict().items() if name != "least"}
    moments = {name: (np.zeros_like(value), np.zeros_like(value)) for name, value in values.items()}
    batches = list(_batches(table.clusters, epochs, draw))
    for step, batch in enumerate(batches):
        rows = np.array([row for group, _ in batch for row in group])
        signs = table.signs[rows].astype(np.float32)
        if blind:
            signs[:, FINDERS] = 0
        spans = [spans for _, spans in batch]
        letters, kinds = table.letters[rows].astype(np.int64), table.kinds[rows]
        slopes = _slopes(values, signs, letters, kinds, spans, settings, draw)
        rate = settings.rate * _pace(step / len(batches))
        for name, slope in slopes.items():
            _move(
                values[name], moments[name], slope, rate, step + 1, 0 if name == "prior" else settings.decay
            )
    return begin._replace(**values)


def _batches(
    clusters: Sequence[_Cluster], epochs: int, draw: np.random.Generator
) -> Iterator[list[_Cluster]]:
    """Clusters drawn by chance, each once in an epoch, so many together that they have `_BATCH` candidates."""
    for _ in range(epochs):
        batch: list[_Cluster] = []
        size = 0
        for number in draw.permutation(len(clusters)).tolist():
            batch.append(clusters[number])
            size += len(clusters[number][0])
            if size >= _BATCH:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch


def _pace(done: float) -> float:
    """The rate rises over the first tenth and falls to nothing like a cosine."""
    warm = 0.1
    if done < warm:
        return 0.04 + 0.96 * done / warm
    return float(0.5 * (1 + np.cos(np.pi * (done - warm) / (1 - warm))))


def _slopes(
    values: dict[str, Floats],
    signs: Floats,
    letters: NDArray[np.int64],
    kinds: NDArray[np.int64],
    spans: Sequence[Sequence[Span]],
    settings: Settings,
    draw: np.random.Generator,
) -> dict[str, Floats]:
    """How the loss of a batch changes with each weight, parts of the net left out by chance."""
    size, units = len(kinds), values["shift"].size
    kept = _kept(draw, signs.shape, settings.drop / 2)
    first = signs * kept
    letter_kept = [_kept(draw, (size, units), settings.drop) for _ in range(3)]
    before = first @ values["hidden"] + values["shift"]
    for number in range(3):
        before += values["letters"][number, letters[:, number]] * letter_kept[number]
    after_kept = _kept(draw, before.shape, settings.drop)
    after = np.maximum(before, 0) * after_kept
    scores = after @ values["out"] + values["out_shift"]
    picked = signs[:, FINDERS[: len(TYPES)]]
    scores[:, 1:] += values["prior"] * picked
    push = _pushes(scores, kinds, spans)
    back = (push @ values["out"].T) * after_kept * (before > 0)
    into = np.zeros_like(values["letters"])
    for number in range(3):
        np.add.at(into[number], letters[:, number], back * letter_kept[number])
    return {
        "hidden": first.T @ back,
        "letters": into,
        "shift": back.sum(axis=0),
        "out": after.T @ push,
        "out_shift": push.sum(axis=0),
        "prior": np.array([(push[:, 1:] * picked).sum()], np.float32),
    }


def _pushes(scores: Floats, kinds: NDArray[np.int64], spans: Sequence[Sequence[Span]]) -> Floats:
    """How the loss changes with each score: the loss of the marked set of names among all sets without overlap."""
    worth = scores[:, 1:] - scores[:, :1]
    best = worth.max(axis=1, keepdims=True)
    shares = np.exp(worth - best)
    sums = shares.sum(axis=1, keepdims=True)
    of_any = (best + np.log(sums))[:, 0].tolist()
    found: list[float] = []
    for group in spans:
        found += chances(group, of_any[len(found) : len(found) + len(group)])
    push = shares / sums * np.array(found, np.float32)[:, None]
    named = np.flatnonzero(kinds)
    push[named, kinds[named] - 1] -= 1
    push /= len(kinds)
    all_: Floats = np.concatenate([-push.sum(axis=1, keepdims=True), push], axis=1)
    return all_


def _kept(draw: np.random.Generator, shape: tuple[int, ...], drop: float) -> Floats:
    return (draw.random(shape, np.float32) >= drop).astype(np.float32) / np.float32(1 - drop)


def _move(
    value: Floats, moments: tuple[Floats, Floats], slope: Floats, rate: float, step: int, decay: float
) -> None:
    """One step of Adam with decoupled decay (Loshchilov and Hutter, 2019), in place."""
    mean, square = moments
    mean *= _BETAS[0]
    mean += (1 - _BETAS[0]) * slope
    square *= _BETAS[1]
    square += (1 - _BETAS[1]) * slope * slope
    value *= np.float32(1 - rate * decay)
    value -= (
        np.float32(rate / (1 - _BETAS[0] ** step))
        * mean
        / (np.sqrt(square / np.float32(1 - _BETAS[1] ** step)) + np.float32(_TINY))
    )


def rounded(weights: Weights) -> Weights:
    """The weights as the file holds them."""
    return Weights(*(value.astype(np.float16).astype(np.float32) for value in weights))
