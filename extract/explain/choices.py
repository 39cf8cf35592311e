"""The choices not taken: what else stood there for a slot, and why it lost, as far as the rules can tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from shilu.extract.explain.again import Again
from shilu.extract.facts.items import readings
from shilu.extract.facts.passage import Chunk
from shilu.schemas import AnyFact, Name, Slot, Span, Time

__all__ = ["Choice", "choices"]

_SHOWN = 6  # of one slot
_NAMED = {"PER", "ORG", "LOC", "NAME"}
_PROGRAMMES = {"programme", "platform", "brand", "facility", "policy", "award", "event"}


@dataclass(frozen=True)
class Choice:
    """Words of the page that a slot did not take, and the reason."""

    slot: str
    span: Span
    why: str


def choices(again: Again, fact: AnyFact) -> Iterator[Choice]:
    """What was not taken for item, subject, period, place and programme, each in order of the page."""
    slots: tuple[Callable[[Again, AnyFact], Iterator[Choice]], ...] = (
        _items,
        _subjects,
        _times,
        _places,
        _programmes,
    )
    for find in slots:
        seen: set[tuple[int, int]] = set()
        for choice in find(again, fact):
            place = (choice.span.start, choice.span.end)
            if place not in seen and len(seen) < _SHOWN:
                seen.add(place)
                yield choice


def _items(again: Again, fact: AnyFact) -> Iterator[Choice]:
    """What other constructions would have given, in the order in which they are tried."""
    chosen = fact.item.rule.partition("+")[0] if fact.item else None
    tried = list(readings(again.scene))
    names = [name for name, _ in tried]
    place = names.index(chosen) if chosen in names else len(names)
    for number, (name, phrase) in enumerate(tried):
        span = again.to_page(phrase.start, phrase.end) if phrase else None
        if span is None or (fact.item and span.overlaps(fact.item.span)):
            continue
        if number < place and chosen in names:
            why = "tried earlier and refused: who owns or does it, or a word that only links"
        elif chosen not in names:
            why = f"{chosen} went before it" if chosen else "refused: who owns or does it"
        else:
            why = f"tried after {chosen}"
        yield Choice("item", span, f"{name}: {why}")


def _subjects(again: Again, fact: AnyFact) -> Iterator[Choice]:
    """Names and nouns of the sentence before the amount."""
    passage, amount = again.passage, again.scene.chunk
    start, _ = passage.sentences[amount.sentence]
    for run in _runs(passage.chunks_between(start, amount.start)):
        span = again.to_page(run[0].start, run[-1].end)
        if fact.subject and span.overlaps(fact.subject.span):
            continue
        if fact.item and span.overlaps(fact.item.span):
            continue
        yield Choice("subject", span, _why_no_subject(again, run, fact))


def _runs(chunks: Sequence[Chunk]) -> Iterator[Sequence[Chunk]]:
    """Runs of nouns and names."""
    run: list[Chunk] = []
    for chunk in chunks:
        if chunk.tag in _NAMED or chunk.tag in {"n", "nz", "nw", "vn", "an"}:
            run.append(chunk)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _why_no_subject(again: Again, run: Sequence[Chunk], fact: AnyFact) -> str:
    passage, amount = again.passage, again.scene.chunk
    before = next(passage.before(run[0]), None)
    after = next(passage.after(run[-1]), None)
    if before is not None and before.tag == "p":
        return f"stands after the preposition {before.text}"
    if after is not None and after.text == "的":
        return "only modifies what follows 的"
    if before is not None and before.tag == "v":
        return f"is the object of {before.text}"
    if fact.speaker and again.to_page(run[0].start, run[-1].end).overlaps(fact.speaker.span):
        return "says so"
    if run[0].clause != amount.clause:
        return (
            "stands in an earlier clause"
            if fact.subject
            else "stands in an earlier clause, and is no name or doer"
        )
    return "is not what the clause begins with" if fact.subject else "is no topic"


def _times(again: Again, fact: AnyFact) -> Iterator[Choice]:
    """The times of the sentence."""
    passage, amount = again.passage, again.scene.chunk
    start, end = passage.sentences[amount.sentence]
    for time in (one for one in again.times if start <= one.span.start < end):
        span = again.to_page(time.span.start, time.span.end)
        if not fact.period or not span.overlaps(fact.period.span):
            yield Choice("period", span, _why_no_period(time, amount, fact))


def _why_no_period(time: Time, amount: Chunk, fact: AnyFact) -> str:
    if time.inside_name:
        return "is part of a name"
    if time.type not in {"date", "period"}:
        return f"is a {time.type}, no date"
    if time.value is None:
        return f"has no date: {time.reason or time.resolution}"
    if time.span.start > amount.start:
        return "stands after the amount"
    if fact.period is None:
        return "is what a change is measured against"
    return "is farther off, or what a change is measured against"


def _places(again: Again, fact: AnyFact) -> Iterator[Choice]:
    for name, span in _others(again, {"place"}, fact.place):
        ranked = f"not by {fact.place.rule}" if fact.place else "no place was taken"
        yield Choice("place", span, f"{name.canonical}: {_side(again, name)}; {ranked}")


def _programmes(again: Again, fact: AnyFact) -> Iterator[Choice]:
    for name, span in _others(again, _PROGRAMMES, fact.programme):
        less = f"{fact.programme.text} is closer" if fact.programme else "too little ties it to the amount"
        yield Choice("programme", span, f"{name.canonical} ({name.type}): {_side(again, name)}; {less}")


def _others(again: Again, types: set[str], chosen: Slot | None) -> Iterator[tuple[Name, Span]]:
    """Names of the sentence of some types, other than the one chosen."""
    start, end = again.passage.sentences[again.scene.chunk.sentence]
    for name in again.names:
        if name.type in types and start <= name.span.start < end:
            span = again.to_page(name.span.start, name.span.end)
            if chosen is None or (not span.overlaps(chosen.span) and name.canonical != chosen.text):
                yield name, span


def _side(again: Again, name: Name) -> str:
    amount = again.scene.chunk.start
    return f"{amount - name.span.end} characters before" if name.span.end <= amount else "after the amount"
