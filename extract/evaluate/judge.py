"""The figures of a run: what was found, missed, wrong.

An optional mark costs nothing, found or missed. The measures are those of DESIGN.md: a fact is found (`detect`) where
it overlaps one that was marked; its core is right with number, kind, unit, item, change and status; all of it is right
(`full`) with bounds, subject, programme, place, period, denominator and running total besides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shilu.extract.evaluate.articles import ArticleScore, judge_articles
from shilu.extract.evaluate.compare import SLOTS, in_core, in_full, judged, pair, slot_right
from shilu.extract.evaluate.counts import Counts
from shilu.extract.evaluate.gold import GoldPage, Mark
from shilu.extract.evaluate.runs import Row, RunPage

__all__ = ["Evaluation", "Miss", "evaluate"]


@dataclass(frozen=True)
class Miss:
    """One disagreement: `what` is missed, extra or wrong; `sort` fact, name, time or line."""

    page: str
    sort: str
    what: str
    start: int
    surface: str
    detail: str = ""


@dataclass
class Evaluation:
    """All figures of a run over all marked pages."""

    pages: int = 0
    detect: Counts = field(default_factory=Counts)
    core: Counts = field(default_factory=Counts)
    full: Counts = field(default_factory=Counts)
    kinds: dict[str, tuple[Counts, Counts]] = field(default_factory=lambda: defaultdict(_two))
    """`detect` and `core` of each kind."""
    slots: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    """Right and wrong (as `extra`) answers among the facts found."""
    names: Counts = field(default_factory=Counts)
    name_types: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    names_overlapping: Counts = field(default_factory=Counts)
    times: Counts = field(default_factory=Counts)
    time_values: Counts = field(default_factory=Counts)
    articles: ArticleScore = field(default_factory=ArticleScore)
    misses: list[Miss] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values: P, R, F1 with their counts, and shares of right answers, 0 to 1."""
        return {
            "pages": self.pages,
            "facts.detect": self.detect.as_json(),
            "facts.core": self.core.as_json(),
            "facts.full": self.full.as_json(),
            "facts.slots": {name: counts.precision for name, counts in sorted(self.slots.items())},
            "facts.kinds": {
                kind: {"detect": detect.as_json(), "core": core.as_json()}
                for kind, (detect, core) in sorted(self.kinds.items())
            },
            "names.strict": self.names.as_json(),
            "names.recall_overlap": self.names_overlapping.recall,
            "names.recall_by_type": {
                kind: f"{counts.right}/{counts.right + counts.missed}"
                for kind, counts in sorted(self.name_types.items())
            },
            "times.detect": self.times.as_json(),
            "times.value": self.time_values.precision,
            "articles.grouping": self.articles.grouping.as_json(),
            "articles.role": self.articles.roles.precision,
            "articles.title": f"{self.articles.titles.right}/{self.articles.titles.found}",
        }


def _two() -> tuple[Counts, Counts]:
    return Counts(), Counts()


def evaluate(gold: Iterable[GoldPage], run: Mapping[str, RunPage]) -> Evaluation:
    """Hold a run against marked pages. A page that the run lacks counts as one where nothing was found."""
    evaluation = Evaluation()
    for marked in gold:
        found = run.get(marked.page, RunPage())
        evaluation.pages += 1
        if marked.facts is not None:
            _facts(evaluation, marked.page, marked.facts, found.facts)
        if marked.names is not None:
            _names(evaluation, marked.page, marked.names, found.names)
        if marked.times is not None:
            _times(evaluation, marked.page, marked.times, found.times)
        if marked.articles is not None and marked.text is not None:
            wrong = judge_articles(evaluation.articles, marked.articles, found.articles, marked.text)
            evaluation.misses += [Miss(marked.page, "line", "wrong", *one) for one in wrong]
    return evaluation


def _facts(into: Evaluation, page: str, gold: Sequence[Mark], found: Sequence[Row]) -> None:
    answers = pair(gold, found)
    for i, want in enumerate(gold):
        if want.get("optional"):
            continue
        if i in answers:
            _fact(into, page, want, found[answers[i]])
        else:
            kind = into.kinds[str(want.get("kind"))]
            for counts in (into.detect, into.core, into.full, *kind):
                counts.missed += 1
            into.misses.append(Miss(page, "fact", "missed", want["start"], want["surface"], _item(want)))
    answered = set(answers.values())
    for row in (row for j, row in enumerate(found) if j not in answered):
        for counts in (into.detect, into.core, into.full, *into.kinds[str(row.get("kind"))]):
            counts.extra += 1
        into.misses.append(Miss(page, "fact", "extra", row["start"], str(row["surface"]), _item(row)))


