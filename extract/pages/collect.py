"""From what the user named to the files to read, before any of them is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import takewhile
from pathlib import Path, PurePath

from shilu.extract.errors import ShiluError
from shilu.extract.pages.walk import Unlisted, exists, is_folder, walk

__all__ = [
    "ARCHIVES",
    "META_SUFFIX",
    "PACKED",
    "PICTURES",
    "SUFFIXES",
    "collect",
    "is_archive",
    "is_packed",
    "is_page",
]

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".jp2", ".webp", ".bmp"})
"""Endings of pictures of pages."""

SUFFIXES = frozenset({".txt", ".md", ".jsonl", ".html", ".htm", ".xml", ".hocr", ".json", ".pdf"}) | PICTURES
"""Endings of the files that are read, in lower case."""

_JSON_NAMES = ("_res.json", "ocr.json", "content_list.json")
"""How names of `.json` files end that a folder gives: much in a folder is JSON and no page. Any other is read where
it is named outright."""

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
"""Endings of the archives that such files are read from."""

PACKED = (".gz", ".bz2", ".xz")
"""Endings of a page that is packed alone: `page.txt.gz`."""

META_SUFFIX = ".meta.json"
"""Ending of the file with a page's metadata, beside the page."""

_WILD = frozenset("*?[")


def is_archive(path: PurePath) -> bool:
    """Whether the ending is that of an archive, or of a page that is packed alone."""
    return path.name.lower().endswith(ARCHIVES) or is_packed(path)


def is_packed(path: PurePath) -> bool:
    """Whether the ending is that of a page that is packed alone: `page.txt.gz`."""
    return path.suffix.lower() in PACKED and is_page(path.with_suffix(""))


def is_page(path: PurePath) -> bool:
    """Whether the ending is one of those that are read; of `.json` files those that OCR programs name so."""
    name = path.name.lower()
    return name.endswith(_JSON_NAMES) if name.endswith(".json") else path.suffix.lower() in SUFFIXES


def collect(paths: Sequence[str | Path]) -> Iterator[Path | Unlisted]:
    """The files behind the paths, in the order given, each when it is asked for, and once.

    A folder gives all its pages and archives, sorted, with its subfolders'; a pattern such as `scans/**/*.txt`
    those that fit it. A file named outright is kept whatever its ending, so that reading can say why it is not
    read, and so is one that went since the call; a folder that cannot be listed is told as such.

    At the call this raises `ShiluError` S101 for a path that does not exist and S102 for a folder or pattern
    without a page.
    """
    wanted = [Path(path) for path in paths]
    for path in wanted:
        if not exists(path) and not _is_pattern(path):
            raise ShiluError("S101", path=path)
        if next(_behind(path), None) is None:
            raise ShiluError("S102", path=path)
    return _each_once(wanted)


def _behind(path: Path) -> Iterator[Path | Unlisted]:
    if is_folder(path):
        return (found for found in walk(path) if isinstance(found, Unlisted) or _readable(found))
    if _WILD.isdisjoint(str(path)) or exists(path):
        return iter([path])  # also where it went since the run began: reading it will tell
    return _Pattern.of(path).files()


def _readable(path: Path) -> bool:
    return is_page(path) or is_archive(path)


def _is_pattern(path: Path) -> bool:
    return not _WILD.isdisjoint(str(path)) and is_folder(_Pattern.of(path).base)


def _real(path: Path) -> Path:
    """The path without links on its way; unlike `Path.resolve` it raises nothing for links in a circle."""
    return Path(os.path.realpath(path))


@dataclass(frozen=True)
class _Pattern:
    """A path with wildcards: the folder before the first of them, and the parts from there on. `**` stands for any
    number of folders."""

    base: Path
    parts: tuple[str, ...]

    @classmethod
    def of(cls, path: Path) -> _Pattern:
        fixed = list(takewhile(_WILD.isdisjoint, path.parts))
        return cls(Path(*fixed), path.parts[len(fixed) :])

    def files(self) -> Iterator[Path | Unlisted]:
        """The readable files that fit the pattern or lie in a folder that does."""
        found = walk(self.base)
        return (one for one in found if isinstance(one, Unlisted) or self._fits(one, self.base))

    def holds(self, real: Path) -> bool:
        """Whether the file, without links on its way, is one of them."""
        base = _real(self.base)
        return real.is_relative_to(base) and self._fits(real, base)

    def _fits(self, path: Path, base: Path) -> bool:
        found = path.relative_to(base).parts
        return _readable(path) and any(_fit(found[:end], self.parts) for end in range(1, len(found) + 1))


def _fit(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the parts of a path fit those of a pattern.

    At a part that does not fit, the last `**` takes one part more, as `*` does in a word; so the time is at most
    the product of the lengths.
    """
    at = goal = 0
    again: tuple[int, int] | None = None
    while at < len(parts):
        if goal < len(pattern) and pattern[goal] == "**":
            again, goal = (at, goal + 1), goal + 1
        elif goal < len(pattern) and fnmatchcase(parts[at], pattern[goal]):
            at, goal = at + 1, goal + 1
        elif again:
            again = at, goal = again[0] + 1, again[1]
        else:
            return False
    return all(part == "**" for part in pattern[goal:])


@dataclass
class _Taken:
    """What the paths so far have given: a few folders and patterns, not the many files in them."""

    files: set[Path] = field(default_factory=set)
    folders: list[Path] = field(default_factory=list)
    patterns: list[_Pattern] = field(default_factory=list)

    def add(self, path: Path) -> None:
        if is_folder(path):
            self.folders.append(_real(path))
        elif exists(path):
            self.files.add(_real(path))
        else:
            self.patterns.append(_Pattern.of(path))

    def hold(self, path: Path) -> bool:
        real = _real(path)
        return (
            real in self.files
            or (_readable(real) and any(real.is_relative_to(folder) for folder in self.folders))
            or any(pattern.holds(real) for pattern in self.patterns)
        )


def _each_once(wanted: Sequence[Path]) -> Iterator[Path | Unlisted]:
    """A file that is named twice, or named and in a named folder, is read once, where it comes first."""
    taken = _Taken()
    for number, path in enumerate(wanted):
        yield from (
            file for file in _behind(path) if not number or isinstance(file, Unlisted) or not taken.hold(file)
        )
        taken.add(path)
