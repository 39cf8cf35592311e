"""`python -m tools.fit.taught`: how far 100 marked rows of a genre help on the rest of it, with weights that the genre
had no part in. The figures of docs/teach.md."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from shilu.extract.choice import Weights
from shilu.extract.facts.choose import signs_of
from shilu.extract.facts.slots import CHOICES
from shilu.extract.teach import Example, MarkedArticle, ask, count, examples_of, fit_weights, marked_articles
from tools.fit.__main__ import SHARED, pages
from tools.fit.fold import SlotFit, fit_slot
from tools.fit.trees import to_onnx

GENRES = ("news", "report", "hk-news", "tw-legislature-gazette")
DRAWS = 5
MARKS = 100


def main() -> None:
    """The command."""
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} is not there: the marked pages that this measures on lie in it.")
    articles = list(marked_articles(pages(held=False)))
    fits = [fit_slot(slot, articles, GENRES) for slot in CHOICES]
    known = {path.name.removesuffix(".facts.jsonl") for path in (SHARED / "gold-wide").glob("*.facts.jsonl")}
    gains: list[float] = []
    differences: list[np.ndarray] = []
    for genre in GENRES:
        own = [one for one in articles if one.group == genre and one.page.id in known]
        for draw in range(DRAWS):
            difference = _drawn(own, _weights(fits, genre), genre, draw)
            differences.append(difference)
            gains.append(float(difference.mean()))
    chance = np.random.default_rng(7)
    means = [
        np.mean([one[chance.integers(0, len(one), len(one))].mean() for one in differences])
        for _ in range(2000)
    ]
    low, high = np.quantile(means, (0.025, 0.975))
    print(f"mean of all draws {100 * np.mean(gains):+.1f} points, 95% {100 * low:+.1f} to {100 * high:+.1f}")


def _weights(fits: Sequence[SlotFit], genre: str) -> dict[str, Weights]:
    """The weights that the genre had no part in."""
    return {
        fit.slot.name: Weights(signs_of(fit.slot), None, to_onnx(fit.models[genre], len(signs_of(fit.slot))))
        for fit in fits
    }


def _drawn(
    articles: Sequence[MarkedArticle], weights: Mapping[str, Weights], genre: str, draw: int
) -> np.ndarray:
    """For each row that was not drawn: 1 where it became right in full, -1 where it became wrong, else 0."""
    began = time.perf_counter()
    examples = examples_of(articles)
    parts = sorted({one.part for one in examples})
    random.Random(draw).shuffle(parts)
    drawn: list[Example] = []
    for part in parts:
        if len(drawn) < MARKS:
            drawn += [one for one in examples if one.part == part]
    chosen = set(map(id, drawn))
    held = [one for one in examples if id(one) not in chosen]
    names = {slot.name: signs_of(slot) for slot in CHOICES}
    taught = fit_weights(ask(articles, examples, weights), examples, drawn, names)
    before, after = count(articles, held, weights), count(articles, held, taught.over(weights))
    full = f"full {before.full.precision:.3f} > {after.full.precision:.3f}"
    core = f"core {before.core.precision:.3f} > {after.core.precision:.3f}"
    slots = ", ".join(slot for slot, _ in taught.slots) or "none"
    print(f"{genre:24} draw {draw}: {len(drawn)} marks, {len(held)} held out: {full}, {core}; corrected: {slots}; "
          f"{time.perf_counter() - began:.0f} s", flush=True)  # fmt: skip
    gained: npt.NDArray[np.float64] = np.array(after.whole, dtype=np.float64) - np.array(
        before.whole, dtype=np.float64
    )
    return gained


if __name__ == "__main__":
    main()
