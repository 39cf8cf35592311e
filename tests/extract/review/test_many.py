"""A queue of many rows: what a key costs does not grow with them, and it can be worked at while the run is read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from shilu import Extractor
from shilu.extract.decisions import Book
from shilu.extract.errors import ShiluError
from shilu.extract.review import actions
from shilu.extract.review.desk import Desk, RefusedError
from shilu.extract.review.index import Entry, Pages
from shilu.extract.review.queue import WAITING, Filters
from shilu.extract.review.reading import Reading
from shilu.extract.stores import write_folder
from shilu.schemas import PageRecords
from tests.benchmarks.bench_show import renamed
from tests.extract.review.conftest import Look, Serve

TEXT = "柳河县办学。柳河县建成3所学校，培训教师40名。柳河县投入5亿元，增长12%。"
PAGES = 120


@pytest.fixture(scope="module")
def found(extractor: Extractor) -> PageRecords:
    return extractor.page(TEXT, published="2022-12", id="p")


@pytest.fixture
def pages(found: PageRecords) -> list[PageRecords]:
    return [renamed(found, f"p{number:03}") for number in range(PAGES)]


@pytest.fixture
def desk(pages: list[PageRecords], tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(pages, Book.open(tmp_path / "x.decisions.jsonl"), "甲")
    yield desk
    desk.pages.close()


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How many rows were asked whether they wait, how many were searched, and how many pages were read."""
    counted = {"waits": 0, "words": 0, "get": 0}

    def counting(owner: Any, name: str) -> None:
        plain = getattr(owner, name)

        def count(*given: Any) -> Any:
            if name != "get" or not given[0].holds(given[1]):
                counted[name] += 1
            return plain(*given)

        monkeypatch.setattr(owner, name, count)

    counting(Filters, "waits")
    counting(Entry, "words")
    counting(Pages, "get")
    return counted


def test_no_key_looks_at_all_rows_or_pages(desk: Desk, cost: dict[str, int]) -> None:
    many = sum(one.sort == "fact" for one in desk.entries)
    assert many > 4 * PAGES - 1
    n = actions.queue(desk, {})["rows"][0]["n"]
    assert cost["waits"] == many, "once, when the queue is laid out"
    item = next(one for one in desk.entries if "item" in one.slots and one.sort == "fact").n
    for work in (
        lambda: actions.card(desk, {"n": n}),
        lambda: actions.decide(desk, {"n": n, "verdict": "right"}),
        lambda: actions.step(desk, {"n": n}),
        lambda: actions.step(desk, {"n": n, "by": -1}),
        lambda: actions.decide(desk, {"n": item, "verdict": "fixed", "fields": {"item": "柳河县"}}),
        lambda: actions.alike(desk, {"n": item}),
        lambda: actions.queue(desk, {}),
        lambda: actions.undo(desk, {}),
        lambda: actions.undo(desk, {}),
    ):
        cost |= dict.fromkeys(cost, 0)
        work()
        assert cost["waits"] <= 4
        assert cost["words"] == 0
        assert cost["get"] <= 8
    assert actions.progress(desk)["fact"] == {"open": many}


def test_the_same_fix_for_rows_on_many_pages_goes_page_by_page_and_back_at_once(desk: Desk) -> None:
    name = next(one for one in desk.entries if one.sort == "name" and one.surface == "柳河县").n
    of_all = sum(one.sort == "name" and one.surface == "柳河县" for one in desk.entries)
    asked = {"n": name, "filters": {"sort": "name"}}
    actions.decide(desk, {**asked, "verdict": "fixed", "fields": {"type": "organisation"}})
    offer = actions.alike(desk, asked)
    assert offer["about"] is True
    assert offer["total"] == of_all - 1
    told: dict[str, Any] = {"batch": None, "after": -1}
    rounds = done = 0
    while told["after"] is not None:
        told = actions.decide_alike(desk, {**asked, "batch": told["batch"], "after": told["after"]})
        done, rounds = done + told["done"], rounds + 1
    assert done == of_all - 1
    assert 1 < rounds < 8
    assert actions.progress(desk)["name"]["part"] == of_all
    assert actions.undo(desk, {})["undone"] == of_all - 1
    assert actions.progress(desk)["name"]["part"] == 1


@pytest.mark.parametrize("order", ["sure", "page", "repeats"])
def test_a_queue_is_what_a_walk_over_all_rows_gives(desk: Desk, order: str) -> None:
    """Held against the plain way, after decisions."""
    filters = Filters(order=order, kind="count")
    desk.queue(filters, 0, 1)
    numbers = [one.n for one in desk.queues.of(filters).filters.choose(desk.entries, desk.pages.ids)]
    for n in numbers[::3]:
        desk.decide([n], "right", [None])
    waiting = [n for n in numbers if desk.entries[n].status in WAITING]
    total, listed = desk.queue(filters, 0, 10_000)
    assert (total, sorted(one.n for one in listed)) == (len(waiting), waiting)
    order_of = [one.n for one in listed]
    for offset in (0, 1, 79, total - 1, total, total + 5):
        assert [one.n for one in desk.queue(filters, offset, 3)[1]] == order_of[offset : offset + 3]
    for at, n in enumerate(order_of):
        assert desk.step(filters, n) == order_of[(at + 1) % total]
        assert desk.step(filters, n, -1) == order_of[at - 1]
    assert desk.step(filters, None) == order_of[0]
    assert {one.n for one in desk.queue(Filters(order=order, kind="count", state="right"), 0, 999)[1]} == set(
        numbers[::3]
    )


