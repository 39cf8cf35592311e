"""The lines of a text file, however large, with its encoding found out before the first is given."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from shilu.extract.errors import ShiluError
from shilu.extract.pages.decode import (
    BIG5,
    bom_encoding,
    decode,
    is_big5,
    is_broken_utf8,
    refuse_binary,
    refuse_private,
    undecodable,
    unmarked_utf16,
)

__all__ = ["lines_of"]

_WHOLE = 4_000_000
"""Files up to so many bytes are decoded in one go."""

_CHUNK = 1 << 18


def lines_of(path: Path, encoding: str | None = None) -> Iterator[str]:
    """The lines of the file with their ends, which are `\\n` throughout; only line feeds and returns end them.

    A large file is read twice, first to find its encoding, and never held. Raises `ShiluError` S201, S202 and S211
    as `decode` does, before the first line is given, and `OSError` where the file cannot be read.
    """
    if path.stat().st_size <= _WHOLE:
        yield from _kept(decode(path.read_bytes(), path, encoding))
        return
    with path.open(encoding=_encoding(path, encoding), newline=None) as file:
        while line := file.readline(_CHUNK * 8):  # a line that is longer than memory comes in parts
            yield line


def _kept(text: str) -> Iterator[str]:
    start = 0
    while (end := text.find("\n", start) + 1) > 0:
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def _encoding(path: Path, given: str | None) -> str:
    """The encoding of a large file, every byte of which it can hold: the one given, where there is one."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    refuse_binary(head, path)
    if known := bom_encoding(head) or given or unmarked_utf16(head):
        _check(path, known)
        return known
    try:
        _check(path, "utf-8", plain=True)
    except ShiluError as error:
        if error.code == "S201" or is_broken_utf8(head):
            raise
        if is_big5(head):
            _check(path, BIG5)
            return BIG5
        _check(path, "gb18030")
        refuse_private(head.decode("gb18030", errors="ignore"), path)
        return "gb18030"
    return "utf-8"


def _check(path: Path, encoding: str, *, plain: bool = False) -> None:
    """Decode the file a piece at a time. Raises `ShiluError` S202 at the first byte that the encoding cannot hold,
    and S201 at a zero byte where `plain`."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    offset = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            if plain and (zero := chunk.find(0)) >= 0:
                raise ShiluError("S201", path=path, what="a zero byte", offset=offset + zero)
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                raise undecodable(error.object, error.start, path, base=offset - held) from error
            if not chunk:
                return
            offset += len(chunk)
