"""Groups of parts that leave nothing out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pydantic import model_validator

from shilu.extract.lexicon import Table, load_table
from shilu.schemas import Row

__all__ = ["Group", "groups", "whole_group"]


class Group(Row):
    """Parts that together are the whole: 男 and 女."""

    parts: tuple[tuple[str, ...], ...]

    @model_validator(mode="after")
    def _told_twice_alike(self) -> Group:
        if {word for part in self.parts for word in part} != set(self.surfaces):
            raise ValueError("the words of `parts` and those of `surfaces` must be the same")
        return self


@cache
def groups() -> Table[Group]:
    """The table of groups."""
    return load_table("shilu.extract.checks", "groups.toml", Group)


def whole_group(labels: Sequence[str]) -> Group | None:
    """The group that the parts of a list make up, by the words before (or after) each amount, each part once.

    >>> whole_group([",其中男生", "、女生"]).id
    'sex'
    """
    for group in groups():
        told = [_part(group, label) for label in labels]
        if None not in told and sorted(map(str, told)) == [str(number) for number in range(len(group.parts))]:
            return group
    return None


def _part(group: Group, label: str) -> int | None:
    """Which part of the group a label names; None for none or several."""
    told = [number for number, part in enumerate(group.parts) if any(word in label for word in part)]
    return told[0] if len(told) == 1 else None
