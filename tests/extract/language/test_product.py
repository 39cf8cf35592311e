"""A row's product is its own, whatever stands beside it."""

from __future__ import annotations

import numpy as np
import pytest

from shilu.extract.language import product as module
from shilu.extract.language.product import product


@pytest.fixture
def numbers() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.mark.parametrize("rows", [0, 1, 7, 8, 9, 200])
def test_as_numpy_has_it(numbers: np.random.Generator, rows: int) -> None:
    some = numbers.normal(size=(rows, 660)).astype(np.float32)
    weights = numbers.normal(size=(660, 64)).astype(np.float32)
    assert np.allclose(product(some, weights), some @ weights, atol=1e-3)


def test_each_row_comes_out_the_same_alone_and_among_others(numbers: np.random.Generator) -> None:
    some = numbers.normal(size=(203, 660)).astype(np.float32)
    weights = numbers.normal(size=(660, 64)).astype(np.float32)
    together = product(some, weights)
    for first, last in ((0, 1), (5, 14), (200, 203)):
        assert np.array_equal(product(some[first:last], weights), together[first:last])


def test_so_few_at_once_that_no_thread_is_woken() -> None:
    """OpenBLAS shares products of more than 524,288 multiplications among threads; the largest here has 660 signs and
    64 units."""
    assert module._ROWS * 660 * 64 < 524_288
