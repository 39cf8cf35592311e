"""`python -m tools.fit.compare`: what more pages bring, and what trees bring over plain weights: tables for the docs.
Takes a quarter of an hour."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from shilu.extract.choice import settle
from shilu.extract.learn import Contest, agrees, answers_of, fit_correction
from shilu.extract.teach import MarkedArticle, marked_articles
from tools.fit.__main__ import pages
from tools.fit.fold import KEPT, SlotFit, left_out, training, unseen_table
from tools.fit.report import SHARED, rows_of, score_folder
from tools.fit.trees import Contests

_SHARES = (1 / 8, 1 / 4, 1 / 2, 1)
_SLOTS = ("item", "subject", "place", "period")
_GROUPS = ("news", "report", "hk-news")
_PRIOR = 30.0
"""What pulls plain weights to zero, in contests for a sign of unit spread."""


def main() -> None:
    """The command."""
    articles = list(marked_articles(pages(held=False)))
    fits = None
    print("| pages learned from | core | full | item | subject | place | period | programme |")
    for share in _SHARES:
        kept = _some(articles, share)
        fits = left_out(articles, pages=kept)
        scores = score_folder(SHARED / "gold-wide", rows_of(articles, fits))
        slots = scores["facts.slots"]
        told = (slots[f"{name}~"] for name in ("item", "subject", "place", "period", "programme"))
        print(f"| {len(kept)} | {scores['facts.core']['f1']:.3f} | {scores['facts.full']['f1']:.3f} | "
              + " | ".join(f"{one:.3f}" for one in told) + " |", flush=True)  # fmt: skip
    assert fits is not None
    print("| slot | group left out | trees | plain weights |")
    for name in _SLOTS:
        for group in _GROUPS:
            trees, plain = (_right(articles, fits[name], group, one) for one in ("trees", "plain"))
            print(f"| {name} | {group} | {trees:.3f} | {plain:.3f} |", flush=True)


def _some(articles: Sequence[MarkedArticle], share: float) -> frozenset[str]:
    """A share of the pages of each group, by no property but their names."""
    found: set[str] = set()
    for group in {article.group for article in articles}:
        own = {article.page.id for article in articles if article.group == group}
        order = sorted(own, key=lambda one: hashlib.blake2b(one.encode(), digest_size=8).digest())
        found.update(order[: max(round(len(order) * share), 1)])
    return frozenset(found)


def _right(articles: Sequence[MarkedArticle], fit: SlotFit, group: str, way: str) -> float:
    """The share of right choices in a group that had no part in the weights; earlier slots as the trees chose them."""
    contests = training(fit, articles, group)
    assert contests is not None
    assert group not in KEPT
    weights = _plain(contests) if way == "plain" else None
    right = told = 0
    for article, own in zip(articles, fit.contests, strict=True):
        if article.group != group:
            continue
        table = unseen_table(fit, article, own)
        scores = fit.models[group].score(table) if weights is None else table.astype(np.float64) @ weights
        for choice, mark in zip(settle(own, scores, alike=fit.slot.alike), article.marks, strict=True):
            answers = answers_of(mark, fit.slot.name) if mark and not mark.get("optional") else None
            if answers is not None:
                told += 1
                right += agrees(fit.slot.name, answers, choice.best.value) > 0
    return right / max(told, 1)


def _plain(contests: Contests) -> npt.NDArray[np.float64]:
    """A weight a sign, fitted by `extract/learn` from nothing."""
    table = contests.table.astype(np.float64)
    ends = np.cumsum(contests.sizes)
    told = [
        Contest(np.zeros(end - start), table[start:end], contests.right[start:end])
        for start, end in zip((0, *ends[:-1]), ends, strict=True)
    ]
    return fit_correction(told, strength=_PRIOR)


if __name__ == "__main__":
    main()
