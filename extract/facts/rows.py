"""Row types of the fact tables, and the tables themselves."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from extract.lexicon import Table, load_table
from schemas import NameType, Row

__all__ = [
    "ChangeWord", "Cue", "LinkWord", "changes", "cumulative", "flows", "intact", "links", "nominal_verbs",
    "pronouns", "ranks", "sections", "speech", "status",
]  # fmt: skip


class LinkWord(Row):
    """A word between a property and its amount: 面积[达]800亩."""

    role: Literal["adverb", "copula", "reach", "have"]
    action: bool = Field(default=False, description="it may be given as the verb of the statement")


class ChangeWord(Row):
    """A verb or noun of change: 增长, 降幅."""

    change: Literal["increase", "decrease"]
    noun: bool = Field(default=False, description="a noun (增幅): with 为 it still states the change")
    adds: bool = Field(default=False, description="takes the thing added as its object: 新增3所学校")
    compared: bool = Field(
        default=False, description="a change only where 比 or 较 stands before it (比去年多)"
    )


class Cue(Row):
    """A word that settles a field: 预计 makes a statement expected. `value` is what the field becomes."""

    value: str
    needs: str | None = Field(
        default=None, description="tag that the word must carry, where it has other uses"
    )
    unless_after: tuple[str, ...] = Field(
        default=(), description="words that, before it in the clause, take its force: 完成全年目标"
    )


class Pronoun(Row):
    """A word that stands for a name given before: 该镇, 公司."""

    types: tuple[NameType, ...]
    endings: tuple[str, ...] = Field(default=(), description="what the name ends in; none: any")


class RankWord(Row):
    """A word of ranking."""

    role: Literal["verb", "leads", "scope"]


class Plain(Row):
    """A word of a closed list."""


class Intact(Row):
    """A word that is kept whole, with the tag that it carries."""

    tag: str


@cache
def intact() -> Table[Intact]:
    """Words that the tagger tends to cut."""
    return load_table("extract.facts", "intact.toml", Intact)


@cache
def links() -> Table[LinkWord]:
    """Words between a property and its amount."""
    return load_table("extract.facts", "links.toml", LinkWord)


@cache
def changes() -> Table[ChangeWord]:
    """Words of rise and fall."""
    return load_table("extract.facts", "changes.toml", ChangeWord)


@cache
def status() -> Table[Cue]:
    """Words that make a statement planned, expected or a capacity."""
    return load_table("extract.facts", "status.toml", Cue)


@cache
def sections() -> Table[Cue]:
    """Words of a heading that tell whether what follows is done or planned."""
    return load_table("extract.facts", "sections.toml", Cue)


@cache
def cumulative() -> Table[Cue]:
    """Words of a running total, with how far they reach: a clause or a sentence."""
    return load_table("extract.facts", "cumulative.toml", Cue)


@cache
def flows() -> Table[Plain]:
    """Verbs that name what an amount is an amount of, where no noun does: 投资2亿元, 占地50亩."""
    return load_table("extract.facts", "flows.toml", Plain)


@cache
def ranks() -> Table[RankWord]:
    """Words between what is ranked and its rank, and words that tell among whom."""
    return load_table("extract.facts", "ranks.toml", RankWord)


@cache
def nominal_verbs() -> Table[Plain]:
    """Verbs that modify a noun directly."""
    return load_table("extract.facts", "nominal_verbs.toml", Plain)


@cache
def speech() -> Table[Plain]:
    """Verbs of saying."""
    return load_table("extract.facts", "speech.toml", Plain)


@cache
def pronouns() -> Table[Pronoun]:
    """Words that stand for a name given before: 该镇, 公司, 全县."""
    return load_table("extract.facts", "pronouns.toml", Pronoun)
