"""Which place a fact is said of: a division by its code, 全县 and no place at all by the home of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from shilu.extract.names.gazetteer import (
    PROVINCE_LETTERS,
    candidates,
    divisions,
    full_names,
    level_of,
    resolve_code,
)
from shilu.extract.series.items import cleaned
from shilu.extract.series.tables import surfaces

__all__ = ["Home", "Where", "home_of", "uppers_of"]

_CHAIN = re.compile(
    r"[一-鿿]{1,12}?(?:自治区|自治州|自治县|自治旗|特别行政区|省|市|县|区|旗|盟|州(?!市|县|区)|镇|乡|街道)"
)
_NO_NAME = re.compile(
    r"^[我全本该各这某一二三四五六七八九十上下前今去新老为在对从向与和及关年月日]|季度|年度?$|城[镇乡]|乡[镇村]"
)
"""What is in a word of the form of a division that is none: 我市, 全县, 一季度我区."""
_ALL = re.compile(
    r"^(?:全|我|本|该|这个|整个)?(国|省|自治区|市|县|区|旗|州|盟|镇|乡|街道|村|社区)(?:各地|域|范围|境内|内|里|上下|城乡)?$"
)
_WHOLE = re.compile(r"^(?:全域|各地|境内|辖区|辖区内|当地|本地|区域内|域内|全境|城乡|各级|各乡镇|各村)$")
_TOWNS = re.compile("(?:城[镇乡]|乡[镇村])$")
"""Towns as a sort of place, not one of them: 常住人口城镇."""
_LEVELS = {
    "国": "国",
    "省": "省",
    "自治区": "省",
    "市": "市",
    "州": "市",
    "盟": "市",
    "县": "县",
    "旗": "县",
    "区": "区",
}
_TITLE = re.compile(r"^[\s\d年关于的]*")
_LOCAL = re.compile(r"(?:镇|乡|街道|村|社区|园区|新区|开发区|林场|农场|牧场|嘎查|苏木)$")


@dataclass(frozen=True, slots=True)
class Where:
    """A place: its code, else its name; both empty where it is not known. `sure` is false where it was guessed."""

    key: str
    name: str
    sure: bool = True


_COUNTRY = Where("CN", "全国")


@dataclass(frozen=True)
class Home:
    """The places that a page is about, the nearest first, and the codes of the places on it."""

    places: tuple[Where, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def where(self) -> Where:
        """The place that is meant where none is said."""
        return self.places[0] if self.places else Where("", "", sure=False)

    def place(self, text: str | None) -> Where:
        """The place that words mean: 全县 the home, 张家港市 its code, 新埭镇 itself within the home.

        >>> home_of("白鹿县2020年政府工作报告").place("全县").name
        '白鹿县'
        """
        words = cleaned(text)
        if words in ("中国", "中华人民共和国", "国内", "全国各地"):
            return _COUNTRY
        if whole := _ALL.match(words):
            return self._of_level(whole[1])
        if not words or _WHOLE.match(words) or _TOWNS.search(words) or words in surfaces("nobody"):
            return self.where
        code = self.codes.get(words) or resolve_code(_parts(words), context=self._context)
        if code:
            return Where(code, _name_of(code) or words)
        return self._by_name(words)

    @property
    def _context(self) -> list[str]:
        return [one.key for one in self.places if one.key.isdigit()]

    def _of_level(self, level: str) -> Where:
        if level == "国":
            return _COUNTRY
        if level in ("镇", "乡", "街道", "村", "社区"):
            fitting = [one for one in self.places if one.name.endswith(level)]
            return fitting[0] if fitting else Where(f"{self.where.key}^{level}", f"全{level}", sure=False)
        fitting = [one for one in self.places if _fits(one, level)]
        return fitting[0] if fitting else Where(f"{self.where.key}^{level}", f"全{level}", sure=False)

    def _by_name(self, words: str) -> Where:
        """A place that has no code: one of the page's own by its name or short name, else one within the home."""
        parts = _parts(words)
        last = parts[-1] if parts else words
        for one in self.places:
            if one.name.endswith(last) or one.name == words or (len(words) >= 2 and one.name[:-1] == words):
                return one
        if parts and not _LOCAL.search(last):
            return Where(last, last)
        home = self.where
        return Where(
            f"{home.key}/{words}", words if not home.name else f"{home.name}{words}", sure=bool(home.key)
        )


