"""A browser, and pages opened in it that fail their test if they ask the network or complain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shilu.extract.samples import sample_pages
from shilu.extract.show import document
from shilu.schemas import PageRecords

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

    from shilu import Extractor

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Open = Callable[..., "Tab"]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    driver = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed; the dev group has it"
    )
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: the page of `shilu show` was not opened in a browser")
    with driver.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def open_html(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens HTML as a file. `width`, `height` are those of the window; the rest goes to the browser's context."""
    troubles: list[str] = []
    contexts = []

    def open_one(html: str, *, width: int = 1400, height: int = 900, **options: Any) -> Tab:
        path = tmp_path / f"{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(60_000)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: troubles.append(message.text))
        tab.on("pageerror", lambda error: troubles.append(str(error)))
        tab.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
        tab.on(
            "request", lambda request: troubles.append(request.url) if request.url != path.as_uri() else None
        )
        tab.goto(path.as_uri())
        return tab

    yield open_one
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture(scope="package")
def samples(extractor: Extractor) -> tuple[PageRecords, ...]:
    return tuple(map(extractor.records, sample_pages()))


@pytest.fixture
def tab(samples: tuple[PageRecords, ...], open_html: Open) -> Tab:
    """The first sample page, with English labels."""
    return open_html(document(samples[:1], language="en"))
