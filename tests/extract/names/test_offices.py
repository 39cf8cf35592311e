import pytest

from shilu.extract.names import find_names, offices, seat
from tests.extract.names.language import read

Stated = tuple[str, str, str | None]


def stated(text: str) -> list[Stated]:
    doc = read(text)
    return [
        (one.person.surface, one.office, one.organisation.surface if one.organisation else None)
        for one in offices(doc, find_names(doc))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("柳河镇党委书记赵伟介绍，全镇种粮3万亩。", [("赵伟", "书记", "柳河镇党委")]),
        ("寿光市教育局局长王建国说。", [("王建国", "局长", "寿光市教育局")]),
        ("寿光市人民医院副院长刘海波表示。", [("刘海波", "副院长", "寿光市人民医院")]),
        ("种粮大户孙永福算了一笔账。", [("孙永福", "种粮大户", None)]),
        ("王芳老师带着学生来了。", [("王芳", "老师", None)]),
        ("国务院总理李克强出席会议。", [("李克强", "总理", "国务院")]),
        ("老槐树下，钱小红坦言。", []),
        ("今年建成书屋3座。", []),
    ],
)
def test_offices(text: str, expected: list[Stated]) -> None:
    assert stated(text) == expected


def test_spans_of_offices_are_grounded() -> None:
    text = "柳河镇镇长赵伟和寿光市教育局局长王建国出席。"
    doc = read(text)
    for one in offices(doc, find_names(doc)):
        one.person.check(text)
        assert one.office in text
        if one.organisation:
            one.organisation.check(text)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("寿光市人民医院", "寿光市"),
        ("山东省寿光市稻田镇卫生院", "山东省寿光市稻田镇"),
        ("南京大学", "南京"),
        ("南京路小学", None),
        ("宏远纺织有限公司", None),
        ("上海浦东发展银行", "上海浦东"),
        ("第三批济南援藏工作组", None),
        ("国务院", None),
        ("", None),
    ],
)
def test_seat(name: str, place: str | None) -> None:
    assert seat(name) == place
