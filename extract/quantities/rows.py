"""Row types of the quantity tables."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from shilu.schemas import Kind, Row

__all__ = ["Approximator", "Classifier", "Context", "CountNoun", "NumberCue", "Unit", "Word"]


def _fraction(value: object) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(str(value))


class Unit(Row):
    """A unit of measure or money. Surfaces in folded text (half width, simplified), without 万/亿."""

    kind: Kind
    code: str | None = Field(default=None, description="UCUM code, or ISO 4217 for money")
    standard: str | None = Field(
        default=None, description="code of the standard unit that it is normalised to"
    )
    factor: Annotated[Fraction, BeforeValidator(_fraction)] = Field(
        default=Fraction(1), description="how many standard units one of this is, exactly: 亩 is '2000/3' m2"
    )
    offset: Annotated[Fraction, BeforeValidator(_fraction)] = Field(
        default=Fraction(0), description="added after the factor, for temperatures"
    )
    before: bool = Field(
        default=False, description="may also stand before the number: 人民币50元, $5, 摄氏37度"
    )
    after: bool = Field(default=True, description="may stand behind the number; 洋 of 洋三元 may not: 三洋")
    unless_after: str = Field(
        default="", description="characters right before it that make another word of it: 太平洋八千米"
    )
    of_parts: bool = Field(
        default=False, description="counts before a number only where a unit of money follows it: 大洋八百元"
    )
    needs: str | None = Field(
        default=None,
        description="name of the context that an ambiguous surface needs to count as this unit (两, 分, 度)",
    )


class Classifier(Row):
    """A classifier (量词): what stands between a number and the things that it counts."""

    type: Literal[
        "individual", "collective", "container", "partitive", "verbal", "temporary", "compound", "kind"
    ]
    counts: tuple[str, ...] = Field(default=(), description="nouns that it goes with; not a closed list")
    needs: str | None = Field(default=None, description="name of the context that an ambiguous surface needs")


class Approximator(Row):
    """A word that bounds a number: 近, 余, 以上, 不少于."""

    bound: Literal["about", "over", "at_least", "under", "at_most"]
    position: Literal["before", "inside", "after"] = Field(
        description="before the number (近100), inside after digits or magnitude (1万余名), after the unit "
        "(100名以上)"
    )
    unless_after: str = Field(
        default="",
        description="characters that make another word of it when they stand right before it: 节约",
    )
    though_after: tuple[str, ...] = Field(
        default=(), description="words that end in such a character and do no harm: 其中 before 超10亿元"
    )
    noun_after: tuple[str, ...] = Field(
        default=(),
        description="words after which it says what is wanting and bounds nothing, where it ends its line: 存在不足",
    )
    only_after: tuple[str, ...] = Field(
        default=(),
        description="words of which one must stand right before it where the number has a digit: 过 after 产值",
    )
    outside: bool = Field(
        default=False, description="bounds the amount and does not belong to its span: 迈上, 起"
    )
    better: bool = Field(
        default=False, description="of lengths, times and errors the smaller is better: 优于20纳米 is at most"
    )
    bare_only: bool = Field(default=False, description="only before a unit without a digit: 上百, 过万")
    kinds: tuple[Kind, ...] = Field(
        default=(),
        description="the kinds of amounts that it bounds, if not all: 封顶 bounds money, 30层封顶 tops out",
    )
    needs_unit: tuple[str, ...] = Field(
        default=(), description="surfaces that count only after a unit: 三年多"
    )


class Context(Row):
    """Words around an ambiguous unit that settle what it is: `surfaces` stand shortly before the number."""

    following: tuple[str, ...] = Field(default=(), description="words that settle it right after the unit")


class CountNoun(Row):
    """Nouns that are counted without a classifier: 70国, 17省."""

    unit: bool = Field(default=True, description="stands in the record as the unit; 死 in 3死5伤 does not")
    inside: bool = Field(
        default=True,
        description="belongs to the amount (70国); people and things stay outside it: 300 of 300学生",
    )


class NumberCue(Row):
    """Words beside a number that tell what it is, for the shapes in code: 位列 before 第五, 工程 after 二期."""

    gives: Literal["fact", "time", "ordinal", "name", "idiom"] = Field(
        description="role of the number in the examples"
    )


class Word(Row):
    """Words and phrases that hold a numeral character and state no amount: 统一, 千方百计."""

    role: Literal["time", "ordinal", "name", "idiom"] = "idiom"
    reason: str = Field(description="why they are no amounts")
    unless_next: str = Field(default="", description="characters after it that undo it: 十分 before 钟")
    unless_before: str = Field(default="", description="characters before it that undo it")
