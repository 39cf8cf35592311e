"""Fit the weights of the confidence and write its reliability table.

    python -m tools.fit_confidence                  writes weights.json and docs/confidence.md
    python -m tools.fit_confidence --check FOLDER   prints the table of marked pages, and writes nothing

The examples are the annotated paragraphs beside the weights and the sample pages, all written for Shilu. The corpus of
`extract/facts` is left out: the rules were made to read it, so it would make them look better than they are. The table
is cross-validated: each fact is judged by a model that saw nothing of its paragraph or article. The same examples and
the same rules give the same files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from shilu import Extractor
from shilu.extract.confidence import Model
from shilu.extract.confidence.features import features
from shilu.extract.evaluate import read_gold
from shilu.extract.evaluate.compare import judged, pair
from shilu.extract.samples import sample_pages, samples_folder
from shilu.extract.stores.rows import fact_row
from shilu.schemas import Page, PageRecords, Published

__all__ = ["Example", "Reliability", "cross_validated", "examples", "fit", "reliability"]

_FOLDS = 5
_RIDGE = 1.5  # pulls the weights of rare features to 0
_LEAST = 5  # facts with a feature, for it to get a weight
_EDGES = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
_THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95)
_ASKED = ("magnitude", "kind", "unit", "item~")
"""What must be right; the item near enough, as in `facts.core`."""


@dataclass(frozen=True)
class Example:
    """One fact that was found: its features, whether it is right, and what it must not be parted from."""

    group: str
    features: frozenset[str]
    right: bool


def examples(extractor: Extractor) -> list[Example]:
    """The facts found in the annotated paragraphs and on the sample pages."""
    return [*_annotated(extractor), *_marked(extractor, samples_folder().parent / "gold")]


def _annotated(extractor: Extractor) -> Iterator[Example]:
    lines = (
        resources.files("shilu.extract.confidence").joinpath("annotated.jsonl").read_text(encoding="utf-8")
    )
    for line in lines.splitlines():
        case = json.loads(line)
        records = extractor.page(case["text"], published=case["published"])
        marks = [_placed(case["text"], want) for want in case["expect"]]
        yield from _judged(records, marks, [case["text"]] * len(records.facts))


def _placed(text: str, want: dict[str, Any]) -> dict[str, Any]:
    start = -1
    for _ in range(want.get("nth", 1)):
        start = text.index(want["surface"], start + 1)
    bounds = {"lower": None, "upper": None} if "value" in want else {}
    return {**bounds, **want, "start": start, "end": start + len(want["surface"])}


def _marked(extractor: Extractor, folder: Path) -> Iterator[Example]:
    """The facts of marked pages, whose text and publication date stand beside the marks or with the samples."""
    samples = {page.id: page for page in sample_pages()}
    for gold in read_gold(folder):
        page = samples.get(gold.page) or _page(folder, gold.page, gold.text or "")
        records = extractor.records(page)
        groups = [f"{gold.page} {fact.article}" for fact in records.facts]
        yield from _judged(records, list(gold.facts or ()), groups)


def _page(folder: Path, name: str, text: str) -> Page:
    meta = folder / f"{name}.meta.json"
    told = json.loads(meta.read_text(encoding="utf-8")).get("published") if meta.exists() else None
    return Page(id=name, text=text, published=Published(value=told, source="metadata") if told else None)


def _judged(records: PageRecords, marks: Sequence[Any], groups: Sequence[str]) -> Iterator[Example]:
    """Each fact found, right or wrong; what answers an optional mark is neither."""
    rows = [
        {
            **{key: cell or None for key, cell in fact_row(fact).items()},
            "start": fact.span.start,
            "end": fact.span.end,
        }
        for fact in records.facts
    ]
    answers = {j: marks[i] for i, j in pair(marks, rows).items()}
    for j, (fact, row, group) in enumerate(zip(records.facts, rows, groups, strict=True)):
        want = answers.get(j)
        if want is None or not want.get("optional"):
            told = judged(want, row) if want else dict.fromkeys(_ASKED, False)
            right = all(told.get(name, True) for name in _ASKED)
            yield Example(group, features(fact, records.page.text), right)


def fit(known: Sequence[Example]) -> Model:
    """Logistic regression with a ridge, by Newton's method; features seen too seldom get no weight."""
    counts = Counter(name for one in known for name in one.features)
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    table = np.array([[1.0, *(float(name in one.features) for name in names)] for one in known])
    right = np.array([float(one.right) for one in known])
    ridge = np.diag([0.0, *[_RIDGE] * len(names)])
    weights = np.zeros(len(names) + 1)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - right) + ridge @ weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + ridge
        weights -= np.linalg.solve(bend, slope)
    told = [round(float(weight), 3) for weight in weights]
    return Model(told[0], dict(zip(names, told[1:], strict=True)))


def cross_validated(known: Sequence[Example]) -> list[tuple[float, bool]]:
    """For each example the confidence from a model that did not see its group, and whether it is right."""
    folds = [int(hashlib.sha1(one.group.encode()).hexdigest(), 16) % _FOLDS for one in known]
    models = [
        fit([one for one, fold in zip(known, folds, strict=True) if fold != held]) for held in range(_FOLDS)
    ]
    return [
        (models[fold].confidence(one.features), one.right) for one, fold in zip(known, folds, strict=True)
    ]


