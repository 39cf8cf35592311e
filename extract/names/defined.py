"""Short names that the text gives to a name right behind it: 清河水务集团有限公司(以下简称“清河水务”)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.extract.names.source import Found, Source
from shilu.extract.names.tables import generic, ordinary

__all__ = ["find_defined"]

_DEFINED = re.compile(r"\((?:以下|下文|下面|下)?(?:统|简|合|并)?称(?:为|作)?:?(?P<words>[^()\n]{2,30})\)")
_QUOTED = re.compile(r"[“‘\"](?P<words>[^“”‘’\"]{2,14})[”’\"]")
_PLAIN = re.compile(r"[^“”‘’\"《》,。;:、\s]{2,10}")


def find_defined(source: Source, names: list[Found]) -> Iterator[Found]:
    """The short names in a bracket behind a name; 公司 and 甲方 stand for one and name nothing."""
    ends = {one.end: one for one in names}
    for match in _DEFINED.finditer(source.folded):
        name = ends.get(match.start())
        if name is None or name.type == "person":
            continue
        start, end = match.span("words")
        quoted = list(_QUOTED.finditer(source.folded, start, end))
        plain = _PLAIN.fullmatch(source.folded, start, end)
        spans = [one.span("words") for one in quoted] or ([(start, end)] if plain else [])
        for first, last in spans:
            words = source.folded[first:last]
            if words not in generic("代称") and words not in ordinary():
                yield Found(first, last, name.type, ("again", *name.rules), marked=True)
