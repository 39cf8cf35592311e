import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.extract.text import fold, traditional_share


@settings(deadline=None)  # the first long text makes the table
@given(st.text())
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=()) | st.sampled_from("銷售，１２𠁞"), min_size=30, max_size=60)
)
def test_a_long_text_is_folded_as_its_characters_are(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("銷售４．６８億元，增長２％", "销售4.68亿元,增长2%"),
        ("１∶２", "1:2"),
        ("著名的乾隆年间", "著名的乾隆年间"),  # simplified text uses 著 and 乾 in their own right
        ("7⽉，⻓江⽔位", "7月,长江水位"),  # Kangxi radicals, and the simplified ones of the supplement
        ("金額︰３﹪", "金额:3%"),  # compatibility ideographs, small and vertical forms
        ("30∼50〜60⁄70‐80", "30~50~60/70-80"),  # other tildes, slashes and hyphens
        ("2050馀公斤", "2050余公斤"),
        ("艾力・買買提‧吐爾遜", "艾力·买买提·吐尔逊"),  # dots in names
        ("１０㎡", "10㎡"),  # no sign is turned into two
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_share_of_traditional_characters() -> None:
    assert traditional_share("銷售額增長") > 0.5
    assert traditional_share("销售额增长") == 0
    assert traditional_share("abc") == 0
