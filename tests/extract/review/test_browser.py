"""The page of `shilu review` in a real browser: keys, mouse, phone, markup in texts, a server that is killed."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shilu import Extractor
from shilu.extract.decisions import Book
from shilu.extract.samples import sample_pages
from shilu.extract.stores import write_folder
from shilu.schemas import PageRecords
from tests.extract.review.conftest import PATIENCE, Look, Serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

TEXT = (
    "柳河县建起便民书屋\n\n三年来，柳河县建成86座便民书屋，发放补助资金2.5亿元。"
    "会上，梅河口市承诺再建12座书屋，惠及群众约3万人。"
)
EVIL = "<img src=x onerror=alert(1)>柳河县<script>alert(2)</script>建成86座“<b>书屋</b>”，投资5亿元。"


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> PageRecords:
    return extractor.page(TEXT, published="2022-12", id="p")


def head(tab: Tab) -> str:
    return (tab.locator("#head").text_content() or "").split(" ")[0]


def verdicts(path: Path) -> list[tuple[str, str]]:
    found = []
    for one in Book.open(path) if path.exists() else ():
        state = one.before or one.after
        assert state is not None
        found.append((one.verdict, state.span.surface))
    return found


def go(tab: Tab, key: str, shown: str) -> None:
    """Press a key, and wait for another row."""
    tab.keyboard.press(key)
    tab.wait_for_function(f"() => document.querySelector('#head').textContent.startsWith('{shown}')")


def open_row(tab: Tab, surface: str) -> None:
    tab.locator("#rows button", has_text=surface).first.click()
    tab.wait_for_function(f"() => document.querySelector('#head').textContent.startsWith('{surface}')")


def test_one_key_a_decision(records: PageRecords, serve: Serve, look: Look, path: Path) -> None:
    tab = look(serve([records]))
    tab.select_option("#f-order", "page")
    tab.locator("#card").focus()
    tab.wait_for_function("() => document.querySelector('#head').textContent.startsWith('86座')")
    go(tab, "y", "2.5亿元")
    go(tab, "n", "12座")
    go(tab, "x", "约3万人")
    tab.keyboard.press("d")
    tab.locator("#words").fill("谁说的？")
    tab.keyboard.press("Enter")
    tab.wait_for_function("() => document.querySelector('#head').textContent.includes('No row')")
    assert verdicts(path) == [
        ("right", "86座"),
        ("wrong", "2.5亿元"),
        ("removed", "12座"),
        ("doubtful", "约3万人"),
    ]
    assert list(Book.open(path))[-1].note == "谁说的？"
    assert tab.locator("#progress").text_content() == "4 of 4 done"
    assert tab.locator("#total").text_content() == "0 to look at"
    go(tab, "u", "约3万人")
    go(tab, "u", "12座")
    assert tab.locator("#progress").text_content() == "2 of 4 done"
    assert {one.by for one in Book.open(path)} == {"甲"}


def test_a_slot_by_digit_by_selection_by_keys_by_words_and_none(
    records: PageRecords, serve: Serve, look: Look, path: Path
) -> None:
    tab = look(serve([records]))
    open_row(tab, "12座")
    words = tab.locator('[data-field="item"] .words')
    tab.keyboard.press("i")
    tab.wait_for_selector(".asked .choice")
    tab.keyboard.press("1")
    tab.wait_for_selector(".asked", state="detached")
    assert not path.exists(), "what it says already is no fix"
    tab.keyboard.press("i")
    tab.wait_for_selector(".asked .choice")
    second = tab.locator(".choice span").nth(1).text_content()
    tab.keyboard.press("2")
    tab.wait_for_selector(".badge.part")
    assert words.text_content() == second
    select(tab, "梅河口市")
    tab.keyboard.press("s")
    tab.wait_for_function(
        "() => document.querySelector('[data-field=subject] .words').textContent.startsWith('梅河口市')"
    )
    tab.keyboard.press("i")
    tab.wait_for_selector(".asked")
    tab.keyboard.press("z")
    tab.wait_for_selector(".lit.picked")
    for key in ("ArrowRight", "Shift+ArrowRight", "Alt+ArrowLeft"):
        tab.keyboard.press(key)
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".asked", state="detached")
    start, end = (
        Book.open(path).standing("p", "fact", row_id(records, "12座")).decision.says.fields["item"].span,
        len,
    )  # type: ignore[union-attr]
    assert end is len
    assert TEXT[start.start : start.end] == start.surface
    tab.keyboard.press("p")
    tab.wait_for_selector(".asked")
    tab.keyboard.press("=")
    tab.locator("#words").fill("梅河口市")
    tab.keyboard.press("Enter")
    tab.wait_for_function(
        "() => document.querySelector('[data-field=place] .words').textContent === '梅河口市'"
    )
    tab.wait_for_selector(".asked", state="detached")
    tab.keyboard.press("i")
    tab.wait_for_selector(".asked")
    tab.keyboard.press("0")
    tab.wait_for_function("() => document.querySelector('[data-field=item] .words').textContent === 'none'")
    says = Book.open(path).standing("p", "fact", row_id(records, "12座")).decision
    assert says is not None
    assert says.says is not None
    assert says.says.fields["item"] is None


def row_id(records: PageRecords, surface: str) -> str:
    return next(one.id for one in records.facts if one.span.surface == surface)


SELECT = """words => {
    const walker = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
        return true;
    }
    return false;
}"""


def select(tab: Tab, words: str) -> None:
    assert tab.evaluate(SELECT, words)


def test_words_that_the_page_has_not_are_refused_in_words(
    records: PageRecords, serve: Serve, look: Look, path: Path
) -> None:
    tab = look(serve([records]), quiet=False)
    tab.keyboard.press("i")
    tab.wait_for_selector(".asked")
    tab.keyboard.press("=")
    tab.locator("#words").fill("高铁站")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#trouble:visible")
    assert "does not have these words" in (tab.locator("#trouble").text_content() or "")
    assert not path.exists()


def test_a_missed_amount_is_added_from_a_selection_and_a_span_is_fixed(
    records: PageRecords, serve: Serve, look: Look, path: Path
) -> None:
    fewer = records.model_copy(
        update={"facts": tuple(one for one in records.facts if one.span.surface != "12座")}
    )
    tab = look(serve([fewer]))
    select(tab, "再建12座书屋")
    tab.keyboard.press("+")
    tab.wait_for_function("() => document.querySelector('#head').textContent.startsWith('12座')")
    added = list(Book.open(path))[-1]
    assert added.verdict == "added"
    assert added.after is not None
    assert (added.after.fields["value"], added.after.fields["unit"]) == ("12", "座")
    assert added.row == row_id(records, "12座")
    open_row(tab, "约3万人")
    tab.keyboard.press("a")
    tab.wait_for_selector(".lit.picked")
    tab.keyboard.press("Alt+ArrowRight")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".badge.part")
    fixed = list(Book.open(path))[-1]
    assert fixed.after is not None
    assert fixed.after.span.surface == "3万人"


def test_what_fits_many_is_done_with_one_key_and_undone_with_one(
    extractor: Extractor, serve: Serve, look: Look, path: Path
) -> None:
    text = "柳河县办学。柳河县建成3所学校。柳河县培训教师40名。柳河县投入5亿元。"
    found = extractor.page(text, published="2022-12", id="p")
    tab = look(serve([found]))
    tab.select_option("#f-sort", "name")
    tab.locator("#card").focus()
    tab.wait_for_function("() => document.querySelector('#head').textContent.startsWith('柳河县')")
    tab.keyboard.press("t")
    tab.wait_for_selector(".asked .choice")
    tab.locator(".choice", has_text="organisation").click()
    tab.wait_for_selector("#offer p")
    assert "3 more" in (tab.locator("#offer").text_content() or "")
    tab.keyboard.press("l")
    tab.wait_for_function("() => document.querySelectorAll('#rows .part').length === 4")
    assert [one for one, _ in verdicts(path)] == ["fixed"] * 4
    tab.keyboard.press("u")
    tab.wait_for_function("() => document.querySelectorAll('#rows .part').length === 1")
    assert [one for one, _ in verdicts(path)] == ["fixed"] * 4 + ["undone"] * 3


def test_texts_names_and_notes_with_markup_in_them_stay_text(
    extractor: Extractor, serve: Serve, look: Look
) -> None:
    found = extractor.page(EVIL, published="2022-12", id="<i>p</i>")
    server = serve([found], by="<u>甲</u>")
    tab = look(server)
    assert (tab.locator("#text").text_content() or "").startswith("<img src=x")
    tab.keyboard.press("d")
    tab.locator("#words").fill("<script>alert(3)</script>")
    tab.keyboard.press("Enter")
    tab.wait_for_function("() => !document.querySelector('#words')")
    tab.select_option("#f-state", "doubtful")
    tab.wait_for_selector("#history q")
    assert tab.locator("#history q").text_content() == "<script>alert(3)</script>"
    assert tab.locator("#by").text_content() == "Signed by: <u>甲</u>"
    for name in ("img", "i", "u", "#text b", "#text script", "#card script"):
        assert tab.locator(name).count() == 0, name
    again = look(serve([found]))
    again.select_option("#f-state", "doubtful")
    again.wait_for_selector("#history q")


ATTACK = """<!doctype html><title>x</title>
<form method=post enctype=text/plain action="AT"><input name='{"n":0,"verdict":"right","x":"' value='"}'></form>
<script>
const body = JSON.stringify({n: 0, verdict: "right"});
const headers = {"Content-Type": "application/json", "X-Shilu": "review"};
window.told = Promise.allSettled([fetch("AT", {method: "POST", body}),
  fetch("AT", {method: "POST", mode: "no-cors", body}), fetch("AT", {method: "POST", body, headers})]);
