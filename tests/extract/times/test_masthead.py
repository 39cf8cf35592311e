"""The date that a page prints of itself."""

from __future__ import annotations

import pytest

from shilu.extract.times import infer_published


@pytest.mark.parametrize(
    ("text", "value", "surface"),
    [
        ("嘉禾日报\n2023年4月18日 星期二\n第2版", "2023-04-18", "2023年4月18日 星期二"),
        ("二〇二三年四月十八日 星期二", "2023-04-18", "二〇二三年四月十八日 星期二"),
        ("２０２３年４月１８日　星期二　第３版", "2023-04-18", "２０２３年４月１８日　星期二"),
        ("发布时间:2023年4月18日\n正文", "2023-04-18", "2023年4月18日"),
        ("工作报告\n——2023年1月9日在嘉禾县第九届人民代表大会上\n各位代表:", "2023-01-09", "2023年1月9日"),
        (
            "在全县防汛会议上的讲话\n(二〇二三年四月十八日在全县防汛会议上)",
            "2023-04-18",
            "二〇二三年四月十八日",
        ),
        ("发布时间:2023-04-18 09:30\n正文", "2023-04-18", "2023-04-18"),
        ("嘉禾日报 2023.4.18 星期二", "2023-04-18", "2023.4.18 星期二"),
        ("新华社杭州2023年4月18日电", "2023-04-18", "2023年4月18日"),
    ],
)
def test_stated_by_the_page(text: str, value: str, surface: str) -> None:
    found = infer_published(text)
    assert found is not None
    assert found[0] == value
    assert text[found[1] : found[2]] == surface


@pytest.mark.parametrize(
    "text",
    [
        "项目于2023年4月18日开工。",
        "2023年4月18日,全市召开动员会。",
        "2023年4月18日 星期二\n2023年4月19日 星期三",
        "2023年2月30日 星期四",
        "会上宣读了2023年1月9日在市人民代表大会上的报告。",
        "2023年1月9日在县人民代表大会上,县长作了报告。",
        "批号2023-04-18,有效期两年。",
        "没有日期",
    ],
)
def test_not_stated(text: str) -> None:
    assert infer_published(text) is None
