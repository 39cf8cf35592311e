"""Zip archives whose names are said to be UTF-8 and are not: some Chinese programs set the flag and write GB18030.

The zip module of the standard library gives such an archive up. Here the flag is overlooked, in the bytes on their way
to the module, so that its names come as it gives those of archives without the flag.
"""

from __future__ import annotations

import io
import struct
import zipfile
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["open_zip"]

_ENTRY = b"PK\x01\x02"
_HEAD = struct.Struct("<28xHHH8xI")
"""Of an entry of the central directory (APPNOTE 4.3.12): lengths of name, extra field and comment, and where the member
itself begins."""
_ENTRY_SIZE = 46
_END = b"PK\x05\x06"
_END_HEAD = struct.Struct("<12xII")
"""Of the end record (4.3.16): size and place of the central directory."""
_END_SIZE = 22
_LONGEST_COMMENT = 0xFFFF
_IN_DIRECTORY, _IN_MEMBER = 9, 7
"""Where the second byte of the flags stands in an entry of the directory, and at the head of a member."""
_UTF8_BIT = 0x08
"""The flag, bit 11, in that byte."""


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
    """The bytes of a zip archive with the flag for UTF-8 taken out."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._flags = sorted(_places_of_flags(self))
        self.seek(0)

    def read(self, size: int | None = -1, /) -> Any:
        """As many bytes as are asked for, or all."""
        start = self.tell()
        data = bytearray(super().read(-1 if size is None else size) or b"")
        first, last = bisect_left(self._flags, start), bisect_left(self._flags, start + len(data))
        for place in self._flags[first:last]:
            data[place - start] &= ~_UTF8_BIT & 0xFF
        return bytes(data)


def _places_of_flags(file: io.FileIO) -> Iterator[int]:
    """Where in the file the high bytes of the flags stand: of each entry of the directory and of its member."""
    end = file.seek(0, io.SEEK_END)
    tail_start = file.seek(max(0, end - _END_SIZE - _LONGEST_COMMENT))
    tail = io.FileIO.read(file)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        return
    size, stated = _END_HEAD.unpack_from(tail, at)
    start = tail_start + at - size  # the directory ends where the end record begins
    file.seek(max(0, start))
    directory = io.FileIO.read(file, size)
    at = 0
    while directory[at : at + 4] == _ENTRY and at + _ENTRY_SIZE <= len(directory):
        name, extra, comment, member = _HEAD.unpack_from(directory, at)
        yield start + at + _IN_DIRECTORY
        yield start - stated + member + _IN_MEMBER  # something may stand before the archive
        at += _ENTRY_SIZE + name + extra + comment
