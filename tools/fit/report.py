"""Scores of what was chosen with genres left out, as `../shared/score/score.py` reckons them."""

from __future__ import annotations

import csv
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from shilu.extract.teach import MarkedArticle, row_of
from tools.fit.fold import SlotFit

SHARED = Path(__file__).resolve().parents[3] / "shared"

__all__ = ["SHARED", "rows_of", "score_folder", "score_rows"]


def rows_of(articles: Sequence[MarkedArticle], fits: Mapping[str, SlotFit]) -> list[dict[str, Any]]:
    """Rows as `facts.csv` has them."""
    rows = []
    for number, article in enumerate(articles):
        for place in range(len(article.views)):
            answers = {name: fit.choices[number][place].best.value for name, fit in fits.items()}
            rows.append(row_of(article, place, answers))
    return rows


def score_rows(
    gold: Path, rows: Sequence[Mapping[str, Any]], pages: Sequence[str], run: Path, *, errors: bool = False
) -> tuple[dict[str, Any], list[str]]:
    """The scores of rows on pages of a folder of gold; `run` is where they are written to be scored."""
    run.mkdir(parents=True, exist_ok=True)
    with (run / "facts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    scores, log = _scorer().score(gold, run, list(pages), errors)
    return scores, log


def score_folder(gold: Path, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The scores of the rows of all pages of a folder of gold."""
    known = sorted(path.name.removesuffix(".facts.jsonl") for path in gold.glob("*.facts.jsonl"))
    own = [row for row in rows if row["page"] in known]
    return score_rows(gold, own, known, Path("out/fit"))[0]


def _scorer() -> ModuleType:
    path = SHARED / "score" / "score.py"
    spec = importlib.util.spec_from_file_location("shilu_score", path)
    if spec is None or spec.loader is None or not path.exists():
        sys.exit(f"{path} is not there: the scores need ../shared")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