</script>"""
"""What a page from elsewhere could try."""


def test_a_foreign_page_cannot_send_a_decision(
    records: PageRecords, serve: Serve, browser: Browser, tmp_path: Path, path: Path
) -> None:
    server = serve([records])
    for secret in (server.token, "guessed"):
        at = f"http://127.0.0.1:{server.server_port}/{secret}/do/decide"
        attack = ATTACK.replace("AT", at)
        file = tmp_path / "attack.html"
        file.write_text(attack, encoding="utf-8")
        tab = browser.new_page()
        tab.set_default_timeout(PATIENCE)
        tab.goto(file.as_uri())
        tab.evaluate("() => window.told.then(() => 1)")
        tab.evaluate("() => document.forms[0].submit()")
        tab.wait_for_load_state()
        tab.close()
    assert not path.exists()


def test_everything_fits_a_phone(extractor: Extractor, serve: Serve, look: Look) -> None:
    tab = look(serve([extractor.records(page) for page in sample_pages()]), width=390, height=844, lang="zh")
    assert tab.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    tab.locator("[data-field=item]").click()
    tab.wait_for_selector(".asked .choice")
    assert tab.evaluate(
        "() => [...document.querySelectorAll('.choice')].every((one) => one.offsetHeight >= 36)"
    )
    tab.locator(".choice").first.click()
    tab.wait_for_selector(".asked", state="detached")
    shown = head(tab)
    tab.locator("#verdicts .right").click()
    tab.wait_for_function(
        "before => !document.querySelector('#head').textContent.startsWith(before)", arg=shown
    )
    tab.locator("#show-list").click()
    assert tab.locator("#rows button").first.is_visible()


def test_labels_are_chinese_and_english(records: PageRecords, serve: Serve, look: Look) -> None:
    tab = look(serve([records]), lang="zh")
    assert tab.locator("#verdicts .right").text_content() == "y正确"
    tab.locator("#language").click()
    tab.wait_for_function("() => document.querySelector('#verdicts .right').textContent === 'yRight'")
    tab.keyboard.press("?")
    bare = tab.evaluate(
        "() => [...document.querySelectorAll('body *')].filter((one) => one.children.length === 0)"
        ".map((one) => one.textContent).filter((one) => /^(ui|review|field|state|verdict|kind)\\./.test(one))"
    )
    assert bare == []


# A server that is killed, and a browser that is


@pytest.fixture
def run(tmp_path: Path, records: PageRecords) -> Path:
    write_folder([records], tmp_path / "run")
    return tmp_path / "run"


@pytest.fixture
def started(run: Path) -> Iterator[Any]:
    processes = []

    def start() -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "shilu", "review", str(run), "--no-open", "--by", "甲"],
            stdout=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip
        processes.append(process)
        assert process.stdout is not None
        for line in process.stdout:
            if match := re.search(r"open (\S+)", line):
                return process, match[1]
        raise AssertionError("no address was printed")

    yield start
    for process in processes:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


@pytest.mark.kills
def test_nothing_is_lost_when_the_server_is_killed(started: Any, run: Path, browser: Browser) -> None:
    path = run.with_name("run.decisions.jsonl")
    for done, key in enumerate(("y", "n", "x"), 1):
        process, address = started()
        tab = browser.new_page()
        tab.set_default_timeout(PATIENCE)
        tab.goto(f"{address}?lang=en")
        tab.wait_for_selector("body[data-ready]")
        before = head(tab)
        tab.keyboard.press(key)
        tab.wait_for_function(
            "before => !document.querySelector('#head').textContent.startsWith(before)", arg=before
        )
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert len(Book.open(path)) == done
        shown = head(tab)
        tab.keyboard.press("y")
        tab.wait_for_selector("#trouble:visible")
        assert head(tab) == shown, "a row that was not written is not left"
        assert len(Book.open(path)) == done
        tab.close()


@pytest.mark.kills
def test_nothing_is_lost_when_the_browser_is_killed(records: PageRecords, serve: Serve, path: Path) -> None:
    server = serve([records])
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    process = context.Process(target=_press_and_wait, args=(server.address, ready))
    process.start()
    if not ready.wait(180):
        process.kill()
        pytest.skip("no browser came up in a process of its own")
    process.kill()
    process.join()
    assert [one for one, _ in verdicts(path)] == ["right"]
    assert server.desk.counts["fact", "right"] == 1


def _press_and_wait(address: str, ready: Any) -> None:
    from playwright.sync_api import sync_playwright

    from tests.extract.show.conftest import ARGUMENTS, CHROMIUM

    with sync_playwright() as playwright:
        tab = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS).new_page()
        tab.set_default_timeout(PATIENCE)
        tab.goto(address)
        tab.wait_for_selector("body[data-ready]")
        with tab.expect_response("**/do/decide"):
            tab.keyboard.press("y")
        ready.set()
        tab.wait_for_timeout(180_000)
