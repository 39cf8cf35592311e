"""That what stands behind a number passes over no reader that would have read it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.times import calendar, clock, feasts, relative, years
from shilu.extract.times.dispatch import Dispatch
from shilu.extract.times.numbers import NUMERIC
from shilu.extract.times.step import Rank

_READERS = (
    *years.readers(), *calendar.readers(), *relative.readers(), *feasts.readers(), *clock.readers()
)  # fmt: skip
_DISPATCH = Dispatch(((reader.first, reader) for reader in _READERS), numerals=NUMERIC)

_NUMBERS = st.sampled_from([*sorted(NUMERIC), "12", "105", "2022", "20221125", "二〇二二", "三十", "十一二"])
_REST = st.sampled_from(
    [*"年月日号点时世代季Q:-./上半周 \n\t", "年代", "季度", "世纪", "初一", "0", "25", "八"]
)


@given(_NUMBERS, st.lists(_REST, min_size=1, max_size=5).map("".join), st.sampled_from(Rank))
def test_no_reader_is_passed_over(number: str, rest: str, rank: Rank) -> None:
    text = number + rest
    tried = _DISPATCH.at(text, 0)
    assert all(reader in tried for reader in _READERS if reader.read(text, 0, rank))
