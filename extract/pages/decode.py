"""Bytes to text: UTF-8, UTF-16, GB18030 and Big5, told apart by what the bytes can be, never by the machine's
locale.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from pathlib import Path

from shilu.extract.errors import ShiluError

__all__ = [
    "BIG5", "bom_encoding", "check_encoding", "decode", "is_big5", "is_broken_utf8", "refuse_binary", "refuse_private",
    "undecodable", "unmarked_utf16",
]  # fmt: skip

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, as of Word or Excel"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "gzip data"),
)

BIG5 = "big5hkscs"
"""Big5 as Python has it with the characters of Hong Kong, of which plain Big5 is a part."""

_TRIED = "UTF-8, UTF-16, GB18030 and Big5"
_SAMPLE = 1 << 16
_BROKEN_SHARE = 0.1
_PRIVATE_SHARE = 0.1
_PRIVATE = re.compile("[\ue000-\uf8ff]")

_COMMON = frozenset(
    "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可二三十"
)
"""Characters that make up a fifth to a third of any Chinese text in traditional script, and little of bytes misread."""

_COMMON_SHARE = 0.06


def check_encoding(encoding: str) -> str:
    """The encoding, if it is one that Python reads text in. Raises `ShiluError` S111 otherwise."""
    try:
        "".encode(encoding)  # refuses what is no encoding of text, such as base64, too
    except (LookupError, ValueError) as error:
        raise ShiluError("S111", encoding=encoding) from error
    return encoding


def decode(data: bytes, path: Path | str, encoding: str | None = None) -> str:
    """The text of a file, line ends made `\\n` as Python's text files do, without its byte order mark.

    Offsets count the characters of this text. `path` is only named in messages. `encoding`, where it is given, is not
    doubted, but for a byte order mark. Raises `ShiluError` S201 for
    what is no text (with the first byte that shows it), S202 for text that none of the encodings can hold and S211
    for text that is GB18030 by its bytes only.

    >>> decode("建成102座书屋".encode("gb18030"), "a.txt")
    '建成102座书屋'
    """
    refuse_binary(data, path)
    encoding = bom_encoding(data) or encoding or unmarked_utf16(data)
    text = _strictly(data, encoding, path) if encoding else _unmarked(data, path)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def refuse_binary(data: bytes, path: Path | str) -> None:
    """Raise `ShiluError` S201 where the first bytes are those of a document or an image."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise ShiluError("S201", path=path, what=what, offset=0)


def bom_encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark names, or None without a mark."""
    return next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)


def unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: zero bytes, but only in the high halves (of digits, spaces, line ends)."""
    sample = data[:_SAMPLE]
    if (len(data) % 2 and len(data) <= _SAMPLE) or 0 not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if (
            high
            and not low
            and _mostly_han(sample[: len(sample) // 2 * 2].decode(encoding, errors="replace"))
        ):
            return encoding
    return None


def _mostly_han(text: str) -> bool:
    """Whether most characters are Chinese, their punctuation or ASCII: true of no other file's bytes paired
    up.
    """
    usual = sum(
        1 for c in text if "\u4e00" <= c <= "\u9fff" or " " <= c <= "~" or c in "\n\r\t、。《》“”—…　"
    )
    return usual * 10 >= len(text) * 8


def _strictly(data: bytes, encoding: str, path: Path | str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise undecodable(data, error.start, path) from error


def _unmarked(data: bytes, path: Path | str) -> str:
    if (zero := data.find(0)) >= 0:
        raise ShiluError("S201", path=path, what="a zero byte", offset=zero)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if is_broken_utf8(data):
            raise undecodable(data, error.start, path) from error
    if is_big5(data):
        return _strictly(data, BIG5, path)
    text = _strictly(data, "gb18030", path)
    refuse_private(text, path)
    return text


def is_big5(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 are Big5 rather than GB18030, as far as a sample of them tells.

    Most bytes of the one can be read as the other; but read wrongly, the commonest characters become rare ones.

    >>> is_big5("今年七月，全縣建成一百座書屋".encode("big5")), is_big5("今年七月，全县建成一百座书屋".encode("gbk"))
    (True, False)
    """
    sample = data[:_SAMPLE]
    as_big5, as_gb = (_readable(sample, encoding) for encoding in (BIG5, "gb18030"))
    if as_big5 is None:
        return False
    return _common(as_big5) > max(_COMMON_SHARE, 2 * _common(as_gb or ""))


def _readable(sample: bytes, encoding: str) -> str | None:
    """The sample as text; None where it cannot be. Its last character may be cut in two."""
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(sample)
    except UnicodeDecodeError:
        return None


def _common(text: str) -> float:
    """The share of the commonest characters among those that are not ASCII."""
    foreign = [character for character in text if character > "\x7f"]
    return sum(character in _COMMON for character in foreign) / len(foreign) if foreign else 0.0


def refuse_private(text: str, path: Path | str) -> None:
    """Raise `ShiluError` S211 where many characters read as GB18030 lie in the private use area.

    Big5 gives bytes that GB18030 accepts, but the commonest Chinese characters of Big5 have the bytes of user-defined
    characters there. A page in GB18030 has few of those or none.
    """
    total = sum(1 for character in text if character > "\x7f")
    count = sum(1 for _ in _PRIVATE.finditer(text))
    if count > total * _PRIVATE_SHARE:
        raise ShiluError("S211", path=path, count=count, total=total)


def is_broken_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few: GB18030 would accept them and give other characters."""
    if _holds_surrogates(data):
        return True
    text = data.decode("utf-8", errors="replace")
    foreign = sum(1 for character in text if character > "\x7f")
    return text.count("\ufffd") <= foreign * _BROKEN_SHARE


def _holds_surrogates(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for halves of surrogate pairs, which some programs write."""
    try:
        data.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def undecodable(data: bytes, offset: int, path: Path | str, *, base: int = 0) -> ShiluError:
    """The S202 for the byte at `offset` of data that begins `base` bytes into the file."""
    byte = next(islice(data, offset, None), 0)
    return ShiluError("S202", path=path, byte=f"0x{byte:02X}", offset=base + offset, tried=_TRIED)
