from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.errors import ShiluError
from shilu.extract.quantities import find_quantities
from shilu.extract.stores import TABLES, FailedDocument, page_records, page_rows
from shilu.extract.stores.rows import _areas, _years, cell_text, fact_row, name_row, number_row, time_row
from shilu.schemas import SLOTS, Exact, NumberAccount, Page, PageRecords, Time
from tests.extract.stores.records import MONEY, RECORDS, TEXT, span

PINNED = {
    "facts": "page,start,end,surface,kind,value,lower,upper,bound,unit,item,subject,action,change,per,"
    "programme,place,period,status,cumulative,"
    "id,article,title,sentence,normal_value,normal_unit,unit_code,terms,base,reached,speaker,office,purpose,duplicate,"
    "same_as,confidence,confidence_core,"
    + ",".join(f"sure_{slot.name}" for slot in SLOTS)
    + ",boxes,review,reviewed_by,published,source,paper,year_from,year_to,area_mu,area_ha",
    "names": "page,start,end,surface,type,canonical,code",
    "times": "page,start,end,surface,type,value,resolution,anchor,reason,inside_name",
    "numbers": "page,start,end,surface,kind,value,lower,upper,bound,unit,role,reason,fact,unit_code",
    "checks": "page,start,end,surface,relation,found,expected,difference,tolerance,unit,verdict,evidence,sentence,fact,"
    "others,article,rule,id",
    "failed": "source,line,reason,stage,trace",
    "pages": "",
    "articles": "",
    "reviews": "",
}

PYTHON = {"text": str, "integer": int, "decimal": str, "share": float, "boolean": bool, "json": str}


@pytest.mark.parametrize(
    ("text", "mu", "hectares"),
    [("造林3万亩", "30000", "2000"), ("绿化1公顷", "15", "1"), ("面积1平方公里", "1500", "100"),
     ("占地7亩", "7", "0.466666666666667"), ("占地100平方米", "0.15", "0.01"), ("修路3公里", None, None),
     ("新增面积3万至5万亩", None, None)],
)  # fmt: skip
def test_an_area_stands_in_mu_and_in_hectares_too(text: str, mu: str | None, hectares: str | None) -> None:
    (quantity,) = find_quantities(text).quantities
    areas = _areas(quantity.normal)
    assert (areas["area_mu"], areas["area_ha"]) == (mu, hectares)


@pytest.mark.parametrize("name", PINNED)
def test_the_csv_columns_are_those_of_the_contract_then_our_own(name: str) -> None:
    assert ",".join(column.name for column in TABLES[name].contract) == PINNED[name]
    assert set(TABLES) == set(PINNED)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_describes_each_column_once(name: str) -> None:
    table = TABLES[name]
    assert table.key in table.names
    assert len(set(table.names)) == len(table.names)
    assert all(column.zh and column.meaning for column in table.columns)
    assert len({column.zh for column in table.columns}) == len(table.columns)


def test_each_row_has_its_tables_columns_with_values_of_their_types() -> None:
    rows = page_rows(RECORDS)
    assert set(rows) == set(TABLES) - {"failed"}
    for name, found in rows.items():
        assert found
        types = {column.name: PYTHON[column.type] for column in TABLES[name].columns}
        for row in found:
            assert set(row) == set(types)
            assert all(value is None or type(value) is types[column] for column, value in row.items())


def test_rows_give_the_records_back_after_a_way_as_json() -> None:
    assert page_records(page_rows(RECORDS)) == RECORDS
    assert page_records(json.loads(json.dumps(page_rows(RECORDS)))) == RECORDS


def test_two_records_of_one_place_and_kind_have_two_ids() -> None:
    twice = RECORDS.with_fields(facts=(MONEY, MONEY, MONEY), names=RECORDS.names * 2)
    rows = page_rows(twice)
    assert [row["id"] for row in rows["facts"]] == ["p-1", "p-1~2", "p-1~3"]
    assert [row["id"] for row in rows["names"]] == ["p#28-34.facility", "p#28-34.facility~2"]
    assert page_records(rows) == twice


@pytest.mark.parametrize("field", ["source", "title", "meta"])
def test_a_name_that_is_no_unicode_is_refused(field: str) -> None:
    value: object = {"a": "\udc80"} if field == "meta" else "\udc80"
    page = Page(**{"id": "p", "text": "建成", field: value})
    records = PageRecords(page=page, articles=(), facts=(), names=(), times=(), numbers=())
    with pytest.raises(ShiluError, match=r"S408.*surrogate"):
        page_rows(records)


