"""The page on a phone, on paper, in the dark, and for those who see it otherwise or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shilu.extract.show import document
from shilu.schemas import PageRecords
from tests.extract.show.building import fact, records, slot
from tests.extract.show.conftest import Open
from tests.extract.show.looking import IN_SIGHT

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab


def test_a_phone_has_one_column_and_never_scrolls_sideways(
    samples: tuple[PageRecords, ...], open_html: Open
) -> None:
    opened = open_html(document(samples, language="en"), width=360, height=740, has_touch=True)
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for layer in "ftno":
        opened.locator(f"#tab-{layer}").click()
        assert opened.evaluate(wide) == 0
    opened.locator("#tab-f").click()
    opened.locator('tr[data-m="f3"]').tap()
    assert opened.locator("#panel").is_visible()
    assert opened.evaluate(wide) == 0
    opened.wait_for_function(IN_SIGHT, arg='mark[data-m~="f3"]')
    opened.locator("#close").tap()
    opened.wait_for_function(IN_SIGHT, arg='tr[data-m="f3"]')
    boxes = [opened.locator(one).bounding_box() for one in ("#text", "#records")]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]


def test_long_words_do_not_widen_a_phone(open_html: Open) -> None:
    text = "A" * 400 + "7座" + "é" * 300
    found = records(text, id="i" * 300, facts=(fact(text, "7座", item=slot(text, "A" * 400)),))
    opened = open_html(document([found, found]), width=360, height=740)
    assert opened.evaluate("() => document.documentElement.scrollWidth") == 360
    opened.locator('tr[data-m="f0"]').click()
    assert opened.evaluate("() => document.documentElement.scrollWidth") == 360


def test_on_paper_the_page_comes_first_then_the_open_table(tab: Tab) -> None:
    tab.locator('tr[data-m="f0"]').click()
    tab.emulate_media(media="print")
    for hidden in ("#panel", "#language", "#filter-kind", "#filter-search", ".keys", "#tab-n", "#panel-n"):
        assert not tab.locator(hidden).is_visible(), hidden
    for printed in ("#text h2", "#panel-f", "#tab-f", "#count", '[data-layer="f"]'):
        assert tab.locator(printed).is_visible(), printed
    assert tab.evaluate("() => getComputedStyle(document.querySelector('#records')).breakBefore") == "page"
    assert tab.evaluate("() => getComputedStyle(document.body).overflow") == "visible"
    assert tab.evaluate("() => getComputedStyle(document.querySelector('#text')).overflowY") == "visible"
    pages = tab.pdf(format="A4").count(b"/Type /Page\n") or tab.pdf(format="A4").count(b"/Type /Page ")
    assert pages >= 3


CONTRAST = """() => {
    const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const channels = (colour, under) => {
        if (under) { context.fillStyle = under; context.fillRect(0, 0, 1, 1); }
        context.fillStyle = colour; context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = colour => channels(colour, 'white').map(one => one / 255)
        .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
        .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
    const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue(name).trim();
    const found = {};
    const backs = ['--paper', '--card', '--sentence'];
    const marks = ['--f-tint', '--t-tint', '--n-tint', '--f-hot', '--t-hot', '--n-hot', '--lit'];
    for (const back of [...backs, ...marks]) found['ink on ' + back] = ratio(colour('--ink'), colour(back));
    for (const back of backs) found['quiet on ' + back] = ratio(colour('--quiet'), colour(back));
    for (const layer of 'ftn') found['line of ' + layer] = ratio(colour('--' + layer), colour('--paper'));
    return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read_in_the_light_and_in_the_dark(
    scheme: str, samples: tuple[PageRecords, ...], open_html: Open
) -> None:
    """WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for what tells things apart (1.4.11)."""
    opened = open_html(document(samples[:1]), color_scheme=scheme)
    paper = opened.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(251, 250, 246)") is (scheme == "light")
    ratios = opened.evaluate(CONTRAST)
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < (3 if "line" in pair else 4.5)} == {}


def test_marks_differ_without_colour(tab: Tab) -> None:
    lines = {
        layer: tab.locator(f'mark[class="{layer}"]').first.evaluate(
            "one => { const s = getComputedStyle(one);"
            " return s.textDecorationLine + ' ' + s.textDecorationStyle + ' ' + s.borderBottomStyle; }"
        )
        for layer in "ftn"
    }
    assert lines == {"f": "underline solid none", "t": "none solid dotted", "n": "underline dashed none"}


def test_roles_and_names_for_a_screen_reader(tab: Tab) -> None:
    assert tab.get_by_role("main", name="Text").count() == 1
    assert tab.get_by_role("grid", name="Amounts").count() == 1
    assert tab.get_by_role("tab").all_inner_texts()[0].startswith("Amounts")
    assert tab.get_by_role("status").inner_text().endswith("shown")
    tab.locator('tr[data-m="f0"]').click()
    assert tab.get_by_role("dialog", name="Details").is_visible()
    unnamed = "() => [...document.querySelectorAll('input, select')].filter(one => !one.labels.length).length"
    assert tab.evaluate(unnamed) == 0
    assert tab.locator("#text [tabindex='0']").count() == 1
    assert tab.locator("#panel-f [tabindex='0']").count() == 1


def test_without_scripts_the_first_page_can_be_read(
    samples: tuple[PageRecords, ...], open_html: Open
) -> None:
    opened = open_html(document(samples, language="en"), java_script_enabled=False)
    assert opened.get_by_text("This browser runs no scripts").is_visible()
    assert opened.locator("#text h2").inner_text() == samples[0].page.id
    assert opened.locator("#panel-f").is_visible()
