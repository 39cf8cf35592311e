"""Pages in archives: unpacked one at a time into a folder of ours, in the order of the archive.

Nothing in an archive is trusted. A member is written under the last part of its name, into a folder that is removed
before the next, so that no name can lead elsewhere; links and devices are not followed; an archive that unpacks to far
more than text can is left. `page.meta.json` is found beside its page as in a folder.
"""

from __future__ import annotations

import gzip
import lzma
import os
import shutil
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.pages.collect import META_SUFFIX, is_archive, is_packed, is_page
from shilu.extract.pages.metadata import page_name
from shilu.extract.pages.tar import TIMES, allowed_size, members, opened, survey, unpacking
from shilu.extract.pages.zipped import open_zip

__all__ = ["Member", "count_members", "unpacked"]

_LONGEST_NAME = 200
"""Bytes of a file name; file systems take 255, and what lies beside a page has a longer one."""

_META_MOST = 4 * 1024 * 1024
_UTF8_NAMES = 0x800  # the flag of a zip member, APPNOTE 4.4.4 bit 11
_ENCRYPTED = 0x1

_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, struct.error, EOFError,
    NotImplementedError, RuntimeError, ValueError, OverflowError, LookupError,
)  # fmt: skip
"""What the libraries raise over damaged archives."""


@dataclass(frozen=True)
class Member:
    """A page of an archive: how it is called to the user, and where it lies until the next is asked for, under another
    name where its own (`name`) is too long for a file. `unverified` says that the check sum that would vouch for it is
    missing, since the archive was cut."""

    shown: str
    path: Path
    name: str
    unverified: bool = False


@dataclass(frozen=True)
class _Entry:
    """A file of an archive, still packed. `metadata` gives what stands in the `.meta.json` beside it."""

    name: str
    size: int
    open: Callable[[], IO[bytes] | _Within]
    metadata: Callable[[], bytes | None]
    refused: str | None = None
    unverified: bool = False


def unpacked(archive: Path, *, scratch: Path | None = None) -> Iterator[Member | ShiluError]:
    """The pages of an archive, each unpacked into a folder of its own below `scratch`, and why some are not.

    Files with other endings are passed over, as in a folder. Gives `ShiluError` S206 for what is damaged or may not
    be read, S213 for what grows too far, S214 for links and archives within it, and S215 where the archive was cut.
    """
    try:
        allowed = allowed_size(archive)
        for entry in _entries(archive, allowed):
            if (allowed := allowed - entry.size) < 0:
                raise ShiluError("S213", path=archive, times=TIMES)
            if _wanted(entry.name):
                yield from _unpack(entry, f"{archive}/{entry.name}", scratch)
    except _BROKEN as error:
        yield ShiluError("S206", path=archive, why=f"the archive is damaged ({error})")
    except OSError as error:
        yield ShiluError("S206", path=archive, why=error.strerror or error, system=True)
    except ShiluError as error:
        yield error
    except Exception as error:  # whatever a library raises over an archive is the trouble of this archive
        yield ShiluError("S216", path=archive, why=f"{type(error).__name__}: {in_one_line(error)}")


def count_members(archive: Path) -> int:
    """How many pages the archive has, as far as it can be read; a `.jsonl` member counts one."""
    if is_packed(archive):
        return 1
    try:
        if _is_zip(archive):
            with open_zip(archive) as zipped:
                return sum(_wanted(_zip_name(info)) for info in zipped.infolist())
        with opened(archive) as tar:
            return sum(_wanted(_tar_name(member)) for member in members(tar))
    except (*_BROKEN, OSError, ShiluError):
        return 1  # reading it will say what is wrong


def _is_zip(archive: Path) -> bool:
    return archive.suffix.lower() == ".zip"


def _wanted(name: str) -> bool:
    """Whether a member is a page, or an archive, which is refused by name. macOS adds `._page.txt` to its zips."""
    path = PurePosixPath(name)
    ours = is_page(path) or is_archive(Path(path.name))
    return ours and not path.name.startswith("._")


def _unpack(entry: _Entry, shown: str, scratch: Path | None) -> Iterator[Member | ShiluError]:
    name = PurePosixPath(entry.name).name
    refused = "it is an archive within the archive" if is_archive(Path(name)) else entry.refused
    if refused:
        yield ShiluError("S214", path=shown, why=refused)
        return
    with TemporaryDirectory(dir=scratch, prefix="unpacked-") as folder:
        path = Path(folder) / (name if len(os.fsencode(name)) <= _LONGEST_NAME else _short(name))
        try:
            with entry.open() as packed, path.open("wb") as file:
                shutil.copyfileobj(packed, file, 1 << 20)
            if (beside := entry.metadata()) is not None:
                path.with_name(page_name(path) + META_SUFFIX).write_bytes(beside)
        except _BROKEN as error:
            yield ShiluError("S206", path=shown, why=f"the archive is damaged ({error})")
            return
        except OSError as error:
            yield ShiluError("S206", path=shown, why=error.strerror or error, system=True)
            return
        yield Member(shown=shown, path=path, name=name, unverified=entry.unverified)


