"""Pages with markup that would like to run, opened in a real browser."""

from __future__ import annotations

import random
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from shilu.extract.errors import ShiluError
from shilu.extract.extractor import Extractor
from shilu.extract.show import document
from shilu.schemas import PageRecords
from tests.attack.mutate import text_of
from tests.attack.noted import MissingError, noted
from tests.extract.show.conftest import ARGUMENTS, CHROMIUM
from tests.extract.show.test_hostile import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]

_START = "柳河县建成3座“阳光”书屋，投资5万元。\n\n王明说，2022年3月前修路8公里。\n"


def browser(chance: random.Random, folder: Path) -> Generator[int, None, None]:
    """Hostile pages: none runs anything, asks the network, opens a window or makes the browser complain."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise MissingError("Playwright is not installed") from error
    if not CHROMIUM.exists():
        raise MissingError(f"no Chromium at {CHROMIUM}")
    extractor, tried = Extractor(), 0
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        try:
            while True:
                pages = [one for one in (_page(extractor, chance, n) for n in range(3)) if one]
                html = document(pages, language=chance.choice(("zh", "en")))
                with noted(*((one.page.id, one.page.text) for one in pages)):
                    _look(opened, folder / "page.html", html, len(pages))
                tried += len(pages)
                yield tried
        finally:
            opened.close()


def _page(extractor: Extractor, chance: random.Random, number: int) -> PageRecords | None:
    text = _START
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(HOSTILE) + text[at:]
    evil = chance.choice(HOSTILE)
    with suppress(ShiluError):  # a page may be refused; it may not run
        return extractor.page(text_of(text, chance), id=f"{number}{text_of(evil, chance)[:200]}")
    return None


def _look(opened: Browser, path: Path, html: str, count: int) -> None:
    """Open it, go to each page and point at what is there."""
    path.write_text(html, encoding="utf-8")
    troubles: list[str] = []
    context = opened.new_context()
    try:
        tab = context.new_page()
        tab.set_default_timeout(30_000)
        tab.on("console", lambda message: troubles.append(f"console: {message.text}"))
        tab.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        tab.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        tab.on("popup", lambda other: troubles.append(f"window: {other.url}"))
        tab.on("request", lambda asked: troubles.append(asked.url) if asked.url != path.as_uri() else None)
        tab.goto(path.as_uri())
        for number in range(count):
            if count > 1:
                tab.locator(f'nav [data-p="{number}"]').click()
                tab.locator(f'nav [data-p="{number}"][aria-current]').wait_for()
            rows = tab.locator("#panel-f tbody tr[data-m]")
            for row in range(min(rows.count(), 2)):
                rows.nth(row).evaluate("one => one.click()")  # a panel may lie over it
        inside = "one => one.querySelectorAll('script,img,svg,iframe,a,object,embed,form').length"
        assert tab.locator("#view").evaluate(inside) == 0
        assert tab.evaluate("() => window.hacked ?? null") is None
    finally:
        context.close()
    assert troubles == []
