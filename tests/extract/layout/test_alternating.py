"""Plain text in which the lines of columns alternate."""

from __future__ import annotations

from itertools import chain

import pytest

from shilu import Extractor
from shilu.extract.layout import without_alternation
from shilu.schemas import Page

LEFT = [
    "本报讯（记者 李禾）全县今年新修水渠136",
    ".5公里，可灌田三万亩，惠及农户2万户，到",
    "年底全部完工，水管总共铺设420余",
    "公里，水费每吨降了一元三角，收缴率95",
    "%，比去年提高了许多，村里人都叫好。",
]
RIGHT = [
    "农民用水协会今年又添了会员，每吨收4.",
    "5元，账目每月张榜公布，谁有疑问当场",
    "就能提出来，当场就答复他，会员共2.3",
    "万人，会费分文不收，用水的纠纷调解了",
    "63起，还有12起等到来年春天再议。",
]


def alternating(*columns: list[str]) -> str:
    return "\n".join(chain.from_iterable(zip(*columns, strict=True))) + "\n"


def test_columns_are_read_one_after_the_other() -> None:
    text = without_alternation("水渠通水\n" + alternating(LEFT, RIGHT))
    assert text.split("\n\n")[0].endswith("\n".join(LEFT))
    assert "\n".join(RIGHT) in text


def test_no_amount_is_put_together_over_the_gutter(extractor: Extractor) -> None:
    text = without_alternation(alternating(LEFT, RIGHT))
    found = {fact.span.surface.replace("\n", "") for fact in extractor.records(Page(id="p", text=text)).facts}
    assert {"136.5公里", "420余公里", "4.5元", "2.3万人", "95%"} <= found
    assert not any("万" in one and "420" in one for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(LEFT) + "\n",
        alternating(LEFT[2:4], RIGHT[2:4]),
        "1.\n一条路修到了村口，大家都说好\n2.\n另一条路修到了山上，果子好卖\n",
        "合计收入4.\n全县今年新修水渠五百公里\n\n全县今年又架桥两座共3.\n水费每吨降了一元三角整\n",
        "",
    ],
    ids=["one column", "nothing that shows it", "numbers of a list", "one place in each part", "nothing"],
)
def test_other_text_stays(text: str) -> None:
    assert without_alternation(text) == text
