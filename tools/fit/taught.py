"""`python -m tools.fit.taught`: how far 100 marked rows of a genre help on the rest of it, with weights that the genre
had no part in. The figures of docs/teach.md."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from shilu.extract.choice import Weights
from shilu.extract.facts.choose import signs_of
from shilu.extract.facts.slots import CHOICES
from shilu.extract.facts.taught import TaughtWeights
from shilu.extract.learn import fit_kind
from shilu.extract.teach import (
    Course,
    Example,
    MarkedArticle,
    count,
    examples_of,
    fit_weights,
    marked_articles,
)
from tools.fit.__main__ import pages
from tools.fit.fold import SlotFit, fit_slot
from tools.fit.kinds import kinds_of
from tools.fit.marks import MarkedPage
from tools.fit.report import SHARED
from tools.fit.trees import to_onnx

GENRES = ("news", "report", "hk-news", "tw-legislature-gazette")
DRAWS = 5
MARKS = 100
SAMPLES = 2000
OTHERS = ("samples", "gold", *GENRES)
"""Pages that corrections fitted on one genre shall not make worse, each where they are not its own."""


def main() -> None:
    """The command."""
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} is not there: the marked pages that this measures on lie in it.")
    marked = pages(held=False)
    articles = list(marked_articles(marked))
    fits = [fit_slot(slot, articles, GENRES) for slot in CHOICES]
    drawn: list[tuple[str, list[Held]]] = []
    for genre in GENRES:
        measure = Measure(genre, articles, _weights(fits, genre), marked)
        drawn.append((genre, [measure.drawn(draw) for draw in range(DRAWS)]))
        print(_told(genre, drawn[-1:]), flush=True)
    print(_told("all draws", drawn))


def _told(name: str, drawn: Sequence[tuple[str, Sequence[Held]]]) -> str:
    """The mean gain of the draws, with a paired bootstrap over the pages of each genre: the draws of a genre share its
    pages, so a page that is drawn into a sample counts in all of them, with all its rows."""
    chance = np.random.default_rng(7)
    mean = np.mean([one.gain() for _, draws in drawn for one in draws])
    means = []
    for _ in range(SAMPLES):
        found: list[float] = []
        for _, draws in drawn:
            parts = sorted({part for one in draws for part in one.parts})
            often = dict(zip(parts, np.bincount(chance.integers(0, len(parts), len(parts)), minlength=len(parts)),
                             strict=True))  # fmt: skip
            found += [one.gain(often) for one in draws]
        means.append(np.nanmean(found))
    low, high = np.quantile(means, (0.025, 0.975))
    return f"{name}: mean gain {100 * mean:+.1f} points, 95% {100 * low:+.1f} to {100 * high:+.1f}"


@dataclass(frozen=True)
class Held:
    """The rows that were held out of a draw: the page or window of each, and 1 where it became right in full, -1 where
    it became wrong, else 0."""

    parts: Sequence[str]
    difference: npt.NDArray[np.float64]

    def gain(self, often: Mapping[str, int] | None = None) -> float:
        """The share of rows that became right, less those that became wrong; each part as often as told."""
        counts = np.array([often[part] for part in self.parts]) if often else np.ones(len(self.parts))
        return float(counts @ self.difference / counts.sum()) if counts.any() else float("nan")


def _weights(fits: Sequence[SlotFit], genre: str) -> dict[str, Weights]:
    """The weights that the genre had no part in."""
    return {
        fit.slot.name: Weights(
            signs_of(fit.slot),
            None,
            to_onnx(fit.models[genre], len(signs_of(fit.slot))),
            fit.habits.without(genre),
        )
        for fit in fits
    }


class Measure:
    """One genre: what marks of it bring on the rest of it, and what they cost on pages of other kinds."""

    def __init__(
        self,
        genre: str,
        articles: Sequence[MarkedArticle],
        weights: Mapping[str, Weights],
        marked: Sequence[MarkedPage],
    ) -> None:
        known = {
            path.name.removesuffix(".facts.jsonl") for path in (SHARED / "gold-wide").glob("*.facts.jsonl")
        }
        self.genre, self.marked = genre, marked
        own = [one for one in articles if one.group == genre and one.page.id in known]
        self.course = Course(own, examples_of(own), weights, kinds_of(marked, (genre,)))
        self.others = {
            name: [one for one in articles if one.group == name] for name in OTHERS if name != genre
        }

    def drawn(self, draw: int) -> Held:
        """What the marks of one draw bring on the rows that were not drawn, and on other pages."""
        began = time.perf_counter()
        course, wanted = self.course, self._wanted(draw)
        chosen = set(map(id, wanted))
        held = [one for one in course.examples if id(one) not in chosen]
        taught = fit_weights(course, wanted)
        before = count(course.articles, held, course.weights)
        after = count(course.articles, held, course.weights, taught)
        full = f"full {before.full.precision:.3f} > {after.full.precision:.3f}"
        core = f"core {before.core.precision:.3f} > {after.core.precision:.3f}"
        texts = [course.articles[one.article].page.text for one in wanted]
        kept = ", ".join(self._lost(name, taught, texts) for name in self.others)
        slots = ", ".join(slot for slot, _ in taught.slots) or "none"
        print(f"{self.genre:24} draw {draw}: {len(wanted)} marks, {len(held)} held out, {after.corrected} of them "
              f"on pages like the marked: {full}, {core}; corrected: {slots}; points on {kept}; "
              f"{time.perf_counter() - began:.0f} s", flush=True)  # fmt: skip
        difference = np.array(after.whole, dtype=float) - np.array(before.whole, dtype=float)
        return Held([one.part for one in held], difference)

    def _wanted(self, draw: int) -> list[Example]:
        parts = sorted({one.part for one in self.course.examples})
        random.Random(draw).shuffle(parts)
        found: list[Example] = []
        for part in parts:
            if len(found) < MARKS:
                found += [one for one in self.course.examples if one.part == part]
        return found

    def _lost(self, name: str, taught: TaughtWeights, texts: Sequence[str]) -> str:
        """What the corrections bring on pages of another kind, in points of rows right in full, and how many of the
        rows they are used on. That kind has no part in the pages that those of the genre are held against."""
        articles, weights = self.others[name], self.course.weights
        unseen = replace(taught, kind=fit_kind(texts, kinds_of(self.marked, (self.genre, name))))
        examples = examples_of(articles)
        used = [one for one in examples if unseen.holds(articles[one.article].page.text)]
        before, after = count(articles, used, weights), count(articles, used, weights, unseen)
        lost = 100 * (after.full.right - before.full.right) / len(examples)
        return f"{name} {lost:+.1f} ({len(used)} of {len(examples)} rows)"


if __name__ == "__main__":
    main()
