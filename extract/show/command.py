"""`shilu show`: from a store to the file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from shilu.extract.errors import ShiluError
from shilu.extract.show.document import sheets
from shilu.extract.show.folder import write_pages
from shilu.extract.show.labels import Language
from shilu.extract.show.picture import leaf_of
from shilu.extract.stores import at_their_place, place_of, read_store
from shilu.schemas import PageRecords

__all__ = ["LIMIT", "Shown", "show"]

LIMIT = 100
"""Pages in one file, where they are not named: of full newspaper pages they make about 30 megabytes."""

_ENDINGS = (".html", ".htm")
_NAMED = 5


@dataclass(frozen=True)
class Shown:
    """How many pages stand in the file, how large it is in bytes, whether the run holds more pages, and where their
    pictures were looked for in vain."""

    pages: int
    size: int
    more: bool
    lost: tuple[str, ...] = ()


def show(
    run: str | Path,
    out: str | Path,
    *,
    pages: Sequence[str] = (),
    language: Language = "zh",
    limit: int = LIMIT,
) -> Shown:
    """Write the pages of a run as one HTML file, with labels in `language` first; into a folder, one file a page, where
    the name ends in `/` or is that of a folder.

    `pages` names the pages to take, in that order; without it the first `limit` are taken, in a folder all. Raises
    `ShiluError`: S120 where the file has another ending, S402 where there is no store, S121 for a page that it does
    not hold, S108 where the file cannot be written.
    """
    if str(out).endswith("/") or Path(out).is_dir():
        return _folder(run, Path(out), pages, language)
    out = Path(out)
    if out.suffix.lower() not in _ENDINGS:
        raise ShiluError("S120", path=out)
    found, more = (_named(run, pages), False) if pages else _first(run, limit)
    place = place_of(run)
    leaves = [leaf_of(at_their_place(records, place)) for records in found]
    html = sheets(leaves, language=language, limited=more).encode()
    part = out.with_name(f"{out.name}.part")
    try:
        part.write_bytes(html)
        part.replace(out)
    except OSError as error:
        with suppress(OSError):  # there may be no such folder
            part.unlink()
        raise ShiluError("S108", path=out, why=error.strerror or error) from error
    lost = tuple(leaf.lost for leaf in leaves if leaf.lost)
    return Shown(pages=len(leaves), size=len(html), more=more, lost=lost)


def _folder(run: str | Path, out: Path, pages: Sequence[str], language: Language) -> Shown:
    found = _named(run, pages) if pages else read_store(run)
    place = place_of(run)
    try:
        count, size, lost = write_pages((at_their_place(one, place) for one in found), out, language)
    except OSError as error:
        raise ShiluError("S108", path=out, why=error.strerror or error) from error
    return Shown(pages=count, size=size, more=False, lost=lost)


def _first(run: str | Path, limit: int) -> tuple[list[PageRecords], bool]:
    found = list(islice(read_store(run), limit + 1))
    return found[:limit], len(found) > limit


def _named(run: str | Path, pages: Sequence[str]) -> list[PageRecords]:
    wanted = dict.fromkeys(pages)
    found: dict[str, PageRecords] = {}
    others: list[str] = []
    for records in read_store(run):
        if records.page.id in wanted:
            found[records.page.id] = records
            if len(found) == len(wanted):
                break
        elif len(others) < _NAMED:
            others.append(records.page.id)
    missing = [page for page in wanted if page not in found]
    if missing:
        raise ShiluError("S121", page=missing[0], path=run, others=", ".join(others) or "no others")
    return [found[page] for page in wanted]
