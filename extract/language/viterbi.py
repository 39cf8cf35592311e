"""The best tags of many sentences under a CRF, where the scores of single characters decide nearly all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_tags"]

Floats = NDArray[np.float32]


def best_tags(scores: Floats, transitions: Floats, firsts: Sequence[int]) -> NDArray[np.int64]:
    """The tags that Viterbi's search finds: for each sentence those with the highest sum of scores and transitions.

    `scores` (characters, tags) are those of all sentences one after the other, `firsts` tells where each begins,
    `transitions` (tags, tags) what it adds to go from one tag to another.

    Another tag of a character changes at most two transitions. So a tag that scores lower than the character's best
    one by more than twice the spread of the transitions is on no best path; LAC's spread is small, and for nine
    characters in ten nothing is left to search.
    """
    tags: NDArray[np.int64] = scores.argmax(axis=1)
    least = scores.max(axis=1) - 2 * (transitions.max() - transitions.min())
    rivals = scores >= least[:, None]
    doubtful = np.flatnonzero(np.count_nonzero(rivals, axis=1) > 1).tolist()
    begins = set(firsts)
    for first, end in _runs(doubtful, begins):
        open_tags = [np.flatnonzero(row).tolist() for row in rivals[first:end]]
        before = None if first in begins else int(tags[first - 1])
        after = None if end in begins or end == len(tags) else int(tags[end])
        tags[first:end] = _search(scores[first:end], transitions, open_tags, before, after)
    return tags


def _runs(places: Sequence[int], begins: set[int]) -> Iterator[tuple[int, int]]:
    """Neighbours among the places, as half-open ranges that stay within a sentence."""
    first = 0
    for number in range(1, len(places) + 1):
        following = places[number] if number < len(places) else None
        if following != places[number - 1] + 1 or following in begins:
            yield places[first], places[number - 1] + 1
            first = number


def _search(
    scores: Floats,
    transitions: Floats,
    open_tags: Sequence[Sequence[int]],
    before: int | None,
    after: int | None,
) -> list[int]:
    """The best of the tags left open, between the tags decided on either side (None at a sentence's end)."""
    best = {tag: float(scores[0, tag]) for tag in open_tags[0]}
    if before is not None:
        best = {tag: score + float(transitions[before, tag]) for tag, score in best.items()}
    ways: list[dict[int, int]] = []
    for place in range(1, len(open_tags)):
        came = {
            tag: max(best, key=lambda old: best[old] + float(transitions[old, tag]))
            for tag in open_tags[place]
        }
        best = {
            tag: best[old] + float(transitions[old, tag]) + float(scores[place, tag])
            for tag, old in came.items()
        }
        ways.append(came)
    if after is not None:
        best = {tag: score + float(transitions[tag, after]) for tag, score in best.items()}
    path = [max(best, key=best.__getitem__)]
    for came in reversed(ways):
        path.append(came[path[-1]])
    return path[::-1]
