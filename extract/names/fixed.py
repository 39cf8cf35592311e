"""Names of a fixed shape: congresses and plenary sessions of the Party."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.names.source import Found, Source

__all__ = ["find_fixed"]

# 党的二十大, 党的二十届三中全会; bare 二十大 only before 报告 or 精神, since 十大 is mostly "ten big".
_CONGRESS = re.compile(
    r"(?:党的|中共)[一二三四五六七八九十]{1,3}(?:大|届[一二三四五六七八九]中全会)(?!报告)"
    r"|(?:党的|中共)[一二三四五六七八九十]{1,3}大(?=报告)"
    r"|(?<![一二三四五六七八九十])[一二]?十[一二三四五六七八九]?届[一二三四五六七八九]中全会"
)


def find_fixed(source: Source) -> Iterator[Found]:
    """Congresses of the Party, by number."""
    for match in _CONGRESS.finditer(source.folded):
        yield Found(match.start(), match.end(), "event", ("fixed.congress",))
