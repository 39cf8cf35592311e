"""Learning from a user's marked pages, with what it brings on pages that it was not fitted on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shilu.extract.errors import ShiluError
from shilu.extract.evaluate import Counts
from shilu.extract.facts.choose import shipped_weights
from shilu.extract.facts.taught import TaughtWeights
from shilu.extract.language import TaggerName
from shilu.extract.names import OwnWords
from shilu.extract.samples import samples_folder
from shilu.extract.teach.articles import MarkedArticle, marked_articles
from shilu.extract.teach.examples import Example, examples_of, parted
from shilu.extract.teach.folder import read_marked
from shilu.extract.teach.questions import Course, fit_weights
from shilu.extract.teach.rows import Counted, count

__all__ = ["FEWEST", "Lesson", "learn"]

FEWEST = 30
"""Marked rows below which nothing is fitted: a third of them, held out, could tell nothing."""

_SHARES = (2.0, 1.0)
"""Of three marked rows, two are fitted on and one is held out."""

_CURVE = (0.25, 0.5, 1.0)
_MOST_LOST = 0.01
"""Share of the samples' rows that may become wrong."""


@dataclass
class Lesson:
    """What was learned: `weights` from all marks, for pages like the marked ones, and the counts on the held-out rows
    without and with what a quarter, half and all of the others teach. `samples` are the counts on the pages that ship
    with Shilu, before and after."""

    weights: TaughtWeights
    fitted: int
    before: Counted
    curve: list[tuple[int, Counted]] = field(default_factory=list)
    samples: tuple[Counted, Counted] = field(default_factory=lambda: (Counted(), Counted()))

    @property
    def after(self) -> Counted:
        """The held-out rows with what all the others teach."""
        return self.curve[-1][1]

    @property
    def lost(self) -> float:
        """The share of the samples' rows that were right and are not any more, less those that became right."""
        return self.samples[0].full.precision - self.samples[1].full.precision

    @property
    def better(self) -> bool:
        """Whether more held-out rows are right, and the samples lose no more than a point."""
        return self.after.full.right > self.before.full.right and self.lost <= _MOST_LOST

    def lines(self) -> Iterator[str]:
        """What to tell, a line each."""
        held = self.before.full.found
        yield f"{self.fitted + held:,} marked rows: {self.fitted:,} learned from, {held:,} held out"
        yield f"{'on the held-out rows':24} {'before':>12} {'after':>12}"
        yield _line("rows right in full", self.before.full, self.after.full)
        yield _line("rows right at the core", self.before.core, self.after.core)
        for slot, counts in self.before.slots.items():
            yield _line(slot, counts, self.after.slots[slot])
        yield "learned from, rows right in full: " + ", ".join(
            f"{number:,} {_of(counts.full)}" for number, counts in ((0, self.before), *self.curve)
        )
        yield _line("samples, right in full", *(one.full for one in self.samples))
        yield f"slots with weights of yours: {', '.join(slot for slot, _ in self.weights.slots) or 'none'}"
        alike, held = self.after.corrected, self.after.full.found
        of_samples = self.samples[1]
        yield (
            f"read with them, as pages like yours: {alike:,} of {held:,} held-out rows, "
            f"{of_samples.corrected:,} of {of_samples.full.found:,} of the samples"
        )
        yield self._verdict()

    def _verdict(self) -> str:
        if self.better:
            return "better on your held-out pages: use it with --weights"
        if self.after.full.right == self.before.full.right:
            return "no better on your held-out pages: leave it off, and mark more"
        if self.after.full.right < self.before.full.right:
            return "worse on your held-out pages: leave it off, and mark more"
        return "not to be used: the samples that ship with Shilu lose more than a point"


def _of(counts: Counts) -> str:
    return f"{counts.right:,}/{counts.found:,}"


def _line(name: str, before: Counts, after: Counts) -> str:
    return f"{name:24} {_of(before):>12} {_of(after):>12}"


def learn(folder: Path, *, tagger: TaggerName = "lac", words: OwnWords | None = None) -> Lesson:
    """Fit corrections of the shipped weights on the marked pages of a folder. The same pages give the same.

    `tagger` and `words` are those with which the pages will be read. Raises `ShiluError` S722 where fewer rows than
    `FEWEST` are marked, and as `read_marked` does.
    """
    articles = list(marked_articles(read_marked(folder), tagger=tagger, own=words))
    examples = examples_of(articles)
    if len(examples) < FEWEST:
        raise ShiluError("S722", folder=folder, count=len(examples), fewest=FEWEST)
    shipped = shipped_weights()
    course = Course(articles, examples, shipped)
    rest, held = parted(examples, _SHARES)
    curve = []
    for share in _CURVE:
        some = rest if share == 1.0 else parted(rest, (share, 1 - share))[0]
        curve.append((len(some), count(articles, held, shipped, fit_weights(course, some))))
    weights = fit_weights(course, examples)
    return Lesson(
        weights=weights,
        fitted=len(rest),
        before=count(articles, held, shipped),
        curve=curve,
        samples=_on_samples(weights, tagger),
    )


def _on_samples(weights: TaughtWeights, tagger: TaggerName) -> tuple[Counted, Counted]:
    articles: Sequence[MarkedArticle] = list(
        marked_articles(read_marked(samples_folder().parent / "gold"), tagger=tagger)
    )
    examples: Sequence[Example] = examples_of(articles)
    shipped = shipped_weights()
    return count(articles, examples, shipped), count(articles, examples, shipped, weights)
