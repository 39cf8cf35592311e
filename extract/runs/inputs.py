"""The documents of a run, one at a time: files, folders, patterns, archives and standard input."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import IO

from shilu.extract.errors import ShiluError
from shilu.extract.pages import Read, Unlisted, collect, count_members, is_archive, read_file
from shilu.extract.show import GENERATOR
from shilu.extract.stores import FILES, KINDS

__all__ = ["STANDARD_INPUT", "Inputs"]

STANDARD_INPUT = "-"

_CHUNK = 1 << 20
_HEAD = 4096
_OUTPUTS = tuple(ending for kind in KINDS for ending in kind.endings if ending.count(".") > 1)
"""Endings of our own that end as an input does: `.doccano.jsonl`."""
_TOLD = 3
_BLANK = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True)
class Inputs:
    """What the user named, and what of it is not to be read: what runs wrote themselves.

    `scratch` is a folder for copies: of standard input, which cannot be read twice, and of the page of an archive that
    is being read.
    """

    paths: Sequence[Path]
    scratch: Path
    published: str | None = None
    own: frozenset[Path] = frozenset()
    encoding: str | None = None
    left_out: list[str] = field(default_factory=list)
    """Names of the first files that `read` left out, since another run wrote them."""

    def check(self) -> None:
        """Raise `ShiluError` S101 or S102 where a path has nothing to read, S113 where standard input is closed."""
        if STANDARD_INPUT in map(str, self.paths) and sys.stdin is None:
            raise ShiluError("S113", why="it is closed")
        collect([path for path in self.paths if str(path) != STANDARD_INPUT])

    def prepare(self) -> None:
        """Empty the scratch folder of what a killed run left, and take in standard input, where it is wanted."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir(parents=True)
        if STANDARD_INPUT in map(str, self.paths):
            try:
                _take_in(sys.stdin.buffer, self.scratch)
            except OSError as error:
                raise ShiluError("S113", why=error.strerror or error) from error

    def read(self) -> Iterator[Read]:
        """All documents in the order of the paths, and a failure for each that cannot be read."""
        for path in self._files(self.left_out):
            shown = "stdin" if isinstance(path, Path) and path.parent == self.scratch else None
            yield from read_file(
                path,
                published=self.published,
                encoding=self.encoding,
                shown=shown,
                scratch=self.scratch,
                kept=self.scratch.parent / "ocr",
            )

    def count(self, stop: Event) -> int | None:
        """How many documents there are, about: one a file or member of an archive, one a line of a `.jsonl` file.

        Null if told to stop. It decodes nothing, and is quick but for archives.
        """
        total = 0
        for path in self._files():
            if stop.is_set():
                return None
            total += 1 if isinstance(path, Unlisted) else _documents(path)
        return total

    def _files(self, left_out: list[str] | None = None) -> Iterator[Path | Unlisted]:
        paths = [
            next(self.scratch.glob("stdin.*")) if str(path) == STANDARD_INPUT else path for path in self.paths
        ]
        named = frozenset(paths)
        for path in collect(paths):
            if isinstance(path, Unlisted):
                yield path
                continue
            if path.parent != self.scratch and self._is_own(path):
                continue
            if path not in named and _is_output(path):
                if left_out is not None and len(left_out) < _TOLD:
                    left_out.append(str(path))
                continue
            yield path

    def _is_own(self, path: Path) -> bool:
        real = Path(os.path.realpath(path))  # raises nothing for links in a circle
        return real in self.own or real.is_relative_to(os.path.realpath(self.scratch.parent))


def _is_output(path: Path) -> bool:
    """Whether a run, this or another, wrote the file: one of a folder's, or one for another tool; or keeps it."""
    if path.name in FILES:
        return all((path.parent / name).exists() for name in FILES)
    if path.name.lower().endswith(_OUTPUTS) or any(map(_is_ledger, path.parents)):
        return True
    return path.suffix.lower() == ".html" and _is_shown(path)


def _is_ledger(folder: Path) -> bool:
    """Whether a run keeps there what is done: `.run` or `.NAME.run`."""
    name = folder.name
    return name.startswith(".") and name.endswith(".run") and (folder / "ledger.sqlite").exists()


def _is_shown(path: Path) -> bool:
    """Whether `shilu show` wrote the page."""
    try:
        with path.open("rb") as file:
            return GENERATOR.encode() in file.read(_HEAD)
    except OSError:
        return False  # reading it will say what is wrong


def _take_in(stream: IO[bytes], folder: Path) -> None:
    """Copy a stream to a file, called by what it holds: `stdin.jsonl` where it begins as a JSON object, else a text."""
    head = stream.read(_HEAD)
    is_json = head.lstrip(_BLANK).startswith(b"{")
    with (folder / ("stdin.jsonl" if is_json else "stdin.txt")).open("wb") as file:
        file.write(head)
        shutil.copyfileobj(stream, file, _CHUNK)


def _documents(path: Path) -> int:
    if is_archive(path):
        return count_members(path)
    return _lines(path) if path.suffix.lower() == ".jsonl" else 1


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return sum(1 for line in file if line.strip())
    except OSError:
        return 1  # reading it will say what is wrong