def test_an_added_row_stands_at_its_place_in_every_queue(found: PageRecords, tmp_path: Path) -> None:
    fewer = found.model_copy(update={"facts": found.facts[1:]})
    desk = Desk([renamed(fewer, f"p{n}") for n in range(3)], Book.open(tmp_path / "x"), "甲")
    queues = [Filters(order=order) for order in ("sure", "page", "repeats")] + [Filters(kind="money")]
    before = [len(desk.queue(one, 0, 999)[1]) for one in queues]
    start = found.facts[0].span.start
    n = actions.add(desk, {"page": 1, "sort": "fact", "span": [start, found.facts[0].span.end]})["added"]
    everything = [Filters(order=one.order, kind=one.kind, state="") for one in queues]
    assert [len(desk.queue(one, 0, 999)[1]) for one in everything] == [b + 1 for b in before[:3]] + before[3:]
    assert [len(desk.queue(one, 0, 999)[1]) for one in queues] == before, "it is decided on already"
    (place,) = [at for at, one in enumerate(desk.queue(everything[1], 0, 999)[1]) if one.n == n]
    assert place == len(fewer.facts), "the first of the second page"
    desk.pages.close()


class Slow:
    """Pages that come one by one, when they are let through."""

    def __init__(self, pages: list[PageRecords]) -> None:
        self.pages = pages
        self.gate = threading.Semaphore(0)

    def __iter__(self) -> Iterator[PageRecords]:
        for one in self.pages:
            assert self.gate.acquire(timeout=60)
            yield one


def test_a_person_is_at_work_while_the_run_is_read(
    pages: list[PageRecords], serve: Serve, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(pages[:6])
    monkeypatch.setattr("shilu.extract.review.reading.read_store", lambda _: iter(slow))
    server = serve([])
    done = threading.Event()
    reading = Reading("run", server.desk, lambda _: done.set())
    reading.start()
    slow.gate.release()
    reading.wait_for_rows()
    tab = look(server)
    assert "1 pages so far" in (tab.locator("#reading").text_content() or "")
    before = tab.locator("#where code").text_content()
    tab.keyboard.press("y")
    tab.wait_for_function(
        "before => document.querySelector('#where code').textContent !== before", arg=before
    )
    slow.gate.release(5)
    assert done.wait(60)
    tab.wait_for_selector("#reading", state="hidden")
    tab.wait_for_function(
        f"() => document.querySelector('#total').textContent.startsWith('{6 * len(pages[0].facts) - 1} ')"
    )
    assert server.desk.counts["fact", "right"] == 1
    reading.stop()


def test_what_cannot_be_read_to_its_end_is_said(pages: list[PageRecords], tmp_path: Path) -> None:
    write_folder(pages[:3], tmp_path / "run")
    lines = (tmp_path / "run" / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "run" / "pages.jsonl").write_text("\n".join([*lines[:2], "{", ""]), encoding="utf-8")
    desk = Desk((), Book.open(tmp_path / "x"), "甲")
    told: list[ShiluError | None] = []
    reading = Reading(tmp_path / "run", desk, told.append)
    reading.start()
    reading.join()
    assert [one.code for one in told if one] == ["S402"]
    assert len(desk.pages) == 2
    with pytest.raises(ShiluError, match=r"\[S402\]"):
        reading.wait_for_rows()
    desk.pages.close()


def test_a_run_without_rows_is_said(tmp_path: Path, found: PageRecords) -> None:
    bare = found.model_copy(update={"facts": (), "names": (), "times": (), "checks": ()})
    write_folder([bare], tmp_path / "run")
    desk = Desk((), Book.open(tmp_path / "x"), "甲")
    reading = Reading(tmp_path / "run", desk, lambda _: None)
    reading.start()
    with pytest.raises(ShiluError, match=r"\[S708\]"):
        reading.wait_for_rows()
    desk.pages.close()


def test_the_last_decision_on_a_page_that_is_not_read_yet_is_not_passed_over(
    pages: list[PageRecords], tmp_path: Path
) -> None:
    first = Desk(pages[:2], Book.open(tmp_path / "x"), "甲")
    rows = [one.n for one in islice(first.entries, 1)] + [first._ranges[1][0]]
    for n in rows:
        first.decide([n], "right", [None])
    first.pages.close()
    again = Desk(pages[:1], Book.open(tmp_path / "x"), "甲")
    again.reading = True
    with pytest.raises(RefusedError, match="not read yet"):
        again.undo()
    again.lay_out(pages[1])
    again.reading = False
    assert [again.undo(), again.undo(), again.undo()] == [[rows[1]], [rows[0]], []]
    again.pages.close()
