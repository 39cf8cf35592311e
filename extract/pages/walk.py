"""The files below a folder, in a fixed order and a few at a time, however many there are."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

__all__ = ["Unlisted", "exists", "is_folder", "walk"]

_HELD = 50_000
"""Names of one folder that are sorted in memory; more are sorted on disk."""


@dataclass(frozen=True)
class Unlisted:
    """A folder whose files, all or some, could not be listed, and what the system says of it."""

    path: Path
    why: str


def is_folder(path: Path) -> bool:
    """Whether the path is a folder; not where the system does not say."""
    try:
        return path.is_dir()
    except OSError:
        return False


def exists(path: Path) -> bool:
    """Whether something is there, also where the system lets nobody look at it."""
    try:
        return path.exists()
    except OSError:
        return True


def walk(folder: Path) -> Iterator[Path | Unlisted]:
    """All files below the folder, depth first, the entries of each folder in order of their names.

    A link to a folder is not followed, since links can form loops; a link to a file counts as a file, and so does one
    that leads nowhere: reading it tells. So does a file that went while the folder was read. A folder that cannot be
    listed, or listed but not entered, is told as such.
    """
    open_folders = [(folder, _names_in(folder))]
    while open_folders:
        here, names = open_folders[-1]
        try:
            name = next(names, None)
            mode = None if name is None else _mode(here / name)
        except OSError as error:
            open_folders.pop()
            yield Unlisted(here, error.strerror or str(error))
            continue
        if name is None:
            open_folders.pop()
        elif mode is None or stat.S_ISREG(mode):
            yield here / name
        elif stat.S_ISDIR(mode) and not (here / name).is_symlink():
            open_folders.append((here / name, _names_in(here / name)))


def _mode(path: Path) -> int | None:
    """What sort of file it is; None where it is not there, or a link that leads nowhere. Raises `OSError` where the
    system does not say, as in a folder that may not be entered."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None
    except OSError:
        if path.is_symlink():  # which leads in a circle, or to where nobody may look
            return None
        raise


def _names_in(folder: Path) -> Iterator[str]:
    """The names in a folder, ordered by their bytes, which for UTF-8 is the order of their characters."""
    with os.scandir(folder) as entries:
        names = (entry.name for entry in entries)
        held = list(islice(names, _HELD))
        if len(held) < _HELD:
            yield from sorted(held, key=os.fsencode)
        else:
            yield from _sorted_on_disk(chain(held, names))


def _sorted_on_disk(names: Iterable[str]) -> Iterator[str]:
    """Sorted by SQLite, in a private file that it deletes when it is closed."""
    with closing(sqlite3.connect("")) as database:
        database.execute("CREATE TABLE names (name BLOB)")
        database.executemany("INSERT INTO names VALUES (?)", ((os.fsencode(name),) for name in names))
        for (name,) in database.execute("SELECT name FROM names ORDER BY name"):
            yield os.fsdecode(name)
