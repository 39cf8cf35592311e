"""The table of classifiers: what it holds, and phrases of each kind. Its examples are in test_tables.py."""

import pytest

from shilu.extract.quantities import find_quantities
from shilu.extract.quantities.tables import classifiers
from shilu.extract.text.fold import fold

TABLE = classifiers()


def test_there_is_the_full_inventory():
    assert len(TABLE) >= 250
    assert {row.type for row in TABLE} == {
        "individual", "collective", "container", "partitive", "verbal", "temporary", "compound", "kind",
    }  # fmt: skip


def test_surfaces_are_folded_and_ids_differ():
    assert [surface for row in TABLE for surface in row.surfaces if fold(surface) != surface] == []
    assert len({row.id for row in TABLE}) == len(TABLE)


def test_a_row_that_needs_its_noun_names_some():
    assert [row.id for row in TABLE if row.needs == "noun" and not row.counts] == []


@pytest.mark.parametrize(
    ("phrase", "surface"),
    [
        ("3座机场", "3座"), ("2座位于山区的水库", "2座"), ("5名单身职工", "5名"),
        ("8家长期亏损企业", "8家"), ("12家人工智能企业", "12家"), ("16人工作组", "16人"),
        ("2套餐具", "2套"), ("60种植物", "60种"), ("3支出征队伍", "3支"), ("2款项链", "2款"),
        ("3位数学家", "3位"), ("2台风机", "2台"), ("5次要求", "5次"), ("3场地震", "3场"),
        ("6户外来务工家庭", "6户"), ("7家具备资质的企业", "7家"), ("2把手枪", "2把"),
        ("2段位于山区的公路", "2段"), ("3所属地小学", "3所"), ("10张贴纸", "10张"), ("2间隔离病房", "2间"),
        ("5种养殖模式", "5种"), ("12组成员", "12组"), ("10桶装修涂料", "10桶"), ("4本地方志", "4本"),
        ("5道理论题", "5道"), ("3笔记录", "3笔"), ("5项目标", "5项"), ("4支部队", "4支"),
    ],
)  # fmt: skip
def test_counter_examples_do_not_hide_other_words(phrase, surface):
    """The finder lets a counter-example's tail stop its classifier: 3座机 would hide 3座机场."""
    assert [one.span.surface for one in find_quantities(phrase).quantities] == [surface]
