"""All of a page is read, whatever places its lines have: boxes in whole pixels, in every way that they may lie."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from shilu.extract.layout import Line, Scan, lay_out
from shilu.schemas.page import Box

WORDS = "全县今年新修水渠四百二十余公里可灌田三万亩惠及农户六千五百家"
FAR = 10_000_000


@st.composite
def columns(draw: st.DrawFn) -> list[Line]:
    """Lines one below another in some columns, as programs write them: of one size and one distance but for some."""
    em = draw(st.sampled_from([1, 5, 10, 20, 32, 1000]))
    pitch = em * draw(st.sampled_from([7, 10, 15])) // 10
    steps = st.sampled_from([pitch, pitch, pitch, em, em * 2, 0])
    sizes = st.sampled_from([em, em, em, em * 2, em * 3, 0])
    upright = draw(st.booleans())
    lines: list[Line] = []
    for _ in range(draw(st.integers(1, 5))):
        left, top = (
            em * draw(st.integers(-20, 60)),
            em * draw(st.integers(-2, 3)) + draw(st.sampled_from([0, FAR])),
        )
        for _ in range(draw(st.integers(0, 12))):
            size, length = draw(sizes), draw(st.sampled_from([0, 1, 3, 10, 10, 12]))
            lines.append(Line(WORDS[:length], _box(left, top, size * length, size, upright=upright)))
            top += draw(steps)
    return lines


@st.composite
def scattered(draw: st.DrawFn) -> list[Line]:
    """Lines anywhere, of any size, some without a place."""
    place, side = st.integers(-50, 500) | st.integers(-FAR, FAR), st.integers(0, 200) | st.integers(0, FAR)
    box = st.builds(Box, x=place, y=place, width=side, height=side)
    return draw(st.lists(st.builds(Line, st.text(WORDS + " ", max_size=20), st.none() | box), max_size=25))


def _box(left: int, top: int, width: int, height: int, *, upright: bool = False) -> Box:
    if upright:
        return Box(x=-top - height, y=left, width=height, height=width)
    return Box(x=left, y=top, width=width, height=height)


def _is_read_whole(lines: list[Line], turned: int) -> None:
    scan = Scan((tuple(lines),), turned=turned)
    text, places = lay_out(scan)
    assert Counter("".join(text.split())) == Counter("".join("".join(line.text.split()) for line in lines))
    assert all(text[place.start : place.end].strip() for place in places)
    ends = [end for place in places for end in (place.start, place.end)]
    assert ends == sorted(ends)
    assert lay_out(scan) == (text, places)


OVERLAPPING = [
    Line(WORDS[:10], _box(left, top, 200, 20))
    for left, tops in ((0, (0, 14, 34, 54)), (240, (14, 34, 54, 74)))
    for top in tops
]
"""A first line that overlaps the next one by three tenths of its size to the pixel."""


@given(columns(), st.sampled_from([0, 90, 180, 270]))
@example(OVERLAPPING, 0)
def test_columns_of_lines_in_whole_pixels_are_read_whole(lines: list[Line], turned: int) -> None:
    _is_read_whole(lines, turned)


@given(scattered(), st.sampled_from([0, 90, 180, 270]))
def test_lines_anywhere_are_read_whole(lines: list[Line], turned: int) -> None:
    _is_read_whole(lines, turned)


def test_a_line_without_a_place_stands_below_the_one_that_it_follows_in_the_file() -> None:
    """Some programs give no place to a line now and then; its words are as much of the page as the others."""
    left = [Line(f"左{number}{WORDS[:8]}", _box(0, 30 * number, 200, 20)) for number in range(8)]
    right = [Line(f"右{number}{WORDS[:8]}", _box(240, 30 * number, 200, 20)) for number in range(8)]
    rows = [line for pair in zip(left, right, strict=True) for line in pair]
    rows.insert(rows.index(right[3]) + 1, Line("新渠通水8公里"))
    text, places = lay_out(Scan((tuple(rows),)))
    assert f"{right[3].text}\n新渠通水8公里\n{right[4].text}\n" in text
    (own,) = [place for place in places if place.box is None]
    assert text[own.start : own.end] == "新渠通水8公里"
    assert own.unsure
