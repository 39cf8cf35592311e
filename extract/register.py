"""The register of names over many pages: each name once, with its short forms, dates and facts."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, cast

from shilu.extract.errors import ShiluError
from shilu.extract.names.same import Known, same_names
from shilu.extract.stores.extras import need
from shilu.extract.stores.folder import csv_lines
from shilu.extract.stores.formulas import guarded
from shilu.extract.stores.rows import Cell
from shilu.extract.stores.writer import Part
from shilu.extract.stores.xlsx import CREATED, SHEET_ROWS
from shilu.schemas import Name, NameType, PageRecords

__all__ = ["Entry", "build_register", "check_ending", "write_register"]

_SLOTS = ("programme", "subject", "place")
_MARKS = re.compile(r"[\s“”‘’「」『』\"《》]")


@dataclass(frozen=True)
class Entry:
    """One name of the register. Dates are EDTF, those of the pages; null where no page has one."""

    canonical: str
    type: str
    aliases: tuple[str, ...]
    first: str | None
    last: str | None
    pages: int
    mentions: int
    facts: int
    code: str | None


_HEADS = [one.name for one in fields(Entry)]


@dataclass
class _Gathering:
    """What is known so far of one name."""

    printed: str
    forms: Counter[str] = field(default_factory=Counter)
    pages: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    codes: Counter[str] = field(default_factory=Counter)
    facts: int = 0

    def take(self, other: _Gathering) -> None:
        """Add what is known of another form of the name."""
        self.forms += other.forms
        self.pages |= other.pages
        self.dates |= other.dates
        self.codes += other.codes
        self.facts += other.facts


def build_register(pages: Iterable[PageRecords]) -> tuple[Entry, ...]:
    """The register of the pages' names, in order of type and name. Pages are read once, one at a time.

    Names are one where type and canonical form agree, blanks and quotation marks aside, and, for places, the code
    (two towns may bear one name, but two codes are two places); besides, the forms of one name in both scripts, a short
    form that one name alone goes by, and a rare form that differs from a frequent one in a character that scans
    confuse. A fact counts for each name that stands in its slots `programme`, `subject` or `place`.
    """
    known: dict[tuple[str, str, str], _Gathering] = {}
    for page in pages:
        keys: dict[str, set[tuple[str, str, str]]] = {}
        for name in page.names:
            keys.setdefault(_bare(name.canonical), set()).add(_add(known, page, name))
        for key in (key for fact in page.facts for key in _named(fact, keys)):
            known[key].facts += 1
    joined = _joined(known)
    return tuple(_entry(key, joined[key]) for key in sorted(joined))


Key = tuple[str, str, str]


def _known(key: Key, one: _Gathering) -> Known:
    forms = frozenset(map(_bare, one.forms)) - {key[1]}
    return Known(cast("NameType", key[0]), key[1], key[2], sum(one.forms.values()), forms)


def _joined(known: dict[Key, _Gathering]) -> dict[Key, _Gathering]:
    """The names, those that are one joined under the fullest or most frequent of them."""
    names = {_known(key, one): key for key, one in known.items()}
    joined = dict(known)
    for name, other in same_names(names).items():
        if name != other:
            joined[names[other]].take(joined.pop(names[name]))
    return joined


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


def _add(
    known: dict[tuple[str, str, str], _Gathering], page: PageRecords, name: Name
) -> tuple[str, str, str]:
    """Count one mention; gives the key of its name."""
    key = (name.type, _bare(name.canonical), name.code or "")
    one = known.setdefault(key, _Gathering(name.canonical))
    one.forms["".join(name.span.surface.split("\n"))] += 1
    one.pages.add(page.page.id)
    if page.page.published:
        one.dates.add(page.page.published.value)
    if name.code:
        one.codes[name.code] += 1
    return key


def _named(fact: Any, keys: dict[str, set[tuple[str, str, str]]]) -> set[tuple[str, str, str]]:
    """The names of the page that stand in the slots of a fact."""
    texts = (getattr(fact, slot).text for slot in _SLOTS if getattr(fact, slot) is not None)
    return {key for text in texts for key in keys.get(_bare(text), ())}


def _entry(key: tuple[str, str, str], one: _Gathering) -> Entry:
    dates = sorted(one.dates)
    return Entry(
        canonical=one.printed,
        type=key[0],
        aliases=tuple(sorted(form for form in one.forms if _bare(form) != key[1])),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        pages=len(one.pages),
        mentions=sum(one.forms.values()),
        facts=one.facts,
        code=key[2] or None,
    )


def write_register(entries: Sequence[Entry], path: Path) -> None:
    """Write the register as `.csv` (with BOM, for Excel), `.jsonl` or `.xlsx`, by the ending of the path.

    The file appears when it is whole. Raises `ShiluError`: S106 for another ending, S109 where `.xlsx` is asked for
    without XlsxWriter, S108 where the file cannot be written.
    """
    check_ending(path)
    writer, file = _writer(path), Part(path)
    try:
        file.part.touch()  # XlsxWriter's error for a folder that is not there is no `OSError`
        writer(entries, file.part)
        file.publish()
    except OSError as error:
        with suppress(OSError):  # there may be no such folder
            file.discard()
        raise ShiluError("S108", path=path, why=error.strerror or error) from error


def check_ending(path: Path) -> None:
    """Raise `ShiluError` (S106, S109) where the register cannot be written under such a name, before any work."""
    if _writer(path) is _write_xlsx:
        need("xlsxwriter", target=str(path))


def _writer(path: Path) -> Callable[[Sequence[Entry], Path], None]:
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ShiluError("S106", path=path, endings=", ".join(_WRITERS))
    return writer


def _write_csv(entries: Sequence[Entry], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(csv_lines([_HEADS]))
        file.writelines(csv_lines([map(guarded, _cells(entry))]) for entry in entries)


def _cells(entry: Entry) -> list[Cell]:
    """The entry as a row: short forms joined by blanks, what is not known as an empty cell."""
    return list((asdict(entry) | {"aliases": " ".join(entry.aliases)}).values())


def _write_jsonl(entries: Sequence[Entry], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries)


def _write_xlsx(entries: Sequence[Entry], path: Path) -> None:
    """Sheets of a million names at most: what is more goes on in a further one."""
    xlsxwriter = need("xlsxwriter", target=str(path))
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": CREATED})
        for number, first in enumerate(range(0, max(1, len(entries)), SHEET_ROWS - 1), 1):
            sheet = book.add_worksheet("names" if number == 1 else f"names {number}")
            sheet.write_row(0, 0, _HEADS)
            for row, entry in enumerate(entries[first : first + SHEET_ROWS - 1], 1):
                sheet.write_row(row, 0, _cells(entry))
            sheet.freeze_panes(1, 0)


_WRITERS: dict[str, Callable[[Sequence[Entry], Path], None]] = {
    ".csv": _write_csv,
    ".jsonl": _write_jsonl,
    ".xlsx": _write_xlsx,
}