def _item(row: Row) -> str:
    return f"item {_told(row.get('item'))}"


def _fact(into: Evaluation, page: str, want: Mark, got: Row) -> None:
    right = judged(want, got)
    detect, core = into.kinds[str(want.get("kind"))]
    is_core = in_core(right)
    is_full = in_full(right)
    for counts, good in (
        (into.detect, True),
        (detect, True),
        (into.core, is_core),
        (core, is_core),
        (into.full, is_full),
    ):
        counts.settle(good)
    for name, good in right.items():
        into.slots[name].tell(good)
    told = "; ".join(_wrong(want, got, right))
    if told:
        into.misses.append(Miss(page, "fact", "wrong", want["start"], want["surface"], told))


def _wrong(want: Mark, got: Row, right: Mapping[str, bool]) -> Iterator[str]:
    """What of a fact is wrong, in words; an answer that is near enough is none."""
    if not right["span"]:
        yield f"the page was read as {got['surface']!r} at {got['start']}"
    if not (right.get("amount", True) and right.get("magnitude", True)):
        yield f"amount should be {_amount(want)}, is {_amount(got)}"
    for name in ("kind", "unit", *SLOTS):
        if not right.get(f"{name}~", right.get(name, True)):
            yield f"{name} should be {_told(want[name])}, is {_told(got.get(name))}"


def _amount(row: Row) -> str:
    ends = (f"{name} {row[name]}" for name in ("lower", "upper") if row.get(name) is not None)
    return " ".join([_told(row.get("value")), *ends, str(row.get("bound"))])


def _told(value: Any) -> str:
    answers = value if isinstance(value, list) else [value]
    return " or ".join("none" if one is None else str(one) for one in answers)


def _names(into: Evaluation, page: str, gold: Sequence[Mark], found: Sequence[Row]) -> None:
    """Span and type must agree exactly; what lies within an optional name is no error."""
    by_place = {(row["start"], row["end"]): row for row in found}
    for want in (mark for mark in gold if not mark.get("optional")):
        got = by_place.get((want["start"], want["end"]))
        hit = got is not None and got.get("type") == want["type"]
        for counts in (into.names, into.name_types[want["type"]]):
            counts.right += hit
            counts.missed += not hit
        touched = any(_overlap(row, want) and row.get("type") == want["type"] for row in found)
        into.names_overlapping.right += touched
        into.names_overlapping.missed += not touched
        if not hit:
            detail = f"{want['type']}" + (f", typed {got.get('type')}" if got else "")
            into.misses.append(Miss(page, "name", "missed", want["start"], want["surface"], detail))
    marked = {(mark["start"], mark["end"]): mark for mark in gold}
    optional = [mark for mark in gold if mark.get("optional")]
    for row in found:
        want_here = marked.get((row["start"], row["end"]))
        if want_here is None and not any(_covers(mark, row) for mark in optional):
            into.names.extra += 1
            into.misses.append(
                Miss(page, "name", "extra", row["start"], str(row["surface"]), str(row.get("type")))
            )
        elif want_here is not None and not want_here.get("optional") and want_here["type"] != row.get("type"):
            into.names.extra += 1


def _overlap(one: Row, other: Row) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _covers(mark: Mark, row: Row) -> bool:
    return bool(mark["start"] <= row["start"] and row["end"] <= mark["end"])


def _times(into: Evaluation, page: str, gold: Sequence[Mark], found: Sequence[Row]) -> None:
    answers = pair(gold, found)
    for i, want in enumerate(gold):
        if want.get("optional"):
            continue
        into.times.right += i in answers
        into.times.missed += i not in answers
        if i not in answers:
            into.misses.append(Miss(page, "time", "missed", want["start"], want["surface"]))
        elif want.get("value") is not None:
            got = found[answers[i]].get("value")
            good = slot_right(want["value"], got)
            into.time_values.tell(good)
            if not good:
                detail = f"value should be {_told(want['value'])}, is {_told(got)}"
                into.misses.append(Miss(page, "time", "wrong", want["start"], want["surface"], detail))
    answered = set(answers.values())
    for row in (row for j, row in enumerate(found) if j not in answered):
        into.times.extra += 1
        into.misses.append(Miss(page, "time", "extra", row["start"], str(row["surface"])))
