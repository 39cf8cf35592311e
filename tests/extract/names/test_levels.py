"""Every example of `levels.toml` tells the level of its row, no counter-example does."""

import pytest

from shilu.extract.lexicon.levels import Level, levels
from shilu.extract.names.levels import level_of, place_level, seat_of, whole_level
from shilu.schemas import Name, Span


def told(row: Level, words: str) -> int:
    if row.part == "whole":
        return whole_level(words)
    if row.part == "division":
        span = Span.of(words, 0, len(words))
        return place_level(Name(span=span, type="place", canonical=words))
    return level_of(words)


def cases(field: str) -> list[object]:
    return [pytest.param(row, one, id=f"{row.id} {one}") for row in levels() for one in getattr(row, field)]


@pytest.mark.parametrize(("row", "words"), cases("examples"))
def test_an_example_has_the_level_of_its_row(row: Level, words: str) -> None:
    assert told(row, words) == row.level


@pytest.mark.parametrize(("row", "words"), cases("counter"))
def test_a_counter_example_has_another(row: Level, words: str) -> None:
    assert told(row, words) != row.level


@pytest.mark.parametrize("row", [row for row in levels() if row.part == "kind"], ids=lambda row: row.id)
def test_a_kind_of_places_has_no_level_though_it_ends_like_a_name(row: Level) -> None:
    assert {level_of(word) for word in row.surfaces} == {0}
    assert {level_of(f"白鹿{word[-1]}") for word in row.surfaces} != {0}


@pytest.mark.parametrize(
    ("body", "seat"),
    [
        ("太湖县晋熙镇文化站", "太湖县晋熙镇"),
        ("安庆市城市管理局", "安庆市"),
        ("白鹿自治州医院", "白鹿自治州"),
        ("嘉義縣衛生局", "嘉義縣"),
        ("柳河同乡会", None),
        ("白鹿镇", None),
        ("文化站", None),
    ],
)
def test_the_seat_of_a_body(body: str, seat: str | None) -> None:
    assert seat_of(body) == seat
