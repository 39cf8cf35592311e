"""Names of an archive that are one, and those that only look so."""

from __future__ import annotations

import pytest

from shilu.extract.names.same import Known, same_names
from shilu.schemas import NameType


def known(
    canonical: str, mentions: int = 3, *forms: str, kind: NameType = "organisation", code: str = ""
) -> Known:
    return Known(kind, canonical, code, mentions, frozenset(forms))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (known("柳河農業公司", 2), known("柳河农业公司", 6)),
        (known("青禾科技"), known("临江青禾科技有限公司", 2, "青禾科技")),
        (known("临江徽山公司", 1), known("临江微山公司", 5)),
        (known("临江徽山公司", 2), known("临江微山公司", 10)),
    ],
    ids=["scripts", "short", "misread", "misread twice"],
)
def test_forms_of_one_name_are_one(one: Known, other: Known) -> None:
    assert same_names([one, other]) == {one: other, other: other}


@pytest.mark.parametrize(
    "names",
    [
        [known("临江第一中学", 1), known("临江第二中学", 9)],
        [known("临江徽山公司", 1), known("临江微山公司", 4)],
        [known("临江徽山公司", 3), known("临江微山公司", 30)],
        [known("徽山镇", 1, kind="place"), known("微山镇", 9, kind="place")],
        [known("临江徽山公司", 1), known("临江微山公司", 9, kind="facility")],
        [known("柳河镇", 2, kind="place", code="110000"), known("柳河鎮", 2, kind="place", code="120000")],
        [known("县医院"), known("临江县医院", 2, "县医院")],
        [
            known("青禾科技"),
            known("临江青禾科技有限公司", 2, "青禾科技"),
            known("柳河青禾科技公司", 2, "青禾科技"),
        ],
        [known("宏远"), known("临江宏远公司", 2, "宏远")],
        [known("张小兰", kind="person"), known("张小兰兰", 2, "张小兰", kind="person")],
        [known("柳河茶博会", kind="event"), known("第十届柳河茶博会", 2, "柳河茶博会", kind="event")],
        [known("全国人大"), known("各界全国人大", 2, "全国人大")],
        [known("提升行动", kind="programme"), known("临江青禾提升行动", 2, "提升行动", kind="programme")],
    ],
    ids=[
        "numbers",
        "not so rare",
        "often both",
        "short",
        "types",
        "codes",
        "any county's",
        "two owners",
        "two letters",
        "people",
        "one of many",
        "of the tables",
        "general",
    ],
)
def test_two_things_are_never_one(names: list[Known]) -> None:
    assert same_names(names) == {name: name for name in names}


def test_a_short_form_of_a_misread_name_comes_to_the_right_one() -> None:
    right, misread = known("临江微山公司", 20), known("临江徽山公司", 2, "徽山公司")
    short = known("徽山公司", 1)
    found = same_names([right, misread, short])
    assert found[short] == found[misread] == right
