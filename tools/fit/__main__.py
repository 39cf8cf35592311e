"""`python -m tools.fit`: fit the weights of the choice from marked pages, and print how good they are with genres left
out. `--write` puts them into the product."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from shilu.extract.choice import Calibration
from shilu.extract.facts.choose import signs_of
from shilu.extract.facts.slots import CHOICES
from shilu.extract.learn import answers_of
from shilu.extract.teach import MarkedArticle, marked_articles
from tools.fit.calibrate import CORE, FULL, gap, judged, reliability, row_examples, slot_calibration
from tools.fit.fold import KEPT, SlotFit, left_out
from tools.fit.marks import MarkedPage, read_corpus, read_folder
from tools.fit.offsets import read_offsets
from tools.fit.reliability import drawn
from tools.fit.report import SHARED, rows_of, score_rows
from tools.fit.rows import auc, fit_logistic, predict
from tools.fit.trees import to_onnx

ROOT = Path(__file__).resolve().parents[2]
GENRES = ROOT / "tools" / "genres"
WEIGHTS = ROOT / "extract" / "facts" / "weights"
PLOT = ROOT / "docs" / "assets" / "reliability.svg"


def pages(*, held: bool) -> list[MarkedPage]:
    """All marked pages. Those of `tools/marks` that are held back to the end (`HELD`) only if asked for."""
    own = [
        *read_folder(ROOT / "extract/samples/gold", "samples", texts=ROOT / "extract/samples/pages"),
        *read_folder(ROOT / "tools/made/gold", "made", texts=ROOT / "tools/made/pages"),
        *read_folder(GENRES / "gold", "genres", texts=GENRES / "pages"),
    ]
    for corpus in (*sorted((ROOT / "extract/facts/corpus").glob("*.jsonl")), ROOT / "tools/made/items.jsonl"):
        own += read_corpus(corpus)
    marked = [*read_folder(SHARED / "gold-wide", "gold-wide"), *read_folder(SHARED / "gold", "gold")]
    return [*marked, *read_offsets(ROOT / "tools/marks", SHARED, held=held), *own]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the weights into extract/facts/weights")
    parser.add_argument("--errors", type=Path, help="write every wrong field there")
    given = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(
            f"{SHARED} is not there: the marked pages that weights are fitted from lie in it. "
            "The weights that ship stay as they are."
        )
    articles = list(marked_articles(pages(held=False)))
    fits = left_out(articles)
    calibrations = {name: slot_calibration(judged(articles, fit)) for name, fit in fits.items()}
    _report(articles, fits, calibrations, given.errors)
    rows = _fit_rows(articles, fits, calibrations)
    if given.write:
        _write(fits, calibrations, rows)
        PLOT.write_text(
            drawn(
                {
                    name: reliability(judged(articles, fit), calibration)
                    for name, fit in fits.items()
                    if (calibration := calibrations[name])
                }
            ),
            encoding="utf-8",
        )


def _report(
    articles: Sequence[MarkedArticle],
    fits: Mapping[str, SlotFit],
    calibrations: Mapping[str, Calibration | None],
    errors: Path | None,
) -> None:
    """The scores of the pages of `gold-wide` and `tools/genres` with their group left out, in all and by group;
    sureness by slot."""
    log: list[str] = []
    for gold in (SHARED / "gold-wide", GENRES / "gold"):
        log += _score(gold, articles, fits)
    if errors:
        errors.write_text("\n".join(log), encoding="utf-8")
    for name, fit in fits.items():
        told_of = judged(articles, fit)
        calibration = calibrations[name]
        marks = sum(full for _, _, _, full in told_of)
        sure = f"gap {gap(reliability(told_of, calibration)):.3f}" if calibration else "not calibrated"
        right = sum(one for _, _, one, _ in told_of) / max(len(told_of), 1)
        wanted = [one for one, told in zip(told_of, _wanted(articles, fit), strict=True) if told]
        found = sum(one for _, _, one, _ in wanted) / max(len(wanted), 1)
        caution = (fit.models[None].caution or (0, 0.0))[1]
        filled = sum(choice.best.value is not None for own in fit.choices for choice in own)
        share = filled / max(sum(map(len, fit.choices)), 1)
        print(f"{name:12} marks {len(told_of):5} not empty {marks:5} right {right:.3f}, of {len(wanted)} that must "
              f"not be empty {found:.3f} filled {share:.3f} "
              f"caution {caution} {sure}")  # fmt: skip


def _score(gold: Path, articles: Sequence[MarkedArticle], fits: Mapping[str, SlotFit]) -> list[str]:
    """Print the scores of a folder, in all and by group; gives every wrong field."""
    known = {path.name.removesuffix(".facts.jsonl") for path in gold.glob("*.facts.jsonl")}
    rows = [row for row in rows_of(articles, fits) if row["page"] in known]
    groups = {article.page.id: article.group for article in articles}
    log: list[str] = []
    for group in ("all", *sorted({groups[page] for page in known if page in groups} - KEPT)):
        own = sorted(page for page in known if group in ("all", groups.get(page)))
        scores, told = score_rows(
            gold, [row for row in rows if row["page"] in own], own, ROOT / "out/fit", errors=group == "all"
        )
        log = log or told
        slots = {name: round(value, 3) for name, value in scores["facts.slots"].items() if name in _SHOWN}
        print(f"{group:24} facts {scores['facts.detect']['tp']:5} core {scores['facts.core']['f1']:.3f} "
              f"full {scores['facts.full']['f1']:.3f} {slots}")  # fmt: skip
    return log


def _wanted(articles: Sequence[MarkedArticle], fit: SlotFit) -> list[bool]:
    """Whether no answer would be wrong, for each choice that is judged."""
    return [
        None not in answers
        for article in articles if article.group not in KEPT
        for mark in article.marks
        if (answers := answers_of(mark, fit.slot.name) if mark and not mark.get("optional") else None) is not None
    ]  # fmt: skip


_SHOWN = frozenset({"item~", "subject~", "place~", "period~", "programme~", "action", "change", "status", "per",
                    "cumulative"})  # fmt: skip


def _fit_rows(
    articles: Sequence[MarkedArticle],
    fits: Mapping[str, SlotFit],
    calibrations: Mapping[str, Calibration | None],
) -> dict[str, Any]:
    """The weights of the whole row, and how well they part right rows from wrong ones with groups left out."""
    table, core, full, groups = row_examples(articles, fits, calibrations)
    columns = [FULL.index(slot) for slot in CORE]
    told: dict[str, Any] = {}
    for name, right, used in (("confidence", full, slice(None)), ("confidence_core", core, columns)):
        own = table[:, used]
        chance = np.zeros(len(own))
        for group in sorted(set(groups)):
            held = np.array([one == group for one in groups])
            chance[held] = predict(own[held], fit_logistic(own[~held], right[~held]))
        third = np.argsort(-chance, kind="stable")[: len(chance) // 3]
        rest = np.setdiff1d(np.arange(len(chance)), third)
        print(f"{name}: right {right.mean():.3f} auc {auc(chance, right):.3f} wrong in the surest third "
              f"{1 - right[third].mean():.3f}, in the rest {1 - right[rest].mean():.3f}")  # fmt: skip
        slots = FULL if name == "confidence" else CORE
        weights = fit_logistic(own, right)
        told[name] = {
            "bias": float(weights[0]),
            "slots": dict(zip(slots, map(float, weights[1:]), strict=True)),
        }
    return told


def _write(
    fits: Mapping[str, SlotFit], calibrations: Mapping[str, Calibration | None], rows: Mapping[str, Any]
) -> None:
    for slot in CHOICES:
        model = fits[slot.name].models[None]
        signs = signs_of(slot)
        (WEIGHTS / f"{slot.name}.onnx").write_bytes(to_onnx(model, len(signs)))
        calibration = calibrations[slot.name]
        told = {"signs": signs, "calibration": calibration.told() if calibration else None}
        _json(WEIGHTS / f"{slot.name}.json", told)
        if slot.habits:
            (WEIGHTS / f"{slot.name}.habits.tsv").write_text(
                fits[slot.name].habits.shipped().written(), "utf-8"
            )
    _json(WEIGHTS / "row.json", rows)
    print(f"written: {sum(path.stat().st_size for path in WEIGHTS.iterdir()) // 1024} KB in {WEIGHTS}")


def _json(path: Path, told: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
