import pytest

from shilu import Extractor
from shilu.extract.account import complete_account
from shilu.schemas import NumberAccount, Span


def test_every_number_of_a_page_has_its_role(extractor: Extractor) -> None:
    text = "2021年，第三批队员12人入驻7号楼，统一领取5G手机，千家万户受益。"
    rows = extractor.page(text, published="2021-10").numbers
    roles = {row.span.surface: row.role for row in rows}
    assert roles["12人"] == "fact"
    assert {row.role for row in rows if "2021" in row.span.surface} == {"time"}
    assert {row.role for row in rows if row.span.surface.startswith("第三")} == {"ordinal"}
    assert all(row.reason for row in rows)


def test_a_fact_and_its_row_name_each_other(extractor: Extractor) -> None:
    records = extractor.page("建成36座书屋。")
    assert [row.fact for row in records.numbers if row.role == "fact"] == [records.facts[0].id]


def test_what_no_reading_holds_is_unread() -> None:
    text = "共12人和34人"
    row = NumberAccount(span=Span.of(text, 1, 4), role="fact", reason="x")
    assert [(one.span.surface, one.role) for one in complete_account(text, [row])] == [
        ("12人", "fact"),
        ("34", "unread"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("审理天数由52天缩短至38天。", []),
        ("为期四十天的培训结束。", []),
        ("单次充电可作业6小时。", []),
        ("外汇储备连续两个月上升。", ["两个月"]),
        ("二十分钟", ["二十分钟"]),
        ("两年半过去了，果树挂果86吨。", ["两年半"]),
        ("海滨长廊在约10年内增加至34公里。", ["约10年"]),
    ],
)
def test_a_length_that_is_a_fact_is_no_time(extractor: Extractor, text: str, told: list[str]) -> None:
    records = extractor.page(text, published="2021-10")
    assert [time.span.surface for time in records.times if time.type == "duration"] == told
