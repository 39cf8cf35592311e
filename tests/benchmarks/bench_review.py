"""How long the page of `shilu review` takes for what a person does, over a run of many rows.

    python -m tests.benchmarks.bench_review [FACTS | RUN]    # needs Chromium; 100000 facts if nothing is said

Without a run the sample pages are taken again and again under other names. Prints the seconds until the first row can
be decided on and until all are read, the memory of the server and of the page, and the milliseconds from each key or
choice until what it asks for is shown: the median and the most of several.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from shilu import Extractor
from shilu.extract.samples import sample_pages
from shilu.extract.stores import write_folder
from shilu.schemas import PageRecords
from tests.benchmarks.bench_show import renamed

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

SHOWN = "() => document.querySelector('#where code')?.textContent ?? ''"
TOTAL = "() => ['total', 'range', 'rows'].map((id) => document.getElementById(id).textContent).join()"
KEYS = 25
PATIENCE = 60
"""Seconds after which a key is told to have done nothing."""


def many(facts: int) -> Iterator[PageRecords]:
    """The sample pages under other names until there are so many facts."""
    extractor = Extractor()
    found = [extractor.records(page) for page in sample_pages()]
    for number, one in enumerate(cycle(found)):
        if facts <= 0:
            return
        facts -= len(one.facts)
        yield renamed(one, f"{number:05}")


def memory(pid: int) -> str:
    """Megabytes that a process holds, and the most that it held."""
    told = Path(f"/proc/{pid}/status")
    if not told.exists():
        return "memory is not told here"
    found = dict(re.findall(r"(VmRSS|VmHWM):\s+(\d+)", told.read_text()))
    return f"{int(found['VmRSS']) / 1024:.0f} MB, at most {int(found['VmHWM']) / 1024:.0f} MB"


class Hand:
    """Presses and chooses in a tab, and notes how long each takes to show."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.times: dict[str, list[float]] = {}

    def until(self, name: str, work: Callable[[], object], changed: str) -> None:
        """Do something, and wait until what an expression gives is another."""
        print(".", end="", file=sys.stderr, flush=True)
        before = self.tab.evaluate(changed)
        began = time.perf_counter()
        work()
        from playwright.sync_api import Error

        try:
            self.tab.wait_for_function(
                f"before => ({changed})() !== before", arg=before, polling=5, timeout=1000 * PATIENCE
            )
        except Error:
            print(f"{name}: nothing changed in {PATIENCE} s", flush=True)
            return
        self.times.setdefault(name, []).append(1000 * (time.perf_counter() - began))

    def key(self, name: str, key: str, changed: str = SHOWN) -> None:
        """Press a key after a moment in which a person reads."""
        self.tab.wait_for_timeout(700)
        self.until(name, lambda: self.tab.keyboard.press(key), changed)

    def choose(self, name: str, select: str, value: str) -> None:
        """Choose a filter."""
        self.until(name, lambda: self.tab.select_option(select, value), TOTAL)
        self.tab.wait_for_timeout(300)

    def lines(self) -> Iterator[str]:
        """What to print."""
        for name, found in self.times.items():
            yield f"{name:44} {statistics.median(found):8.0f} ms, most {max(found):6.0f} ms of {len(found)}"


def work(hand: Hand) -> None:
    """What a person does."""
    asked = "() => document.querySelectorAll('.asked .choice').length + document.querySelector('#history').textContent"
    for _ in range(KEYS):
        hand.key("y: right, to the next row", "y")
    for _ in range(8):
        hand.key("i: what an item could be", "i", asked)
        way = "2" if hand.tab.locator(".asked .choice").count() > 1 else "0"
        hand.key("2: the fix, and the rows alike", way, "() => document.querySelector('.asked') === null")
        hand.key("y: signed", "y")
    for _ in range(8):
        hand.key("down: the next row", "ArrowDown")
    for _ in range(8):
        hand.key("u: undone", "u", "() => document.querySelector('#card').textContent")
    for value in ("money", "percent", ""):
        hand.choose("filter: kind", "#f-kind", value)
    for value in ("place", ""):
        hand.choose("filter: slot", "#f-slot", value)
    for value in ("page", "repeats", "sure"):
        hand.choose("order", "#f-order", value)
    hand.choose("filter: signed rows", "#f-state", "right")
    hand.choose("filter: rows that wait", "#f-state", "waiting")
    for value in ("name", "time", "fact"):
        hand.choose("facts, names, times", "#f-sort", value)
    for words in ("投资", "书屋", ""):
        hand.until(
            "search",
            lambda words=words: (hand.tab.fill("#f-search", words), hand.tab.keyboard.press("Tab")),
            TOTAL,
        )
    for _ in range(5):
        hand.until("list: the next 80", lambda: hand.tab.locator("#later").click(), TOTAL)


def measure(run: Path) -> None:
    """Open a run, work on it, and print the times."""
    from playwright.sync_api import sync_playwright

    from tests.extract.show.conftest import ARGUMENTS, CHROMIUM

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        began = time.perf_counter()
        command = [sys.executable, "-m", "shilu", "review", str(run), "--no-open", "--by", "bench"]
        server = subprocess.Popen(
            [*command, "--decisions", f"{folder}/d.jsonl"], stdout=subprocess.PIPE, encoding="utf-8"
        )
        try:
            assert server.stdout is not None
            address = re.search(r"open (\S+)", server.stdout.readline())
            assert address is not None
            tab = browser.new_page(viewport={"width": 1400, "height": 900})
            tab.set_default_timeout(600_000)
            tab.goto(f"{address[1]}?lang=en")
            tab.wait_for_selector("body[data-ready]")
            print(f"a row to decide on after {time.perf_counter() - began:.1f} s", flush=True)
            early = Hand(tab)
            for _ in range(8):
                early.key("y: while the run is still read", "y")
            print(server.stdout.readline().strip(), f"after {time.perf_counter() - began:.1f} s", flush=True)
            tab.wait_for_selector("#reading", state="hidden")
            print(f"server: {memory(server.pid)}")
            hand = Hand(tab)
            work(hand)
            print("\n".join([*early.lines(), *hand.lines()]))
            heap = json.loads(tab.evaluate("() => JSON.stringify(performance.memory.usedJSHeapSize)"))
            print(f"server: {memory(server.pid)}; the page: {heap / 1e6:.0f} MB")
        finally:
            server.kill()
            server.wait()
            browser.close()


def main() -> None:
    """The command."""
    given = sys.argv[1] if len(sys.argv) > 1 else "100000"
    if not given.isdecimal():
        measure(Path(given))
        return
    with tempfile.TemporaryDirectory() as folder:
        write_folder(many(int(given)), Path(folder) / "run")
        measure(Path(folder) / "run")


if __name__ == "__main__":
    main()
