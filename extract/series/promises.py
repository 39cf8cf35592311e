"""What was promised, and what later documents say became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from shilu.extract.series.compare import Aim, agree, aim_of, judge
from shilu.extract.series.keyed import Keyed
from shilu.extract.series.observe import Drawn, period_key
from shilu.extract.series.periods import same_period
from shilu.schemas import DoubtReason, Outcome, Promise

__all__ = ["Library", "Near", "outcomes_of", "place_looked_through", "promises_of"]

_WORDS = re.compile(
    "力争|确保|争取|不低于|不少于|不高于|不超过|控制在|预期|预计|有望|计划|规划|目标|拟|将|左右|以上|以内|以下|约|近|超过|至少"
)
_CLAUSE = re.compile("[,，;；。、]")

Library = Mapping[str, Sequence[tuple[str, str]]]
"""The documents of each place, by its key: the date and the page, in order."""


@dataclass(frozen=True)
class Near:
    """What stands near to the promises of a block: its actual facts by date, and when an item is told the last time."""

    actual: Sequence[Keyed]
    last: Mapping[str, str]

    @classmethod
    def of(cls, actual: Sequence[Keyed]) -> Near:
        """Out of the actual facts, in order of their dates."""
        return cls(actual, {one.item: one.known for one in actual})

    def lives_on(self, item: str, other: Keyed) -> bool:
        """Whether an item is still told after a document that has another one, which then did not take its place: both
        财政总收入 and 一般公共预算收入 are told year by year."""
        return self.last.get(item, "") > other.known


def promises_of(facts: Sequence[Keyed], drawn: Drawn) -> list[tuple[Keyed, Promise]]:
    """The promises among the facts of one variable, each held against the earlier ones of its period."""
    planned = sorted(
        (one for one in facts if one.status in ("planned", "expected")),
        key=lambda one: (period_key(one), one.known or "9999", one.page, one.start),
    )
    found: list[tuple[Keyed, Promise]] = []
    for period, group in groupby(planned, key=period_key):
        standing: Keyed | None = None
        for fact in group:
            same = standing is not None and bool(period) and _binds_alike(fact, standing)
            other = standing is not None and bool(period) and not same
            before = standing.fact if standing else None
            restates, changes = (before if same else None), (before if other else None)
            found.append((fact, _promise(fact, drawn, restates=restates, changes=changes)))
            standing = standing if same else fact
    return found


def _binds_alike(one: Keyed, other: Keyed) -> bool:
    return agree(one, other) and aim_of(one).target == aim_of(other).target


def _promise(fact: Keyed, drawn: Drawn, *, restates: str | None, changes: str | None) -> Promise:
    aim = aim_of(fact)
    return Promise(
        fact=fact.fact, variable=fact.variable, page=fact.page, known=fact.known or None, due=fact.period or None,
        begin=fact.days.begin or None if fact.days else None, end=fact.days.end or None if fact.days else None,
        status=fact.status, target=aim.target, value=drawn.of(aim.value), lower=drawn.of(aim.lower),
        upper=drawn.of(aim.upper), width=aim.width, better=aim.better, words=_words(fact), surface=fact.surface,
        sentence=fact.sentence, restates=restates, changes=changes,
    )  # fmt: skip


def _words(fact: Keyed) -> str:
    """The words that promise, in the clause of the amount and in the amount itself."""
    clause = _CLAUSE.split(fact.sentence[: fact.at])[-1]
    return "、".join(dict.fromkeys(_WORDS.findall(f"{clause}{fact.surface}")))


def outcomes_of(
    promised: Iterable[tuple[Keyed, Promise]],
    facts: Sequence[Keyed],
    near: Near,
    drawn: Drawn,
    library: Library,
) -> list[Outcome]:
    """What became of each promise. `facts` are those of its variable."""
    actual = sorted(
        (one for one in facts if one.status == "actual" and one.known),
        key=lambda one: (one.known, one.page, one.start),
    )
    return [_outcome(fact, actual, near, drawn, library) for fact, _ in promised]


def _outcome(fact: Keyed, actual: Sequence[Keyed], near: Near, drawn: Drawn, library: Library) -> Outcome:
    aim = aim_of(fact)
    told = [one for one in actual if _tells(fact, one)]
    for first in told:
        verdict = judge(aim, first)
        if verdict is None:
            continue
        last = next(one for one in reversed(told) if judge(aim, one) is not None)
        return Outcome(
            promise=fact.fact, variable=fact.variable, verdict=verdict, actual=first.fact,
            value=drawn.of(first.value), difference=_difference(aim, first, drawn), known=first.known,
            pages=(first.page,), revised=judge(aim, last) != verdict,
        )  # fmt: skip
    return _untold(fact, near, library)


def _difference(aim: Aim, actual: Keyed, drawn: Drawn) -> object:
    return None if aim.value is None or actual.value is None else drawn.of(actual.value - aim.value)


def _tells(promise: Keyed, actual: Keyed) -> bool:
    """Whether a fact of another, later document tells of the promised period."""
    later = bool(promise.known) and actual.known > promise.known and actual.page != promise.page
    return later and same_period(promise.days, actual.days, nature=promise.nature)


def _untold(fact: Keyed, near: Near, library: Library) -> Outcome:
    """No document tells: they do so by another definition, or not at all, or there is none yet."""
    for other in near.actual:
        reason = _near(fact, other)
        if reason == "definition" and near.lives_on(fact.item, other):
            continue
        if reason and reason != "level" and _tells(fact, other):
            return Outcome(
                promise=fact.fact, variable=fact.variable, verdict="redefined", actual=other.fact, known=other.known,
                pages=(other.page,), other=other.variable, reason=reason,
            )  # fmt: skip
    end = fact.days.end if fact.days else ""
    pages = tuple(
        page
        for known, page in library.get(place_looked_through(fact.place), ())
        if end and known > end and known > (fact.known or "9999") and page != fact.page
    )
    level = next((one for one in near.actual if _near(fact, one) == "level" and _tells(fact, one)), None)
    return Outcome(
        promise=fact.fact, variable=fact.variable, verdict="not_reported" if pages else "open", pages=pages,
        other=level.variable if level else None, reason="level" if level else None,
    )  # fmt: skip


def place_looked_through(place: str) -> str:
    """The place whose documents are looked through for what was promised in another one, a town in it perhaps.

    >>> place_looked_through("320582/锦丰镇")
    '320582'
    """
    return place.split("/")[0].split("^")[0]


def _near(fact: Keyed, other: Keyed) -> DoubtReason | None:
    """In what another fact of the block differs, where it may tell the same otherwise."""
    if other.variable == fact.variable or other.subject != fact.subject:
        return None
    if other.measured != fact.measured:
        same = other.item == fact.item and other.scope == fact.scope
        return "level" if same and fact.measured == "growth" and other.measured == "level" else None
    if other.item != fact.item:
        return "definition" if other.scope in (fact.scope, "") or not fact.scope else None
    if other.dimension != fact.dimension:
        return "definition"
    return "scope" if other.scope != fact.scope and not (other.scope and fact.scope) else None
