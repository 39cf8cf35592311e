"""The rows of a run as a queue: what is asked of a hundred thousand rows at once is held for each, the pages wait in a
file of their own."""

from __future__ import annotations

import tempfile
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import IO, Any, TypeVar

from shilu.extract.decisions import SLOTS, PageRow, rows_of
from shilu.schemas import AnyFact, Fact, Name, PageRecords, Slot
from shilu.schemas.decision import RowSort

__all__ = ["Entry", "Once", "Pages", "Status", "entries_of", "sureness"]

T = TypeVar("T")

Status = str
"""`open`, `part` (something fixed, not signed), or what was decided: `right`, `fixed`, `added`, `removed`, `wrong`,
`doubtful`, `again`."""


@dataclass(slots=True)
class Entry:
    """One row of the queue. `key` is its id in the book of decisions, `same` is equal for rows that state the same."""

    n: int
    page: int
    id: str
    key: str
    sort: RowSort
    kind: str
    start: int
    surface: str
    item: str
    place: str
    programme: str
    slots: Mapping[str, tuple[str, str]]
    """Of each filled slot the words and the rule that chose them."""
    sure: float | None
    sure_slots: dict[str, float] | None
    same: int
    differs: bool
    sentence: str = field(default="", repr=False)
    status: Status = "open"
    by: str = ""
    at: str = ""
    disputed: bool = False
    added: bool = False

    def words(self) -> str:
        """What a search looks at, in small letters."""
        told = (words for words, _ in self.slots.values())
        return "\n".join((self.id, self.surface, self.item, *told, self.sentence)).lower()


def sureness(fact: AnyFact) -> tuple[float | None, dict[str, float] | None]:
    """How sure the least sure slot of a fact is, and each slot, where that was weighed; else its confidence."""
    slots = getattr(fact, "sureness", None)
    if isinstance(slots, dict) and slots:
        return min(slots.values()), {name: float(value) for name, value in slots.items()}
    return fact.confidence, None


class Once:
    """Each word, rule and pair of them held once, however many rows have it."""

    def __init__(self) -> None:
        self._held: dict[Any, Any] = {}
        self.nothing: Mapping[str, tuple[str, str]] = MappingProxyType({})

    def of(self, value: T) -> T:
        """The value that is equal to this one and came first."""
        found: T = self._held.setdefault(value, value)
        return found


def entries_of(
    records: PageRecords,
    page: int,
    first: int,
    rows: Iterable[PageRow] | None = None,
    once: Once | None = None,
) -> Iterator[Entry]:
    """The rows of a page for the queue, numbered from `first`. What they share is held by `once`."""
    differing = {
        one for check in records.checks if check.verdict == "differs" for one in (check.fact, *check.others)
    }
    held = once or Once()
    for n, row in enumerate(rows_of(records) if rows is None else rows, first):
        yield _entry(row, page, n, row.id in differing, held)


def _entry(row: PageRow, page: int, n: int, differs: bool, once: Once) -> Entry:
    record: Any = row.record
    slots: Mapping[str, tuple[str, str]] = once.nothing
    sure: tuple[float | None, dict[str, float] | None] = (None, None)
    surface, sentence = once.of(row.span.surface), ""
    if isinstance(record, Fact):
        sure = sureness(record)  # type: ignore[arg-type]  # every fact is one of AnyFact
        sentence = once.of("".join(record.sentence.surface.split()))
        slots = _filled(record, once)
    item = (
        slots["item"][0] if "item" in slots else "" if isinstance(record, Fact) else once.of(_second(record))
    )
    return Entry(
        n=n, page=page, id=row.id, key=row.id, sort=row.sort,
        kind=record.quantity.kind if isinstance(record, Fact) else record.type,
        start=row.span.start, surface=surface, item=item,
        place=slots["place"][0] if "place" in slots else "",
        programme=slots["programme"][0] if "programme" in slots else "",
        slots=slots, sure=sure[0], sure_slots=sure[1],
        same=once.of(hash((row.sort, surface, item, sentence))), differs=differs, sentence=sentence,
    )  # fmt: skip


def _filled(fact: Fact, once: Once) -> dict[str, tuple[str, str]]:
    """The words and the rule of each filled slot that stands on the page."""
    found = {}
    for name in SLOTS:
        filled = getattr(fact, name)
        if filled is not None:
            words = filled.text if isinstance(filled, Slot) else filled.value
            found[name] = once.of((once.of(words), once.of(filled.rule)))
    return found


def _second(record: Any) -> str:
    """What stands beside a name or time: its full form, its value."""
    return record.canonical if isinstance(record, Name) else (record.value or "")


class Pages:
    """The pages of a run, on the disk, of which the last ones used are held."""

    def __init__(self, held: int = 24) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="shilu-review-")  # noqa: SIM115 - closed by `close`
        self._places = array("Q", [0])
        self._held: OrderedDict[int, PageRecords] = OrderedDict()
        self._most = held
        self.ids: list[str] = []
        self.facts: list[int] = []

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, records: PageRecords) -> int:
        """Keep a page; gives its number."""
        data = records.model_dump_json().encode("utf-8", "surrogatepass")
        self._file.seek(self._places[-1])
        self._file.write(data)
        self._places.append(self._places[-1] + len(data))
        self.ids.append(records.page.id)
        self.facts.append(len(records.facts))
        return len(self.ids) - 1

    def get(self, number: int) -> PageRecords:
        """A page, as it was added. Reading one from the disk takes some hundredths of a second."""
        kept = self._held.get(number)
        if kept is None:
            self._file.seek(self._places[number])  # `add` goes on at the end
            data = self._file.read(self._places[number + 1] - self._places[number])
            kept = PageRecords.model_validate_json(data)
            self._held[number] = kept
            if len(self._held) > self._most:
                self._held.popitem(last=False)
        self._held.move_to_end(number)
        return kept

    def holds(self, number: int) -> bool:
        """Whether a page is at hand."""
        return number in self._held

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