def _short(name: str) -> str:
    """A name of ours with the endings of a long one."""
    return "long-name" + "".join(PurePosixPath(name).suffixes[-2:])[-20:]


def _entries(archive: Path, allowed: int) -> Iterator[_Entry]:
    if is_packed(archive):
        return iter([_packed(archive, allowed)])
    return _zip_entries(archive) if _is_zip(archive) else _tar_entries(archive)


class _Within:
    """A stream that may give so many bytes and no more: how many it holds stands nowhere that could be trusted."""

    def __init__(self, archive: Path, most: int) -> None:
        self._archive, self._left = archive, most
        self._packed = archive.open("rb")
        self._file = unpacking(self._packed)

    def __enter__(self) -> _Within:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._packed.close()

    def read(self, size: int = -1, /) -> bytes:
        """As that of the stream; raises `ShiluError` S213 beyond the bound."""
        found: bytes = self._file.read(size)
        self._left -= len(found)
        if self._left < 0:
            raise ShiluError("S213", path=self._archive, times=TIMES)
        return found


def _packed(archive: Path, allowed: int) -> _Entry:
    """The page of a file that holds it alone. It is unpacked to its end, where its check sum stands, before it is
    read."""
    name = archive.stem
    beside = archive.with_name(page_name(Path(name)) + META_SUFFIX)

    def metadata() -> bytes | None:
        return beside.read_bytes() if beside.is_file() and beside.stat().st_size <= _META_MOST else None

    return _Entry(name, 0, open=lambda: _Within(archive, allowed), metadata=metadata)


def _zip_entries(archive: Path) -> Iterator[_Entry]:
    with open_zip(archive) as zipped:
        infos = zipped.infolist()
        beside = {_zip_name(info): info for info in infos if _zip_name(info).endswith(META_SUFFIX)}

        def metadata(name: str) -> bytes | None:
            info = beside.get(_beside(name))
            return zipped.read(info) if info and info.file_size <= _META_MOST else None

        for info in infos:
            name = _zip_name(info)
            if not info.is_dir() and _wanted(name):
                yield _Entry(
                    name,
                    info.file_size,
                    open=lambda info=info: zipped.open(info),  # type: ignore[misc]
                    metadata=lambda name=name: metadata(name),  # type: ignore[misc]
                    refused=_zip_refusal(info),
                )


def _zip_refusal(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    return "it is a link" if (info.external_attr >> 16) & 0o170000 == 0o120000 else None


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name of a member. Older programs on Chinese Windows write GB18030 without saying so, and Python takes that
    for code page 437."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAMES:
        with suppress(UnicodeEncodeError):
            name = _known_encoding(name.encode("cp437"))
    return name.replace("\\", "/")


def _known_encoding(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", errors="replace")


def _tar_entries(archive: Path) -> Iterator[_Entry]:
    """Read twice from end to end: first for the check sum and for the metadata, which may stand after its page, then
    for the pages."""
    with closing(survey(archive, wanted=_is_metadata)) as seen, opened(archive) as tar:

        def metadata(name: str) -> bytes | None:
            return seen.metadata(_beside(name))

        for member in islice(members(tar), seen.whole):
            name = _tar_name(member)
            yield _Entry(
                name,
                member.size,
                open=lambda member=member: _opened(tar, member),  # type: ignore[misc]
                metadata=lambda name=name: metadata(name),  # type: ignore[misc]
                refused=None if member.isfile() else "it is a link or a device",
                unverified=seen.cut is not None,
            )
        if seen.cut:
            raise ShiluError("S215", path=archive, why=seen.cut, count=seen.whole)


def _is_metadata(member: tarfile.TarInfo) -> str | None:
    """The name under which the metadata of a page is kept; none for another member."""
    name = _tar_name(member)
    return name if name.endswith(META_SUFFIX) and member.size <= _META_MOST else None


def _opened(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    file = tar.extractfile(member)
    if file is None:
        raise EOFError("no data")
    return file


def _tar_name(member: tarfile.TarInfo) -> str:
    return _known_encoding(member.name.encode("utf-8", "surrogateescape")).replace("\\", "/")


def _beside(name: str) -> str:
    """The name of the metadata of a page."""
    page = PurePosixPath(name)
    return str(page.with_name(page_name(Path(page.name)) + META_SUFFIX))