def test_a_failed_file_with_a_name_that_is_no_unicode_can_be_told() -> None:
    row = FailedDocument("in/\udcff.txt", 3, "in/\udcff.txt: empty", trace="\udcff\0").row()
    assert [row[name] for name in ("source", "id", "reason", "trace")] == [
        r"in/\udcff.txt", r"in/\udcff.txt:3", r"in/\udcff.txt: empty", r"\udcff" + "␀",
    ]  # fmt: skip


@given(st.text(), st.dictionaries(st.text(), st.text() | st.integers() | st.booleans()))
def test_any_page_comes_back(text: str, meta: dict[str, str | int | bool]) -> None:
    page = Page(id="p", text=text, meta=meta)
    records = PageRecords(page=page, articles=(), facts=(), names=(), times=(), numbers=())
    assert page_records(page_rows(records)) == records


def test_a_fact_as_a_row() -> None:
    row = {column: cell_text(cell) for column, cell in fact_row(MONEY, title="书屋").items()}
    assert {column: cell for column, cell in row.items() if cell} == {
        "page": "p", "start": "11", "end": "18", "surface": "近4500万元", "kind": "money",
        "value": "45000000", "upper": "45000000", "bound": "under", "unit": "元",
        "subject": "昭苏县", "action": "发放", "place": "昭苏县", "period": "2019-12/2022-12",
        "status": "actual", "cumulative": "true", "id": "p-1", "article": "1", "title": "书屋",
        "sentence": MONEY.sentence.surface, "normal_value": "45000000", "normal_unit": "CNY",
        "unit_code": "CNY", "duplicate": "false", "year_from": "2019", "year_to": "2022",
    }  # fmt: skip


def test_a_database_gets_the_title_the_years_and_the_bounds_of_the_sentence() -> None:
    (row,) = page_rows(RECORDS)["facts"]
    assert (row["title"], row["year_from"], row["year_to"]) == ("书屋, “建成”", 2019, 2022)
    assert TEXT[row["sentence_start"] : row["sentence_end"]] == row["sentence"]


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("2022", (2022, 2022)),
        ("2022-07-15", (2022, 2022)),
        ("2019-12/2022-12", (2019, 2022)),
        ("2021/..", (2021, None)),
        ("../2021", (None, 2021)),
        ("198X", (1980, 1989)),
        ("19XX/2010", (1900, 2010)),
        ("2020-21~", (2020, 2020)),
        ("0221?", (221, 221)),
        ("XXXX-12-05", (None, None)),
        ("", (None, None)),
    ],
)
def test_years_of_a_period(period: str, years: tuple[int | None, int | None]) -> None:
    assert _years(period) == years


def test_a_range_has_no_value() -> None:
    row = number_row("p", RECORDS.numbers[0])
    assert (row["value"], row["lower"], row["upper"], row["bound"]) == (None, "10", "12", "range")


def test_a_number_that_cannot_be_read_has_empty_cells() -> None:
    row = number_row("p", NumberAccount(span=span("4500"), role="unread", reason="test"))
    assert [row[column] for column in ("kind", "value", "bound", "unit", "fact")] == [None] * 5


def test_numbers_are_plain_digits() -> None:
    number = NumberAccount(
        span=span("4500"), role="fact", reason="test", amount=Exact(value=Decimal("1.50E+8"))
    )
    assert number_row("p", number)["value"] == "150000000"


def test_a_time_without_value_says_why() -> None:
    time = Time(span=span("三年来"), type="period", resolution="unresolved", reason="no publication date")
    row = time_row("p", time)
    assert (row["value"], row["resolution"], row["reason"], row["inside_name"]) == (
        None, "unresolved", "no publication date", False,
    )  # fmt: skip


def test_a_name_as_a_row() -> None:
    row = name_row("p", RECORDS.names[0])
    assert (row["surface"], row["type"], row["canonical"], row["code"]) == (
        "向日葵\n书屋", "facility", "向日葵书屋", None,
    )  # fmt: skip


def test_an_article_names_what_a_block_repeats_only_where_it_does() -> None:
    (row,) = page_rows(RECORDS)["articles"]
    assert json.loads(str(row["record"]))["blocks"] == [
        {"start": 0, "end": 10, "role": "body"},
        {"start": 11, "end": RECORDS.articles[0].blocks[1].end, "role": "duplicate", "duplicate_of": 0},
    ]
    assert (row["byline"], row["start"], row["end"]) == ("李明", 0, len(TEXT))
