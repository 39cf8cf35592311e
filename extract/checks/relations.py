"""The constructions that tie amounts of one sentence together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from shilu.extract.checks.amounts import Figure, figure_of
from shilu.extract.checks.groups import groups, whole_group
from shilu.schemas import AnyFact, Check, Relation, Span

__all__ = ["Run", "growth_checks", "share_checks", "sum_checks"]

_AMONG = re.compile(r"^[^,;。:]{0,16}[,(]?其中[:,]?[^,;。:、]{0,16}$")  # 建成书屋102座(,)其中城区…
_NEXT_PART = re.compile(r"^[^,;。:、]{0,12}[、,;和及]{1,2}[^,;。:、]{0,12}$")
_NOT_A_PART = re.compile(r"其中|共|合计|总计|累计|占|比|每|平均|人均|增|减|降|提高")
_SHARED = re.compile(r"^[^,;。:、]{0,12}[,(]占")  # 女性120名,占40%: a share told between two parts
_TOTAL = re.compile(r"^[^,;。:、]{0,12}[,;](?:共计?|合计|总计|总共|一共)(?:达到?|为|约)?$")
_SHARE = re.compile(
    r"^[^,;。:、]{0,12}[,(](?:约?占)(?:总数|总量|总额|总人数|总面积|全部|其)?的?(?:比例|比重)?(?:为|约|达到?)?$"
)
_TO = re.compile(
    r"^[^,;。、]{0,8}(?P<verb>增加|增长|提高|提升|上升|上涨|扩大|增|升|下降|减少|降低|缩短|缩小|压缩|降|减)(?:到了?|至|为)$"
)
_FROM = re.compile(r"[由从][^,;。、由从]{0,12}$")
_THEN = re.compile(r"^[^,;。、]{0,8}[,(](?:净|共)?(?P<verb>增|升|提|上|扩|下|减|降|缩|压)[^,;。、年月]{0,3}$")
_GROWN = re.compile(r"^[^,;。、]{0,4}(?P<verb>增长|增加|提高|上升|下降|减少|降低)了?$")
_BASE = re.compile(r"^[^,;。、]{0,8},(?:比|较)[^,;。、]{0,8}的$")
_FALLS = "下减降缩压"
_MOST = 40  # parts of one list
_CLOSE = Decimal(
    "0.05"
)  # a list that may leave parts out proves something only where it meets the total closely


@dataclass(frozen=True)
class Run:
    """The facts of one sentence in order, with the folded words between them.

    `before[i]` are the words between fact i and the one before it, or the head of the sentence; `tail` is what
    follows the last. White space is left out.
    """

    facts: tuple[AnyFact, ...]
    before: tuple[str, ...]
    tail: str

    @classmethod
    def of(cls, folded: str, sentence: Span, facts: Sequence[AnyFact]) -> Run:
        """The run of a sentence, from the folded text of the page."""
        edges = [sentence.start, *(fact.span.end for fact in facts)]
        before = tuple(
            _plain(folded[start : fact.span.start]) for start, fact in zip(edges, facts, strict=False)
        )
        return cls(tuple(facts), before, _plain(folded[edges[-1] : sentence.end]))

    @cached_property
    def figures(self) -> tuple[Figure | None, ...]:
        """The figure of each fact."""
        return tuple(map(figure_of, self.facts))

    def alike(self, one: int, other: int) -> bool:
        """Whether two facts are of one kind, unit and denominator, and can be reckoned with."""
        a, b = self.figures[one], self.figures[other]
        return (
            a is not None and b is not None and a.unit == b.unit
            and (self.facts[one].kind, self.facts[one].per) == (self.facts[other].kind, self.facts[other].per)
        )  # fmt: skip

    def figure(self, index: int) -> Figure:
        """The figure of a fact that is known to have one."""
        figure = self.figures[index]
        if figure is None:
            raise ValueError(f"fact {index} of the run is no figure")
        return figure

    def after(self, index: int) -> str:
        """The words between a fact and the next one, or the end of the sentence."""
        return self.before[index + 1] if index + 1 < len(self.facts) else self.tail


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", words)


def sum_checks(run: Run) -> Iterator[Check]:
    """Totals against their parts: 102座,其中城区32座、乡镇70座; 教师30名、医生20名,共50名."""
    for index in range(len(run.facts)):
        yield from _parts_after(run, index)
        yield from _parts_before(run, index)


def _parts_after(run: Run, total: int) -> Iterator[Check]:
    if total + 2 >= len(run.facts) or not _AMONG.match(run.before[total + 1]):
        return
    parts: list[int] = []
    place = total + 1
    while place < len(run.facts) and len(parts) < _MOST:
        if run.alike(total, place) and (not parts or _is_next(run, place)):
            parts.append(place)
        elif not (parts and run.facts[place].kind == "percent" and _SHARED.match(run.before[place])):
            break
        place += 1
    if len(parts) < 2 or run.facts[parts[-1]].kind == "percent":
        return
    whole = whole_group([run.before[part] for part in parts])
    check = _sum(run, total, parts, groups().rule(whole) if whole else "among")
    if whole or (check.verdict == "agrees" and check.tolerance <= _CLOSE * check.found):
        yield check


def _is_next(run: Run, place: int) -> bool:
    words = run.before[place]
    return bool(_NEXT_PART.match(words)) and not _NOT_A_PART.search(words)


def _parts_before(run: Run, total: int) -> Iterator[Check]:
    if total < 2 or not _TOTAL.match(run.before[total]):
        return
    first = total - 1
    while first and total - first < _MOST and run.alike(first, first - 1) and _is_next(run, first):
        first -= 1
    parts = list(range(first, total))
    if len(parts) < 2 or not run.alike(total, first) or not _sums_up(run, total, parts):
        return
    if not _NOT_A_PART.search(run.before[first]):
        yield _sum(run, total, parts, "altogether")


def _sums_up(run: Run, total: int, parts: Sequence[int]) -> bool:
    """Whether the total is of the things listed, not of others: it names none, or the head that the parts share."""
    item = run.facts[total].item
    if item is None or item.span.end <= run.facts[total].span.start:
        return True
    heads = [slot.text for part in parts if (slot := run.facts[part].item)]
    return len(heads) == len(parts) and all(head.endswith(item.text) for head in heads)


def _sum(run: Run, total: int, parts: Sequence[int], rule: str) -> Check:
    figures = [run.figure(part) for part in parts]
    expected = Figure(
        sum((one.value for one in figures), Decimal(0)),
        run.figure(total).unit,
        sum((one.slack for one in figures), Decimal(0)),
    )
    return _check(run, "sum", total, parts, expected, rule)


def share_checks(run: Run) -> Iterator[Check]:
    """A share against part and whole: 职工300名,其中女性120名,占40%."""
    for place in range(2, len(run.facts)):
        part, whole = place - 1, place - 2
        if not (_is_share(run, place) and run.alike(part, whole) and _AMONG.match(run.before[part])):
            continue
        of, among = run.figure(part), run.figure(whole)
        if of.value <= 0 or among.value <= 0:
            continue
        value = 100 * of.value / among.value
        expected = Figure(value, "%", value * (of.relative + among.relative))
        yield _check(run, "share", place, (part, whole), expected, "share_of_total")


def _is_share(run: Run, place: int) -> bool:
    fact, figure = run.facts[place], run.figures[place]
    told = fact.kind == "percent" and fact.change is None and figure is not None and figure.unit == "%"
    return told and bool(_SHARE.match(run.before[place]))


def growth_checks(run: Run) -> Iterator[Check]:
    """Growth against the levels: 由100万元增加到150万元,增长50%; 达150万元,比上年的120万元增长25%."""
    for place in range(2, len(run.facts)):
        first, second = place - 2, place - 1
        if not run.alike(first, second):
            continue
        to, then = _TO.match(run.before[second]), _THEN.match(run.before[place])
        if to and then and _FROM.search(run.before[first]) and _falls(to["verb"]) == _falls(then["verb"]):
            yield from _growth(
                run, place, base=first, level=second, falls=_falls(then["verb"]), rule="from_to"
            )
        grown = _GROWN.match(run.before[place])
        if grown and _BASE.match(run.before[second]):
            falls = _falls(grown["verb"])
            yield from _growth(run, place, base=second, level=first, falls=falls, rule="given_base")


def _falls(verb: str) -> bool:
    return verb[0] in _FALLS


def _growth(run: Run, place: int, *, base: int, level: int, falls: bool, rule: str) -> Iterator[Check]:
    """The check of a change in per cent, in percentage points or in the unit of the levels."""
    old, new, told = run.figure(base), run.figure(level), run.figures[place]
    fact = run.facts[place]
    if told is None or run.after(place).startswith("的"):  # 增长20%的目标
        return
    step = (old.value - new.value) if falls else (new.value - old.value)
    points = fact.kind == "percent" and getattr(fact, "points", False)
    if fact.kind == "percent" and not points:
        if old.value <= 0 or run.facts[base].kind == "percent":
            return
        room = 100 * new.value / old.value * (old.relative + new.relative)
        yield _check(run, "growth", place, (base, level), Figure(100 * step / old.value, "%", room), rule)
    elif (points and run.facts[base].kind == "percent") or told.unit == old.unit:
        expected = Figure(step, told.unit, old.slack + new.slack)
        yield _check(run, "growth", place, (base, level), expected, rule)


def _check(
    run: Run, relation: Relation, place: int, others: Sequence[int], expected: Figure, rule: str
) -> Check:
    fact, found = run.facts[place], run.figure(place)
    difference = found.value - expected.value
    tolerance = found.slack + expected.slack
    return Check(
        id=f"{relation}:{fact.id}",
        page=fact.page,
        article=fact.article,
        relation=relation,
        fact=fact.id,
        span=fact.span,
        others=tuple(run.facts[other].id for other in others),
        evidence=tuple(run.facts[other].span for other in others),
        found=_round(found.value),
        expected=_round(expected.value),
        difference=_round(difference),
        tolerance=_round(tolerance),
        unit=found.unit,
        verdict="agrees" if abs(difference) <= tolerance else "differs",
        rule=rule,
    )


def _round(value: Decimal) -> Decimal:
    """A quotient to six places; a printed number as it is."""
    return round(value, 6) if value.as_tuple().exponent < -6 else value  # type: ignore[operator]  # always finite
