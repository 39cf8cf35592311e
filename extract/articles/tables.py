"""The tables of this folder, and the row types that validate them."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from shilu.extract.lexicon import Table, load_table
from shilu.schemas import Row

__all__ = [
    "CaptionCue",
    "Credit",
    "Furniture",
    "Lead",
    "Opener",
    "captions",
    "credit_words",
    "furniture_words",
    "lead_words",
    "openers",
]

_PACKAGE = "shilu.extract.articles"


class Credit(Row):
    """A word beside names in a byline; `of` tells what it credits."""

    of: Literal["text", "picture"]


class Opener(Row):
    """A part of the head of a report: whole in itself, an agency, the word for a report, a word between the two
    that is no place, or what the names of media end in."""

    part: Literal["head", "agency", "report", "between", "medium"]


class Furniture(Row):
    """A word of the page's furniture: it fills a line, names a column of brief items, begins a line, turns the
    reader to another page, or ends the name of a paper."""

    part: Literal["line", "column", "start", "turn", "masthead"]


class CaptionCue(Row):
    """A word that begins or ends the line under a picture."""

    part: Literal["start", "end"]


class Lead(Row):
    """A word that a sentence begins with."""

    paragraph: bool = Field(default=False, description="it begins a paragraph behind a block without a stop")


@cache
def credit_words() -> Table[Credit]:
    """记者, 通讯员, 摄 and the like."""
    return load_table(_PACKAGE, "credits.toml", Credit)


@cache
def openers() -> Table[Opener]:
    """本报讯, 新华社…电 and the like, in parts."""
    return load_table(_PACKAGE, "openers.toml", Opener)


@cache
def furniture_words() -> Table[Furniture]:
    """Section labels, credits of the page, turns to other pages."""
    return load_table(_PACKAGE, "furniture.toml", Furniture)


@cache
def captions() -> Table[CaptionCue]:
    """图为, …效果图 and the like."""
    return load_table(_PACKAGE, "captions.toml", CaptionCue)


@cache
def lead_words(*, paragraph: bool) -> tuple[str, ...]:
    """The words of one of the two rows, for `str.startswith`.

    >>> "此外" in lead_words(paragraph=True), "随着" in lead_words(paragraph=True)
    (True, False)
    """
    table = load_table(_PACKAGE, "leads.toml", Lead)
    return tuple(surface for row in table if row.paragraph == paragraph for surface in row.surfaces)
