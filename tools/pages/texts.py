"""Articles for the made pages, put together from phrases of our own: invented counties, people and numbers."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from typing import Any

__all__ = ["Part", "Story", "invented"]

_SYLLABLES = "云石清柳青白龙松竹梅河湖溪山泉林平安永宁和新华阳"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "志明国强文静海燕晓东建华玉兰春生秀英思远家宁子涵雨桐"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph with its role: title, kicker, subhead, byline, body or caption."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """One article as it is to be printed: its parts in reading order."""

    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Characters of all parts."""
        return sum(len(part.text) for part in self.parts)


def invented(chance: random.Random, size: int, *, picture: bool = False) -> Story:
    """An article of about `size` characters, the same for the same state of `chance`."""
    words = _Words(chance, _phrases())
    parts = [Part("title", words.say("title"))]
    if size > 500 and chance.random() < 0.5:
        parts.insert(0, Part("kicker", words.say("kicker")))
    if size > 400 and chance.random() < 0.5:
        parts.append(Part("byline", f"本报记者 {words.person()} 通讯员 {words.person()}"))
        lead = ""
    else:
        lead = f"本报讯（记者 {words.person()}）"
    said = 0
    while said < size:
        body = lead + "".join(words.say("sentence") for _ in range(chance.randint(2, 5)))
        parts.append(Part("body", body))
        said, lead = said + len(body), ""
        if picture and said * 2 > size:
            parts.append(Part("caption", words.say("caption")))
            picture = False
        if size > 700 and said < size - 200 and chance.random() < 0.3:
            parts.append(Part("subhead", words.say("subhead")))
    return Story(tuple(parts))


def _phrases() -> dict[str, list[str]]:
    text = resources.files("tools.pages").joinpath("phrases.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = tomllib.loads(text)
    return found


class _Words:
    """Fills the places of a phrase. One county and one noun hold for the whole article, as in a report."""

    def __init__(self, chance: random.Random, phrases: dict[str, list[str]]) -> None:
        self.chance = chance
        self.phrases = {key: chance.sample(lines, len(lines)) for key, lines in phrases.items()}
        self.next = dict.fromkeys(phrases, 0)
        self.county = self._name(2) + chance.choice("县市区")
        self.thing = chance.choice(phrases["thing"])

    def person(self) -> str:
        """A name of two or three characters."""
        return self.chance.choice(_SURNAMES) + self._given()

    def say(self, key: str) -> str:
        """The next phrase of a kind, its places filled; no phrase comes twice before all have come."""
        lines = self.phrases[key]
        line = lines[self.next[key] % len(lines)]
        self.next[key] += 1
        return line.format_map(_Filled(self._fill))

    def _fill(self, key: str) -> str:
        chance = self.chance
        makers: dict[str, Callable[[], str]] = {
            "county": lambda: self.county,
            "thing": lambda: self.thing,
            "town": lambda: self._name(2) + chance.choice("镇乡"),
            "village": lambda: self._name(2) + "村",
            "person": self.person,
            "n": lambda: str(chance.randint(12, 980)),
            "m": lambda: str(chance.randint(3, 48)),
            "k": lambda: f"{chance.randint(1, 9)}{chance.randint(0, 999):03d}",
            "d": lambda: f"{chance.randint(1, 98)}.{chance.randint(1, 9)}",
            "p": lambda: f"{chance.randint(2, 97)}.{chance.randint(1, 9)}%",
            "w": lambda: f"{chance.randint(1, 30)}.{chance.randint(1, 9)}万",
            "y": lambda: f"{chance.randint(1, 90)}.{chance.randint(10, 99)}亿元",
            "month": lambda: str(chance.randint(1, 12)),
            "day": lambda: str(chance.randint(1, 28)),
        }
        return makers[key]() if key in makers else chance.choice(self.phrases[key])

    def _name(self, size: int) -> str:
        return "".join(self.chance.sample(_SYLLABLES, size))

    def _given(self) -> str:
        return "".join(self.chance.sample(_GIVEN, self.chance.choice((1, 2, 2))))


class _Filled(dict[str, Any]):
    """A mapping that makes each value when it is asked for, a new one every time."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> str:
        return self._make(key)
