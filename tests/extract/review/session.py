"""A person who knows the right answers goes through a queue in the browser, and every key is counted.

    python -m tests.extract.review.session ../shared/gold-wide PAGE    # needs Chromium

prints what there was to do and how many keys it took.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from shilu.extract.decisions import Book
from shilu.extract.evaluate.compare import judged, pair, similar, slot_right
from shilu.extract.review.card import card_of
from shilu.extract.review.desk import Desk
from shilu.extract.review.queue import Filters
from shilu.extract.review.server import serve_desk
from shilu.extract.stores import page_rows
from shilu.schemas import Change, Kind, PageRecords, Status

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

Mark = Mapping[str, Any]

KEYS = {
    "item": "i", "subject": "s", "action": "v", "place": "p", "period": "t", "programme": "g", "change": "c",
    "per": "r", "status": "b", "cumulative": "m", "kind": "k", "value": "e", "unit": "h", "bound": "f",
}  # fmt: skip
LENIENT = {"item", "subject", "programme", "place"}
DIGITS = "123456789abcdefghijklmnopqrstuvwxyz"
CHOICES: dict[str, tuple[Any, ...]] = {
    "kind": get_args(Kind), "status": get_args(Status), "change": (*get_args(Change), None),
}  # fmt: skip
SHOWN = "() => document.querySelector('#where code')?.textContent ?? ''"


@dataclass
class Told:
    """The keys of each row by what was to do: right, wrong with the answers to choose from, wrong and not to choose, no
    fact."""

    keys: dict[str, list[int]] = field(
        default_factory=lambda: {"right": [], "wrong": [], "typed": [], "extra": []}
    )
    faults: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    """Ids of the rows that were fixed and signed."""

    def mix(self) -> str:
        parts = [
            f"{name} {len(keys)} (keys: median {statistics.median(keys):g}, most {max(keys)})"
            for name, keys in self.keys.items()
            if keys
        ]
        faults = ", ".join(f"{name} {count}" for name, count in self.faults.most_common())
        return f"{'; '.join(parts)}; faults: {faults}"


class Reviewer:
    """Presses keys in a tab until so many rows of the queue are done."""

    def __init__(
        self, tab: Tab, desk: Desk, pages: Sequence[PageRecords], marks: Mapping[str, Sequence[Mark]]
    ) -> None:
        self.tab = tab
        self.desk = desk
        self.told = Told()
        self._rows: dict[str, Any] = {}
        self.marks: dict[str, Mark] = {}
        for records in pages:
            rows = list(page_rows(records)["facts"])
            answers = {j: i for i, j in pair(marks.get(records.page.id, ()), rows).items()}
            for j, row in enumerate(rows):
                self._rows[str(row["id"])] = row
                if j in answers:
                    self.marks[str(row["id"])] = marks[records.page.id][answers[j]]
        self._pressed = 0

    def press(self, key: str) -> None:
        self.tab.keyboard.press(key)
        self._pressed += 1

    def go(self, rows: int) -> Told:
        for _ in range(rows):
            shown = self.tab.evaluate(SHOWN)
            if not shown:
                break
            self._pressed = 0
            kind = self._decide(shown)
            self.told.keys[kind].append(self._pressed)
            if kind == "wrong":
                self.told.wrong.append(shown)
            self.tab.wait_for_function(f"before => ({SHOWN})() !== before", arg=shown)
        return self.told

    def _decide(self, shown: str) -> str:
        mark, row = self.marks.get(shown), self._rows[shown]
        if mark is None:
            self.press("x")
            return "extra"
        faults = self.faults(mark, row)
        self.told.faults.update(faults)
        card = self._card(shown)
        ways = [self._way(name, mark, card) for name in faults]
        for way in ways:
            before = self.tab.evaluate("() => document.querySelector('#history').childElementCount")
            for key in way or ():
                self.press(key)
            if way:
                self.tab.wait_for_function(
                    "() => document.querySelector('.badge.part') && !document.querySelector('.asked')"
                )
            assert before is not None
        if None in ways:
            self.press("n")
            return "typed"
        self.press("y")
        return "wrong" if faults else "right"

    def _card(self, shown: str) -> dict[str, Any]:
        n = next(one.n for one in self.desk.entries if one.sort == "fact" and one.id == shown)
        return card_of(self.desk, n)

    def faults(self, mark: Mark, row: Mapping[str, Any]) -> list[str]:
        """The fields of a row that are not what was marked, nor near enough."""
        right = judged(mark, row)
        found = [
            name for name in KEYS if name in mark and name in right and not right.get(f"{name}~", right[name])
        ]
        if not right.get("amount", True):
            found += [
                name for name in ("value", "bound") if not slot_right(mark.get(name), row.get(name))
            ] or ["lower"]
        return found

    def _way(self, name: str, mark: Mark, card: Mapping[str, Any]) -> list[str] | None:
        """The keys that set a field right; None where the right answer is not to be chosen."""
        wanted = mark[name]
        answers = wanted if isinstance(wanted, list) else [wanted]
        if name == "cumulative":
            return ["m"]
        if name in {"status", "change", "kind"}:
            choices = json.loads(self.tab.evaluate("async () => (await (await fetch('ask/start')).text())"))[
                "choices"
            ][name]
            return [KEYS[name], DIGITS[choices.index(answers[0])]]
        if name not in card["candidates"]:
            return None
        if None in answers:
            return [KEYS[name], "0"]
        for test in (slot_right, similar if name in LENIENT else slot_right):
            for at, one in enumerate(card["candidates"][name]):
                if test(wanted, one["text"]):
                    return [KEYS[name], DIGITS[at]]
        return None


def main() -> None:
    from playwright.sync_api import sync_playwright

    from shilu import Extractor
    from shilu.extract.evaluate import read_gold
    from tests.extract.show.conftest import ARGUMENTS, CHROMIUM

    folder, names = Path(sys.argv[1]), sys.argv[2:]
    gold = {page.page: page for page in read_gold(folder)}
    pages, marks = [], {}
    for name in names:
        meta = json.loads((folder / f"{name}.meta.json").read_text(encoding="utf-8"))
        text = gold[name].text or ""
        windows = meta.get("marked") or [[0, len(text)]]
        records = Extractor().page(text, published=meta.get("published"), id=name)
        kept = [one for one in records.facts if any(a <= one.span.start < b for a, b in windows)]
        pages.append(records.model_copy(update={"facts": tuple(kept)}))
        marks[name] = gold[name].facts or ()
    desk = Desk(pages, Book.open(Path(tempfile.mkdtemp()) / "x.decisions.jsonl"), "session")
    server = serve_desk(desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        tab = browser.new_page(viewport={"width": 1400, "height": 900})
        tab.goto(f"{server.address}?lang=zh")
        tab.wait_for_selector("body[data-ready]")
        told = Reviewer(tab, desk, pages, marks).go(200)
        print(f"{', '.join(names)}: {told.mix()}; left in the queue: {desk.queue(Filters(), 0, 1)[0]}")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