@dataclass(frozen=True)
class Reliability:
    """How well confidences agree with what was right.

    `bins` has for each range of confidence its ends, the number of facts, their mean confidence and the share that
    is right. `brier` is the mean squared error, `base` that of always saying the overall share; `gap` the mean
    distance of confidence and share over the bins, weighted by size; `order` the chance that of a right and a
    wrong fact the right one has the higher confidence.
    """

    bins: tuple[tuple[float, float, int, float, float], ...]
    brier: float
    base: float
    gap: float
    order: float


def reliability(told: Sequence[tuple[float, bool]]) -> Reliability:
    """The reliability of confidences, each with whether its fact is right. Raises `ValueError` for none."""
    if not told:
        raise ValueError("no facts to judge")
    chance, right = np.array([one for one, _ in told]), np.array([float(good) for _, good in told])
    bins = []
    for low, high in pairwise(_EDGES):
        held = (chance >= low) & ((chance < high) | (high == _EDGES[-1]))
        if held.any():
            bins.append((low, high, int(held.sum()), float(chance[held].mean()), float(right[held].mean())))
    gap = sum(count * abs(mean - share) for _, _, count, mean, share in bins) / len(told)
    good, bad = chance[right == 1], chance[right == 0]
    higher = (
        (good[:, None] > bad).mean() + (good[:, None] == bad).mean() / 2 if len(good) and len(bad) else 1.0
    )
    brier, base = float(((chance - right) ** 2).mean()), float(right.var())
    return Reliability(tuple(bins), brier, base, float(gap), float(higher))


def _document(known: Sequence[Example], told: Sequence[tuple[float, bool]], model: Model) -> str:
    head, _, _ = _DOCUMENT.partition("<!-- tables -->")
    weights = sorted(model.weights.items(), key=lambda one: (one[1], one[0]))
    counts = Counter(name for one in known for name in one.features)
    return "".join([
        head.format(facts=len(known), groups=len({one.group for one in known}), folds=_FOLDS),
        *_tables(told),
        "\n## The weights\n\nWhat each feature adds to the log odds; "
        f"a fact with none of them has {model.intercept:+.2f}.\n\n",
        _table(("feature", "facts", "weight"), ((name, counts[name], f"{told:+.2f}") for name, told in weights)),
    ])  # fmt: skip


def _tables(told: Sequence[tuple[float, bool]]) -> Iterator[str]:
    found = reliability(told)
    yield "## Reliability\n\n"
    yield _table(
        ("confidence", "facts", "mean confidence", "share right"),
        (
            (f"{low:.2f} to {high:.2f}", count, f"{mean:.3f}", f"{share:.3f}")
            for low, high, count, mean, share in found.bins
        ),
    )
    yield (
        f"\nBrier score {found.brier:.4f}; {found.base:.4f} for always saying the overall share. Mean gap between\n"
        f"confidence and share {found.gap:.3f}."
    )
    if not all(right for _, right in told):
        yield f" Of a right and a wrong fact, the right one has the higher confidence\nin {found.order:.0%} of pairs."
    yield "\n"
    yield "\n## What `--min-confidence` leaves\n\n"
    rows = []
    for least in _THRESHOLDS:
        kept = [right for chance, right in told if chance >= least]
        wrong = sum(not right for _, right in told)
        dropped = wrong - sum(not right for right in kept)
        share = f"{sum(kept) / len(kept):.3f}" if kept else ""
        rows.append(
            (f"{least:.2f}", f"{len(kept) / len(told):.1%}", share, f"{dropped / wrong:.0%}" if wrong else "")
        )
    yield _table(("at least", "facts kept", "share right of them", "wrong facts left out"), rows)


def _table(head: Sequence[str], rows: Any) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |\n" for line in lines
    )


_DOCUMENT = """\
# Confidence

Made by `python -m tools.fit_confidence`. Do not edit it by hand.

The column `confidence` of `facts.csv` estimates the chance that four things of a fact are right: its kind, its number,
its unit and its item (near enough: one of the two names may hold the other). It says nothing of the other slots.

It is a logistic regression over features that can be read off the record and its page: which construction chose the
item, how far off it stands and what lies between, how the number is written, what is missing. The weights are in
`extract/confidence/weights.json` and listed below. They were fitted on {facts} facts that Shilu found in {groups}
paragraphs and articles of our own (`extract/confidence/annotated.jsonl` and the sample pages), in which every amount
was marked by hand: newspapers, government reports, statistics, courts, sports, weather, old and traditional texts, OCR
damage. The tables are cross-validated in {folds} parts: each fact is judged by a model that saw nothing of its
paragraph or article. On text that is very different from these, expect the figures to be off.

<!-- tables -->"""


def _main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", type=Path, metavar="FOLDER", help="marked pages to judge the shipped weights on"
    )
    asked = parser.parse_args()
    root = Path(__file__).resolve().parent.parent
    extractor = Extractor()
    if asked.check:
        from shilu.extract.confidence import load_model

        model = load_model()
        marked = _marked(extractor, asked.check)
        print("".join(_tables([(model.confidence(one.features), one.right) for one in marked])))
        return
    known = examples(extractor)
    model = fit(known)
    weights = {"intercept": model.intercept, "weights": dict(model.weights)}
    target = root / "extract" / "confidence" / "weights.json"
    target.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    document = root / "docs" / "confidence.md"
    document.write_text(_document(known, cross_validated(known), model), encoding="utf-8")


if __name__ == "__main__":
    _main()
