"""The facts of one variable as observations: repeats, revisions and contradictions told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from shilu.extract.series.compare import agree
from shilu.extract.series.keyed import Keyed
from shilu.extract.series.numbers import shown
from shilu.schemas import Doubt, Observation, ObservationRole, Variable, plain

__all__ = ["Drawn", "doubts_of", "observations_of", "period_key", "turned", "variable_of"]

_WORDS = {
    "growth": "增速",
    "change": "增减",
    "added": "新增",
    "share": "",
    "rank": "位次",
    "multiple": "倍数",
    "capacity": "能力",
    "level": "",
}
_SCOPES = {"urban": "城镇居民", "rural": "农村居民", "everyone": "全体居民", "": ""}
_DEEDS = {
    "build": "新建", "renew": "改造", "start": "开工", "finish": "竣工", "add": "新增", "attract": "引进",
    "sign": "签约",
    "carry": "实施", "grow": "培育", "train": "培训", "help": "惠及", "spend": "投入", "pay": "发放", "plant": "种植",
    "hold": "举办", "clear": "清理", "receive": "接待", "sell": "销售", "move": "搬迁", "out": "减少", "hire": "招聘",
}  # fmt: skip
_BASES = {"average": "年均", "month": "环比", "plan": "完成计划", "total": "累计"}


class Drawn:
    """The unit in which the values of a variable are told, and its size in the standard unit."""

    __slots__ = ("scale", "unit")

    def __init__(self, facts: Sequence[Keyed]) -> None:
        printed = Counter((one.unit, one.scale) for one in facts)
        (unit, scale), _ = min(printed.items(), key=lambda one: (-one[1], one[0][0], one[0][1]))
        self.unit = unit
        self.scale = scale or Decimal(1)

    def of(self, number: Decimal | None) -> Decimal | None:
        """A number of the standard unit in this one."""
        told = shown(None if number is None else number / self.scale)
        return None if told is None else Decimal(told)


def variable_of(facts: Sequence[Keyed], drawn: Drawn, doubts: Iterable[Doubt] = ()) -> Variable:
    """The variable of its facts."""
    first = facts[0]
    days = [one.days for one in facts if one.days]
    return Variable(
        id=first.variable,
        label=label_of(first, drawn.unit),
        place=first.place,
        place_name=first.place_name,
        subject=first.subject or _SCOPES.get(first.scope, first.scope),
        item=first.item,
        measured=first.measured,
        kind=first.kind,
        dimension=first.dimension,
        per=first.per,
        basis=first.basis,
        nature=Counter(one.nature for one in facts).most_common(1)[0][0],
        unit=drawn.unit,
        names=tuple(sorted({one.printed for one in facts})),
        observations=len(facts),
        documents=len({one.page for one in facts}),
        first=min((one.begin for one in days if one.begin), default=None),
        last=max((one.end for one in days if one.end), default=None),
        doubts=tuple(doubts),
    )


def label_of(fact: Keyed, unit: str) -> str:
    """A variable as a reader would say it: 白鹿县 · 城镇居民人均可支配收入增速 · %."""
    item = f"{_SCOPES.get(fact.scope, fact.scope)}{fact.item}"
    deed = "" if (fact.deed, fact.measured) == ("add", "added") else _DEEDS.get(fact.deed, fact.deed)
    basis = _BASES.get(fact.basis, f"比{fact.basis}" if fact.basis else "")
    what = f"{deed}{item}{basis}{_WORDS[fact.measured]}"
    unit = unit or ("个" if fact.kind == "count" else "")
    told = (fact.place_name, fact.subject, what, f"{unit}/{fact.per}" if fact.per else unit)
    return " · ".join(one for one in told if one)


def period_key(fact: Keyed) -> str:
    """What the period of a fact is told apart by: of a stock the last day counts, else both."""
    if fact.days is None:
        return ""
    if fact.nature in ("stock", "total"):
        return fact.days.end or fact.days.begin
    return f"{fact.days.begin}/{fact.days.end}"


def observations_of(facts: Sequence[Keyed], drawn: Drawn) -> list[Observation]:
    """The observations of one variable, in order of period, then of the documents' dates."""
    listed = sorted(facts, key=lambda one: (period_key(one), one.known or "9999", one.page, one.start))
    found = []
    for period, group in groupby(listed, key=period_key):
        standing: Keyed | None = None
        for fact in group:
            role: ObservationRole | None = None
            against = None
            if fact.status == "actual" and period:
                role, against = _role(fact, standing)
                standing = fact if role in ("first", "revision") else standing
            found.append(_observation(fact, drawn, role, against))
    return found


def _role(fact: Keyed, standing: Keyed | None) -> tuple[ObservationRole, str | None]:
    if standing is None:
        return "first", None
    if agree(fact, standing):
        return "witness", standing.fact
    return ("revision" if _later(fact.known, standing.known) else "contradiction"), standing.fact


_SAME_TIME = 31
"""Days within which two documents speak at the same time: another value is a contradiction, not a revision."""


def _later(known: str, before: str) -> bool:
    """Whether a document is later than another by more than a month; of dates without a day the years decide."""
    if not known or not before:
        return False
    if len(known) < 10 or len(before) < 10:
        shorter = min(len(known), len(before))
        return known[:shorter] > before[:shorter]
    return (date.fromisoformat(known[:10]) - date.fromisoformat(before[:10])).days > _SAME_TIME


def _observation(fact: Keyed, drawn: Drawn, role: ObservationRole | None, against: str | None) -> Observation:
    return Observation(
        fact=fact.fact, variable=fact.variable, page=fact.page, known=fact.known or None, period=fact.period or None,
        begin=fact.days.begin or None if fact.days else None, end=fact.days.end or None if fact.days else None,
        value=drawn.of(fact.value), lower=drawn.of(fact.lower), upper=drawn.of(fact.upper), bound=fact.bound,
        slack=drawn.of(fact.slack) or Decimal(0), status=fact.status, nature=fact.nature, surface=fact.surface,
        start=fact.start, end_offset=fact.end, sentence=fact.sentence, at=fact.at, sure=fact.sure, role=role,
        against=against,
        note=turned(fact, drawn), doubts=doubts_of(fact),
    )  # fmt: skip


def turned(fact: Keyed, drawn: Drawn) -> str | None:
    """How the unit of a fact was turned into that of its variable: 3.05万公顷 = 457500亩; None where it was not."""
    if fact.unit == drawn.unit or fact.scale == drawn.scale or fact.value is None:
        return None
    value = drawn.of(fact.value)
    return None if value is None else f"{fact.surface} = {plain(value)}{drawn.unit}"


def doubts_of(fact: Keyed) -> tuple[Doubt, ...]:
    """The doubts of one fact."""
    return tuple(Doubt(reason=reason, note=note or None) for reason, note in fact.doubts)
