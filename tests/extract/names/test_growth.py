"""Work grows with what is read and not with its square, where many names meet or one is overlong; calls are counted,
so that a slow machine decides nothing."""

import sys
from collections.abc import Callable, Sequence
from random import Random
from types import FrameType

from shilu.extract.names.canonical import name_records
from shilu.extract.names.grow import grow
from shilu.extract.names.source import Found, Source

_MEETING = "第三届代表大会，"


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, and generators resumed."""
    counted = 0

    def count(_frame: FrameType, event: str, _told: object) -> None:
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


def meetings(times: int) -> tuple[Source, list[Found]]:
    """Meetings that take in their number, and the number of each as a name of its own."""
    source = Source(_MEETING * times, _MEETING * times, ())
    starts = range(0, len(source.text), len(_MEETING))
    names = [Found(at, at + 3, "brand", ("headed",)) for at in starts]
    return source, names + [Found(at + 3, at + 7, "event", ("headed",)) for at in starts]


def test_each_meeting_takes_in_its_number() -> None:
    source, names = meetings(3)
    assert [(one.start, one.end) for one in grow(source, names)] == [(0, 7), (8, 15), (16, 23)]


def test_many_names_that_grow_are_not_compared_with_all_others() -> None:
    few, many = (calls(lambda size=size: grow(*meetings(size))) for size in (50, 400))  # type: ignore[misc]
    assert many <= few * 8 * 1.1


def test_names_within_grown_ones_go_as_if_all_were_compared() -> None:
    chance = Random(5)
    for _ in range(100):
        source, names = meetings(6)
        others = [_any(chance, len(source.text)) for _ in range(12)]
        names = sorted({*names, *others})
        assert grow(source, names) == _compared(source, names)


def _any(chance: Random, size: int) -> Found:
    start = chance.randrange(size - 12)
    return Found(start, start + chance.randrange(1, 12), "person", ("headed",))


def _compared(source: Source, names: Sequence[Found]) -> list[Found]:
    """What `grow` gives, each name compared with each that has grown."""
    alone = [grow(source, [one])[0] for one in names if one.type == "event"]
    grown = {(one.end, one.type): one for one in alone}
    now = [grown.get((one.end, one.type), one) for one in names]
    taken = [(new.start, new.end) for new, old in zip(now, names, strict=True) if new != old]
    return [
        one
        for one in now
        if not any(
            start <= one.start and one.end <= end and (start, end) != (one.start, one.end)
            for start, end in taken
        )
    ]


def test_an_overlong_place_is_not_taken_apart_at_each_character() -> None:
    def read(size: int) -> None:
        (name,) = name_records(
            Source("县" * size, "县" * size, ()), [Found(0, size, "place", ("places",))], region=None
        )
        assert name.canonical == "县" * size

    read(300)  # tables that are made once
    assert calls(lambda: read(1200)) <= calls(lambda: read(301)) * 4
