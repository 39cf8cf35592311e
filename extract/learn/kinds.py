"""What kind of page a text is, told from signs of its writing: whether a page is like those that a user marked.

Corrections fitted on one kind of page do harm on others, whose writers leave out and repeat other things. So the pages
that were marked are held against pages of many kinds, by a logistic regression over how often each mark, numeral and
common word stands in them, and the corrections are used only where a page is like the user's.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

__all__ = ["PageKind", "fit_kind", "kind_signs", "other_pages", "pieces_of", "written_signs"]

Floats = npt.NDArray[np.float64]

_PIECE = 600
"""Characters of a piece. A page is seen in pieces, so that what is common to all of them weighs more than what one
has."""

_ALIKE = 0.4
"""From this chance on a page counts as one of the user's kind. Kinds have equal weight in the fit, while who reads with
weights of his own reads mostly such pages; so it is somewhat under a half."""

_RIDGE = 0.3
_STEPS = 100
_DIGITS = 4
_LEAST_SPREAD = 1e-2

_MARKS = "，。、；：？！“”‘’「」『』《》（）()—…·,.;:?!\"'%％/-　 \n"
_CLASSES = {
    "digits": "0123456789",
    "wide_digits": "０１２３４５６７８９",
    "numerals": "一二三四五六七八九十百千",
    "letters": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_SHAPES = ("line", "sentence", "open_lines")
_STOP = re.compile(r"[。；;！？!?\n]")
_CLOSING = frozenset("。！？；”!?」")


@cache
def _words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The signs that are words: the name of each, and the words that it counts."""
    told = resources.files("shilu.extract.learn").joinpath("kinds.toml").read_text(encoding="utf-8")
    found: list[tuple[str, tuple[str, ...]]] = []
    for row in tomllib.loads(told)["sign"]:
        if row.get("each"):
            found += [(word, (word,)) for word in row["words"]]
        else:
            found.append((row["id"], tuple(row["words"])))
    return tuple(found)


@cache
def kind_signs() -> tuple[str, ...]:
    """The names of the signs of a text, in order."""
    return (*(f"U+{ord(mark):04X}" for mark in _MARKS), *_CLASSES, *(name for name, _ in _words()), *_SHAPES)


def pieces_of(text: str, most: int | None = None) -> list[str]:
    """A text in pieces of nearly one size; `most` of them at most, evenly taken."""
    number = max(1, round(len(text) / _PIECE))
    size = len(text) / number
    taken = range(number) if most is None or number <= most else [
        int((one + 0.5) * number / most) for one in range(most)
    ]  # fmt: skip
    return [text[int(one * size) : int((one + 1) * size)] for one in taken]


def written_signs(text: str) -> list[float]:
    """The `kind_signs` of a text, rounded: roots of counts in a thousand characters, since one more of a rare sign
    tells more than one more of a common one; how long lines and sentences are; and how many lines have no stop."""
    size = max(len(text), 1)
    counts = Counter(text)
    of_marks = [counts[mark] for mark in _MARKS]
    of_classes = [sum(counts[one] for one in characters) for characters in _CLASSES.values()]
    of_words = [
        sum(counts[word] if len(word) == 1 else text.count(word) for word in words) for _, words in _words()
    ]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    sentences = [one for one in _STOP.split(text) if one.strip()]
    shapes = [
        10 * float(np.log1p(sum(map(len, lines)) / max(len(lines), 1))),
        10 * float(np.log1p(sum(map(len, sentences)) / max(len(sentences), 1))),
        30 * sum(line[-1] not in _CLOSING for line in lines) / max(len(lines), 1),
    ]
    shares = [float(np.sqrt(1000 * one / size)) for one in (*of_marks, *of_classes, *of_words)]
    return [round(one, 1) for one in (*shares, *shapes)]


@dataclass(frozen=True)
class PageKind:
    """The kind of the pages that a user marked: how much each of the `kind_signs` of a text speaks for it."""

    bias: float
    weights: tuple[tuple[str, float], ...]

    def chance(self, text: str) -> float:
        """The chance that a page is of this kind, where all kinds of the others together are as likely."""
        names = kind_signs()
        rows = np.array([written_signs(piece) for piece in pieces_of(text)])
        told = sum(rows[:, names.index(name)] * weight for name, weight in self.weights)
        return float(1 / (1 + np.exp(-np.clip(np.mean(self.bias + told), -500, 500))))

    def holds(self, text: str) -> bool:
        """Whether a page is of this kind."""
        return self.chance(text) >= _ALIKE

    def told(self) -> dict[str, object]:
        """As a file of weights has it."""
        return {"bias": self.bias, "signs": dict(self.weights)}

    @classmethod
    def read(cls, told: Mapping[str, object]) -> PageKind:
        """From a file of weights. Raises `KeyError`, `TypeError` or `ValueError` where it is no such thing."""
        signs = told["signs"]
        if not isinstance(signs, dict) or not signs.keys() <= set(kind_signs()):
            raise ValueError("its signs are others than those of this version")
        return cls(float(str(told["bias"])), tuple((name, float(one)) for name, one in signs.items()))


@cache
def other_pages() -> tuple[Floats, ...]:
    """Pages of many kinds as their pieces' signs, a table a page: what a user's pages are held against."""
    told = json.loads(
        resources.files("shilu.extract.learn").joinpath("kinds.json").read_text(encoding="utf-8")
    )
    if tuple(told["signs"]) != kind_signs():
        raise ValueError("kinds.json was written for other signs: python -m tools.fit.kinds --write")
    return tuple(np.array(page, dtype=np.float64) / 10 for page in told["pages"])


def fit_kind(texts: Sequence[str], others: Sequence[Floats]) -> PageKind | None:
    """The kind of some pages, as against others; None where there are none of the one or the other. The pages count
    alike whatever their length, and both sides alike whatever their number; the fewer pages, the weaker the signs."""
    own = [np.array([written_signs(piece) for piece in pieces_of(text)]) for text in dict.fromkeys(texts)]
    if not own or not others:
        return None
    rows = np.vstack([*own, *others])
    share = np.concatenate([
        np.full(len(page), len(own) / len(side) / len(page)) for side in (own, others) for page in side
    ])  # fmt: skip
    right = np.repeat([1.0, 0.0], [sum(map(len, own)), sum(map(len, others))])
    middle = share @ rows / share.sum()
    spread = np.sqrt(share @ (rows - middle) ** 2 / share.sum()) + _LEAST_SPREAD
    weights = _logistic((rows - middle) / spread, right, share)
    slopes = weights[1:] / spread
    bias = float(weights[0] - slopes @ middle)
    kept = ((name, round(float(one), _DIGITS)) for name, one in zip(kind_signs(), slopes, strict=True))
    return PageKind(round(bias, _DIGITS), tuple((name, one) for name, one in kept if one))


def _logistic(rows: Floats, right: Floats, share: Floats) -> Floats:
    """Bias and weights of a regression with a ridge, each row counting by its share."""
    table = np.hstack([np.ones((len(rows), 1)), rows])
    weights: Floats = np.zeros(table.shape[1])
    ridge = np.eye(len(weights)) * _RIDGE
    ridge[0, 0] = 1e-6
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -500, 500)))
        slope = table.T @ (share * (right - chance)) - ridge @ weights
        curve = (table * (share * chance * (1 - chance))[:, None]).T @ table + ridge
        step: Floats = np.linalg.solve(curve, slope).astype(np.float64)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return weights
