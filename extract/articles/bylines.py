"""Bylines: who wrote the text or took the picture, and whether a line says nothing else.

□ 王 珂      ·李小红·      本报记者 王小明 通讯员 李红      赵小雅 摄      (记者 王小明)      李红 王小明
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Literal

from shilu.extract.articles.tables import credit_words, openers
from shilu.extract.lexicon.people import surnames, transliteration
from shilu.extract.lexicon.table import alternation

__all__ = ["Byline", "closing_byline", "filed_from", "is_name", "parse_byline"]

_LONGEST = 60
_MOST_CREDITS = 12
_MARKS = "□■◇◆●○▲△☆★▪◎·•◦※/—-|丨"
_BRACKETS = "()[]【】〔〕 "
_SEPARATOR = re.compile(r"[\s、,;:/|&()《》\[\]【】〔〕「」]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[·•][\u4e00-\u9fff]{1,8}){1,3}")
_UNIT = re.compile(
    r"[\u4e00-\u9fff]{2,18}(?:局|部|委|办|社|团|中心|公司|院|校|府|站|台|网|报|会|厂|馆|所|队|轩|工委|大学|中学|小学)"
)
_CLOSING = re.compile(r"\((?P<inner>[^()]{2,40})\)\s*$|(?:。|[!?”])\s*(?P<bare>[^。!?”()]{2,24}[摄图影])\s*$")


@dataclass(frozen=True, slots=True)
class Byline:
    """The people of a byline, what the byline credits (None where it gives names alone), and whether a
    mark or a credit word says that it is a byline at all."""

    people: tuple[str, ...]
    of: Literal["text", "picture"] | None
    marked: bool


def is_name(text: str) -> bool:
    """Whether the text has the form of a person's name: a surname and one or two characters, parts with a
    dot, or the characters that other languages' names are written with.

    >>> is_name("王小明"), is_name("欧阳春"), is_name("吐尔逊·买买提"), is_name("斯琴高娃")
    (True, True, True, True)
    >>> is_name("近日"), is_name("共建家园")
    (False, False)
    """
    if _FOREIGN.fullmatch(text):
        return True
    if not _HAN.fullmatch(text):
        return False
    known = surnames(without="首字").by_surface
    if (2 <= len(text) <= 3 and text[0] in known) or (3 <= len(text) <= 4 and text[:2] in known):
        return True
    return 3 <= len(text) <= 5 and all(character in transliteration().by_surface for character in text)


def parse_byline(text: str) -> Byline | None:
    """The byline that the folded line is, or None where it says anything else.

    >>> parse_byline("□ 王 珂")
    Byline(people=('王珂',), of=None, marked=True)
    >>> parse_byline("赵小雅 摄").of
    'picture'
    """
    text = text.strip()
    if not 2 <= len(text) <= _LONGEST or text[-1] in "。!?;":
        return None
    found: dict[str, list[str]] = {"name": [], "credit": [], "unit": []}
    for kind, value in _parts(_filed().sub("", text.strip(_MARKS + _BRACKETS))):
        if kind == "other":
            return None
        found[kind].append(value)
    people, credited = tuple(found["name"]), found["credit"]
    if not (people or found["unit"]) or (found["unit"] and not credited):
        return None
    return Byline(people, _credited(credited), bool(credited) or text[0] in _MARKS + "([【〔")


def _credited(credits_given: list[str]) -> Literal["text", "picture"] | None:
    if not credits_given:
        return None
    return "picture" if "picture" in credits_given else "text"


def filed_from(text: str) -> tuple[int, int] | None:
    """Where a folded byline tells from where it was filed, or None.

    >>> filed_from("记者林佩君/宜兰报导")
    (6, 8)
    """
    match = _filed().search(text.rstrip(_BRACKETS))
    return match.span("sent") if match else None


def closing_byline(text: str) -> Byline | None:
    """The byline at the end of a paragraph: `…共建家园。(记者 王小明)`, `…喜获丰收。王小明 摄`.

    >>> closing_byline("稻田里一片金黄。王小明 摄").people
    ('王小明',)
    """
    match = _CLOSING.search(text, max(0, len(text) - _LONGEST))
    if not match:
        return None
    return parse_byline(match["inner"] or match["bare"])


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The words of a line, each a name, a credit (`text` or `picture`), an organisation or something
    other.
    """
    for both in _slashed():
        text = text.replace(both, " 文图 ")
    tokens = [token for token in _SEPARATOR.split(text) if token]
    for token in _closed_up(tokens):
        yield from _kinds(token.strip("·•—-"))


