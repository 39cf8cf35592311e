"""Cycles are sought seldom in processes of our own, and as often as before in those of others."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from shilu import Extractor
from shilu.extract.collector import collect_seldom


@pytest.fixture
def usual() -> Iterator[tuple[int, int, int]]:
    before = gc.get_threshold()
    yield before
    gc.set_threshold(*before)


def test_it_is_sought_less_often_where_it_is_asked_for(usual: tuple[int, int, int]) -> None:
    collect_seldom()
    assert all(now > before for now, before in zip(gc.get_threshold(), usual, strict=True))
    assert gc.isenabled()


def test_an_extractor_in_a_process_of_others_leaves_it_as_it_is(usual: tuple[int, int, int]) -> None:
    Extractor().page("全县建成102座书屋。", published="2022-12")
    assert gc.get_threshold() == usual
