"""A page cut into columns: strips across it that share their gutters, columns within them, and so on inward.

A plain XY-cut takes the widest white strip first, and white strips that run across aligned lines of columns mislead
it. Here strips are put together again as long as no line of the next bridges what the strips above hold apart; a
heading over several columns does, and so begins a part of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from shilu.extract.layout.frame import Item
from shilu.extract.layout.grids import table_runs
from shilu.extract.layout.heads import headed

__all__ = ["Leaf", "Measures", "cut", "measures_of"]

Interval = tuple[float, float]

_GUTTER = 0.45
"""The narrowest gutter, in sizes of the running text."""
_WIDER = 1.2
_HEAD_LINES = 6
_DEEPEST = 40
_SET_IN = 3.0
_HEAD, _SMALL_HEAD = 1.2, 1.12
"""From this size on, in sizes of the running text, a line is a heading; from the second on where all lines of a strip
are."""
_TITLE_ROOM = 3.0
"""White between a heading and its text, at most, in sizes of the running text."""
_ENDS = "。！？!?…”』」）)"


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual on the page: size of the running text, and the white between two lines of a column."""

    em: float
    leading: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of the page that is read from top to bottom. `band` counts the parts that stand side by side as columns
    of one; `sure` says that its lines do not overlap in a way that leaves their order open; `rows` that it is a
    table."""

    items: tuple[Item, ...]
    band: int
    sure: bool = True
    table: bool = False


def measures_of(items: Sequence[Item], em: float) -> Measures:
    """What is usual among the lines of a page."""
    gaps: list[float] = []
    ordered = sorted(items, key=lambda item: item.v0)
    for index, item in enumerate(ordered):
        for other in ordered[index + 1 : index + 40]:
            if min(item.u1, other.u1) - max(item.u0, other.u0) > 0.5 * (item.u1 - item.u0):
                if -0.3 * em < other.v0 - item.v1 < 1.2 * em:
                    gaps.append(other.v0 - item.v1)
                break
    return Measures(em, max(0.0, median(gaps)) if gaps else 0.5 * em)


def cut(
    items: Sequence[Item], measures: Measures, is_table: Callable[[Sequence[Item], Sequence[Interval]], bool]
) -> list[Leaf]:
    """The parts of the page in reading order."""
    cutter = _Cutter(measures, is_table)
    cutter.region(list(items), 0, 0)
    return cutter.leaves


class _Cutter:
    def __init__(
        self, measures: Measures, is_table: Callable[[Sequence[Item], Sequence[Interval]], bool]
    ) -> None:
        self.measures = measures
        self.is_table = is_table
        self.leaves: list[Leaf] = []
        self.bands = 0

    def region(self, items: list[Item], band: int, depth: int) -> None:
        """Cut a region and put its parts at the end of the leaves: first where an article ends across all of it, then
        into columns, then below what spans columns."""
        if len(items) < 2 or depth > _DEEPEST:
            self._leaf(items, band)
            return
        if self._with_tables(items, band, depth):
            return
        parts = _split(items, self._breaks(items))
        if len(parts) == 1:
            columns = _covered(_spans(items), _GUTTER * self.measures.em)
            if len(columns) > 1:
                self._columns(items, columns, band, depth)
                return
            parts = self._parts(items)
        if len(parts) == 1:
            self._leaf(items, band)
            return
        for part in parts:
            self.bands += 1
            self.region(part, self.bands, depth + 1)

    def _with_tables(self, items: list[Item], band: int, depth: int) -> bool:
        """Put the tables that stand across the region, and what is between them, each for itself; False without any."""
        strips = _strips(items)
        runs = list(table_runs(strips, self.measures.em))
        at = 0
        for first, last in runs:
            self._rest(strips[at:first], band, depth)
            self.leaves.append(
                Leaf(tuple(item for strip in strips[first:last] for item in strip), band, table=True)
            )
            at = last
        if runs:
            self._rest(strips[at:], band, depth)
        return bool(runs)

    def _rest(self, strips: Sequence[Sequence[Item]], band: int, depth: int) -> None:
        if strips:
            self.region([item for strip in strips for item in strip], band, depth + 1)

    def _columns(self, items: list[Item], columns: list[Interval], band: int, depth: int) -> None:
        if self.is_table(items, columns):
            self.leaves.append(Leaf(tuple(items), band, table=True))
            return
        shared = headed(_shares(items, columns), self.measures.em)
        if shared and shared[0].last - shared[0].first + 1 == len(columns):
            for part in _split(items, [shared[0].top - 0.2 * self.measures.em]):
                self.region(part, band, depth + 1)
            return
        for one in shared:
            whole = columns[one.first][0], columns[one.last][1]
            columns = [*columns[: one.first], whole, *columns[one.last + 1 :]]
        self.bands += 1
        own = self.bands
        for part in self._together(_shares(items, _wide_apart(columns))):
            self.region(part, own, depth + 1)

    def _together(self, columns: list[list[Item]]) -> list[list[Item]]:
        """The columns, those of one part together across which an article ends and another begins."""
        found = [columns[0]]
        for column in columns[1:]:
            if len(columns) > 2 and self._breaks([*found[-1], *column]):
                found[-1] = [*found[-1], *column]
            else:
                found.append(column)
        return found if len(found) > 1 else columns

    def _leaf(self, items: Sequence[Item], band: int) -> None:
        if items:
            self.leaves.append(Leaf(tuple(items), band, sure=not _side_by_side(items)))

    # --- parts one below the other

    def _parts(self, items: Sequence[Item]) -> list[list[Item]]:
        """Strips across the region, put together as long as they share their gutters."""
        least = _GUTTER * self.measures.em
        parts: list[list[Item]] = []
        covered: list[Interval] = []
        for strip in _strips(items):
            own = _covered(_spans(strip), least)
            if parts and not (_bridges(own, covered) or _bridges(covered, own)):
                parts[-1] += strip
                covered = _covered([*covered, *own], least)
            else:
                parts.append(list(strip))
                covered = own
        return parts

    def _breaks(self, items: Sequence[Item]) -> list[float]:
        """Where an article ends across the whole region: the white is wider than between lines, no sentence is open
        above it, and a heading follows."""
        strips = _strips(items)
        em = self.measures.em
        found: list[float] = []
        for number, (above, below) in enumerate(pairwise(strips), 1):
            top, bottom = max(item.v1 for item in above), min(item.v0 for item in below)
            wide = bottom - top - self.measures.leading
            if wide < 0.5 * em:
                continue
            near = (
                item for strip in strips[number : number + 2] for item in strip if item.v0 < bottom + 2.5 * em
            )
            headed = any(item.size >= _HEAD * em for item in near) or all(
                item.size >= _SMALL_HEAD * em for item in below
            )
            if (headed or wide > 1.5 * em) and not (
                self._is_open(above) or self._parts_title(strips, number)
            ):
                found.append((top + bottom) / 2)
        head = self._end_of_head(strips)
        return sorted({*found, head}) if head is not None and (not found or head < found[0]) else found

    def _parts_title(self, strips: Sequence[Sequence[Item]], number: int) -> bool:
        """Whether a heading stands above the strip of that number and its text right below: the article of one column
        begins there, where those of the others end or begin."""
        em = self.measures.em
        below = [item for strip in strips[number : number + 2] for item in strip]
        top = min(item.v0 for item in below)
        text = [item for item in below if item.v0 < top + _TITLE_ROOM * em and item.size < _SMALL_HEAD * em]
        above = [item for strip in strips[max(0, number - 3) : number] for item in strip]
        for item in text:
            over = (one for one in above if min(one.u1, item.u1) > max(one.u0, item.u0))
            last = max(over, key=lambda one: one.v1, default=None)
            if last and last.size >= _HEAD * em and last.v1 > top - _TITLE_ROOM * em:
                return True
        return False

    def _end_of_head(self, strips: Sequence[Sequence[Item]]) -> float | None:
        """Where the heading of a region ends with a byline set to its middle, and columns begin below it; None where
        two headings stand side by side, or text stands beside the heading."""
        em = self.measures.em
        heads: list[Item] = []
        for number, (above, below) in enumerate(pairwise(strips[: _HEAD_LINES + 1]), 1):
            own = [item for item in above if item.size >= _HEAD * em]
            heads += own
            if not heads or len(own) not in (0, len(above)) or len(_covered(_spans(heads), _GUTTER * em)) > 1:
                return None
            if not own and len(above) != 1:
                return None  # text, not a byline
            if not own and len(_covered(_spans(below), _GUTTER * em)) > 1:
                text = [item for strip in strips[number : number + _HEAD_LINES] for item in strip]
                left, right = min(item.u0 for item in text), max(item.u1 for item in text)
                if any(
                    item.u1 > right + 3 * em or item.u0 < left - 3 * em for strip in strips for item in strip
                ):
                    return None  # the heading is not that of the whole region
                centre = (left + right) / 2
                if len(above) == 1 and abs((above[0].u0 + above[0].u1) / 2 - centre) < 2 * em:
                    return (above[0].v1 + min(item.v0 for item in below)) / 2
                return None
        return None

    def _is_open(self, above: Sequence[Item]) -> bool:
        """Whether the last line of the last column is full and closes no sentence: what it tells goes on."""
        em = self.measures.em
        body = [item for item in above if item.size < _HEAD * em]
        if not body:
            return False
        right = max(item.u0 for item in body)
        near = right - _SET_IN * em  # the line that begins farthest right may be the first of a paragraph
        column = sorted(
            (item for item in body if item.u1 > right or item.u0 > near), key=lambda item: item.v1
        )
        if len(column) < 2:
            return False  # a masthead, a line under a picture
        before, last = column[-2:]
        if last.v0 - before.v1 > self.measures.leading + em:
            return False
        full = last.u1 > max(item.u1 for item in column) - 1.5 * em
        return full and last.line.text.rstrip()[-1] not in _ENDS


def _spans(items: Iterable[Item]) -> Iterator[Interval]:
    return ((item.u0, item.u1) for item in items)


def _covered(intervals: Iterable[Interval], least: float) -> list[Interval]:
    """The intervals that the given ones cover, those put together between which the white is less than `least`."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start - found[-1][1] < least:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _wide_apart(columns: list[Interval]) -> list[Interval]:
    """The columns, put together again where the gutter between them is narrower than others: wider ones part
    articles."""
    gutters = [after[0] - before[1] for before, after in pairwise(columns)]
    if max(gutters) < _WIDER * min(gutters):
        return columns
    found = [columns[0]]
    for gutter, column in zip(gutters, columns[1:], strict=True):
        if gutter < _WIDER * min(gutters):
            found[-1] = found[-1][0], column[1]
        else:
            found.append(column)
    return found


