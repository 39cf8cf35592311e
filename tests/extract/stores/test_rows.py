from __future__ import annotations

from decimal import Decimal

import pytest

from extract.stores import TABLES, article_row, fact_row, name_row, number_row, time_row
from schemas import Exact, NumberAccount, Time
from tests.extract.stores.records import MONEY, RECORDS, span

PINNED = {
    "facts.csv": "page,start,end,surface,kind,value,lower,upper,bound,unit,item,subject,action,change,per,"
    "programme,place,period,status,cumulative,"
    "id,article,title,sentence,normal_value,normal_unit,unit_code,speaker,duplicate",
    "names.csv": "page,start,end,surface,type,canonical,code",
    "times.csv": "page,start,end,surface,type,value,resolution,anchor,reason,inside_name",
    "numbers.csv": "page,start,end,surface,kind,value,lower,upper,bound,unit,role,reason,fact,unit_code",
}


@pytest.mark.parametrize("file", PINNED)
def test_the_columns_are_those_of_the_contract_then_our_own(file: str) -> None:
    assert ",".join(TABLES[file]) == PINNED[file]
    assert set(TABLES) == set(PINNED)


def test_each_row_has_its_tables_columns_in_order() -> None:
    rows = {
        "facts.csv": fact_row(MONEY),
        "names.csv": name_row("p", RECORDS.names[0]),
        "times.csv": time_row("p", RECORDS.times[0]),
        "numbers.csv": number_row("p", RECORDS.numbers[0]),
    }
    assert {file: list(row) for file, row in rows.items()} == {file: list(TABLES[file]) for file in rows}


def test_a_fact_as_a_row() -> None:
    row = fact_row(MONEY, title="书屋")
    assert {column: cell for column, cell in row.items() if cell} == {
        "page": "p", "start": "11", "end": "18", "surface": "近4500万元", "kind": "money",
        "value": "45000000", "upper": "45000000", "bound": "under", "unit": "元",
        "subject": "昭苏县", "action": "发放", "place": "昭苏县", "period": "2019-12/2022-12",
        "status": "actual", "cumulative": "true", "id": "p-1", "article": "1", "title": "书屋",
        "sentence": MONEY.sentence.surface, "normal_value": "45000000", "normal_unit": "CNY",
        "unit_code": "CNY", "duplicate": "false",
    }  # fmt: skip


def test_a_range_has_no_value() -> None:
    row = number_row("p", RECORDS.numbers[0])
    assert (row["value"], row["lower"], row["upper"], row["bound"]) == ("", "10", "12", "range")


def test_a_number_that_cannot_be_read_has_empty_cells() -> None:
    row = number_row("p", NumberAccount(span=span("4500"), role="unread", reason="test"))
    assert (row["kind"], row["value"], row["bound"], row["unit"], row["fact"]) == ("", "", "", "", "")


def test_numbers_are_plain_digits() -> None:
    number = NumberAccount(
        span=span("4500"), role="fact", reason="test", amount=Exact(value=Decimal("1.50E+8"))
    )
    assert number_row("p", number)["value"] == "150000000"


def test_a_time_without_value_says_why() -> None:
    time = Time(span=span("三年来"), type="period", resolution="unresolved", reason="no publication date")
    row = time_row("p", time)
    assert (row["value"], row["resolution"], row["reason"], row["inside_name"]) == (
        "", "unresolved", "no publication date", "false",
    )  # fmt: skip


def test_an_article_names_what_a_block_repeats_only_where_it_does() -> None:
    row = article_row(RECORDS.articles[0])
    assert row["blocks"] == [
        {"start": 0, "end": 10, "role": "body"},
        {"start": 11, "end": RECORDS.articles[0].blocks[1].end, "role": "duplicate", "duplicate_of": 0},
    ]
    assert list(row)[:5] == ["page", "article", "kind", "title", "byline"]
