"""The explanation of one fact, as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from shilu.extract.explain.again import Again, read_again
from shilu.extract.explain.choices import contests
from shilu.extract.explain.pageview import PageView, shown
from shilu.extract.explain.rules import meaning
from shilu.schemas import (
    AnyFact,
    Check,
    PageRecords,
    Period,
    Slot,
    Span,
    bound_of,
    bounds_of,
    plain,
    value_of,
)

__all__ = ["explain"]

_SLOTS = {
    "item": "i", "subject": "s", "action": "v", "period": "t", "place": "p", "programme": "n", "speaker": "w",
    "office": "o", "base": "b", "purpose": "u",
}  # fmt: skip
"""The slots that stand on the page, each with the letter that marks it."""

_INDENT = "  "
_WORDS = 160  # words of a sentence that are shown


def explain(records: PageRecords, fact: AnyFact) -> Iterator[str]:
    """How a fact came about, line by line: the page around it, its words, amount, slots, cues, and what was not taken.

    The record is the base; words and other choices come from reading the article once more.
    """
    view, again = PageView(records.page.text), read_again(records, fact)
    yield from _head(fact, view)
    yield from _section("On the page", _page(fact, view))
    yield from _section("Sentence", [shown(fact.sentence.surface.replace("\n", ""))])
    yield from _section("Words of the clause, with the tagger's tags", _words(again) if again else ())
    yield from _section("Amount", _amount(fact))
    yield from _section("Slots", _slots(fact, view))
    yield from _section("Change, rate, status and total", _cues(fact))
    contests_told = _contests(again, view) if again else ()
    yield from _section("Contests: chance, answer, who suggested it, its signs", contests_told)
    yield from _section("Other statements", _ties(records, fact, view))
    yield from _section("Read again", _again(again))


def _head(fact: AnyFact, view: PageView) -> Iterator[str]:
    sure = f", confidence {fact.confidence}" if fact.confidence is not None else ""
    yield f"{fact.id}: {shown(fact.span.surface)}, {fact.kind}{sure}"
    yield f"page {fact.page}, article {fact.article}, line:column {view.at(fact.span)}, characters {_range(fact.span)}"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield title
        yield from (_INDENT + line for line in found)


def _range(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _page(fact: AnyFact, view: PageView) -> Iterator[str]:
    marks = [("^", fact.span)]
    for name, letter in _SLOTS.items():
        filled: Slot | Period | None = getattr(fact, name)
        if filled is not None:
            marks.append((letter, filled.span))
    yield from view.marked(marks, main=fact.span)
    yield "^ amount  " + "  ".join(
        f"{letter} {name}" for name, letter in _SLOTS.items() if getattr(fact, name)
    )


def _words(again: Again) -> Iterator[str]:
    chunk = again.view.chunk
    told = []
    for one in again.view.scene.passage.by_clause[chunk.clause][:_WORDS]:
        word = f"{shown(one.text)}/{one.tag}"
        told.append(f"[{word}]" if one is chunk else word)
    yield " ".join(told)
    links = [
        f"{shown(''.join(one.text for one in reversed(link.chunks)))} ({link.label})"
        for link in again.view.scene.links
    ]
    if links:
        yield f"between the amount and what it is of: {', '.join(links)}"


def _amount(fact: AnyFact) -> Iterator[str]:
    quantity = fact.quantity
    value, (lower, upper) = value_of(quantity.amount), bounds_of(quantity.amount)
    numbers = {"value": value, "lower": lower, "upper": upper}
    told = [f"{name} {plain(number)}" for name, number in numbers.items() if number is not None]
    unit = f"unit {quantity.unit}" + (f" ({quantity.unit_code})" if quantity.unit_code else "")
    yield ", ".join([bound_of(quantity.amount), *told, unit if quantity.unit else "no unit"])
    if normal := quantity.normal:
        ends = [plain(one) for one in (normal.value, normal.lower, normal.upper) if one is not None]
        yield f"in the standard unit: {' '.join(ends[:1])} {normal.unit}"
    for repair in quantity.repairs:
        yield f"read through: {repair}"
    yield from _rules(quantity.rules, fact.span.surface)


def _rules(rules: Iterable[str], text: str, *, slot: bool = False) -> Iterator[str]:
    for rule in dict.fromkeys(rules):
        told = meaning(rule, text=text, slot=slot)
        yield f"{rule}: {told}" if told else rule


def _slots(fact: AnyFact, view: PageView) -> Iterator[str]:
    width = max(map(len, _SLOTS))
    for name in _SLOTS:
        filled: Slot | Period | None = getattr(fact, name)
        if filled is None:
            yield f"{name:<{width}}  none"
            continue
        answer = filled.value if isinstance(filled, Period) else filled.text
        words = shown(filled.span.surface.replace("\n", ""))
        yield (
            f"{name:<{width}}  {shown(answer)}"
            + (f" from {words}" if words != answer else "")
            + f" at {view.at(filled.span)}"
            + (f", sure {fact.sureness[name]}" if name in fact.sureness else "")
        )
        for line in _rules(filled.rule.split("+"), filled.span.surface, slot=True):
            yield f"{'':<{width}}    by {line}"


def _cues(fact: AnyFact) -> Iterator[str]:
    total = "a running total" if fact.cumulative else "no running total"
    change = f"{fact.change} (a change)" if fact.change else "a level, no change"
    reached = f"; reached by {fact.reached}" if fact.reached else ""
    yield f"{change}{reached}; {f'per {fact.per}' if fact.per else 'no rate'}; {fact.status}; {total}"
    yield from _rules((rule for rule in fact.trace if rule not in fact.quantity.rules), fact.sentence.surface)


def _contests(again: Again, view: PageView) -> Iterator[str]:
    found = [
        (
            one.slot if one.won else "",
            f"{one.chance:.2f}",
            shown((one.value or "none").replace(chr(10), ""))
            + (f" at {view.at(one.span)}" if one.span else ""),
            f"{one.by}: {', '.join(one.signs)}" if one.signs else one.by,
        )
        for one in contests(again)
    ]
    wide = max((cell_len(words) for _, _, words, _ in found), default=0)
    for slot, chance, words, why in found:
        yield f"{slot:<10} {chance}  {words}{' ' * (wide - cell_len(words))}  {why}"


def _ties(records: PageRecords, fact: AnyFact, view: PageView) -> Iterator[str]:
    if fact.duplicate:
        yield "it stands in a block that the OCR repeated"
    for other in records.facts:
        if other.id == fact.same_as or other.same_as == fact.id:
            yield f"the same is stated by {other.id}: {shown(other.span.surface)} at {view.at(other.span)}"
    for check in records.checks:
        if fact.id in {check.fact, *check.others}:
            yield _check(check)


def _check(check: Check) -> str:
    evidence = ", ".join(shown(span.surface) for span in check.evidence)
    return (
        f"{check.relation}: {shown(check.span.surface)} {check.verdict} with {evidence}: stated {plain(check.found)}, "
        f"reckoned {plain(check.expected)}, room {plain(check.tolerance)} ({check.rule})"
    )


def _again(again: Again | None) -> Iterator[str]:
    if again is None:
        yield "this version of Shilu does not find the amount any more; all above is told by the record"
    elif again.differs:
        yield f"this version of Shilu, or another tagger, fills otherwise: {', '.join(again.differs)}"
        yield "what is told of words and choices is of now, the rest of the record"
    else:
        yield "the same fact, in all its slots"
