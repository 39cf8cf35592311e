"""Facts that state the same thing twice: repeated blocks, title and body, two articles of a page.

Precision goes first: two facts are tied only where number, thing, owner, time, status and change leave no doubt, for
whoever adds the amounts up leaves the tied ones out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Hashable, Sequence
from decimal import Decimal

from shilu.extract.checks.amounts import figure_of
from shilu.schemas import AnyFact, Article, Bounded, Period, Role, Slot, value_of

__all__ = ["link_same"]

_HELD = 24  # earlier facts of one amount that a fact is compared with: linear time on any page
_DISTINCT = 3  # digits that make an amount so peculiar that two mentions of it are hardly of two things
_NEAR = Decimal(
    "0.05"
)  # 近4500万元 may be the 4486万元 of the text below; 近4500万元 and 4100万元 are two things


def link_same(facts: Sequence[AnyFact], articles: Sequence[Article]) -> tuple[AnyFact, ...]:
    """The facts, each tied by `same_as` to the first one of the page that states the same.

    A fact of a repeated block never stands for others: the block that it repeats does.
    """
    roles = _Roles(articles)
    firsts: dict[Hashable, deque[AnyFact]] = defaultdict(lambda: deque(maxlen=_HELD))
    found: dict[str, str] = {}
    for fact in sorted(facts, key=lambda one: one.duplicate):
        key = _exact(fact)
        original = _original(fact, firsts[key], roles) or _near_original(fact, firsts[_loose(fact)], roles)
        if original is not None:
            found[fact.id] = original.id
        elif not fact.duplicate:
            firsts[key].append(fact)
            firsts[_loose(fact)].append(fact)
    return tuple(
        fact.model_copy(update={"same_as": found[fact.id]}) if fact.id in found else fact for fact in facts
    )


class _Roles:
    """What part each character of the page plays."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._blocks = sorted(
            (block.start, block.end, block.role) for one in articles for block in one.blocks
        )
        self._starts = [start for start, _, _ in self._blocks]

    def of(self, fact: AnyFact) -> Role:
        """The role of the block that holds the fact."""
        index = bisect_right(self._starts, fact.span.start) - 1
        return self._blocks[index][2] if index >= 0 else "body"

    def heads(self, fact: AnyFact) -> bool:
        """Whether the fact stands in a title, a kicker or a subhead."""
        return self.of(fact) in {"title", "kicker", "subhead"}


def _exact(fact: AnyFact) -> Hashable:
    """Equal for facts of the same amount: 1.5亿元 and 15000万元."""
    normal, quantity = fact.quantity.normal, fact.quantity
    if normal is not None:
        bound = quantity.amount.bound if isinstance(quantity.amount, Bounded) else quantity.amount.shape
        return "exact", fact.kind, normal.value, normal.lower, normal.upper, normal.unit, bound
    return "exact", fact.kind, quantity.amount, quantity.unit, quantity.terms


def _loose(fact: AnyFact) -> Hashable:
    """Equal for facts of one article about the same thing, whatever the amount."""
    unit = fact.quantity.normal.unit if fact.quantity.normal else fact.quantity.unit
    return "loose", fact.article, fact.kind, unit, fact.item.text if fact.item else None


def _original(fact: AnyFact, earlier: Sequence[AnyFact], roles: _Roles) -> AnyFact | None:
    return next((one for one in earlier if _same(one, fact, roles)), None)


def _same(one: AnyFact, fact: AnyFact, roles: _Roles) -> bool:
    """Whether two facts of the same amount state the same."""
    if one.sentence == fact.sentence:
        return False
    if (
        fact.duplicate and one.article == fact.article
    ):  # what the OCR printed twice, the second time perhaps cut
        return _fits(one.item, fact.item)
    if not (_alike(one, fact) and _compatible(one.subject, fact.subject)):
        return False
    headed = roles.heads(one) != roles.heads(fact)
    if one.article == fact.article and (headed or _digits(fact) >= _DISTINCT):
        return True
    told = one.item is not None and one.subject is not None and fact.subject is not None
    if one.article == fact.article:
        return told and one.period is not None and fact.period is not None
    return told and _digits(fact) >= _DISTINCT - 1 and _compatible(one.place, fact.place)


def _near_original(fact: AnyFact, earlier: Sequence[AnyFact], roles: _Roles) -> AnyFact | None:
    """A rounded amount and the exact one of the same thing: 近4500万元 in the title, 4486万元 in the text."""
    for one in earlier:
        tied = (
            one.sentence != fact.sentence and roles.heads(one) != roles.heads(fact) and fact.item is not None
        )
        if tied and _alike(one, fact) and _compatible(one.subject, fact.subject) and _rounds(one, fact):
            return one
    return None


def _rounds(one: AnyFact, other: AnyFact) -> bool:
    """Whether one amount is bounded, the other exact, within the bounds and close."""
    bounded = [fact for fact in (one, other) if isinstance(fact.quantity.amount, Bounded)]
    a, b = figure_of(one), figure_of(other)
    if len(bounded) != 1 or a is None or b is None or a.unit != b.unit or not a.value:
        return False
    exact = other if bounded[0] is one else one
    amount, value = bounded[0].quantity.amount, exact.quantity.amount
    number = value_of(value)
    if isinstance(amount, Bounded) and number is not None and bounded[0].quantity.unit == exact.quantity.unit:
        low, high = amount.lower, amount.upper
        if (low is not None and number < low) or (high is not None and number > high):
            return False
    return abs(a.value - b.value) <= _NEAR * abs(a.value)


def _alike(one: AnyFact, fact: AnyFact) -> bool:
    """Whether all but amount and owner fit: thing, time, status, change and denominator."""
    return (
        _fits(one.item, fact.item)
        and _periods(one.period, fact.period)
        and (one.status, one.change, one.per) == (fact.status, fact.change, fact.per)
    )


def _fits(one: Slot | None, other: Slot | None) -> bool:
    """Whether two items name the same thing: equal, or one with more before the same head (便民书屋, 书屋)."""
    if one is None or other is None:
        return one is None and other is None
    a, b = one.text, other.text
    return a == b or (min(len(a), len(b)) > 1 and (a.endswith(b) or b.endswith(a)))


def _compatible(one: Slot | None, other: Slot | None) -> bool:
    """Whether two owners or places do not contradict each other: either is unknown, or one holds the other."""
    return one is None or other is None or one.text in other.text or other.text in one.text


def _periods(one: Period | None, other: Period | None) -> bool:
    """Whether two times do not contradict each other: 2022 and 2022-12 may be the same time told more exactly."""
    if one is None or other is None:
        return True
    return one.value.startswith(other.value) or other.value.startswith(one.value)


def _digits(fact: AnyFact) -> int:
    """How many digits of the printed number tell something: 3 for 102, 2 for 1.5亿, 0 for a range."""
    value = value_of(fact.quantity.amount)
    return len(value.normalize().as_tuple().digits) if value else 0
