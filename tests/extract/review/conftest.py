"""A desk, a server in a thread of its own, and a browser that looks at it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shilu.extract.decisions import Book
from shilu.extract.review.desk import Desk
from shilu.extract.review.server import ReviewServer, serve_desk
from shilu.schemas import PageRecords
from tests.extract.show.conftest import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

__all__ = ["browser"]

Serve = Callable[..., ReviewServer]
Look = Callable[..., "Tab"]

PATIENCE = 60_000
"""Milliseconds that a page may take to do what it was told: a machine that runs other tests too is slow."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.decisions.jsonl"


@pytest.fixture
def serve(path: Path) -> Iterator[Serve]:
    """Serves some pages; each call is a server of its own on the same file of decisions."""
    servers: list[ReviewServer] = []

    def serve_pages(pages: Sequence[PageRecords], by: str = "甲") -> ReviewServer:
        server = serve_desk(Desk(pages, Book.open(path), by))
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server

    yield serve_pages
    for server in servers:
        server.shutdown()
        server.server_close()
        server.desk.pages.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """Opens the page of a server; it fails the test where it asks any other or complains."""
    troubles: list[str] = []
    contexts = []

    def open_page(
        server: ReviewServer, *, width: int = 1400, height: int = 900, quiet: bool = True, lang: str = "en"
    ) -> Tab:
        context = browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        tab = context.new_page()
        if quiet:
            tab.on("console", lambda message: troubles.append(message.text))
        tab.on("pageerror", lambda error: troubles.append(str(error)))
        tab.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
        own = f"http://127.0.0.1:{server.server_port}/"
        tab.on(
            "request",
            lambda asked: None if asked.url.startswith((own, "data:")) else troubles.append(asked.url),
        )
        tab.goto(f"{server.address}?lang={lang}")
        tab.wait_for_selector("body[data-ready]")
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []
