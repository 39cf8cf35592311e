"""What is measured: the words of an item brought to one name, with whose it is and what was done to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from shilu.extract.lexicon.levels import VILLAGE, division_letters
from shilu.extract.series.tables import Indicator, Role, Verb, indicators, surfaces, verbs
from shilu.extract.text import fold

__all__ = ["Item", "cleaned", "deed_of", "item_of", "residents_of"]

_BLANK = re.compile(r"[\s“”‘’「」『』\"'《》]+")
_BRACKET = re.compile(r"\(([^()]*)\)")
_TIME = re.compile(
    r"^(?:\d{4}年|\d{1,2}月份?|\d+[-—~至]\d+月份?|“?十[一二三四五]五”?(?:时期|期间|末)?|到?\d{4}年底?)"
)
_COUNTED = re.compile(r"^(?:第?[一二三四五六七八九十]+是|[一二三四五六七八九十]、)")
_DIVISIONS = frozenset(f"国{division_letters(finest=VILLAGE)}")
_REMEMBERED = 1 << 16


@dataclass(frozen=True, slots=True)
class Item:
    """An item by the name of its indicator, or by its own words where no table knows it."""

    name: str
    indicator: Indicator | None
    residents: str
    """`urban`, `rural`, `everyone`, or empty where the words of the item do not say."""
    deed: str
    """The verb that stands in the item itself: 改造 of 老旧小区改造."""
    generic: bool

    @property
    def family(self) -> str:
        """What may be near to it: the family of its indicator, else itself."""
        return self.indicator.family if self.indicator else self.name

    @property
    def better(self) -> str:
        """Whether `more` or `less` of it is the better."""
        return self.indicator.better if self.indicator else "more"


@lru_cache(_REMEMBERED)
def cleaned(text: str | None) -> str:
    """Words in half width and one script, without blanks and quotation marks."""
    return _BLANK.sub("", fold(text or ""))


def item_of(text: str | None, place: str = "", *, per_head: bool = False) -> Item | None:
    """The item that words mean, without its place and time; None where nothing is left.

    >>> item_of("全县GDP").name, item_of("地区生产总值(GDP)").name
    ('地区生产总值', '地区生产总值')
    >>> item_of("农村居民人均可支配收入").residents
    'rural'
    >>> item_of("老旧小区改造").deed
    'renew'
    """
    return _item_of(cleaned(text), place, per_head)


@lru_cache(_REMEMBERED)
def _item_of(text: str, place: str, per_head: bool) -> Item | None:
    if not text:
        return None
    bare = _without_lead(text, place)
    for name in _forms(bare):
        found, residents = _indicator(name, per_head)
        if found:
            return Item(found.name, found, residents, "", generic=False)
    name = _without_tail(_forms(bare)[-1]) or bare
    deed, name = _deed_within(name)
    generic = name in surfaces("generic") or verbs().get(name) is not None
    known = indicators().get(name)
    if known and (known.verbs or not deed):
        return Item(known.name, known, "", deed, generic=False)
    if known:  # 第一产业投资 is not 第一产业
        name, deed = _without_tail(_forms(bare)[-1]) or bare, ""
    return Item(name, None, "", deed, generic)


def _forms(text: str) -> list[str]:
    """The words as they are, without what stands in brackets, and without words of no weight behind."""
    forms = [text, _BRACKET.sub("", text)]
    forms.append(_without_tail(forms[-1]))
    return [one for one in dict.fromkeys(forms) if one]


def _indicator(name: str, per_head: bool) -> tuple[Indicator | None, str]:
    """The indicator of a name, and whose it is; residents may stand before the name of one that asks for them."""
    table = indicators()
    tries = [f"人均{name}", name] if per_head and not name.startswith("人均") else [name]
    for one in tries:
        found = table.get(one)
        if found:
            return found, residents_of(one) if found.residents else ""
    for role in ("urban", "rural", "everyone"):
        for word in surfaces(role):
            rest = name.removeprefix(word).removeprefix("的")
            if rest != name and rest:
                found = (per_head and table.get(f"人均{rest}")) or table.get(rest)
                if found and found.residents:
                    return found, role
    return None, ""


def residents_of(text: str) -> str:
    """Whose something is, by the words that it begins with or is: `urban`, `rural`, `everyone`, else empty.

    >>> residents_of("城镇常住居民"), residents_of("农牧民"), residents_of("白鹿县")
    ('urban', 'rural', '')
    """
    best: tuple[int, str] = (0, "")
    roles: tuple[Role, ...] = ("urban", "rural", "everyone")
    for role in roles:
        for word in surfaces(role):
            if word in text and len(word) > best[0]:
                best = (len(word), role)
    return best[1]


def _without_lead(text: str, place: str) -> str:
    """The words without the place, the time and the plan before them, as long as something is left."""
    leads = surfaces("lead")
    while True:
        before = text
        if place and text.startswith(place) and len(text) > len(place):
            text = text[len(place) :]
        for pattern in (_TIME, _COUNTED):
            match = pattern.match(text)
            if match and match.end() < len(text):
                text = text[match.end() :]
        if indicators().get(text):
            return text
        if text[:1] in _DIVISIONS and indicators().get(text[1:]):
            return text[1:]  # 我县规上工业增加值, cut after 我
        for word in leads:
            if text.startswith(word) and len(text) > len(word) + 1:
                text = text[len(word) :]
                break
        if text == before:
            return text


def _without_tail(text: str) -> str:
    changed = True
    while changed:
        changed = False
        for word in surfaces("tail"):
            if text.endswith(word) and len(text) > len(word) + 1:
                text, changed = text[: -len(word)], True
                break
    return text


def _deed_within(name: str) -> tuple[str, str]:
    """A verb that the item begins or ends with, and what is left: 老旧小区改造 is 改造 and 老旧小区."""
    for word, verb in _deeds():
        rest = name.removesuffix(word)
        if rest == name and len(word) > 1:
            rest = name.removeprefix(word)
        if rest != name and len(rest) > 1:
            return verb.id, rest
    return "", name


@lru_cache(1)
def _deeds() -> tuple[tuple[str, Verb], ...]:
    found = [(one, row) for row in verbs() if row.inside for one in row.surfaces if len(one) > 1]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


_AROUND = (
    "累计",
    "计划",
    "力争",
    "确保",
    "预计",
    "完成",
    "实现",
    "共",
    "已",
    "将",
    "全年",
    "争取",
    "拟",
    "再",
    "又",
    "要",
)


@lru_cache(_REMEMBERED)
def deed_of(text: str | None) -> str:
    """What was done, by the row of its verb; empty where the verb only states how much there is.

    >>> deed_of("累计建成"), deed_of("达到"), deed_of("完成改造"), deed_of("弹奏")
    ('build', '', 'renew', '弹奏')
    """
    verb = cleaned(text)
    table = verbs()
    while verb:
        found = table.get(verb)
        if found:
            return "" if found.neutral else found.id
        rest = _stripped(verb) or verb.removesuffix("了")
        if rest == verb:
            return verb
        verb = rest
    return ""


def _stripped(verb: str) -> str:
    """The verb without a word of time or plan before it; empty where there is none."""
    return next((verb[len(one) :] for one in _AROUND if verb.startswith(one) and len(verb) > len(one)), "")
