"""Row types of the tables of words that sentences are read with, and the tables themselves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from pydantic import Field

from shilu.extract.lexicon import Table, load_table, people
from shilu.schemas import NameType, Row

__all__ = [
    "ChangeWord",
    "LinkWord",
    "SlotCue",
    "actors",
    "adverbs",
    "begins_with_class",
    "changes",
    "compounds",
    "controls",
    "cumulative",
    "ends_in",
    "ends_with_class",
    "flows",
    "intact",
    "links",
    "nominal_verbs",
    "pronouns",
    "ranks",
    "ratios",
    "sections",
    "speech",
    "status",
    "word_class",
    "word_classes",
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


class SlotCue(Row):
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
    own_head: bool = Field(
        default=False, description="the name ends in the word's own noun: 该院, a name in …院"
    )

    def heads(self, surface: str) -> tuple[str, ...]:
        """What the name that a surface of this row stands for ends in; empty where any name will do."""
        return (surface.removeprefix("该"),) if self.own_head else self.endings


class RankWord(Row):
    """A word of ranking."""

    role: Literal["verb", "leads", "scope"]


class RatioWord(Row):
    """A word that names the sides of a ratio."""

    sides: tuple[str, ...] = Field(min_length=2, description="in the order of the terms")


class Plain(Row):
    """A word of a closed list."""


class Intact(Row):
    """A word that is kept whole, with the tag that it carries."""

    tag: str
    cuts: bool = Field(default=True, description="it may cut a token; else it only joins whole ones")


@cache
def intact() -> Table[Intact]:
    """Words that the tagger tends to cut."""
    return load_table("shilu.extract.grammar", "intact.toml", Intact)


@cache
def links() -> Table[LinkWord]:
    """Words between a property and its amount."""
    return load_table("shilu.extract.grammar", "links.toml", LinkWord)


@cache
def changes() -> Table[ChangeWord]:
    """Words of rise and fall."""
    return load_table("shilu.extract.grammar", "changes.toml", ChangeWord)


@cache
def status() -> Table[SlotCue]:
    """Words that make a statement planned, expected or a capacity."""
    return load_table("shilu.extract.grammar", "status.toml", SlotCue)


@cache
def sections() -> Table[SlotCue]:
    """Words of a heading that tell whether what follows is done or planned."""
    return load_table("shilu.extract.grammar", "sections.toml", SlotCue)


@cache
def cumulative() -> Table[SlotCue]:
    """Words of a running total, with how far they reach: a clause or a sentence."""
    return load_table("shilu.extract.grammar", "cumulative.toml", SlotCue)


@cache
def flows() -> Table[Plain]:
    """Verbs that name what an amount is an amount of, where no noun does: 投资2亿元, 占地50亩."""
    return load_table("shilu.extract.grammar", "flows.toml", Plain)


@cache
def ranks() -> Table[RankWord]:
    """Words between what is ranked and its rank, and words that tell among whom."""
    return load_table("shilu.extract.grammar", "ranks.toml", RankWord)


@cache
def ratios() -> Table[RatioWord]:
    """Words that name the sides of a ratio: 城乡."""
    return load_table("shilu.extract.grammar", "ratios.toml", RatioWord)


@cache
def nominal_verbs() -> Table[Plain]:
    """Verbs that modify a noun directly."""
    return load_table("shilu.extract.grammar", "nominal_verbs.toml", Plain)


@cache
def speech() -> Table[Row]:
    """Verbs of saying, with which a page names its source."""
    return people.speech(without="reacting")


@cache
def pronouns() -> Table[Pronoun]:
    """Words that stand for a name given before: 该镇, 公司, 全县."""
    return load_table("shilu.extract.grammar", "pronouns.toml", Pronoun)


@cache
def adverbs() -> Table[Plain]:
    """Nouns that stand before a verb as adverbs."""
    return load_table("shilu.extract.grammar", "adverbs.toml", Plain)


@cache
def compounds() -> Table[Plain]:
    """Nouns that a verb before them modifies: 培训[人员]."""
    return load_table("shilu.extract.grammar", "compounds.toml", Plain)


@cache
def controls() -> Table[Plain]:
    """Verbs whose object does what follows: [督促]修复林地."""
    return load_table("shilu.extract.grammar", "controls.toml", Plain)


@cache
def actors() -> Table[Plain]:
    """Nouns for people and bodies that do things: 财政, 农户."""
    return load_table("shilu.extract.grammar", "actors.toml", Plain)


@lru_cache(maxsize=16_384)
def ends_in(table: Table[Plain], word: str) -> Plain | None:
    """The row of the longest surface that the word ends in.

    >>> ends_in(actors(), "省财政").id
    'bodies'
    """
    surfaces = table.by_surface
    return next((surfaces[end][0] for at in range(len(word)) if (end := word[at:]) in surfaces), None)


@cache
def word_classes() -> Table[Plain]:
    """Small classes of words that constructions ask for by their id; a word may be in several."""
    return load_table("shilu.extract.grammar", "word_classes.toml", Plain)


@cache
def _by_class() -> Mapping[str, frozenset[str]]:
    return {row.id: frozenset(row.surfaces) for row in word_classes()}


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class; `KeyError` for a class that the table lacks.

    >>> "使得" in word_class("causatives")
    True
    """
    return _by_class()[name]


@cache
def _any_of(name: str) -> tuple[str, ...]:
    return tuple(word_class(name))


def begins_with_class(text: str, name: str) -> bool:
    """Whether a text begins with a word of a class.

    >>> begins_with_class("产量", "rated")
    True
    """
    return text.startswith(_any_of(name))


def ends_with_class(text: str, name: str) -> bool:
    """Whether a text ends in a word of a class.

    >>> ends_with_class("工程历时", "news")
    True
    """
    return text.endswith(_any_of(name))
