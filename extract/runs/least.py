"""Only the facts that are sure enough, with nothing lost in silence."""

from __future__ import annotations

from shilu.schemas import AnyFact, NumberAccount, PageRecords

__all__ = ["keep_sure"]


def keep_sure(records: PageRecords, least: float) -> PageRecords:
    """The records of a page without the facts whose confidence is below `least`.

    The account of numbers keeps their rows, which say that they were left out. A repeat of a fact that went stands
    for itself or for the first of its repeats that is left; checks that need a fact that went go with it. A fact
    whose confidence was not estimated stays.
    """
    kept = tuple(fact for fact in records.facts if fact.confidence is None or fact.confidence >= least)
    if len(kept) == len(records.facts):
        return records
    ids = {fact.id for fact in kept}
    lost = {fact.id: fact for fact in records.facts if fact.id not in ids}
    return records.with_fields(
        facts=_linked_anew(kept, ids),
        numbers=tuple(_told(number, lost) for number in records.numbers),
        checks=tuple(check for check in records.checks if ids.issuperset((check.fact, *check.others))),
    )


def _told(number: NumberAccount, lost: dict[str, AnyFact]) -> NumberAccount:
    fact = lost.get(number.fact or "")
    if fact is None:
        return number
    return number.model_copy(
        update={"fact": None, "reason": f"{number.reason}; left out, confidence {fact.confidence}"}
    )


def _linked_anew(kept: tuple[AnyFact, ...], ids: set[str]) -> tuple[AnyFact, ...]:
    firsts: dict[str, str | None] = {}
    linked = []
    for fact in kept:
        if fact.same_as is not None and fact.same_as not in ids:
            new = firsts.get(fact.same_as)
            firsts.setdefault(fact.same_as, fact.id)
            linked.append(fact.model_copy(update={"same_as": new}))
        else:
            linked.append(fact)
    return tuple(linked)
