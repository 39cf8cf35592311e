"""Plain text with columns side by side."""

from __future__ import annotations

import pytest

from shilu.extract.layout import without_gutters

LEFT = [
    "本报讯（记者 李禾）全县今年新",
    "修水渠四百二十余",
    "公里，可灌田三万亩，惠及农户",
    "两千家，水费每吨降了一元三角。",
]
RIGHT = [
    "农民用水协会今年又添了二点",
    "三万人，会费分文不收，账目",
    "每月张榜公布，谁有疑问当场",
    "就能提出来，当场就答复他。",
]


def side_by_side(left: list[str], right: list[str], gap: int = 6) -> str:
    width = max(len(line) for line in left)
    return "".join(
        one + " " * (gap + 2 * (width - len(one))) + other + "\n"
        for one, other in zip(left, right, strict=True)
    )


def test_columns_are_read_one_after_the_other() -> None:
    text = without_gutters("水渠\n\n" + side_by_side(LEFT, RIGHT) + "\n尾注\n")
    assert text.split("\n\n")[:3] == ["水渠", "\n".join(LEFT), "\n".join(RIGHT)]
    assert "尾注" in text


def test_lines_below_the_shorter_column_belong_to_the_longer() -> None:
    text = without_gutters(side_by_side(LEFT, RIGHT) + "还有一行在左边。\n")
    assert text.index("还有一行在左边。") < text.index(RIGHT[0])


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(LEFT) + "\n",
        side_by_side(LEFT[:3], RIGHT[:3]),
        side_by_side(
            ["粮食产量", "油料产量", "棉花产量", "水果产量"], ["32.5万吨", "4.1万吨", "0.2万吨", "8.6万吨"]
        ),
        side_by_side(
            ["床前看月光，", "疑是地上霜。", "抬头望山月，", "低头思故乡。"],
            ["白日依山尽，", "黄河入海流。", "欲穷千里目，", "更上一层楼。"],
        ),
        side_by_side(
            ["第一件事办完了。", "第二件事办完了。", "第三件事办完了。", "第四件事办完了。"],
            ["这一件要等明年。", "那一件要等后年。", "这一件不再办了。", "那一件已经转走。"],
        ),
        "",
    ],
    ids=["one column", "three lines", "a table", "a poem", "a list of sentences", "nothing"],
)
def test_other_text_stays_to_the_character(text: str) -> None:
    assert without_gutters(text) == text
