"""Names of a fixed shape: congresses of the Party, sessions of people's congresses and of the 政协."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.extract.lexicon.levels import COUNTY, division_letters
from shilu.extract.names.source import Found, Source

__all__ = ["find_fixed"]

_DIVISION = division_letters(finest=COUNTY)
_N = "[一二三四五六七八九十]"
_BODY = "(?:人大|政协)(?:常委会)?"
_OF = rf"(?<!全)[{_DIVISION}]"  # 全省 speaks of what is held all over it

_PARTY_CONGRESS = (
    rf"(?:党的|中共){_N}{{1,3}}(?:大|届[一二三四五六七八九]中全会)(?!报告)"  # 党的二十大, 党的二十届三中全会
)
_PARTY_CONGRESS_REPORT = rf"(?:党的|中共){_N}{{1,3}}大(?=报告)"
_PLENUM = rf"(?<!{_N})[一二]?十[一二三四五六七八九]?届[一二三四五六七八九]中全会"  # 二十届三中全会
# 省十三届人大常委会第五次会议
_SESSION = rf"(?:{_OF})?第?{_N}{{1,3}}届(?:全国|[{_DIVISION}])?{_BODY}第?{_N}{{1,3}}次会议"
_FORMAL_SESSION = (  # 临江县第十七届人民代表大会第五次会议: the place is the host, by `grow`
    rf"第?{_N}{{1,3}}届(?:全国)?(?:人民代表大会|中国人民政治协商会议|政治协商会议|委员会|政协委员会)"
    rf"(?:常务委员会|常委会)?第?{_N}{{1,3}}次(?:全体)?会议"
)
_TERM = rf"(?:全国|{_OF}){_BODY}第?{_N}{{1,3}}届(?:第?{_N}{{1,3}}次会议)"  # 市政协十二届三次会议
_CONGRESS = re.compile(
    rf"(?=[党中第全{_DIVISION}一二三四五六七八九十])"  # what all begin with: the search goes over the rest at once
    rf"(?:{_PARTY_CONGRESS}|{_PARTY_CONGRESS_REPORT}|{_PLENUM}|{_SESSION}|{_FORMAL_SESSION}|{_TERM})"
)
"""Bare 二十大 is none: 十大 is mostly "ten big"."""


def find_fixed(source: Source) -> Iterator[Found]:
    """Congresses and sessions, by number."""
    for match in _CONGRESS.finditer(source.folded):
        yield Found(match.start(), match.end(), "event", ("fixed.congress",))