@lru_cache(maxsize=4096)
def _kinds(token: str) -> Sequence[tuple[str, str]]:
    """What a token is, or its parts are.

    Kept, since `_parted` asks for the same parts again and again: 记者 fifteen times in a row took minutes.
    """
    words = credit_words()
    if row := words.get(token):
        return [("credit", row.of)]
    last = token[-1:]
    if len(token) > 2 and last in "摄图" and is_name(token[:-1]):
        return [("name", token[:-1]), ("credit", "picture")]
    if is_name(token):
        return [("name", token)]
    for given, rest in _peeled(token):
        if is_name(rest) or _UNIT.fullmatch(rest):
            return [*(("credit", words.by_surface[one][0].of) for one in given), (_named(rest), rest)]
    if parted := _parted(token):
        return parted
    return [("unit", token)] if _UNIT.fullmatch(token) else [("other", token)]


def _parted(token: str) -> list[tuple[str, str]]:
    """The words of a byline that the OCR ran together, parted before a credit word: 本报记者李生通讯员赵明; none
    where a part is no such word, or where there are more credit words than a byline has."""
    found = list(islice(_credit().finditer(token, 3), _MOST_CREDITS + 1))
    for match in found if len(found) <= _MOST_CREDITS else ():
        first = _kinds(token[: match.start()])
        if not any(kind == "name" for kind, _ in first) or any(kind == "other" for kind, _ in first):
            continue
        rest = _kinds(token[match.start() :])
        if rest and all(kind != "other" for kind, _ in rest):
            return [*first, *rest]
    return []


@cache
def _credit() -> re.Pattern[str]:
    """A credit word of two characters and more."""
    return re.compile(alternation(word for word in credit_words().by_surface if len(word) > 1))


def _named(text: str) -> str:
    return "name" if is_name(text) else "unit"


def _peeled(token: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The credit words at the front, at the back or at both ends of a token, and what they leave:
    记者王小明摄."""
    words, sizes = credit_words().by_surface, range(min(_longest_credit(), len(token)), 0, -1)
    front = next((token[:size] for size in sizes if token[:size] in words), "")
    back = next((token[-size:] for size in sizes if token[-size:] in words), "")
    for head, tail in ((front, ""), ("", back), (front, back)):
        if (head or tail) and len(head) + len(tail) < len(token):
            given = tuple(one for one in (head, tail) if one)
            yield given, token.removeprefix(head).removesuffix(tail)


def _closed_up(tokens: list[str]) -> Iterator[str]:
    """Names that are set with spaces in them, put together: 王 珂."""
    held = ""
    for token in [*tokens, ""]:
        single = len(token) == 1 and bool(_HAN.fullmatch(token)) and token not in "摄图文"
        if held and not (
            single and len(held) < 3 and not (len(held) == 2 and token in surnames(without="首字").by_surface)
        ):
            yield held
            held = ""
        if single:
            held += token
        elif token:
            yield token


@cache
def _filed() -> re.Pattern[str]:
    """Where a reporter filed from, as papers of Taiwan print it behind the name: 記者王小明/宜蘭報導."""
    report = alternation(s for row in openers() if row.part == "report" for s in row.surfaces)
    return re.compile(rf"[/|](?P<sent>[\u4e00-\u9fff]{{2,8}}?(?:\d{{1,2}}日)?)(?:{report})$")


@cache
def _slashed() -> tuple[str, ...]:
    return tuple(one for one in credit_words().by_surface if "/" in one or "、" in one)


@cache
def _longest_credit() -> int:
    return max(map(len, credit_words().by_surface))
