"""The catalogue: rows of English and Chinese, and a sentence in English said again in Chinese."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Formatter
from types import MappingProxyType
from typing import Any

from shilu.extract.talk.tongue import LANGUAGES, spoken

__all__ = ["MESSAGES", "Labels", "english", "in_chinese", "label", "load_labels", "phrase", "said"]

Labels = Mapping[str, Mapping[str, str]]

_CODED = re.compile(r"\[(S\d{3})\] ", re.ASCII)
_DEEPEST = 4
"""Sentences within one another: a message, the reason in it, the system's word in that."""

_COUNTED = re.compile(r"(.+) \(([0-9,]+)\)", re.DOTALL)
"""A sentence, and how often it is so: `numbers of more than 15 digits are text (3)`."""

_LONGEST = 20_000
"""Characters of a text that is said again; a longer one is no sentence of ours."""

_TALK = frozenset(
    {
        "address",
        "age",
        "by",
        "error",
        "hint",
        "it",
        "line",
        "loss",
        "time",
        "told",
        "trouble",
        "what",
        "where",
        "why",
    }
)
"""Fields that are themselves sentences of ours. All others (a path, a page, a value) are shown as they are, whatever
row they look like."""


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


MESSAGES: Mapping[str, str] = MappingProxyType(
    {code: row["en"] for code, row in _table("messages.toml").items()}
)
"""The messages that have a code, in English, with their fields."""


@cache
def load_labels() -> Labels:
    """Each language's labels by their key: `load_labels()["en"]["kind.money"]` is `money`."""
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for group, rows in _table("labels.toml").items():
        for name, texts in rows.items():
            for language, text in zip(LANGUAGES, texts, strict=True):
                found[language][f"{group}.{name}"] = text
    return MappingProxyType({language: MappingProxyType(words) for language, words in found.items()})


def label(group: str, name: str) -> str:
    """The word for a value in the language that is talked; in English, and where there is none, the value itself.

    >>> label("kind", "money")
    'money'
    """
    return load_labels()["zh"].get(f"{group}.{name}", name) if spoken() == "zh" else name


def english() -> Mapping[str, str]:
    """Every row of the files of sentences: what is said in English, and how it is said in Chinese."""
    return _rows()


@cache
def _rows() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for file in ("said.toml", "help.toml", "columns.toml", "records.toml"):
        for rows in _table(file).values():
            found |= rows
    return MappingProxyType(found)


@dataclass(frozen=True)
class _Pattern:
    """A row with fields: the words before each field and after the last, the names of the fields, and its Chinese."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    chinese: str

    def again(self, text: str, depth: int = 0) -> str | None:
        """The text in Chinese, its fields too; None where it is another sentence. Each field is as short as it can be,
        found in one pass: the words of a message may be those of a stranger's file name, and must not take long."""
        if not self.names:
            return self.chinese.format() if text == self.words[0] else None
        first, *between, last = self.words
        if not text.startswith(first) or not text.endswith(last):
            return None
        place, end, values = len(first), len(text) - len(last), list[str]()
        for literal in between:
            found = text.find(literal, place + 1, end)
            if found < 0:
                return None
            values.append(text[place:found])
            place = found + len(literal)
        if place >= end:
            return None
        return self._filled([*values, text[place:end]], depth)

    def _filled(self, values: list[str], depth: int) -> str | None:
        fields: dict[str, str] = {}
        for name, value in zip(self.names, values, strict=True):
            if fields.setdefault(name, value) != value:
                return None
        again = {
            name: _chinese(value, depth + 1) if name in _TALK else value for name, value in fields.items()
        }
        return self.chinese.format(**again)


def _pattern(template: str, chinese: str) -> _Pattern:
    words, names = [""], list[str]()
    for literal, name, _, _ in Formatter().parse(template):
        words[-1] += literal
        if name is not None:
            names.append(name)
            words.append("")
    return _Pattern(tuple(words), tuple(names), chinese)


@cache
def _coded() -> Mapping[str, _Pattern]:
    return {code: _pattern(row["en"], row["zh"]) for code, row in _table("messages.toml").items()}


@cache
def _patterns() -> tuple[_Pattern, ...]:
    """The rows with fields, those with most words of their own first: a more general one would take their texts."""
    templates = [one for one in _rows() if "{" in one]
    templates.sort(key=lambda one: (-len(re.sub(r"{\w+}", "", one)), one))
    return tuple(_pattern(one, _rows()[one]) for one in templates)


def said(text: object) -> str:
    """A sentence of ours in the language that is talked; what is in no row stays as it is, as do names and numbers.

    >>> said("[S207] a.txt: the file is empty")
    '[S207] a.txt: the file is empty'
    """
    words = str(text)
    return _chinese(words) if spoken() == "zh" else words


def phrase(template: str, **fields: object) -> str:
    """A row of `explained.toml` with its fields filled in, in the language that is talked. Where fields are words of a
    page, `said` could not be sure of them: it finds row and fields again in a whole sentence.

    >>> phrase("{surface} at {at}", surface="86座", at="3:5")
    '86座 at 3:5'
    """
    told = _phrases().get(template, template) if spoken() == "zh" else template
    return told.format(**fields) if fields else told


@cache
def _phrases() -> Mapping[str, str]:
    return MappingProxyType(
        {one: told for rows in _table("explained.toml").values() for one, told in rows.items()}
    )


def in_chinese(text: str) -> str:
    """A sentence of ours in Chinese, whatever is talked: for what is written under Chinese heads.

    >>> in_chinese("who says so")
    '谁说的'
    """
    return _chinese(text)


def _chinese(text: str, depth: int = 0) -> str:
    bare = text.strip(" ")
    if not bare or len(text) > _LONGEST or depth > _DEEPEST:
        return text
    found = _again(bare, depth)
    return text if found is None else text[: len(text) - len(text.lstrip(" "))] + found


def _again(text: str, depth: int) -> str | None:
    if text in _rows():
        return _rows()[text]
    if match := _CODED.match(text):
        one = _coded().get(match[1])
        found = one.again(text[match.end() :], depth) if one else None
        return None if found is None else f"{match[0]}{found}"
    found = next((told for one in _patterns() if (told := one.again(text, depth)) is not None), None)
    if found is None and depth <= _DEEPEST and (counted := _COUNTED.fullmatch(text)):
        inner = _again(counted[1], depth + 1)
        return None if inner is None else f"{inner}（{counted[2]}）"
    return found
