"""Every character of a page knows all that lies over it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.show.marks import LAYERS, Mention, Pieces

PLACES = st.tuples(st.sampled_from(LAYERS), st.integers(0, 30), st.integers(1, 12))


@st.composite
def mentions(draw: st.DrawFn) -> list[Mention]:
    places = draw(st.lists(PLACES, max_size=12))
    return [
        Mention(f"{layer}{number}", layer, start, start + size)
        for number, (layer, start, size) in enumerate(places)
    ]


@given(mentions(), st.integers(0, 45), st.integers(0, 45))
def test_pieces_cover_a_range_and_tell_what_lies_over_each_character(
    found: list[Mention], start: int, end: int
) -> None:
    pieces = list(Pieces(found).within(start, end))
    covered = [place for piece in pieces for place in range(piece.start, piece.end)]
    assert covered == list(range(start, end))
    for piece in pieces:
        for place in range(piece.start, piece.end):
            over = {one.key for one in found if one.start <= place < one.end}
            assert {one.key for one in piece.mentions} == over
        assert list(piece.mentions) == sorted(piece.mentions, key=lambda one: one.rank)


def test_the_innermost_comes_first_and_a_bare_number_last() -> None:
    outer, inner = Mention("n0", "n", 0, 9), Mention("t0", "t", 2, 6)
    same, number = Mention("f0", "f", 2, 6), Mention("o0", "o", 2, 3)
    (first, *_) = Pieces([number, outer, inner, same]).within(2, 3)
    assert [one.key for one in first.mentions] == ["f0", "t0", "n0", "o0"]
