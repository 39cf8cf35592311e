"""Facts joined into variables, block by block, with what is told of them over documents and time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from shilu.extract.series.keyed import Keyed
from shilu.extract.series.observe import Drawn, observations_of, variable_of
from shilu.extract.series.promises import Library, Near, outcomes_of, promises_of
from shilu.extract.series.tables import verbs
from shilu.schemas import Doubt, Observation, Outcome, Promise, Variable

__all__ = ["Linked", "link_block"]

_MOST_DOUBTS = 8

_VAGUE = frozenset({"", "build", "renew", "carry", "spend", "help", "hold", "states"})
"""What is done to things of every sort: 实施5项工程 and 实施6项工程 need not be of one kind, as 引进项目 twice is."""


@dataclass(frozen=True)
class Linked:
    """One variable with all that is told of it."""

    variable: Variable
    observations: tuple[Observation, ...]
    promises: tuple[Promise, ...]
    outcomes: tuple[Outcome, ...]


def link_block(facts: Iterable[Keyed], library: Library) -> Iterator[Linked]:
    """The variables of a block: all facts near to one item in one place, in order of their variables."""
    listed = _apart(list(facts))
    groups = {
        variable: list(group)
        for variable, group in groupby(
            sorted(listed, key=lambda one: (one.variable, one.known, one.page, one.start)),
            key=lambda one: one.variable,
        )
    }
    near = sorted(
        (one for one in listed if one.status == "actual" and one.known),
        key=lambda one: (one.known, one.page, one.start),
    )
    heads = {variable: group[0] for variable, group in groups.items()}
    for variable, group in groups.items():
        drawn = Drawn(group)
        promised = promises_of(group, drawn)
        yield Linked(
            variable_of(group, drawn, _doubts(heads[variable], heads.values())),
            tuple(observations_of(group, drawn)),
            tuple(promise for _, promise in promised),
            tuple(outcomes_of(promised, group, Near.of(near), drawn, library)),
        )


def _doubts(head: Keyed, heads: Iterable[Keyed]) -> list[Doubt]:
    """The other variables of the block that may be the same: another name of the family, or no word of whose it is."""
    found = []
    for other in heads:
        if other.variable == head.variable or (other.measured, other.dimension) != (
            head.measured,
            head.dimension,
        ):
            continue
        if other.item != head.item and other.scope == head.scope and other.deed == head.deed:
            found.append(Doubt(reason="definition", other=other.variable, note=other.item))
        elif other.item == head.item and other.scope != head.scope and not (other.scope and head.scope):
            found.append(Doubt(reason="scope", other=other.variable, note=other.scope or None))
    return found[:_MOST_DOUBTS]


def _apart(facts: list[Keyed]) -> list[Keyed]:
    """The facts, those kept apart whose item says too little to be known again: 资金, or 项目 of which one document
    has several numbers for one period."""
    loose = {one.variable for one in facts if one.generic and not one.subject and _vague(one.deed)}
    stated: dict[tuple[str, str, str, str], set[object]] = {}
    for one in facts:
        if one.generic and one.variable not in loose:
            stated.setdefault((one.variable, one.page, one.period, one.status), set()).add(
                (one.value, one.lower, one.upper)
            )
    loose |= {key[0] for key, values in stated.items() if len(values) > 1}
    return [_alone(one) if one.variable in loose else one for one in facts]


def _vague(deed: str) -> bool:
    """Whether a verb says too little of what it was done to, or is none that the table knows: 进展."""
    return deed in _VAGUE or not any(row.id == deed for row in verbs())


def _alone(fact: Keyed) -> Keyed:
    return replace(
        fact, subject=f"{fact.subject}#{fact.fact}", doubts=(*fact.doubts, ("generic", fact.printed))
    )


def library_of(documents: Iterable[tuple[str, str, str]]) -> Library:
    """The documents by place, out of place, date and page of each."""
    found: dict[str, list[tuple[str, str]]] = {}
    for place, known, page in documents:
        if known:
            found.setdefault(place, []).append((known, page))
    return {place: sorted(listed) for place, listed in found.items()}
