"""The chances by which the choice is fitted, against all sets of spans reckoned one by one."""

from itertools import combinations
from math import exp

import pytest

from tools.names.lattice import chances, clusters

SPANS = [(0, 2), (0, 5), (1, 3), (3, 5), (5, 6)]
WORTH = [0.7, -0.3, 1.1, 0.0, -2.0]


def _apart(spans: list[tuple[int, int]]) -> bool:
    return all(one[1] <= two[0] or two[1] <= one[0] for one, two in combinations(spans, 2))


def test_chances_are_those_of_all_sets_without_overlap() -> None:
    numbers = range(len(SPANS))
    sets = [chosen for size in range(len(SPANS) + 1) for chosen in combinations(numbers, size)]
    weights = {one: exp(sum(WORTH[n] for n in one)) for one in sets if _apart([SPANS[n] for n in one])}
    total = sum(weights.values())
    expected = [sum(weight for one, weight in weights.items() if n in one) / total for n in numbers]
    assert chances(SPANS, WORTH) == pytest.approx(expected)


def test_clusters_part_where_nothing_overlaps() -> None:
    assert list(clusters(SPANS, [True] * 5)) == [[0, 1, 2, 3], [4]]
    assert list(clusters(SPANS, [True, False, False, True, True])) == [[0], [3], [4]]
