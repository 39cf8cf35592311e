"""The page of variables in a browser: what it shows, how it is walked, what it never does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from shilu.extract.series.page import labels, series_document
from shilu.extract.series.run import Paper as Listed
from tests.extract.series.building import Paper, joined

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

Open = Callable[..., "Tab"]

RATE = {"change": "increase"}


def papers(*, hostile: str = "") -> list[Paper]:
    told = []
    for year, level, growth in ((2016, "120", "8.1"), (2017, "131", "7.4"), (2019, "150", "6.2")):
        paper = Paper(f"d{year}", f"{year + 1}-02-01")
        paper.add(
            f"{level}亿元",
            f"{level}00000000",
            "GDP",
            str(year),
            sentence=f"{hostile}全县GDP达到{level}亿元。",
        )
        paper.add(f"{growth}%", growth, "GDP", str(year), **RATE)
        paper.add("7%左右", "7", "GDP", str(year + 1), status="planned", bound="about", **RATE)
        told.append(paper)
    told.append(Paper("d2020", "2020-12-01").add("148亿元", "14800000000", "GDP", "2019"))
    return told


def html(language: str = "en", *, hostile: str = "", show: str = "") -> str:
    listed = [Listed(one.page, one.known, one.title) for one in papers()]
    return series_document(joined(papers(hostile=hostile)), listed, language=language, show=show)  # type: ignore[arg-type]


def test_every_label_has_two_languages() -> None:
    assert labels()["zh"].keys() == labels()["en"].keys()
    assert all(text.strip() for words in labels().values() for text in words.values())


def test_the_page_has_no_foreign_part() -> None:
    page = html()
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert page.count("<script") == 3


def test_a_chart_has_its_table_and_its_promises(open_html: Open) -> None:
    tab = open_html(html())
    tab.locator('#list button[data-v="白鹿县||地区生产总值|||growth|%"]').click()
    assert tab.locator("#shown h2").inner_text() == "白鹿县 · 地区生产总值增速 · %"
    assert tab.locator("#shown svg.chart .point").count() == 6
    assert tab.locator("#shown svg.chart .point.planned").count() == 3
    assert tab.locator("#shown table").nth(0).locator("tbody tr").count() == 6
    verdicts = tab.locator("#shown table").nth(1).locator("tbody .badge").all_inner_texts()
    assert verdicts == ["within the bound", "not reported", "no later document yet"]


def test_revisions_are_steps_and_gaps_are_seen(open_html: Open) -> None:
    tab = open_html(html())
    tab.locator('#list button[data-v="白鹿县||地区生产总值|||level|CNY"]').click()
    assert tab.locator("#shown .step").count() == 1
    assert tab.locator("#shown .point.replaced").count() == 1
    assert tab.locator("#shown rect.gap").count() == 1


def test_a_point_leads_to_its_sentence_and_the_page(open_html: Open) -> None:
    tab = open_html(html(show="pages.html"))
    tab.locator('#list button[data-v="白鹿县||地区生产总值|||level|CNY"]').click()
    tab.locator("#shown .point").first.click()
    assert tab.locator("#panel blockquote mark").inner_text() == "120亿元"
    assert tab.locator("#panel a").get_attribute("href") == "pages.html#fact-d2016%230"
    tab.keyboard.press("Escape")
    assert not tab.locator("#panel").is_visible()


def test_the_keyboard_walks_through_all(open_html: Open) -> None:
    tab = open_html(html())
    tab.locator("body").press("/")
    tab.keyboard.type("增速")
    assert tab.locator("#list button").count() == 1
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.locator("#shown .point").first.focus()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    assert tab.locator("#panel").is_visible()
    tab.keyboard.press("Escape")
    assert tab.evaluate("() => document.activeElement.classList.contains('point')")


def test_the_languages_change_places(open_html: Open) -> None:
    tab = open_html(html("zh"))
    assert "数据表" in tab.locator("#shown").inner_text()
    tab.locator("#language").click()
    assert "Table" in tab.locator("#shown").inner_text()
    assert tab.locator("html").get_attribute("lang") == "en"


def test_filters_find_what_became_of_promises(open_html: Open) -> None:
    tab = open_html(html())
    tab.locator("#show").select_option("silent")
    assert tab.locator("#list b").all_inner_texts() == ["白鹿县 · 地区生产总值增速 · %"]
    tab.locator("#show").select_option("revised")
    assert tab.locator("#list b").all_inner_texts() == ["白鹿县 · 地区生产总值 · 元"]


def test_a_phone_never_scrolls_sideways(open_html: Open) -> None:
    tab = open_html(html(), width=360, height=740, has_touch=True)
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert tab.evaluate(wide) == 0
    tab.locator("#list button").first.tap()
    assert tab.locator("#shown svg.chart").is_visible()
    assert not tab.locator("#list").is_visible()
    assert tab.evaluate(wide) == 0
    tab.locator("#back").tap()
    assert tab.locator("#list").is_visible()


def test_on_paper_the_chart_and_its_tables_stay(open_html: Open) -> None:
    tab = open_html(html())
    tab.emulate_media(media="print")
    assert not tab.locator("nav").is_visible()
    assert tab.locator("#shown svg.chart").is_visible()
    assert tab.locator("#shown table").first.is_visible()


@pytest.mark.parametrize(
    "hostile", ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "‮\x00"]
)
def test_no_text_of_a_document_becomes_markup(open_html: Open, hostile: str) -> None:
    tab = open_html(html(hostile=hostile))
    tab.locator('#list button[data-v="白鹿县||地区生产总值|||level|CNY"]').click()
    tab.locator("#shown .point").first.click()
    assert tab.locator("#panel img, #panel script").count() == 0


def test_without_scripts_the_variables_are_a_list(open_html: Open) -> None:
    tab = open_html(html(), java_script_enabled=False)
    assert "白鹿县 · 地区生产总值 · 元" in tab.locator("noscript .plain, .plain").first.inner_text()
