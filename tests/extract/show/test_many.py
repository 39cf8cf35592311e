"""Many pages: a fact in the address, a search over all, checks, sureness, signatures, and a folder of files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shilu import Extractor
from shilu.extract.decisions import Book, Maker, apply_page, rows_of
from shilu.extract.show import document, show
from shilu.extract.show.told import told_date, told_rules
from shilu.extract.stores import write_folder
from shilu.schemas import Box, Page, PageLine, PageRecords
from tests.extract.show.conftest import Open

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

TEXT = (
    "柳河县办学有成效。全县共有学校120所，其中小学80所、中学40所。柳河县投资25亿元，增长25%，建成86座书屋。"
)


@pytest.fixture(scope="module")
def checked(extractor: Extractor) -> PageRecords:
    return extractor.page(TEXT, published="2022-12", id="甲 1#x")


def opened_fact(tab: Tab) -> str:
    tab.wait_for_selector("#panel:visible")
    return tab.locator('tr[aria-selected="true"] b').inner_text()


def test_a_fact_in_the_address_opens_and_lights_up(samples: tuple[PageRecords, ...], open_html: Open) -> None:
    tab = open_html(document(samples, language="zh"))
    fact = samples[2].facts[-1]
    tab.evaluate("id => { location.hash = `#fact-${encodeURIComponent(id)}`; }", fact.id)
    assert opened_fact(tab) == fact.span.surface
    assert tab.locator("nav [aria-current]").get_attribute("data-id") == samples[2].page.id
    assert tab.locator("mark.on").first.is_visible()
    first = samples[0].facts[0]
    tab.evaluate("id => { location.hash = `#fact-${id}`; }", first.id)
    tab.locator('nav [data-p="0"][aria-current]').wait_for()
    assert opened_fact(tab) == "".join(first.span.surface.split())
    tab.evaluate("() => { location.hash = '#fact-nothing%'; }")
    assert opened_fact(tab) == "".join(first.span.surface.split())


def test_search_goes_over_all_pages_and_finds_ids(samples: tuple[PageRecords, ...], open_html: Open) -> None:
    tab = open_html(document(samples, language="en"))
    fact = samples[3].facts[5]
    tab.locator("#find-all").fill(fact.id)
    tab.locator("#found button").first.wait_for()
    assert tab.locator("#found-count").inner_text() == "1 found"
    tab.locator("#found button").click()
    assert opened_fact(tab) == "".join(fact.span.surface.split())
    tab.locator("#close").click()
    tab.locator("#filter-search").fill(fact.id)
    tab.wait_for_function("() => document.querySelector('#count').textContent.startsWith('1 of')")


def test_every_page_looks_the_same_packed_and_alone(
    samples: tuple[PageRecords, ...], open_html: Open
) -> None:
    both = open_html(document(samples))
    for number, one in enumerate(samples):
        both.locator(f'nav [data-p="{number}"]').click()
        both.locator(f'nav [data-p="{number}"][aria-current]').wait_for()
        alone = open_html(document([one]))
        shown = (
            "() => document.querySelector('#text').innerHTML + document.querySelector('.tables').innerHTML"
        )
        clean = re.compile(r' (?:tabindex="-?\d"|aria-selected="\w+"|data-pointed="\w+")')
        assert clean.sub("", both.evaluate(shown)) == clean.sub("", alone.evaluate(shown))


def test_checks_have_a_tab_and_lead_to_their_amounts(checked: PageRecords, open_html: Open) -> None:
    assert {one.verdict for one in checked.checks} >= {"agrees"}
    tab = open_html(document([checked], language="en"))
    tab.locator("#tab-c").click()
    rows = tab.locator("#panel-c tbody tr")
    assert rows.count() == len(checked.checks)
    rows.first.click()
    assert "stated" in tab.locator("#details").inner_text()
    tab.locator("#details [data-go]").click()
    assert tab.locator("#tab-f").get_attribute("aria-selected") == "true"
    assert opened_fact(tab)


def test_rows_are_sorted_and_filtered_by_how_sure_they_are(
    samples: tuple[PageRecords, ...], open_html: Open
) -> None:
    tab = open_html(document(samples[:1], language="en"))
    shares = (
        "() => [...document.querySelectorAll('#panel-f tbody tr:not([hidden]) td:last-child small')]"
        ".map(one => parseInt(one.textContent))"
    )
    before = tab.evaluate(shares)
    tab.select_option("#filter-order", "sure")
    assert tab.evaluate(shares) == sorted(before)
    tab.select_option("#filter-sure", "0.7")
    kept = tab.evaluate(shares)
    assert 0 < len(kept) < len(before), before
    assert max(kept) <= 70
    tab.locator("#reset").click()
    assert tab.evaluate(shares) == before


def test_it_tells_which_rows_were_signed(checked: PageRecords, tmp_path: Path, open_html: Open) -> None:
    book = Book.open(tmp_path / "x.jsonl")
    maker = Maker(book, "<b>王岩</b>")
    rows = rows_of(checked)
    book.add(
        [maker.of_row(checked, rows[0], "right"), maker.of_row(checked, rows[1], "doubtful", note="查<原文>")]
    )
    found = apply_page(checked, [standing for _, standing in book.rows()])
    tab = open_html(document([found], language="en"))
    assert tab.locator("#panel-f .badge.review").all_inner_texts() == ["signed", "doubtful"]
    tab.select_option("#filter-signed", "review.doubtful")
    tab.locator("#panel-f tbody tr:visible").click()
    told = tab.locator("#details").inner_text()
    assert "<b>王岩</b>" in told
    assert "查<原文>" in told


TOLD = "one => [...one.querySelectorAll('h2,h3,blockquote,dd,li')].map(x => x.textContent).join('\\n')"
CODE = re.compile(r"\b(?:[a-z]+_[a-z_]+|[a-z_]+\.[\w一-鿿]+|\d{4}-(?:2[1-4]|3[3-6]|4[01]))\b")


@pytest.mark.parametrize("number", range(4))
def test_no_code_of_ours_is_shown_to_a_reader(
    number: int, samples: tuple[PageRecords, ...], open_html: Open
) -> None:
    tab = open_html(document([samples[number]], language="zh"))
    shown = []
    for layer in "ftnoc":
        tab.locator(f"#tab-{layer}").click()
        shown.append(tab.locator(".tables").inner_text())
        for row in tab.locator(f"#panel-{layer} tbody tr").all()[:12]:
            row.click()
            details = tab.locator("#details")
            shown.append(details.evaluate(TOLD))
    ids = re.compile(r"\S+#\d+-\d+\.\w+")
    told = ids.sub("", "\n".join(shown))
    assert CODE.findall(told) == []


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("2024-33", "2024年第一季度", "Q1 2024"),
        ("2021-40", "2021年上半年", "first half 2021"),
        ("2021-08-05", "2021年8月5日", "5 Aug 2021"),
        ("198X", "1980年代", "1980s"),
        ("2019/..", "2019年以来", "since 2019"),
        ("../2019-12", "2019年12月以前", "until Dec 2019"),
        ("P3Y2M", "3年2个月", "3 years 2 months"),
        ("T08:30", "08:30", "08:30"),
        ("2021~", "约2021年", "about 2021"),
        ("XXXX-03-05", "3月5日", "5 Mar"),
        ("不详", "不详", "不详"),
    ],
)
def test_dates_are_told_as_people_say_them(value: str, zh: str, en: str) -> None:
    assert told_date(value) == (zh, en)


def test_of_rules_only_their_words_are_told() -> None:
    assert told_rules(["words.一起", "topic_noun", "leftover.unit without a digit", "currencies.元"]) == (
        "一起",
        "元",
    )


def test_a_folder_has_a_file_a_page_and_their_pictures(
    extractor: Extractor, tmp_path: Path, browser: Browser
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "scan.png").write_bytes(PNG)
    line = PageLine(start=0, end=5, box=Box(x=0, y=0, width=1, height=1), image="scan.png")
    source = str(tmp_path / "in" / "a.xml")
    pages = [
        extractor.records(Page(id="甲/1 页", text=TEXT, source=source, lines=(line,))),
        extractor.records(Page(id="甲_1_页", text=TEXT)),
    ]
    write_folder(pages, tmp_path / "run")
    done = show(tmp_path / "run", f"{tmp_path}/out/")
    assert (done.pages, done.more) == (2, False)
    names = {
        path.relative_to(tmp_path / "out").as_posix()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert names == {"甲_1_页.html", "甲_1_页-2.html", "index.html", "pictures/scan.png"}
    tab = browser.new_page()
    troubles: list[str] = []
    tab.on("console", lambda message: troubles.append(message.text))
    fact = pages[0].facts[-1]
    tab.goto((tmp_path / "out" / "index.html").as_uri() + f"#fact-{fact.id}")
    tab.wait_for_selector("#panel:visible")
    assert opened_fact(tab) == fact.span.surface
    tab.locator(".picture summary").click()
    tab.wait_for_function("() => document.querySelector('.picture img').naturalWidth === 1")
    tab.locator("a.index").click()
    tab.wait_for_selector("body.list")
    assert tab.locator("[data-id]").all_inner_texts() == ["甲/1 页", "甲_1_页"]
    assert troubles == []
    tab.close()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000"
    "000049454e44ae426082"
)
