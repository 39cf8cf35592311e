"""Row types of the names tables."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shilu.schemas import NameType, Row

__all__ = ["Alias", "Head", "NamingCue", "Words"]


class Head(Row):
    """A noun that names end in (计划, 有限公司, 镇) or, with `needs = "none"`, a name by itself (国务院)."""

    type: NameType
    needs: Literal["none", "proper", "cue", "quoted", "grade"] = Field(
        description="what must come with it, where it is not in quotation marks, before the phrase is a name"
    )
    inner: bool = Field(default=False, description="a quoted word before it is the whole name: “照片通”APP")
    level: bool = Field(default=False, description="a bare level word before it is enough: 县消防救援大队")
    alone: bool = Field(default=False, description="an honour without a grade before it too: 时代楷模")
    visit: bool = Field(default=False, description="a facility where one is in it or goes to it (在…医院)")
    depth: int | None = Field(
        default=None, description="level of a place: 0 province, 1 city, 2 county, 3 town, 4 village"
    )
    short: bool = Field(default=False, description="the name is used without this ending: 平湖 for 海宁市")


class NamingCue(Row):
    """A verb of naming: what is quoted after it is a name of this type, if it looks like one."""

    type: NameType
    launch: bool = Field(
        default=False, description="what is launched has a name, be it like a slogan: 上线“快问快答”"
    )
    headed: bool = Field(
        default=False,
        description="only for a phrase with a head noun: reports 推进 and 落实 slogans all the time",
    )
    ending: str = Field(
        default="", description="letters of which the quotation must end in one: 出台“惠企十条”"
    )


class Words(Row):
    """A plain list of words: surnames, titles of office, figures of speech, general modifiers."""


class Alias(Row):
    """A word that stands for a name given before: 公司, 该镇, 全县."""

    type: tuple[NameType, ...]
    endings: tuple[str, ...] = Field(
        default=(), description="what the name ends in; any ending where none is given"
    )
    depth: int | None = Field(default=None, description="level of the place, as in `Head`")
