"""The files below a folder, in a fixed order and a few at a time, however many there are."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

__all__ = ["walk"]

_HELD = 50_000
"""Names of one folder that are sorted in memory; more are sorted on disk."""


def walk(folder: Path) -> Iterator[Path]:
    """All files below the folder, depth first, the entries of each folder in order of their names.

    A link to a folder is not followed, since links can form loops; a link to a file counts as a file. A folder that
    may not be listed is given itself, so that reading it can say why.
    """
    open_folders = [(folder, _listed(folder))]
    while open_folders:
        here, names = open_folders[-1]
        try:
            name = next(names, None)
        except OSError:
            name = None
            yield here
        if name is None:
            open_folders.pop()
            continue
        path = here / name
        if path.is_dir():
            if not path.is_symlink():
                open_folders.append((path, _listed(path)))
        elif path.is_file():
            yield path


def _listed(folder: Path) -> Iterator[str]:
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
