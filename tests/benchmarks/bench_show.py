"""How large the page of `shilu show` is, how long it takes to write, and how long a browser takes to open it.

    python -m tests.benchmarks.bench_show [PAGES] [FOLDER_OF_TEXTS]    # needs Chromium

The texts (the samples if no folder is named) are taken again and again under other names.
"""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from shilu import Extractor
from shilu.extract.samples import sample_pages
from shilu.extract.show import document
from shilu.schemas import Page, PageRecords


def renamed(records: PageRecords, name: str) -> PageRecords:
    """A page under another name."""
    facts = tuple(
        one.model_copy(update={"id": one.id.replace(one.page, name, 1), "page": name})
        for one in records.facts
    )
    return records.model_copy(update={"page": records.page.model_copy(update={"id": name}), "facts": facts})


def main() -> None:
    from playwright.sync_api import sync_playwright

    from tests.extract.show.conftest import ARGUMENTS, CHROMIUM

    many = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    texts = sorted(Path(sys.argv[2]).glob("*.txt")) if len(sys.argv) > 2 else []
    pages = [Page(id=path.stem, text=path.read_text(encoding="utf-8")) for path in texts] or list(
        sample_pages()
    )
    extractor = Extractor()
    found = [extractor.records(page) for page in pages]
    listed = [renamed(one, f"{number:04}") for number, one in enumerate(islice(cycle(found), many))]
    began = time.perf_counter()
    html = document(listed)
    written = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        tab = browser.new_page(viewport={"width": 1400, "height": 900})
        began = time.perf_counter()
        tab.goto(path.as_uri())
        tab.wait_for_selector("#count:not(:empty)")
        opened = time.perf_counter() - began
        began = time.perf_counter()
        tab.locator(f'nav [data-p="{many - 1}"]').evaluate("one => one.click()")
        tab.wait_for_selector(f'nav [data-p="{many - 1}"][aria-current]')
        turned = time.perf_counter() - began
        browser.close()
    characters = sum(len(one.page.text) for one in listed)
    print(f"{many} pages, {characters:,} characters, {sum(len(one.facts) for one in listed):,} facts")
    print(f"{path.name}: {len(html.encode()) / 1e6:.1f} MB, written in {written:.1f} s")
    print(f"opened in {opened:.2f} s; the last page after {turned:.2f} s")


if __name__ == "__main__":
    main()
