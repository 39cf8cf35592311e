"""Zip archives whose names are said to be UTF-8 and are not: some Chinese programs set the flag and write GB18030.

The zip module of the standard library gives such an archive up. Here the flag is overlooked, in the bytes on their way
to the module, so that its names come as it gives those of archives without the flag.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["open_zip"]

_ENTRY = b"PK\x01\x02"
_HEAD = struct.Struct("<4s4xH18xHHH")
"""Of an entry of the central directory (APPNOTE 4.3.12): signature, flags, lengths of name, extra field, comment."""
_ENTRY_SIZE = 46
_END = b"PK\x05\x06"
_END_HEAD = struct.Struct("<4s8xII")
"""Of the end record (4.3.16): signature, size and place of the central directory."""
_END_SIZE = 22
_LONGEST_COMMENT = 0xFFFF
_HIGH_FLAGS = 9
_UTF8_BIT = 0x08
"""The flag, bit 11, in the second byte of the flags, at this place of an entry."""


def open_zip(path: Path) -> zipfile.ZipFile:
    """The archive, to be read. Where a name is flagged as UTF-8 and is none, no name counts as flagged. Raises what
    `zipfile.ZipFile` raises."""
    try:
        return zipfile.ZipFile(path)
    except UnicodeDecodeError:
        return _Unflagged(path)


class _Unflagged(zipfile.ZipFile):
    """A zip archive read from a file of its own, which it closes."""

    def __init__(self, path: Path) -> None:
        self._own = _Overlooking(path)
        try:
            super().__init__(self._own)
        except BaseException:
            self._own.close()
            raise

    def close(self) -> None:
        super().close()
        self._own.close()


class _Overlooking(io.FileIO):
    """The bytes of a zip archive with the flag for UTF-8 taken out of its directory."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._flags = sorted(_places_of_flags(self))
        self.seek(0)

    def read(self, size: int | None = -1, /) -> Any:
        """As many bytes as are asked for, or all."""
        start = self.tell()
        data = bytearray(super().read(-1 if size is None else size) or b"")
        for place in self._flags:
            if start <= place < start + len(data):
                data[place - start] &= ~_UTF8_BIT & 0xFF
        return bytes(data)


def _places_of_flags(file: io.FileIO) -> Iterator[int]:
    """Where in the file the high bytes of the flags stand, one an entry of the directory."""
    end = file.seek(0, io.SEEK_END)
    tail_start = file.seek(max(0, end - _END_SIZE - _LONGEST_COMMENT))
    tail = io.FileIO.read(file)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        return
    _, size, _ = _END_HEAD.unpack_from(tail, at)
    start = tail_start + at - size  # the directory ends where the end record begins
    file.seek(max(0, start))
    directory = io.FileIO.read(file, size)
    at = 0
    while directory[at : at + 4] == _ENTRY and at + _ENTRY_SIZE <= len(directory):
        _, _, name, extra, comment = _HEAD.unpack_from(directory, at)
        yield start + at + _HIGH_FLAGS
        at += _ENTRY_SIZE + name + extra + comment
