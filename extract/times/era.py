"""Which years a text counts by, where it does not say so each time."""

from __future__ import annotations

import re

from shilu.extract.text import traditional_share
from shilu.extract.times.edtf import Date

__all__ = ["counts_minguo"]

_OF_TAIWAN = re.compile(
    r"民国|立法院|行政院|监察院|司法院|考试院|新台币|中华邮政|(?<![0-9])1[0-4][0-9]年(?:度|[0-9]{1,2}月)"
)
"""Words of texts that count by the Republic of China, folded."""

_FROM, _TO = 1912, 1949
"""The years in which all of China counted so."""


def counts_minguo(text: str, folded: str, published: Date | None) -> bool:
    """Whether short years of the text are those of the Republic of China: 99年 is 2010.

    So they are in papers of 1912 to 1949, and in a text in traditional script that names the republic, its
    offices or one of its years in three digits.

    >>> counts_minguo("立法院99年11月決議", "立法院99年11月决议", Date(2012))
    True
    """
    if published and _FROM <= published.year <= _TO:
        return True
    if published and published.year < _FROM:
        return False
    return traditional_share(text) > _SOME_TRADITIONAL and bool(_OF_TAIWAN.search(folded))


_SOME_TRADITIONAL = 0.03
