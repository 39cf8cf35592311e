"""Two runs held against each other."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.series import write_diff
from shilu.extract.series.diff import Change, diff_pages, diff_runs
from shilu.extract.stores import write_folder
from shilu.schemas import CountFact, Exact, Page, PageRecords, Quantity, Review, Slot, Span

TEXT = "新建停车场12个，改造公园8个。"


def fact(text: str, surface: str, item: str | None = None) -> CountFact:
    start = text.index(surface)
    span = Span.of(text, start, start + len(surface))
    at = text.index(item) if item else 0
    found = Slot(text=item, span=Span.of(text, at, at + len(item)), rule="made") if item else None
    value = Decimal("".join(one for one in surface if one.isdigit()))
    return CountFact(
        id=f"p#{start}-{start + len(surface)}.count", page="p", article=None, item=found,
        sentence=Span.of(text, 0, len(text)),
        quantity=Quantity(span=span, kind="count", amount=Exact(value=value), unit="个"),
    )  # fmt: skip


def page(text: str, *facts: CountFact, name: str = "p", reviews: tuple[Review, ...] = ()) -> PageRecords:
    return PageRecords(
        page=Page(id=name, text=text),
        articles=(),
        facts=facts,
        names=(),
        times=(),
        numbers=(),
        reviews=reviews,
    )


def told(changes: list[Change]) -> list[tuple[str, str, str | None, str | None, str]]:
    return [(one.what, one.slot, one.before, one.after, one.why) for one in changes]


def test_the_same_twice_has_no_difference() -> None:
    one = page(TEXT, fact(TEXT, "12个", "停车场"))
    assert list(diff_pages(one, one)) == []


def test_a_slot_that_other_rules_chose_is_told() -> None:
    before, after = page(TEXT, fact(TEXT, "12个", "停车场")), page(TEXT, fact(TEXT, "12个", "公园"))
    assert told(list(diff_pages(before, after))) == [("changed", "item", "停车场", "公园", "rules_changed")]


def test_rows_come_and_go() -> None:
    before, after = page(TEXT, fact(TEXT, "12个")), page(TEXT, fact(TEXT, "8个"))
    assert told(list(diff_pages(before, after))) == [
        ("came", "", None, "8个 actual", "rules_changed"),
        ("went", "", "12个 actual", None, "rules_changed"),
    ]


def test_what_people_decided_is_why() -> None:
    first, second = fact(TEXT, "12个", "停车场"), fact(TEXT, "12个", "公园")
    decided = Review(
        page="p",
        row=second.id,
        sort="fact",
        status="fixed",
        surface="12个",
        changed=("item",),
        by="li",
        at="2030-01-01T00:00:00Z",
    )
    changes = list(diff_pages(page(TEXT, first), page(TEXT, second, reviews=(decided,))))
    assert told(changes) == [("changed", "item", "停车场", "公园", "decision")]


def test_rows_are_found_again_on_a_page_that_changed() -> None:
    other = "本报讯：新建停车场15个，改造公园8个。"
    before = page(TEXT, fact(TEXT, "12个", "停车场"), fact(TEXT, "8个", "公园"))
    after = page(other, fact(other, "15个", "停车场"), fact(other, "8个", "公园"))
    assert told(list(diff_pages(before, after))) == [("changed", "value", "12", "15", "page_changed")]


def test_pages_come_and_go(tmp_path: Path) -> None:
    write_folder([page(TEXT, fact(TEXT, "12个"), name="p")], tmp_path / "a")
    write_folder([], tmp_path / "b")
    assert told(list(diff_runs(tmp_path / "a", tmp_path / "b"))) == [
        ("went", "", "12个 actual", None, "page_removed")
    ]
    assert told(list(diff_runs(tmp_path / "b", tmp_path / "a"))) == [
        ("came", "", None, "12个 actual", "page_added")
    ]


def test_differences_are_written_and_counted(tmp_path: Path) -> None:
    write_folder([page(TEXT, fact(TEXT, "12个", "停车场"))], tmp_path / "a")
    write_folder([page(TEXT, fact(TEXT, "12个", "公园"))], tmp_path / "b")
    found = write_diff(tmp_path / "a", tmp_path / "b", str(tmp_path / "d.csv"))
    assert (found.total, dict(found.counts)) == (1, {"changed (rules changed)": 1})
    with (tmp_path / "d.csv").open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)
    assert (line["slot"], line["before"], line["after"], line["why"]) == (
        "item",
        "停车场",
        "公园",
        "rules_changed",
    )
    with pytest.raises(ShiluError, match="S406"):
        write_diff(tmp_path / "a", tmp_path / "b", str(tmp_path / "d.txt"))
