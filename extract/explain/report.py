"""The explanation of one fact, as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.cells import cell_len

from shilu.extract.explain.again import Again, read_again
from shilu.extract.explain.choices import Contender, contests
from shilu.extract.explain.pageview import PageView, shown
from shilu.extract.explain.rules import meaning
from shilu.extract.talk import label, phrase, said
from shilu.schemas import (
    AnyFact,
    Check,
    PageRecords,
    Period,
    Quantity,
    Slot,
    SlotName,
    bound_of,
    bounds_of,
    plain,
    value_of,
)

__all__ = ["explain"]

_SLOTS: Mapping[SlotName, str] = {
    "item": "i", "subject": "s", "action": "v", "period": "t", "place": "p", "programme": "n", "speaker": "w",
    "office": "o", "base": "b", "purpose": "u",
}  # fmt: skip
"""The slots that stand on the page, each with the letter that marks it."""

_INDENT = "  "
_COLUMN = 10  # columns of the names of slots beside their contests
_WORDS = 160  # words of a sentence that are shown


def explain(records: PageRecords, fact: AnyFact) -> Iterator[str]:
    """How a fact came about, line by line: the page around it, its words, amount, slots, cues, and what was not taken.

    The record is the base; words and other choices come from reading the article once more.
    """
    view, again = PageView(records.page.text), read_again(records, fact)
    yield from _head(fact, view)
    yield from _section(phrase("On the page"), _page(fact, view))
    yield from _section(phrase("Sentence"), [shown(fact.sentence.surface.replace("\n", ""))])
    yield from _section(phrase("Words of the clause, with the tagger's tags"), _words(again) if again else ())
    yield from _section(phrase("Amount"), _amount(fact))
    yield from _section(phrase("Slots"), _slots(fact, view))
    yield from _section(phrase("Change, rate, status and total"), _cues(fact))
    contests_told = _contests(again, view) if again else ()
    yield from _section(phrase("Contests: chance, answer, who suggested it, its signs"), contests_told)
    yield from _section(phrase("Other statements"), _ties(records, fact, view))
    yield from _section(phrase("Read again"), _again(again))


def _head(fact: AnyFact, view: PageView) -> Iterator[str]:
    told = {"id": fact.id, "surface": shown(fact.span.surface), "kind": label("kind", fact.kind)}
    if fact.confidence is None:
        yield phrase("{id}: {surface}, {kind}", **told)
    else:
        yield phrase("{id}: {surface}, {kind}, confidence {confidence}", **told, confidence=fact.confidence)
    place = {"page": fact.page, "at": view.at(fact.span), "range": f"{fact.span.start}-{fact.span.end}"}
    if fact.article is None:
        yield phrase("page {page}, no article, line:column {at}, characters {range}", **place)
    else:
        yield phrase(
            "page {page}, article {article}, line:column {at}, characters {range}",
            **place, article=fact.article,
        )  # fmt: skip


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield title
        yield from (_INDENT + line for line in found)


def _page(fact: AnyFact, view: PageView) -> Iterator[str]:
    marks = [("^", fact.span)]
    for name, letter in _SLOTS.items():
        filled: Slot | Period | None = getattr(fact, name)
        if filled is not None:
            marks.append((letter, filled.span))
    yield from view.marked(marks, main=fact.span)
    named = [f"{letter} {_name(name)}" for name, letter in _SLOTS.items() if getattr(fact, name)]
    yield "  ".join([phrase("^ amount"), *named])


def _name(slot: str) -> str:
    """A slot as people call it."""
    return label("field", slot)


def _words(again: Again) -> Iterator[str]:
    chunk = again.view.chunk
    told = []
    for one in again.view.scene.passage.by_clause[chunk.clause][:_WORDS]:
        word = f"{shown(one.text)}/{one.tag}"
        told.append(f"[{word}]" if one is chunk else word)
    yield " ".join(told)
    links = [
        f"{shown(''.join(one.text for one in reversed(link.chunks)))} ({label('link', link.label)})"
        for link in again.view.scene.links
    ]
    if links:
        yield phrase("between the amount and what it is of: {links}", links=phrase(", ").join(links))


def _amount(fact: AnyFact) -> Iterator[str]:
    quantity = fact.quantity
    value, (lower, upper) = value_of(quantity.amount), bounds_of(quantity.amount)
    numbers = {"value": value, "lower": lower, "upper": upper}
    told = [f"{_name(name)} {plain(number)}" for name, number in numbers.items() if number is not None]
    yield phrase(", ").join([label("bound", bound_of(quantity.amount)), *told, _unit(quantity)])
    if normal := quantity.normal:
        ends = [plain(one) for one in (normal.value, normal.lower, normal.upper) if one is not None]
        yield phrase("in the standard unit: {value} {unit}", value=" ".join(ends[:1]), unit=normal.unit)
    for repair in quantity.repairs:
        yield phrase("read through: {repair}", repair=phrase(repair))
    yield from _rules(quantity.rules, fact.span.surface)


def _unit(quantity: Quantity) -> str:
    if not quantity.unit:
        return phrase("no unit")
    if quantity.unit_code:
        return phrase("unit {unit} ({code})", unit=quantity.unit, code=quantity.unit_code)
    return phrase("unit {unit}", unit=quantity.unit)


def _rules(rules: Iterable[str], text: str, *, slot: bool = False) -> Iterator[str]:
    for rule in dict.fromkeys(rules):
        told = meaning(rule, text=text, slot=slot)
        yield phrase("{rule}: {meaning}", rule=rule, meaning=told) if told else rule


def _slots(fact: AnyFact, view: PageView) -> Iterator[str]:
    names = {name: _name(name) for name in _SLOTS}
    width = max(map(cell_len, names.values()))
    for name, named in names.items():
        filled: Slot | Period | None = getattr(fact, name)
        head = named + " " * (width - cell_len(named))
        if filled is None:
            yield f"{head}  {phrase('none')}"
            continue
        told = _answer(filled, view)
        sure = fact.sureness.get(name)
        yield f"{head}  {told if sure is None else phrase('{told}, sure {sure}', told=told, sure=sure)}"
        for line in _rules(filled.rule.split("+"), filled.span.surface, slot=True):
            yield f"{'':<{width}}    {phrase('by {rule}', rule=line)}"


def _answer(filled: Slot | Period, view: PageView) -> str:
    answer = filled.value if isinstance(filled, Period) else filled.text
    words = shown(filled.span.surface.replace("\n", ""))
    if words == answer:
        return phrase("{answer} at {at}", answer=shown(answer), at=view.at(filled.span))
    return phrase("{answer} from {words} at {at}", answer=shown(answer), words=words, at=view.at(filled.span))


def _cues(fact: AnyFact) -> Iterator[str]:
    change = phrase("a level, no change")
    if fact.change:
        change = phrase("{change} (a change)", change=label("change", fact.change))
    if fact.reached:
        change = phrase("{told}; reached by {change}", told=change, change=label("change", fact.reached))
    rate = phrase("per {per}", per=fact.per) if fact.per else phrase("no rate")
    total = phrase("a running total") if fact.cumulative else phrase("no running total")
    yield phrase("; ").join([change, rate, label("status", fact.status), total])
    yield from _rules((rule for rule in fact.trace if rule not in fact.quantity.rules), fact.sentence.surface)


def _contests(again: Again, view: PageView) -> Iterator[str]:
    found = [
        (_name(one.slot) if one.won else "", f"{one.chance:.2f}", _contender(one, view), one)
        for one in contests(again)
    ]
    wide = max((cell_len(words) for _, _, words, _ in found), default=0)
    for slot, chance, words, one in found:
        why = f"{one.by}: {', '.join(one.signs)}" if one.signs else one.by
        room = " " * max(0, _COLUMN - cell_len(slot))
        yield f"{slot}{room} {chance}  {words}{' ' * (wide - cell_len(words))}  {why}"


def _contender(one: Contender, view: PageView) -> str:
    if one.value is None:
        return phrase("none")
    if one.slot in ("status", "change"):
        return label(one.slot, one.value)
    words = shown(one.value.replace("\n", ""))
    return phrase("{answer} at {at}", answer=words, at=view.at(one.span)) if one.span else words


def _ties(records: PageRecords, fact: AnyFact, view: PageView) -> Iterator[str]:
    if fact.duplicate:
        yield said("it stands in a block that the OCR repeated")
    for other in records.facts:
        if other.id == fact.same_as or other.same_as == fact.id:
            yield phrase(
                "the same is stated by {id}: {surface} at {at}",
                id=other.id, surface=shown(other.span.surface), at=view.at(other.span),
            )  # fmt: skip
    for check in records.checks:
        if fact.id in {check.fact, *check.others}:
            yield _check(check)


def _check(check: Check) -> str:
    return phrase(
        "{relation}: {surface} {verdict} with {evidence}: "
        "stated {found}, reckoned {expected}, room {tolerance} ({rule})",
        relation=label("relation", check.relation),
        surface=shown(check.span.surface),
        verdict=label("verdict", check.verdict),
        evidence=phrase(", ").join(shown(span.surface) for span in check.evidence),
        found=plain(check.found),
        expected=plain(check.expected),
        tolerance=plain(check.tolerance),
        rule=check.rule,
    )


def _again(again: Again | None) -> Iterator[str]:
    if again is None:
        yield phrase(
            "this version of Shilu does not find the amount any more; all above is told by the record"
        )
    elif again.differs:
        slots = phrase(", ").join(map(_name, again.differs))
        yield phrase(
            "read now, without own words, own weights or another tagger, it fills otherwise: {slots}",
            slots=slots,
        )
        yield phrase("what is told of words and choices is of now, the rest of the record")
    else:
        yield phrase("the same fact, in all its slots")
