"""The places of the page: a tree by their codes, one item compared over it, by keyboard, on a phone, on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from shilu.extract.series.home import home_of, uppers_of
from shilu.extract.series.page import series_document
from shilu.extract.series.run import Paper as Listed
from tests.extract.series.building import Paper, joined

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

Open = Callable[..., "Tab"]

TITLES = ("江苏省苏州市张家港市", "江苏省苏州市太仓市", "江苏省苏州市", "浙江省嘉兴市平湖市", "青石县")


def html(language: str = "en") -> str:
    papers = []
    for at, title in enumerate(TITLES, 1):
        paper = Paper(f"d{at}", "2020-02-01", title=f"{title}政府工作报告")
        paper.add(f"{at}00亿元", f"{at}0000000000", "GDP", "2019")
        papers.append(paper.add(f"{at}个", str(at), f"第{at}类停车场", "2019", action="新建"))
    papers[2].add("170亿元", "17000000000", "GDP", "2020-40")  # half a year is not compared with years
    papers[0].add("90亿元", "9000000000", "GDP", "2019", place="锦丰镇")
    listed = [Listed(one.page, one.known, one.title) for one in papers]
    return series_document(joined(papers), listed, language=language)  # type: ignore[arg-type]


def test_a_place_lies_in_those_of_its_code() -> None:
    assert [one.key for one in uppers_of("320582/锦丰镇")] == ["320582", "320500", "320000"]
    assert [one.key for one in uppers_of("320000")] == []
    assert [one.key for one in uppers_of("110108")] == ["110000"]  # a district right below its province
    assert [one.name for one in uppers_of("青石县/沙河镇")] == ["青石县"]
    assert uppers_of("CN") == uppers_of("") == ()


def test_towns_as_a_sort_of_place_are_none() -> None:
    assert home_of("江苏省张家港市政府工作报告").place("常住人口城镇").key == "320582"


def names(tab: Tab) -> list[tuple[str, str]]:
    """The places in order, each with its depth."""
    rows = tab.locator("#tree .row")
    return [
        (
            str(rows.nth(at).get_attribute("class")).split()[1],
            rows.nth(at).locator("button").first.inner_text(),
        )
        for at in range(rows.count())
    ]


def test_places_stand_in_a_tree_by_their_codes(open_html: Open) -> None:
    tab = open_html(html())
    tab.locator("#by_place").click()
    assert names(tab) == [
        ("d0", "江苏省"), ("d1", "苏州市"), ("d2", "张家港市"), ("d3", "锦丰镇"), ("d2", "太仓市"),
        ("d0", "浙江省"), ("d1", "嘉兴市"), ("d2", "平湖市"), ("d0", "青石县"),
    ]  # fmt: skip
    assert "2 variables" in tab.locator("#tree .row", has_text="太仓市").inner_text()


def test_one_item_is_compared_over_the_places(open_html: Open) -> None:
    tab = open_html(html())
    tab.locator("#by_place").click()
    choices = tab.locator("#compare option").all_inner_texts()
    assert choices == ["how many variables each has", "地区生产总值 · 元 (6)"]
    tab.locator("#compare").select_option(index=1)
    bars = {
        row.locator("button").first.inner_text(): row.locator("progress").get_attribute("value")
        for row in tab.locator("#tree .row").all()
        if row.locator("progress").count()
    }
    assert bars == {
        "苏州市": "60",
        "张家港市": "20",
        "锦丰镇": "18",
        "太仓市": "40",
        "平湖市": "80",
        "青石县": "100",
    }
    tab.locator("#tree .row", has_text="太仓市").locator("button").nth(1).click()
    assert tab.locator("#shown h2").inner_text() == "太仓市 · 地区生产总值 · 元"


def test_a_place_chooses_what_lies_in_it(open_html: Open) -> None:
    tab = open_html(html())
    tab.locator("#show").select_option("all")
    tab.locator("#by_place").click()
    tab.locator("#tree button", has_text="苏州市").first.click()
    labels = tab.locator("#list b").all_inner_texts()
    assert {one.split(" · ")[0] for one in labels} == {"苏州市", "张家港市", "太仓市", "张家港市锦丰镇"}
    tab.locator("#place").select_option("330000")
    assert {one.split(" · ")[0] for one in tab.locator("#list b").all_inner_texts()} == {"平湖市"}


def test_the_keyboard_walks_through_the_places(open_html: Open) -> None:
    tab = open_html(html())
    tab.locator("#by_place").focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("() => document.activeElement.id") == "compare"
    tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("() => document.activeElement.textContent") == "苏州市"
    tab.keyboard.press("Enter")
    assert tab.evaluate("() => document.activeElement.closest('#list') !== null")


def test_on_a_phone_the_places_take_the_screen_and_give_it_back(open_html: Open) -> None:
    tab = open_html(html(), width=360, height=740, has_touch=True)
    tab.locator("#by_place").tap()
    tab.locator("#compare").select_option(index=1)
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert tab.evaluate(wide) == 0
    assert not tab.locator("#list").is_visible()
    tab.locator("#back").tap()
    assert tab.locator("#list").is_visible()


def test_the_places_are_printed_and_change_their_language(open_html: Open) -> None:
    tab = open_html(html())
    tab.locator("#by_place").click()
    tab.locator("#language").click()
    assert tab.locator("#shown h2").inner_text() == "地点"
    assert tab.locator("#compare option").first.inner_text() == "各地有多少变量"
    tab.emulate_media(media="print")
    assert tab.locator("#tree .row").first.is_visible()
    assert not tab.locator("nav").is_visible()


@pytest.mark.parametrize("address", ["#places", "#variable-%E0", "#nothing"])
def test_an_address_opens_the_places_or_nothing(open_html: Open, address: str) -> None:
    tab = open_html(html())
    tab.evaluate(f"() => {{ location.hash = '{address}'; }}")
    tab.wait_for_timeout(50)
    assert (tab.locator("#tree").count() == 1) == (address == "#places")
