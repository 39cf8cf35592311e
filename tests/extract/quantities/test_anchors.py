"""Every word that a number may begin with is looked at."""

import pytest

from shilu.extract.quantities.anchors import ANCHOR


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("约好几百人", 1), ("招数台", 1), ("休半年", 1), ("得近半数", 1), ("票过半", 1), ("打对折", 1),
        ("产值翻了近一番", 2), ("列首位", 1), ("百强之首", 0), ("共参拾元", 1), ("高米五", 1), ("长O.5米", 1),
        ("长.5米", 1),        ("若干万元", 0),
    ],
)  # fmt: skip
def test_a_number_may_begin_here(text: str, at: int) -> None:
    found = ANCHOR.search(text)
    assert found is not None
    assert found.start() == at


@pytest.mark.parametrize(
    "text", ["数据", "对话", "首先", "参加", "米饭", "近来", "翻山", "过程", "大量", "Ohio", "结束."]
)
def test_a_word_that_only_begins_like_one_is_passed_over(text: str) -> None:
    assert ANCHOR.search(text) is None
