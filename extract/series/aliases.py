"""Names of items that no table knows as one, told to be one by their values.

Documents that give 粮食作物总产 and 粮食总产 the same values, year by year, speak of one thing. Once is chance and
stays a doubt; twice, with words in common and no word against it, is a name learned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shilu.extract.series.compare import agree
from shilu.extract.series.keyed import Keyed
from shilu.extract.series.observe import period_key
from shilu.extract.series.pool import Pool, Twin
from shilu.extract.series.tables import indicators

__all__ = ["Learned", "learn"]

_OFTEN = 2
"""In how many periods two names must have equal values to be taken for one."""

_COMMON = 2
"""Characters that two names of one thing share, one after another."""


class Learned:
    """Names that were learned, and pairs of variables that have equal values and stay apart."""

    def __init__(self) -> None:
        self.names: dict[str, tuple[str, str]] = {}
        self.doubts: dict[str, list[str]] = {}


def learn(pool: Pool) -> Learned:
    """What the equal values of the pool's variables tell of their names; gives the facts of learned names the name that
    the table knows, or the one that stands first."""
    learned = Learned()
    twins = pool.twins()
    facts = pool.of(sorted({one for twin in twins for one in twin[:2]})) if twins else {}
    for twin in twins:
        first, second = twin[:2]
        if first in learned.names or second in learned.names:
            continue
        kept = _kept(twin, facts)
        if kept is None:
            learned.doubts.setdefault(first, []).append(second)
            learned.doubts.setdefault(second, []).append(first)
        else:
            other = second if kept == first else first
            learned.names[other] = (facts[kept][0].item, facts[kept][0].family)
    pool.rename(learned.names)
    return learned


def _kept(twin: Twin, facts: Mapping[str, Sequence[Keyed]]) -> str | None:
    """Which of two variables gives both its name; None where they stay apart."""
    first, second, one, other, periods = twin
    known = [indicators().get(item) is not None for item in (one, other)]
    if periods < _OFTEN or all(known) or not _alike(one, other):
        return None
    if facts[first][0].deed != facts[second][0].deed or _against(facts[first], facts[second]):
        return None
    return second if known[1] else first


def _alike(one: str, other: str) -> bool:
    """Whether two names have words in common.

    >>> _alike("粮食作物总产", "粮食总产"), _alike("出口额", "造林面积")
    (True, False)
    """
    return any(one[at : at + _COMMON] in other for at in range(len(one) - _COMMON + 1))


def _against(one: Sequence[Keyed], other: Sequence[Keyed]) -> bool:
    """Whether two variables have different values of one period in one document, so that they are two."""
    values = {(fact.page, period_key(fact)): fact for fact in one if fact.status == "actual"}
    return any(
        fact.status == "actual"
        and (before := values.get((fact.page, period_key(fact)))) is not None
        and not agree(before, fact)
        for fact in other
    )
