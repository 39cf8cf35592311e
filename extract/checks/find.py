"""Amounts of one sentence that must agree: totals with their parts, shares and growth with their levels.

A relation is checked only where the words state it. A list after 其中 may leave parts out, so that a smaller sum is no
contradiction there; it is one where the parts are known to leave nothing out (男 and 女), and after 共 and 合计.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from shilu.extract.checks.relations import Run, growth_checks, share_checks, sum_checks
from shilu.extract.text import fold
from shilu.schemas import AnyFact, Check

__all__ = ["find_checks"]


def find_checks(text: str, facts: Sequence[AnyFact]) -> tuple[Check, ...]:
    """The checks of a page's facts, in order of the page. `facts` point into `text`, the text of the page."""
    folded = fold(text)
    found: list[Check] = []
    for run in _runs(folded, facts):
        found.extend(sum_checks(run))
        found.extend(share_checks(run))
        found.extend(growth_checks(run))
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end, one.relation, one.id)))


def _runs(folded: str, facts: Sequence[AnyFact]) -> Iterator[Run]:
    """The facts of each sentence, in order, where they stand within it one after the other."""
    for sentence, group in groupby(facts, key=lambda fact: fact.sentence):
        told = [fact for fact in group if sentence.covers(fact.span)]
        if len(told) > 1:
            yield Run.of(folded, sentence, told)
