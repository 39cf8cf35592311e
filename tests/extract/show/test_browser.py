"""The page in a real browser: what it shows, and what mouse and keys do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shilu.extract.show import document
from shilu.extract.show.entries import entries_of
from shilu.extract.show.told import told_rules
from shilu.schemas import PageRecords
from tests.extract.show.building import article, fact, name, records, slot, time
from tests.extract.show.conftest import Open
from tests.extract.show.looking import FOCUS, IN_SIGHT, MARKED, MARKS, bare, count, shown_rows

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab


@pytest.mark.parametrize("number", range(4))
def test_every_mention_is_marked_with_its_own_characters(
    number: int, samples: tuple[PageRecords, ...], open_html: Open
) -> None:
    opened = open_html(document([samples[number]]))
    marked = dict(opened.evaluate(MARKS))
    entries = entries_of(samples[number])
    assert {key: bare("".join(texts)) for key, texts in marked.items()} == {
        entry.mention.key: bare(entry.span.surface) for entry in entries
    }
    assert count(opened, "#panel-f tbody tr") == len(samples[number].facts)


def test_overlapping_and_nested_mentions_keep_their_own_marks(open_html: Open) -> None:
    text = "二〇二一年石桥村修桥7座"
    found = records(
        text,
        facts=(fact(text, "7座"),),
        names=(name(text, "一年石桥村"), name(text, "石桥")),
        times=(time(text, "二〇二一年石"),),
    )
    opened = open_html(document([found]))
    pieces = {key: opened.evaluate(MARKED, key) for key in ("t0", "n0", "n1", "f0")}
    assert pieces == {
        "t0": ["二〇二", "一年", "石"],
        "n0": ["一年", "石", "桥", "村"],
        "n1": ["石", "桥"],
        "f0": ["7座"],
    }
    both = opened.locator("mark", has_text="一年").first
    assert both.get_attribute("class") == "n t"
    opened.locator('mark[data-m~="n1"]').first.hover()
    assert opened.locator("mark.hot").all_inner_texts() == ["石", "桥"]


def test_a_mention_over_a_column_break_lights_up_in_all_its_parts(open_html: Open) -> None:
    text = "他们来到安宁\n\n书屋读书"
    found = records(
        text,
        articles=(article(text, [("他们来到安宁", "body"), ("书屋读书", "body")]),),
        names=(name(text, "安宁\n\n书屋"),),
    )
    opened = open_html(document([found]))
    assert count(opened, "p.body") == 1
    assert count(opened, ".break") == 1
    opened.locator("mark", has_text="书屋").hover()
    assert opened.locator("mark.hot").all_inner_texts() == ["安宁", "书屋"]
    assert opened.locator("mark[role]").all_inner_texts() == ["安宁"]


def test_pointing_at_either_side_marks_the_other_and_brings_it_into_sight(
    tab: Tab, samples: tuple[PageRecords, ...]
) -> None:
    last = f"f{len(samples[0].facts) - 1}"
    assert not tab.evaluate(IN_SIGHT, f'tr[data-m="{last}"]')
    tab.locator(f'mark[data-m~="{last}"]').first.hover()
    tab.wait_for_function(IN_SIGHT, arg=f'tr[data-m="{last}"]')
    assert tab.locator("tr.hot").get_attribute("data-m") == last
    tab.locator(".tables").evaluate("pane => { pane.scrollTop = 0; }")
    tab.locator('tr[data-m="f0"]').hover()
    tab.wait_for_function(IN_SIGHT, arg='mark[data-m~="f0"]')
    assert {one.get_attribute("data-m") for one in tab.locator("mark.hot").all()} <= {"f0", "f0 o0"}
    assert count(tab, "tr.hot") == 1


def test_pointing_at_a_name_marks_the_facts_that_it_gave_a_slot(open_html: Open) -> None:
    text = "石桥村修桥7座，柳村修路8里"
    facts = (
        fact(text, "7座", subject=slot(text, "石桥村")),
        fact(text, "8里", subject=slot(text, "柳村")),
    )
    opened = open_html(document([records(text, facts=facts, names=(name(text, "柳村"),))]))
    opened.locator('mark[data-m~="n0"]').first.hover()
    assert opened.locator("tr.kin").evaluate_all("rows => rows.map(one => one.dataset.m)") == ["f1"]


def test_filters_by_kind_status_name_and_text(tab: Tab, samples: tuple[PageRecords, ...]) -> None:
    facts = samples[0].facts
    money = [f"f{number}" for number, one in enumerate(facts) if one.kind == "money"]
    tab.select_option("#filter-kind", label="money")
    assert shown_rows(tab) == money
    assert 0 < len(money) < len(facts)
    assert f"{len(money)} of {len(facts)} shown" in tab.locator("#count").inner_text()
    marked = tab.locator("mark.f").evaluate_all("all => all.flatMap(one => one.dataset.m.split(' '))")
    assert {key for key in marked if key.startswith("f")} == set(money)
    tab.locator("#reset").click()
    assert len(shown_rows(tab)) == len(facts)

    tab.select_option("#filter-status", label="planned")
    assert shown_rows(tab) == [f"f{number}" for number, one in enumerate(facts) if one.status == "planned"]
    tab.locator("#reset").click()

    place = next(one.place.text for one in reversed(facts) if one.place)
    tab.fill("#filter-name", place)
    named = shown_rows(tab)
    slots = ("item", "subject", "programme", "place", "speaker")
    assert named == [
        f"f{number}"
        for number, one in enumerate(facts)
        if any(place in getattr(one, key).text for key in slots if getattr(one, key))
    ]
    tab.locator("#reset").click()

    surface = facts[5].span.surface
    tab.fill("#filter-search", f" {surface}  ")
    assert "f5" in shown_rows(tab)
    assert all(surface in bare(facts[int(key[1:])].sentence.surface) for key in shown_rows(tab))
    tab.fill("#filter-search", "没有这样的字")
    assert shown_rows(tab) == []
    assert "No record fits." in tab.locator("#count").inner_text()


def test_each_tab_has_its_table_and_keeps_its_filter(tab: Tab, samples: tuple[PageRecords, ...]) -> None:
    tab.locator("#tab-n").click()
    assert len(shown_rows(tab)) == len(samples[0].names)
    tab.select_option("#filter-kind", label="person")
    people = [one.span.surface for one in samples[0].names if one.type == "person"]
    assert tab.locator("#panel-n tbody tr:visible b").all_inner_texts() == people
    tab.locator("#tab-t").click()
    assert len(shown_rows(tab)) == len(samples[0].times)
    tab.locator("#tab-n").click()
    assert len(shown_rows(tab)) == len(people)
    tab.locator("#tab-o").click()
    assert len(shown_rows(tab)) == sum(one.role != "fact" for one in samples[0].numbers)


def test_a_layer_of_marks_can_be_put_out(tab: Tab) -> None:
    assert count(tab, "mark.n") > 0
    tab.locator('[data-layer="n"]').click()
    assert count(tab, "mark.n") == 0
    assert count(tab, "mark.f") > 0
    assert tab.locator('[data-layer="n"]').get_attribute("aria-pressed") == "false"


def test_a_walk_through_the_text_by_keyboard(tab: Tab) -> None:
    for _ in range(20):
        tab.keyboard.press("Tab")
        if tab.evaluate("() => document.activeElement.matches('mark')"):
            break
    first = tab.evaluate(FOCUS)
    assert tab.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("ArrowRight")
    second = tab.evaluate(FOCUS)
    assert second != first
    assert tab.locator("mark.hot").count() >= 1
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate(FOCUS) == first
    tab.keyboard.press("End")
    tab.keyboard.press("Enter")
    assert tab.locator("#panel").is_visible()
    assert tab.evaluate(FOCUS) == "panel"
    tab.keyboard.press("Escape")
    assert not tab.locator("#panel").is_visible()
    assert tab.evaluate("() => document.activeElement.matches('#text mark')")


def test_a_walk_through_tabs_table_and_details_by_keyboard(tab: Tab) -> None:
    tab.locator("#text [tabindex='0']").focus()
    tab.keyboard.press("Tab")
    while not tab.evaluate("() => document.activeElement.matches('[role=tab]')"):
        tab.keyboard.press("Tab")
    before = tab.evaluate(FOCUS)
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate(FOCUS) != before
    tab.keyboard.press("Home")
    assert tab.locator("#tab-f").get_attribute("aria-selected") == "true"
    while not tab.evaluate("() => document.activeElement.matches('tr')"):
        tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowDown")
    row = tab.evaluate(FOCUS)
    tab.keyboard.press("Enter")
    assert tab.locator(f'tr[data-m="{row}"]').get_attribute("aria-selected") == "true"
    tab.keyboard.press("Tab")  # the close button
    tab.keyboard.press("Tab")  # the first slot
    tab.keyboard.press("Enter")
    assert count(tab, ".lit.source") >= 1
    tab.keyboard.press("Escape")
    assert tab.evaluate(FOCUS) == row
    assert count(tab, ".lit") == 0


def test_details_light_up_the_characters_that_each_slot_came_from(open_html: Open) -> None:
    text = "\U00020bb7家桥旧\n貌换新颜，县里修\u200b桥7座"
    item = slot(text, "修\u200b桥", "修桥")
    subject = slot(text, "桥旧\n貌换", "旧貌")
    found = records(
        text,
        articles=(article(text, [(text, "body")]),),
        facts=(fact(text, "7座", item=item, subject=subject),),
        names=(name(text, "\U00020bb7家桥"),),
    )
    opened = open_html(document([found], language="en"))
    before = opened.locator("#text").inner_html()
    opened.locator('tr[data-m="f0"]').click()
    details = opened.locator("#details")
    assert details.locator("h2").all_inner_texts() == ["7座 count"]
    for words, lit in (("修桥", "修桥"), ("旧貌", "桥旧貌换")):
        details.get_by_role("button", name=words, exact=True).click()
        assert "".join(opened.locator(".lit.source").all_inner_texts()) == lit
    details.get_by_role("button", name="旧貌", exact=True).click()
    assert count(opened, ".lit.source") == 0
    opened.locator("#close").click()
    opened.evaluate("() => document.activeElement.blur()")
    assert opened.locator("#text").inner_html() == before


def test_details_tell_value_words_of_the_rules_and_sentence(
    tab: Tab, samples: tuple[PageRecords, ...]
) -> None:
    number, made = next(
        (n, one) for n, one in enumerate(samples[0].facts) if one.quantity.normal and one.item
    )
    tab.locator(f'tr[data-m="f{number}"]').click()
    told = tab.locator("#details").inner_text()
    assert made.item is not None
    for words in (made.item.text, made.id, *told_rules(made.trace), "normalised", made.sentence.surface):
        assert words in told
    assert told_rules(made.trace)
    assert made.item.rule not in told
    assert tab.locator(".lit.sentence").count() > 0


def test_labels_change_language_and_the_text_does_not(tab: Tab) -> None:
    text = tab.locator("#text .body").all_inner_texts()
    tab.locator('tr[data-m="f0"]').click()
    assert "Item" not in tab.locator("#details").inner_text()
    assert "Sentence" in tab.locator("#details").inner_text()
    tab.locator("#language").click()
    assert tab.locator("html").get_attribute("lang") == "zh-Hans"
    assert "原句" in tab.locator("#details").inner_text()
    assert tab.locator("#tab-f").inner_text().startswith("数量")
    assert tab.locator("#panel").get_attribute("aria-label") == "详情"
    assert "共" in tab.locator("#count").inner_text()
    assert tab.title().endswith("实录")
    assert [one.replace("正文", "") for one in tab.locator("#text .body").all_inner_texts()] == [
        one.replace("body", "") for one in text
    ]
    assert tab.evaluate("() => localStorage.length + document.cookie.length") == 0


def test_many_pages_wait_until_they_are_chosen(samples: tuple[PageRecords, ...], open_html: Open) -> None:
    pages = [samples[number % 4] for number in range(60)]
    opened = open_html(document(pages, language="en", limited=True))
    assert (
        opened.get_by_role("note")
        .inner_text()
        .startswith("The run holds more pages than these: the first 60")
    )
    assert count(opened, "#panel-f tbody tr") == len(samples[0].facts)
    opened.select_option("#filter-kind", label="money")
    opened.locator('nav [data-p="1"]').click()
    assert opened.locator("#text h2").inner_text() == samples[1].page.id
    assert len(shown_rows(opened)) == sum(one.kind == "money" for one in samples[1].facts)
    assert opened.locator("nav [aria-current]").get_attribute("data-p") == "1"
    opened.locator('nav [data-p="1"]').press("ArrowUp")
    opened.keyboard.press("Enter")
    assert opened.locator("#text h2").inner_text() == samples[0].page.id
    opened.fill("#find-page", samples[2].page.id[:5].upper())
    assert opened.locator("nav li:visible").count() == 15
