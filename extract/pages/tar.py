"""Tar archives, plain or compressed, read as streams of which nothing is trusted.

Python's own reader does not compare the check sum of gzip, ends silently at a header that it cannot read, and takes
headers of any size. So an archive is surveyed once from end to end before anything of it is believed.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from shilu.extract.errors import ShiluError

__all__ = ["TIMES", "Survey", "allowed_size", "members", "opened", "survey", "unpacking"]

_FREE = 16 * 1024 * 1024
TIMES = 200
"""An archive may unpack to so many times its own size, or to 16 MiB. Deflate reaches 1,032 times, on runs of one byte;
text reaches 4 to 20."""

_HEADER_MOST = 64 * 1024
"""Bytes of an extended header; a name takes some hundred, and a header of 3 MB can be made to take 6 GB of memory."""

_CHUNK = 1 << 18
_BLOCK = tarfile.BLOCKSIZE
_EXTENDED = frozenset(
    {
        tarfile.XHDTYPE,
        tarfile.XGLTYPE,
        tarfile.SOLARIS_XHDTYPE,
        tarfile.GNUTYPE_LONGNAME,
        tarfile.GNUTYPE_LONGLINK,
    }
)


def allowed_size(archive: Path) -> int:
    """Bytes to which the archive may unpack."""
    return max(_FREE, TIMES * archive.stat().st_size)


class _Stream:
    """The unpacked bytes of an archive, counted. A file that ends too early ends the stream and leaves `cut`; raises
    `ShiluError` S213 where more comes than is allowed, and what the libraries raise over wrong check sums."""

    def __init__(self, archive: Path, file: IO[bytes]) -> None:
        self.read_so_far, self.cut = 0, False
        self._archive, self._allowed = archive, allowed_size(archive)
        self._source = unpacking(file)
        self._last = b""

    def read(self, size: int) -> bytes:
        """So many bytes; fewer at the end."""
        found = bytearray()
        while len(found) < size and not self.cut:
            try:
                more = self._source.read1(size - len(found))
            except EOFError:
                self.cut = True
                break
            if not more:
                break
            found += more
        self.read_so_far += len(found)
        if self.read_so_far > self._allowed:
            raise ShiluError("S213", path=self._archive, times=TIMES)
        self._last = (self._last + found[-_BLOCK:])[-_BLOCK:]
        return bytes(found)

    def drain(self) -> None:
        """Read to the end, where the check sum is."""
        while self.read(_CHUNK):
            pass

    @property
    def ends_well(self) -> bool:
        """Whether the last block read is one of zeros, as at the end of every tar archive."""
        return not self.cut and self._last == bytes(_BLOCK)


def unpacking(file: IO[bytes]) -> Any:
    """What a file holds, if it is packed by gzip, bzip2 or xz."""
    head = file.read(6)
    file.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=file, mode="rb")
    if head.startswith(b"BZh"):
        return bz2.BZ2File(file)
    return lzma.LZMAFile(file) if head.startswith(b"\xfd7zXZ\x00") else file


class _Header(tarfile.TarInfo):
    """A header within bounds. One that cannot be read is an error: Python's reader would end there as if all were
    well."""

    @classmethod
    def frombuf(cls, buf: Any, encoding: str, errors: str) -> _Header:
        """As the base class; raises `tarfile.ReadError` where the check sum is wrong."""
        try:
            found = super().frombuf(buf, encoding, errors)
        except tarfile.InvalidHeaderError as error:  # type: ignore[attr-defined]
            raise tarfile.ReadError(f"a header is damaged: {error}") from error
        if found.size < 0 or (found.type in _EXTENDED and found.size > _HEADER_MOST):
            raise tarfile.ReadError(f"a header of {found.size:,} bytes; {_HEADER_MOST:,} are the most")
        if found.type == tarfile.GNUTYPE_SPARSE:
            raise tarfile.ReadError("it holds a file with holes")
        return found

    def _proc_gnusparse_10(self, *_: object) -> None:
        raise tarfile.ReadError("it holds a file with holes")


def _tar(stream: _Stream) -> tarfile.TarFile:
    return tarfile.open(  # type: ignore[call-overload, no-any-return]  # any object with `read` will do
        fileobj=stream,
        mode="r|",
        tarinfo=_Header,
        encoding="utf-8",
        errors="surrogateescape",
    )


@contextmanager
def opened(archive: Path) -> Iterator[tarfile.TarFile]:
    """The archive, to be read once from the front. Raises what the libraries raise over damaged ones, and `ShiluError`
    S213 where it grows too far."""
    with archive.open("rb") as file, _tar(_Stream(archive, file)) as tar:
        yield tar


def members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """The members but for folders. `TarFile` would keep a record of each: that list is emptied on the way."""
    for member in tar:
        if not member.isdir():
            yield member
        tar.members.clear()  # type: ignore[attr-defined]


class Survey:
    """What a first reading found: how many members (but for folders) stand `whole` in the archive, why it is `cut`
    after them, or null, and the metadata in it."""

    def __init__(self) -> None:
        self.whole = 0
        self.cut: str | None = None
        self._database = sqlite3.connect("")  # a private file, which SQLite deletes when it is closed
        self._database.execute("CREATE TABLE metadata (name TEXT PRIMARY KEY, data BLOB)")

    def keep(self, name: str, data: bytes) -> None:
        """Keep a file of metadata."""
        self._database.execute("INSERT OR REPLACE INTO metadata VALUES (?, ?)", (name, data))

    def metadata(self, name: str) -> bytes | None:
        """A file of metadata; null where there is none of that name."""
        found = self._database.execute("SELECT data FROM metadata WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def close(self) -> None:
        """Forget all."""
        self._database.close()


def survey(archive: Path, *, wanted: Callable[[tarfile.TarInfo], str | None]) -> Survey:
    """Read the archive to its end. `wanted` gives the name under which a member is kept as metadata, or null.

    Raises what the libraries raise where the check sum is wrong or nothing can be read, and `ShiluError` S213.
    """
    found = Survey()
    try:
        with archive.open("rb") as file:
            stream = _Stream(archive, file)
            why = _surveyed(stream, found, wanted)
            stream.drain()  # a wrong check sum is told here
            found.cut = why if stream.ends_well else "it is cut off before its end"
    except BaseException:
        found.close()
        raise
    return found


def _surveyed(stream: _Stream, found: Survey, wanted: Callable[[tarfile.TarInfo], str | None]) -> str | None:
    """Count the members and keep the metadata; why the archive cannot be read beyond them, if so."""
    with _tar(stream) as tar:  # nothing is given of an archive whose first header is none
        seen = members(tar)
        while True:
            try:
                member = next(seen, None)
            except tarfile.TarError as error:
                return f"it is damaged after {found.whole:,} members ({error})"
            if member is None:
                return None
            name = wanted(member) if member.isfile() else None
            file = tar.extractfile(member) if name else None
            try:
                if name and file:
                    found.keep(name, file.read())
            except tarfile.TarError:
                return "its metadata is cut off"
            found.whole += _is_whole(stream, tar, member)


def _is_whole(stream: _Stream, tar: tarfile.TarFile, member: tarfile.TarInfo) -> bool:
    """Whether all of a member's data came; reading on to its last byte is what tells."""
    end = member.offset_data + member.size if member.isreg() else member.offset_data
    source = tar.fileobj
    assert source is not None
    while stream.read_so_far < end and source.read(min(_CHUNK, end - 1 - source.tell())):
        pass
    return stream.read_so_far >= end