def _shares(items: Sequence[Item], columns: Sequence[Interval]) -> list[list[Item]]:
    """The items of each column."""
    found = ([item for item in items if start <= (item.u0 + item.u1) / 2 <= end] for start, end in columns)
    return [column for column in found if column]


def _bridges(one: Sequence[Interval], other: Sequence[Interval]) -> bool:
    """Whether an interval of the first touches two of the second."""
    return any(sum(start < b and a < end for a, b in other) > 1 for start, end in one)


def _strips(items: Sequence[Item]) -> list[list[Item]]:
    """The items in strips between which white runs across all of them."""
    strips: list[list[Item]] = []
    end = float("-inf")
    for item in sorted(items, key=lambda one: (one.v0, one.u0)):
        if item.v0 > end - 0.15 * item.size:
            strips.append([])
        strips[-1].append(item)
        end = max(end, item.v1)
    return strips


def _split(items: Sequence[Item], breaks: Sequence[float]) -> list[list[Item]]:
    parts: list[list[Item]] = [[] for _ in range(len(breaks) + 1)]
    for item in items:
        parts[sum(item.middle > at for at in breaks)].append(item)
    return [part for part in parts if part]


def _side_by_side(items: Sequence[Item]) -> bool:
    """Whether two lines stand beside each other, with white between them."""
    ordered = sorted(items, key=lambda item: item.v0)
    for index, item in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.v0 > item.v1:
                break
            shared = min(item.v1, other.v1) - max(item.v0, other.v0)
            apart = max(item.u0, other.u0) - min(item.u1, other.u1)
            if shared > 0.6 * min(item.size, other.size) and apart > 2 * min(item.size, other.size):
                return True
    return False
