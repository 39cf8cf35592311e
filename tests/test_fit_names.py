"""What the choice of names is fitted from: pages with other names in the place of theirs."""

from __future__ import annotations

from tools.fit.marks import MarkedPage
from tools.names.swapped import swapped

TOWNS = ("青禾镇", "白沙镇", "柳河镇", "石桥镇", "云台镇", "沙坪镇", "南渡镇", "大埠镇")
FIRMS = ("三源农机厂", "稻香粮油厂", "华星轴承厂", "远大水泥厂", "新光纺织厂")


def _page(number: int, town: str, firm: str) -> MarkedPage:
    text = f"标题\n{firm}在{town}建成，{town}有农户三百户。末句。"
    names = [
        {"start": start, "end": start + len(surface), "surface": surface, "type": kind}
        for surface, kind in ((firm, "organisation"), (town, "place"))
        for start in _starts(text, surface)
    ]
    return MarkedPage(f"p-{number}", "news", text, {"marked": [[3, len(text) - 3]]}, (), tuple(names))


def _starts(text: str, surface: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(surface, at)]


PAGES = [_page(number, town, FIRMS[number % len(FIRMS)]) for number, town in enumerate(TOWNS)]


def test_names_stand_where_the_marks_tell() -> None:
    for page in swapped(PAGES, 1):
        assert len(page.names) == 3
        for name in page.names:
            assert page.text[name["start"] : name["end"]] == name["surface"]


def test_a_name_becomes_one_of_its_type_and_the_same_wherever_it_stands() -> None:
    for page in swapped(PAGES, 1):
        firm, town, again = (name["surface"] for name in page.names)
        assert firm in FIRMS
        assert town == again
        assert town in TOWNS


def test_the_window_moves_with_the_words() -> None:
    for page in swapped(PAGES, 1):
        ((start, end),) = page.windows
        assert page.text[:start] == "标题\n"
        assert page.text[end:] == "末句。"


def test_about_six_tenths_of_the_names_are_exchanged() -> None:
    """Holds the number: with half as many a page stays what it was, with all it tells of many things at once."""
    told = [
        (before.names[number]["surface"], after.names[number]["surface"])
        for seed in range(100)
        for before, after in zip(PAGES, swapped(PAGES, seed), strict=True)
        for number in (0, 1)
    ]
    assert 0.5 < sum(old != new for old, new in told) / len(told) < 0.7


def test_a_name_that_is_like_few_others_stays() -> None:
    lone = MarkedPage(
        "p-9", "news", "获金穗奖。", {}, (), ({"start": 1, "end": 4, "surface": "金穗奖", "type": "award"},)
    )
    assert next(page.text for page in swapped([lone, *PAGES], 3)) == lone.text


def test_people_keep_their_names() -> None:
    people = [
        MarkedPage(
            f"p-{name}", "news", f"{name}说", {}, (),
            ({"start": 0, "end": len(name), "surface": name, "type": "person"},),
        )
        for name in ("王小河", "李小河", "张小河", "赵小河", "陈小河")
    ]  # fmt: skip
    assert [page.text for page in swapped(people, 1)] == [page.text for page in people]


def test_the_same_seed_gives_the_same_pages() -> None:
    assert list(swapped(PAGES, 5)) == list(swapped(PAGES, 5))
    assert list(swapped(PAGES, 5)) != list(swapped(PAGES, 6))
