"""The documents of a run, one at a time: files, folders, patterns, archives and standard input."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import IO

from shilu.extract.pages import Read, collect, count_members, is_archive, read_file

__all__ = ["STANDARD_INPUT", "Inputs"]

STANDARD_INPUT = "-"

_CHUNK = 1 << 20
_HEAD = 4096
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

    def check(self) -> None:
        """Raise `ShiluError` S101 or S102 where a path has nothing to read."""
        collect([path for path in self.paths if str(path) != STANDARD_INPUT])

    def prepare(self) -> None:
        """Empty the scratch folder of what a killed run left, and take in standard input, where it is wanted."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir(parents=True)
        if STANDARD_INPUT in map(str, self.paths):
            _take_in(sys.stdin.buffer, self.scratch)

    def read(self) -> Iterator[Read]:
        """All documents in the order of the paths, and a failure for each that cannot be read."""
        for path in self._files():
            shown = "stdin" if path.parent == self.scratch else None
            yield from read_file(
                path,
                published=self.published,
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
            total += _documents(path)
        return total

    def _files(self) -> Iterator[Path]:
        paths = [
            next(self.scratch.glob("stdin.*")) if str(path) == STANDARD_INPUT else path for path in self.paths
        ]
        for path in collect(paths):
            if path.parent == self.scratch or not self._is_own(path.resolve()):
                yield path

    def _is_own(self, path: Path) -> bool:
        return path in self.own or path.is_relative_to(self.scratch.parent.resolve())


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
