"""Decisions and run joined: what a corrected store says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shilu import Extractor
from shilu.extract.decisions import (
    FIELDS,
    Applied,
    Book,
    Maker,
    PageRow,
    apply_decisions,
    changed_fields,
    ground_answer,
    marks_of,
    rows_of,
    state_of,
)
from shilu.extract.samples import sample_pages
from shilu.extract.stores import open_store, page_rows, read_store
from shilu.schemas import Answer, PageRecords, RowState, Span
from shilu.schemas.decision import DecisionVerdict

TEXT = "三年来，柳河县建成86座便民书屋，发放补助资金2.5亿元。会上，柳河县承诺再建12座书屋，惠及群众约3万人。"


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> PageRecords:
    return extractor.page(TEXT, published="2022-12", id="p")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book.open(tmp_path / "run.decisions.jsonl")


def row_of(records: PageRecords, surface: str, sort: str = "fact") -> PageRow:
    return next(row for row in rows_of(records) if row.sort == sort and row.span.surface == surface)


def decide(
    book: Book, records: PageRecords, row: PageRow, verdict: DecisionVerdict, by: str = "甲", **fields: Any
) -> None:
    after = RowState(span=fields.pop("span", row.span), fields={**row.state.fields, **fields})
    book.add([Maker(book, by).of_row(records, row, verdict, after=after)])


def applied(records: PageRecords, book: Book) -> PageRecords:
    (found,) = apply_decisions([records], Book.open(book.path))
    return found


def at(text: str, words: str) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))


def test_without_decisions_a_page_is_given_back_as_it_is(records: PageRecords, book: Book) -> None:
    assert applied(records, book) is records


def test_every_row_signed_changes_nothing_but_who_signed(extractor: Extractor, book: Book) -> None:
    for page in sample_pages():
        whole = extractor.records(page)
        maker = Maker(book, "甲")
        book.add([maker.of_row(whole, row, "right") for row in rows_of(whole)])
        found = applied(whole, book)
        assert found.model_copy(update={"reviews": ()}) == whole
        assert len(found.reviews) == len(rows_of(whole))
        assert {(one.status, one.by, one.signed) for one in found.reviews} == {("signed", "甲", True)}


def test_a_fixed_slot_is_in_the_corrected_record_with_its_place(records: PageRecords, book: Book) -> None:
    row = row_of(records, "86座")
    decide(book, records, row, "fixed", item=Answer(text="书屋", span=at(TEXT, "书屋")), status="planned")
    found = applied(records, book)
    fact = found.facts[0]
    assert fact.item is not None
    assert (fact.item.text, fact.item.span.surface, fact.item.rule) == ("书屋", "书屋", "decision")
    assert fact.status == "planned"
    assert found.reviews[0].status == "fixed"
    assert set(found.reviews[0].changed) == {"item", "status"}
    assert found.facts[1:] == records.facts[1:]


def test_a_removed_row_goes_and_the_account_says_so(records: PageRecords, book: Book) -> None:
    row = row_of(records, "2.5亿元")
    decide(book, records, row, "removed")
    found = applied(records, book)
    assert [fact.span.surface for fact in found.facts] == [
        one.span.surface for one in records.facts if one.span.surface != "2.5亿元"
    ]
    number = next(one for one in found.numbers if one.span.overlaps(row.span))
    assert (number.role, number.fact, number.reason) == ("unread", None, "decision")
    assert [(one.status, one.surface) for one in found.reviews] == [("removed", "2.5亿元")]


def test_an_added_row_is_a_record_like_the_others(records: PageRecords, book: Book) -> None:
    removed = row_of(records, "2.5亿元")
    bare = records.model_copy(update={"facts": tuple(one for one in records.facts if one.id != removed.id)})
    (decision,) = book.add([Maker(book, "甲").added(bare, "fact", removed.state)])
    found = applied(bare, book)
    again = next(fact for fact in found.facts if fact.span == removed.span)
    assert changed_fields(state_of(again), removed.state) == ()
    assert again.kind == "money"
    assert again.currency == "CNY"
    assert again.quantity.normal == removed.record.quantity.normal  # type: ignore[union-attr]
    assert [one.status for one in found.reviews] == ["added"]
    assert decision.row == removed.id == again.id


def test_another_span_and_kind_make_another_fact(records: PageRecords, book: Book) -> None:
    row = row_of(records, "86座")
    decide(book, records, row, "right", span=at(TEXT, "86"), kind="other", unit=None)
    found = applied(records, book)
    fact = found.facts[0]
    start = TEXT.index("86")
    assert (fact.id, fact.kind, fact.span.surface) == (f"p#{start}-{start + 2}.other", "other", "86")
    assert fact.quantity.unit is None
    assert next(one for one in found.numbers if one.span.start == start).fact == fact.id


def test_names_and_times_are_fixed_too(records: PageRecords, book: Book) -> None:
    name, time = row_of(records, "柳河县", "name"), row_of(records, "三年来", "time")
    decide(book, records, name, "fixed", type="organisation", canonical="柳河县政府")
    decide(book, records, time, "fixed", value="2019/2022")
    found = applied(records, book)
    assert (found.names[0].type, found.names[0].canonical) == ("organisation", "柳河县政府")
    assert found.times[0].value == "2019/2022"
    rows = page_rows(found)
    assert [row["review"] for row in rows["names"]] == ["fixed", None]
    assert rows["times"][0]["reviewed_by"] == "甲"


def test_decisions_survive_a_run_of_other_rules(records: PageRecords, book: Book) -> None:
    right, removed = row_of(records, "86座"), row_of(records, "2.5亿元")
    decide(book, records, right, "right")
    decide(book, records, removed, "removed")
    other_rules = records.model_copy(
        update={
            "facts": tuple(
                one.model_copy(update={"item": None, "status": "expected"}) if one.id == right.id else one
                for one in records.facts
            )
        }
    )
    found = applied(other_rules, book)
    fact = next(one for one in found.facts if one.span == right.span)
    assert changed_fields(state_of(fact), right.state) == ()
    assert {one.surface: one.status for one in found.reviews} == {"86座": "fixed", "2.5亿元": "removed"}
    lost = records.model_copy(update={"facts": ()})
    assert [one.span.surface for one in applied(lost, book).facts] == ["86座"]


def test_what_was_called_wrong_is_looked_at_again_when_the_rules_answer_otherwise(
    records: PageRecords, book: Book
) -> None:
    row = row_of(records, "86座")
    decide(book, records, row, "wrong")
    assert applied(records, book).reviews[0].status == "wrong"
    facts = (records.facts[0].model_copy(update={"status": "planned"}), *records.facts[1:])
    assert applied(records.model_copy(update={"facts": facts}), book).reviews[0].status == "again"


def test_a_sentence_that_moved_takes_its_decision_along(
    records: PageRecords, extractor: Extractor, book: Book
) -> None:
    decide(book, records, row_of(records, "86座"), "removed")
    moved = extractor.page("本报讯 记者昨日获悉。\n" + TEXT, published="2022-12", id="p")
    assert "86座" not in {fact.span.surface for fact in applied(moved, book).facts}


def test_a_changed_text_is_to_be_looked_at_again(
    records: PageRecords, extractor: Extractor, book: Book
) -> None:
    decide(book, records, row_of(records, "86座"), "removed")
    other = extractor.page(TEXT.replace("86座便民", "88座便民"), published="2022-12", id="p")
    told = Applied()
    (found,) = apply_decisions([other], Book.open(book.path), told)
    assert found.facts == other.facts
    assert [one.status for one in found.reviews] == ["again"]
    assert len(told.again) == 1


def test_a_page_that_the_run_has_not_is_told(records: PageRecords, book: Book) -> None:
    decide(book, records, row_of(records, "86座"), "right")
    told = Applied()
    list(apply_decisions([], Book.open(book.path), told))
    assert told.lost_pages == ["p"]


def test_of_two_that_contradict_the_later_is_taken_and_told(
    records: PageRecords, tmp_path: Path, book: Book
) -> None:
    other = Book.open(tmp_path / "other.jsonl")
    row = row_of(records, "86座")
    decide(book, records, row, "removed")
    decide(other, records, row, "right", by="乙")
    book.merge(list(other))
    found = applied(records, book)
    assert row.span in [one.span for one in found.facts]
    assert [(one.by, one.disputed) for one in found.reviews] == [("乙", True)]


@pytest.mark.parametrize("target", ["run", "run.sqlite", "run.duckdb", "run.parquet", "run.spacy"])
def test_every_store_keeps_who_decided_what(
    records: PageRecords, book: Book, tmp_path: Path, target: str
) -> None:
    decide(book, records, row_of(records, "86座"), "right")
    decide(book, records, row_of(records, "2.5亿元"), "removed")
    found = applied(records, book)
    with open_store(tmp_path / target) as writer:
        writer.add(page_rows(found))
        writer.finish()
    assert list(read_store(tmp_path / target)) == [found]
    assert len(found.reviews) == 2


def test_marks_are_what_people_signed(records: PageRecords, book: Book) -> None:
    decide(book, records, row_of(records, "86座"), "right", status="planned")
    decide(book, records, row_of(records, "12座"), "fixed", item=None)
    decide(book, records, row_of(records, "2.5亿元"), "removed")
    marks = marks_of(applied(records, book))
    assert set(marks) == {"fact"}
    by_surface = {mark["surface"]: mark for mark in marks["fact"]}
    assert set(by_surface) == {"86座", "12座", "约3万人"}
    assert by_surface["86座"]["value"] == 86
    assert by_surface["86座"]["status"] == "planned"
    assert "optional" not in by_surface["86座"]
    assert by_surface["12座"]["item"] is None
    assert "subject" not in by_surface["12座"], "only what was fixed is judged"
    assert by_surface["约3万人"]["optional"] is True


def test_a_mark_has_the_fields_that_are_judged(records: PageRecords, book: Book) -> None:
    decide(book, records, row_of(records, "86座"), "right")
    mark = marks_of(applied(records, book))["fact"][0]
    assert set(mark) == {"start", "end", "surface", *FIELDS["fact"]} - {"speaker"}


@pytest.mark.parametrize(
    ("slot", "words", "surface"),
    [
        ("item", "书屋", "书屋"),
        ("place", "柳河县", "柳河县"),
        ("period", "三年来", "三年来"),
        ("item", "学校", None),
        ("period", "去年", None),
    ],
)
def test_words_are_found_where_they_stand_nearest(
    records: PageRecords, slot: str, words: str, surface: str | None
) -> None:
    dates = {time.span.surface: time.value for time in records.times}
    found = ground_answer(records, slot, dates.get(words) or words, row_of(records, "12座").span)
    assert (found.span.surface if found else None) == surface
    if slot == "item" and found:
        assert found.span.start == TEXT.rindex("书屋")
