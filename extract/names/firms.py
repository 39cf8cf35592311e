"""Companies told by a bracket or a label: 华澜（江苏）纺织科技有限公司, 华澜股份(600123), 证券简称:华澜股份."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.extract.names.source import Found, Source
from shilu.extract.names.tables import common

__all__ = ["find_firms"]

_FORMS = "有限责任公司|股份有限公司|集团公司|有限公司|集团"
_WHOLE = re.compile(r"公司\Z")
"""A name that is whole before its bracket: 华澜有限公司(以下简称“华澜”)."""

_BRACKET = re.compile(
    r"\((?![^()\n]{0,4}[简下]称|[^()\n]*[“”:\d])[^()\n]{1,12}\)(?=[^\s,。;:!?、()\d]{0,10}?(?P<form>"
    rf"{_FORMS}))"
)
"""A bracket, and the legal form that ends the name at most some words behind it."""

_NAMING = frozenset({"ORG", "LOC", "PER", "n", "nz", "nw", "vn"})
_LED = frozenset({"ORG", "LOC", "n", "nz", "nw"})
_LONGEST = 10  # characters before the bracket


_CODED = re.compile(
    r"(?:(?<=[\s,。;:、!?“”()|])|^)(?:\*?ST)?(?P<name>[\u4e00-\u9fff][\u4e00-\u9fffA-Z]{1,5}) ?"
    r"\((?:股票代码:?|证券代码:?|SH|SZ|BJ|HK)?:?\d{5,6}(?:[.,](?:SH|SZ|BJ|HK))?\)",
    re.MULTILINE,
)
"""The short name of a listed company and its code: 华澜股份(600123), 华澜控股(00123.HK)."""

_NUMBERED = ("编", "码", "号", "话", "箱", "线", "期", "数", "价", "公司", "股票", "证券", "基金")
"""What a number of five or six digits may be of that is no company's: 邮编(310000)."""

_LABELLED = re.compile(
    r"(?:证券|股票|公司|债券发行人)(?:简称|名称) ?[:|] ?"
    r"(?P<name>[\u4e00-\u9fff][\u4e00-\u9fffA-Z]{1,5})(?=\s|$|[,。;|])"
)


def find_firms(source: Source) -> Iterator[Found]:
    """Companies whose name goes on behind a bracket, from the word or the two before it to their legal form; those that
    stand before their code on an exchange or behind a label."""
    for pattern in (_CODED, _LABELLED):
        for match in pattern.finditer(source.folded):
            if match["name"] in common() or match["name"].endswith(_NUMBERED):
                continue
            yield Found(*match.span("name"), "organisation", ("organisations.bracket",), marked=True)
    for match in _BRACKET.finditer(source.folded):
        start = _begins(source, match.start())
        if start is not None:
            yield Found(start, match.end("form"), "organisation", ("organisations.bracket",), marked=True)


def _begins(source: Source, bracket: int) -> int | None:
    """Where the words before a bracket begin that are of the name; None where none are."""
    last = source.ending(bracket)
    if last is None or source.words[last].tag not in _NAMING:
        return None
    if _WHOLE.search(source.folded, max(0, bracket - 2), bracket):
        return None
    first = source.words[last]
    before = source.words[last - 1] if last else None
    if first.tag in {"n", "vn"} and before is not None and before.end == first.start and before.tag in _LED:
        first = before
    return first.start if bracket - first.start <= _LONGEST else None