def home_of(
    *titles: str | None,
    region: str | None = None,
    dateline: str | None = None,
    names: Iterable[tuple[str, str | None]] = (),
) -> Home:
    """The home of a page or article: what its titles begin with (the nearest first), the region of its metadata, the
    place of its dateline, the places that it names most often (`names`: each with its code, as often as it stands
    there).

    >>> home_of("江苏省张家港市2020年统计公报").where
    Where(key='320582', name='张家港市', sure=True)
    """
    listed = [(cleaned(name), code) for name, code in names]
    codes = {name: code for name, code in listed if code}
    found: list[Where] = []
    for text in (*map(_titled, titles), region, dateline):
        found += reversed(_chain(cleaned(text), codes))
    counted = Counter(name for name, _ in listed if _CHAIN.fullmatch(name) or name in codes)
    for name, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:3]:
        found += (one for one in reversed(_chain(name, codes)) if not _LOCAL.search(one.name))
    return Home(tuple(_with_uppers(dict.fromkeys(_settled(found)))), codes)


def _settled(places: Sequence[Where]) -> list[Where]:
    """The places, towns and villages told by the county that they lie in, as far as one is known."""
    county = next((one for one in places if not _LOCAL.search(one.name)), None)
    return [
        Where(f"{county.key}/{one.name}", f"{county.name}{one.name}")
        if county and _LOCAL.search(one.name) and not one.key.isdigit()
        else one
        for one in places
    ]


def _titled(title: str | None) -> str:
    """The places that a title begins with, as far as they go."""
    text = _TITLE.sub("", cleaned(title))
    found, at = "", 0
    for part in _parts(text):
        if not text.startswith(part, at):
            break
        found += part
        at += len(part)
    return found


def _chain(text: str, codes: Mapping[str, str]) -> list[Where]:
    """The places of a chain, the outermost first, each with its code where it has one."""
    parts = _parts(text) or ((text,) if text and candidates(text) else ())
    found = []
    for at, part in enumerate(parts):
        code = codes.get(part) or resolve_code(parts[: at + 1])
        if code and part not in (_name_of(code), codes.get(part)) and part[:-1] not in _name_of(code):
            code = None
        found.append(Where(code, _name_of(code)) if code else Where(part, part))
    return found


@lru_cache(1 << 14)
def _parts(text: str) -> tuple[str, ...]:
    """The places of a chain, known divisions first: 江苏省苏州市太仓市 is 江苏省, 苏州市 and 太仓市."""
    found, at = [], 0
    while at < len(text):
        size = next((size for size in range(15, 1, -1) if text[at : at + size] in full_names()), 0)
        match = None if size else _CHAIN.match(text, at)
        if match and not _NO_NAME.search(match[0]):
            size = len(match[0])
        if size:
            found.append(text[at : at + size])
        elif match:
            size = len(match[0])
        at += size or 1
    return tuple(found)


def uppers_of(key: str) -> tuple[Where, ...]:
    """The places that a place lies in, the nearest first: of a town its county, of a county its city and its province.

    >>> [one.name for one in uppers_of("320582/锦丰镇")]
    ['张家港市', '苏州市', '江苏省']
    """
    base = _BELOW.split(key)[0]
    codes = (base, f"{base[:4]}00", f"{base[:2]}0000") if base.isdigit() and len(base) == 6 else (base,)
    listed = dict.fromkeys(one for one in codes if one not in ("", key))
    named = (Where(one, _name_of(one) if one.isdigit() else one) for one in listed)
    return tuple(one for one in named if one.name)


_BELOW = re.compile("[/^]")


def _with_uppers(places: Iterable[Where]) -> Iterable[Where]:
    """The places, and behind them the city and the province that each lies in."""
    known: dict[str, Where] = {}
    uppers: dict[str, Where] = {}
    for one in places:
        known.setdefault(one.key, one)
        if one.key.isdigit():
            for upper in uppers_of(one.key):
                uppers.setdefault(upper.key, upper)
    return (*known.values(), *(one for key, one in uppers.items() if key not in known))


@lru_cache(1)
def _by_code() -> dict[str, str]:
    former = {one.code: one.name for one in divisions() if one.until is not None}
    return former | {one.code: one.name for one in divisions() if one.until is None}


def _name_of(code: str) -> str:
    return _by_code().get(code, "")


def _fits(place: Where, level: str) -> bool:
    """Whether 全市 and the like may mean the place."""
    kind = _LEVELS[level]
    name = place.name
    if kind == "省":
        return name.endswith(("省", "自治区")) or (
            name[:1] in PROVINCE_LETTERS and place.key.endswith("0000")
        )
    if kind == "市":
        return name.endswith(("市", "州", "盟", "地区"))
    if kind == "县":
        return name.endswith(("县", "旗", "自治县")) or (
            place.key.isdigit() and level_of(place.key) == 2 and not name.endswith(("市", "区"))
        )
    return name.endswith("区")
