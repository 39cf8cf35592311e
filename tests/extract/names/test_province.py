"""A province lies in no other place: 平安 is a district in Qinghai, yet 平安贵州 is no chain that 贵州 stands for."""

from shilu.extract.names.canonical import name_records
from shilu.extract.names.source import Found, Source

_TEXT = "平安贵州有路，贵州有桥。"


def test_a_province_is_not_short_for_a_word_before_it() -> None:
    found = [Found(0, 4, "place", ()), Found(7, 9, "place", ())]
    names = name_records(Source(_TEXT, _TEXT, ()), found, region=None)
    assert [name.canonical for name in names] == ["平安贵州", "贵州"]
