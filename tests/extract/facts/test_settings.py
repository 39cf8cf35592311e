import pytest

from shilu.extract.facts.placed import Placed
from shilu.extract.facts.settings import TimeFound, is_future
from shilu.schemas import Span, Time


def time(value: str | None, start: int = 0) -> Time:
    return Time(
        span=Span(start=start, end=start + 1, surface="年"), type="date", value=value, resolution="stated"
    )


@pytest.mark.parametrize(
    ("value", "published", "future"),
    [
        ("2025", "2022-12", True),
        ("2022", "2022-12", False),  # the year is not over, nor is it to come
        ("2023-01", "2022-12-31", True),
        ("2022-40", "2022-08", False),  # the first half of the year begins in January
        ("2022-41", "2022-06", True),
        ("2022-36", "2022-08", True),
        ("../2030", "2022", False),
        ("203X", "2022", True),
        (None, "2022", False),
        ("2030", None, False),
    ],
)
def test_future(value: str | None, published: str | None, future: bool) -> None:
    assert is_future(TimeFound(time(value), "clause_time"), published) is future


def test_records_by_place() -> None:
    placed = Placed([time("2022", 30), time("2020", 10), time("2021", 20)])
    assert [one.value for one in placed] == ["2020", "2021", "2022"]
    assert [one.value for one in placed.between(10, 30)] == ["2020", "2021"]
    assert [one.value for one in placed.before(30)] == ["2021", "2020"]
    assert len(placed) == 3
