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
    rivals &= (np.count_nonzero(rivals, axis=1) > 1)[:, None]
    places, open_tags = np.nonzero(rivals)
    choices: dict[int, dict[int, float]] = {}
    for place, tag, score in zip(
        places.tolist(), open_tags.tolist(), scores[places, open_tags].tolist(), strict=True
    ):
        choices.setdefault(place, {})[tag] = score
    begins, steps = {*firsts, len(tags)}, transitions.tolist()
    for first, end in _runs(list(choices), begins):
        before = None if first in begins else int(tags[first - 1])
        after = None if end in begins else int(tags[end])
        tags[first:end] = _search([choices[place] for place in range(first, end)], steps, before, after)
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
    choices: Sequence[dict[int, float]],
    steps: Sequence[Sequence[float]],
    before: int | None,
    after: int | None,
) -> list[int]:
    """The best of the tags left open (with their scores), between those on either side (None at a sentence's end)."""
    best = choices[0]
    if before is not None:
        best = {tag: score + steps[before][tag] for tag, score in best.items()}
    ways: list[dict[int, int]] = []
    for scores in choices[1:]:
        came = {}
        following = {}
        for tag, score in scores.items():
            came[tag] = max(best, key=lambda old: best[old] + steps[old][tag])
            following[tag] = best[came[tag]] + steps[came[tag]][tag] + score
        ways.append(came)
        best = following
    if after is not None:
        best = {tag: score + steps[tag][after] for tag, score in best.items()}
    path = [max(best, key=best.__getitem__)]
    for came in reversed(ways):
        path.append(came[path[-1]])
    return path[::-1]
