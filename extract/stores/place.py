"""From where a run read its pages, so that what lies beside them is found from any folder.

Records call a file as the user did, mostly from the folder in which the run was begun, so that the same files give the
same records wherever they lie. That folder is kept beside the ledger, not in the records, and as the way from there:
what is moved together stays together.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from shilu.extract.stores.open import ledger_of_store
from shilu.schemas import PageRecords

__all__ = ["at_their_place", "keep_place", "place_of"]

_FILE = "place"
_LONGEST = 10_000


def keep_place(ledger: Path) -> None:
    """Keep the current folder as that from which a run reads; `ledger` is the folder of its ledger."""
    try:
        way = os.path.relpath(os.path.realpath(Path.cwd()), os.path.realpath(ledger))
    except ValueError:  # on another drive of Windows
        way = str(Path.cwd())
    with suppress(OSError, UnicodeEncodeError):  # it is for convenience only
        (ledger / _FILE).write_text(way, encoding="utf-8")


def place_of(target: str | Path) -> Path | None:
    """The folder from which the run of a store read; None where that is not known, as of a server."""
    known = ledger_of_store(target)
    if known is None:
        return None
    ledger = Path(os.path.realpath(known))
    try:
        way = (ledger / _FILE).read_text(encoding="utf-8")[:_LONGEST]
        return Path(os.path.normpath(ledger / way)) if way else None
    except (OSError, ValueError):
        return None


def at_their_place(records: PageRecords, place: Path | None) -> PageRecords:
    """The records of a page with its source as it is found from here: in `place`, if it is there."""
    source = records.page.source
    if place is None or source is None or not _is_there(place / source):
        return records
    return records.with_fields(page=records.page.with_fields(source=str(place / source)))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a source may be any words, too long for a name or with a null character
        return False
