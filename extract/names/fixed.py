"""Names of a fixed shape: congresses of the Party, sessions of people's congresses and of the 政协."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.extract.lexicon.levels import COUNTY, division_letters
from shilu.extract.names.source import Found, Source

__all__ = ["find_fixed"]

_DIVISION = division_letters(finest=COUNTY)
# 党的二十大, 党的二十届三中全会; bare 二十大 only before 报告 or 精神, since 十大 is mostly "ten big".
_CONGRESS = re.compile(
    rf"(?=[党中第全{_DIVISION}一二三四五六七八九十])(?:"  # what all begin with: the search goes over the rest at once
    r"(?:党的|中共)[一二三四五六七八九十]{1,3}(?:大|届[一二三四五六七八九]中全会)(?!报告)"
    r"|(?:党的|中共)[一二三四五六七八九十]{1,3}大(?=报告)"
    r"|(?<![一二三四五六七八九十])[一二]?十[一二三四五六七八九]?届[一二三四五六七八九]中全会"
    # 第十四届全国人大一次会议, 省十三届人大常委会第五次会议, 市政协十二届三次会议
    rf"|(?:(?<!全)[{_DIVISION}])?第?[一二三四五六七八九十]{{1,3}}届(?:全国|[{_DIVISION}])?(?:人大|政协)(?:常委会)?第?[一二三四五六七八九十]{{1,3}}次会议"
    # 临江县第十七届人民代表大会第五次会议: the place is the host, by `grow`
    r"|第?[一二三四五六七八九十]{1,3}届(?:全国)?(?:人民代表大会|中国人民政治协商会议|政治协商会议|委员会|政协委员会)(?:常务委员会|常委会)?第?[一二三四五六七八九十]{1,3}次(?:全体)?会议"
    rf"|(?:全国|(?<!全)[{_DIVISION}])(?:人大|政协)(?:常委会)?第?[一二三四五六七八九十]{{1,3}}届(?:第?[一二三四五六七八九十]{{1,3}}次会议))"
)


def find_fixed(source: Source) -> Iterator[Found]:
    """Congresses and sessions, by number."""
    for match in _CONGRESS.finditer(source.folded):
        yield Found(match.start(), match.end(), "event", ("fixed.congress",))
