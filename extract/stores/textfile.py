"""Stores that are one file of text, written as the pages come."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from shilu.extract.stores.writer import Part, StoreWriter, writing

__all__ = ["TextFileWriter", "compact_json"]


class TextFileWriter(StoreWriter):
    """Writes UTF-8 text into a file that gets its name when it is whole. What stands before and after the pages is
    given by `head` and `tail`."""

    head = ""
    tail = ""

    def __init__(self, path: Path) -> None:
        self._part = Part(path)
        super().__init__(str(path), lock=self._part.lock)
        self._file: IO[str] | None = None

    def begin(self) -> None:
        """Begin the file."""
        self._file = io.TextIOWrapper(self._part.create(), encoding="utf-8", newline="")
        self.put(self.head)

    def put(self, text: str) -> None:
        """Append text."""
        assert self._file is not None
        with writing(self.target):
            self._file.write(text)

    def finish(self) -> None:
        """Give the file its name."""
        self.put(self.tail)
        assert self._file is not None
        with writing(self.target):
            self._file.close()
            self._part.publish()
        self._file = None

    def discard(self) -> None:
        """Remove what was not finished."""
        if self._file is not None:
            with suppress(OSError):  # a full disk, once more: what could not be written is thrown away
                self._file.close()
            self._file = None
            self._part.discard()


def compact_json(value: Any) -> str:
    """A value as JSON in one line, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
