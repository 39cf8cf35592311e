"""From what the user named to the files to read, before any of them is opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from extract.errors import ShiluError

__all__ = ["META_SUFFIX", "SUFFIXES", "collect"]

SUFFIXES = frozenset({".txt", ".md", ".jsonl", ".html", ".htm", ".xml", ".hocr"})
"""Endings of the files that are read, in lower case."""

META_SUFFIX = ".meta.json"
"""Ending of the file with a page's metadata, beside the page."""


def collect(paths: Sequence[Path]) -> list[Path]:
    """The files behind the paths, in the order given; a folder gives all its pages, sorted, with its
    subfolders'.

    A file named outright is kept whatever its ending, so that reading can say why it is not read. Raises
    `ShiluError` S101 for a path that does not exist and S102 for a folder without a page.
    """
    files: list[Path] = []
    for path in map(Path, paths):
        if not path.exists():
            raise ShiluError("S101", path=path)
        found = _pages_in(path) if path.is_dir() else [path]
        if not found:
            raise ShiluError("S102", path=path)
        files += found
    return list(_once(files))


def _pages_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


def _once(files: Iterable[Path]) -> Iterable[Path]:
    """A file that is named twice, or named and in a named folder, is read once."""
    return {file.resolve(): file for file in reversed(list(files))}.values().__reversed__()
