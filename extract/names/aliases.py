"""What a short form stands for: 公司, 该镇, 全县, 工作组 are the name given before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from shilu.extract.names.gazetteer import candidates, level_of
from shilu.extract.names.rows import Alias
from shilu.extract.names.tables import aliases, generic_ends, heads
from shilu.extract.text import fold
from shilu.schemas import Name

__all__ = ["Aliases", "resolve"]


class Aliases:
    """Resolves short forms by the names of one article.

    >>> from shilu.extract.language import make_language
    >>> from shilu.extract.names import find_names
    >>> text = "临江县柳河镇建成书屋12座。全镇种粮1000亩，全县种粮3万亩。"
    >>> known = Aliases(find_names(make_language()(text)))
    >>> known.at(text.index("全镇"), "全镇").canonical
    '临江县柳河镇'
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = tuple(sorted(names, key=lambda name: name.span.start))
        self._starts = [name.span.start for name in self._names]

    def at(self, position: int, word: str) -> Name | None:
        """The name that `word`, standing at `position`, stands for; None where the article gives none.

        The last fitting name before the position is taken, or else, as in a headline, the first one after it.
        """
        folded = fold(word)
        before = self._names[: bisect_left(self._starts, position)]
        after = self._names[len(before) :]
        for name in (*reversed(before), *after):
            if name.span.start != position and _stands_for(folded, name):
                return name
        return None


def resolve(word: str, names: Iterable[Name], *, position: int = 0) -> str | None:
    """The canonical name that a short form stands for at a position of the article, or None."""
    name = Aliases(names).at(position, word)
    return name.canonical if name else None


def _stands_for(word: str, name: Name) -> bool:
    known = aliases().get(word)
    if known:
        return _fits(known[1], name)
    bare = next((word[len(one) :] for one in generic_ends("指示") if word.startswith(one)), word)
    canonical = fold(name.canonical).strip("“”‘’")
    return len(bare) >= 2 and canonical.endswith(bare) and canonical != bare and name.type != "person"


def _fits(alias: Alias, name: Name) -> bool:
    if name.type not in alias.type:
        return False
    canonical = fold(name.canonical).strip("“”‘’")
    if alias.depth is not None:
        return _depth(name, canonical) == alias.depth
    return not alias.endings or canonical.endswith(alias.endings)


def _depth(name: Name, canonical: str) -> int | None:
    """The level of a place, by its code, by the list of divisions or by what it ends in."""
    if name.code and candidates(canonical):
        level = level_of(name.code)
        return level if level < 2 else _county(canonical)
    match = heads().at(canonical, len(canonical))
    return match.row.depth if match and match.row.type == "place" else None


def _county(canonical: str) -> int:
    """A city of county rank is 全市 to its own paper."""
    return 1 if canonical.endswith("市") else 2
