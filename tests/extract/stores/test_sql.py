"""What the databases answer: types, exact numbers, views."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest

from shilu.extract.stores import TABLES, open_store, page_rows
from shilu.extract.stores.decimals import fixed
from shilu.extract.stores.sql import VIEWS
from shilu.schemas import Page, PageRecords, Span
from tests.extract.stores.records import NASTY, RECORDS, page_of

FUNDS = page_of(
    "one",
    ("3000元", "3000", "助学金"),
    ("0.10元", "0.1", "助学金"),
    ("五百元", "500", "奖金"),
    place="青山镇",
)

Ask = Callable[[str], list[tuple[Any, ...]]]


def _sqlite(path: Path) -> Ask:
    def ask(query: str) -> list[tuple[Any, ...]]:
        database = sqlite3.connect(path)
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()

    return ask


def _duckdb(path: Path) -> Ask:
    def ask(query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(path), read_only=True) as database:
            return database.execute(query).fetchall()

    return ask


def _postgres(address: str) -> Ask:
    def ask(query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(address, options="-c search_path=shilu") as database:
            return database.execute(query).fetchall()

    return ask


Make = Callable[..., tuple[Ask, tuple[str, ...]]]


@pytest.fixture(params=["sqlite", "duckdb", "postgresql"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Writes pages into a database; gives what to ask it with, and what it could not hold."""

    def written(*pages: PageRecords) -> tuple[Ask, tuple[str, ...]]:
        kind = request.param
        target = str(tmp_path / f"x.{kind}")
        if kind == "postgresql":
            target = request.getfixturevalue("database")
        with open_store(target) as writer:
            for records in pages:
                writer.add(page_rows(records))
            writer.finish()
        asks = {"sqlite": _sqlite, "duckdb": _duckdb, "postgresql": _postgres}
        return asks[kind](Path(target) if kind != "postgresql" else target), writer.losses  # type: ignore[arg-type]

    return written


def test_every_column_is_there_with_its_value(make: Make) -> None:
    ask, _ = make(RECORDS)
    for name, rows in page_rows(RECORDS).items():
        columns = ", ".join(f'"{column}"' for column in TABLES[name].names)
        found = ask(f"SELECT {columns} FROM {name} ORDER BY 1, 2, 3")
        assert len(found) == len(rows)
        for column, cell in zip(TABLES[name].columns, found[0], strict=True):
            wanted = rows[0][column.name]
            if column.type == "decimal" and wanted is not None:
                assert Decimal(str(cell)) == Decimal(str(wanted))
            elif column.type == "boolean":
                assert bool(cell) is wanted
            elif column.type != "json":
                assert cell == wanted


def test_money_is_kept_to_the_last_digit(make: Make) -> None:
    ask, losses = make(NASTY)
    found = {Decimal(str(value)) for (value,) in ask("SELECT value FROM facts WHERE value IS NOT NULL")}
    exact = {Decimal("0.1"), Decimal(9007199254740993), Decimal(2)}
    assert exact <= found
    kept = {Decimal("123456789012345678901234567890"), Decimal("0." + "3" * 28)} <= found
    assert kept == (losses == ())


def test_what_a_decimal_of_duckdb_cannot_hold_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path / "x.duckdb") as writer:
        writer.add(page_rows(NASTY))
        writer.finish()
    assert set(writer.losses) == {
        "facts.value: left empty for having more than 26 digits; whole in `record` (1)",
        "facts.normal_value: left empty for having more than 26 digits; whole in `record` (1)",
        "facts.value: fractions rounded to 12 decimals; whole in `record` (1)",
        "facts.normal_value: fractions rounded to 12 decimals; whole in `record` (1)",
    }
    ask = _duckdb(tmp_path / "x.duckdb")
    assert ask("SELECT sum(value) FROM facts WHERE value < 10") == [(Decimal("2.433333333333"),)]
    assert ask(
        "SELECT count(*) FROM facts WHERE (record->>'$.quantity.amount.value')::VARCHAR LIKE '1234%'"
    ) == [(1,)]


def test_sqlite_has_a_number_beside_each_decimal(tmp_path: Path) -> None:
    with open_store(tmp_path / "x.sqlite") as writer:
        writer.add(page_rows(FUNDS))
        writer.finish()
    ask = _sqlite(tmp_path / "x.sqlite")
    assert ask("SELECT value, value_number FROM facts WHERE value_number > 100 ORDER BY value_number") == [
        ("500", 500.0),
        ("3000", 3000.0),
    ]


def test_estimates_are_floats_and_the_views_have_them(make: Make) -> None:
    sure = [
        one.with_fields(confidence=0.25 * n, sureness={"item": 0.5}) for n, one in enumerate(FUNDS.facts, 1)
    ]
    broken = sure[0].with_fields(sentence=Span.of(FUNDS.page.text, 0, len(FUNDS.page.text)))
    ask, _ = make(FUNDS.with_fields(facts=(broken, *sure[1:])))
    assert ask("SELECT max(confidence), max(sure_item) FROM facts") == [(0.75, 0.5)]
    found = ask("SELECT confidence, sure_item, value_number FROM fact_list ORDER BY confidence")
    assert found == [(0.25, 0.5, 3000.0), (0.5, 0.5, 0.1), (0.75, 0.5, 500.0)]
    assert ask("SELECT min(least_sure) FROM amounts_by_place_year") == [(0.25,)]
    assert "\n" not in "".join(str(row[0]) for row in ask("SELECT sentence FROM fact_list"))


def test_sqlite_finds_words_within_sentences(tmp_path: Path) -> None:
    with open_store(tmp_path / "x.sqlite") as writer:
        writer.add(page_rows(FUNDS))
        writer.add(page_rows(RECORDS))
        writer.finish()
    ask = _sqlite(tmp_path / "x.sqlite")
    query = (
        "SELECT f.id FROM facts_text JOIN facts f ON f.rowid = facts_text.rowid WHERE facts_text MATCH '{}'"
    )
    assert ask(query.format("item : 助学金")) == [("one#3-8.money",), ("one#12-17.money",)]
    assert ask(query.format("没有这样的话")) == []
    (made,) = ask("SELECT sql FROM sqlite_master WHERE name = 'facts_text'")
    assert 'content="facts"' in made[0], "by this Datasette knows that it may search the table"


def test_the_fact_list_has_what_stands_around_a_fact(make: Make) -> None:
    ask, _ = make(RECORDS, FUNDS)
    found = ask("SELECT id, title, published, item, names FROM fact_list ORDER BY id")
    assert found[:3] == [
        ("one#12-17.money", "标题", "2021-03", "助学金", "助学金"),
        ("one#20-23.money", "标题", "2021-03", "奖金", "奖金"),
        ("one#3-8.money", "标题", "2021-03", "助学金", "助学金"),
    ]
    assert found[-1] == ("p-1", "书屋, “建成”", "2022-12", None, "向日葵书屋")


def test_repeats_of_the_ocr_are_in_no_view(make: Make) -> None:
    fact = FUNDS.facts[0].with_fields(duplicate=True)
    ask, _ = make(FUNDS.with_fields(facts=(fact, *FUNDS.facts[1:])))
    assert ask("SELECT count(*) FROM facts") == [(3,)]
    assert ask("SELECT count(*) FROM fact_list") == [(2,)]


def test_what_a_page_states_twice_is_listed_twice_and_added_once(make: Make) -> None:
    first = FUNDS.facts[0]
    again = first.with_fields(id="again", same_as=first.id)
    ask, _ = make(FUNDS.with_fields(facts=(*FUNDS.facts, again)))
    assert ask("SELECT id FROM fact_list WHERE same_as IS NOT NULL") == [("again",)]
    assert ask("SELECT sum(facts) FROM amounts_by_place_year") == [(len(FUNDS.facts),)]


def test_amounts_by_place_and_year(make: Make) -> None:
    later = FUNDS.facts[0].with_fields(status="planned", id="planned")
    ask, _ = make(FUNDS.with_fields(facts=(*FUNDS.facts, later)), RECORDS)
    found = ask(
        "SELECT place, year, dated, item, unit, facts, total, least, greatest FROM amounts_by_place_year "
        "ORDER BY place, item"
    )
    rows = [(*row[:6], *(round(Decimal(str(number)), 6) for number in row[6:])) for row in found]
    assert sorted(rows, key=str) == sorted(
        [
            (
                "青山镇",
                2021,
                "published",
                "助学金",
                "CNY",
                2,
                Decimal("3000.1"),
                Decimal("0.1"),
                Decimal(3000),
            ),
            ("青山镇", 2021, "published", "奖金", "CNY", 1, Decimal(500), Decimal(500), Decimal(500)),
            (
                "昭苏县",
                2022,
                "period",
                None,
                "CNY",
                1,
                Decimal(45000000),
                Decimal(45000000),
                Decimal(45000000),
            ),
        ],
        key=str,
    )


def test_the_name_list_counts_mentions_and_pages(make: Make) -> None:
    ask, _ = make(FUNDS, page_of("two", ("1元", "1", "助学金")))
    assert ask("SELECT * FROM name_list WHERE canonical = '助学金'") == [
        ("programme", "助学金", None, 3, 2, "2021-03", "2021-03")
    ]


def test_the_views_are_those_described(make: Make) -> None:
    ask, _ = make()
    for view in VIEWS:
        assert ask(f"SELECT * FROM {view}") == []


def test_duckdb_and_pandas_users_read_the_parquet_files(tmp_path: Path) -> None:
    import pyarrow.parquet

    with open_store(tmp_path / "x.parquet") as writer:
        writer.add(page_rows(FUNDS))
        writer.finish()
    with duckdb.connect() as database:
        found = database.execute(
            f"SELECT item, sum(value) FROM '{tmp_path}/x.parquet/facts.parquet' GROUP BY item ORDER BY item"
        ).fetchall()
    assert found == [("助学金", Decimal("3000.1")), ("奖金", Decimal(500))]
    schema = pyarrow.parquet.read_schema(tmp_path / "x.parquet" / "facts.parquet")
    assert [name for name in schema.names if not name.endswith("_number")] == list(TABLES["facts"].names)
    assert {str(schema.field(name).type) for name in ("value_number", "confidence", "sure_item")} == {
        "double"
    }
    assert {str(schema.field(name).type) for name in ("value", "start", "cumulative", "item")} == {
        "decimal128(38, 12)", "int32", "bool", "string",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("digits", "kept"),
    [
        ("9" * 26, "9" * 26),
        ("9" * 27, None),
        ("9" * 26 + "." + "9" * 20, None),  # rounding makes it too long
        ("-0." + "6" * 20, "-0.666666666667"),
        ("0", "0"),
        ("1" + "0" * 4000, None),
        ("123456789012345678901234.123456789012", "123456789012345678901234.123456789012"),
    ],
)
def test_decimals_that_fit(digits: str, kept: str | None, tmp_path: Path) -> None:
    writer = open_store(tmp_path / "x.duckdb")
    found = fixed(digits, "t.c", writer)
    assert (None if found is None else Decimal(found)) == (None if kept is None else Decimal(kept))
    assert len(writer.losses) == (kept != digits)


def test_a_row_longer_than_duckdb_expects_is_kept(tmp_path: Path) -> None:
    page = Page(id="long", text="长" * 1_500_000)
    long = PageRecords(page=page, articles=(), facts=(), names=(), times=(), numbers=())
    with open_store(tmp_path / "x.duckdb") as writer:
        writer.add(page_rows(long))
        writer.finish()
    assert _duckdb(tmp_path / "x.duckdb")("SELECT length(text) FROM pages") == [(1_500_000,)]


def test_duckdb_tells_what_its_tables_and_columns_mean(tmp_path: Path) -> None:
    with open_store(tmp_path / "x.duckdb") as writer:
        writer.finish()
    with duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True) as database:
        columns = dict(
            database.execute(
                "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'facts' AND NOT internal"
            ).fetchall()
        )
        tables = dict(database.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
    assert columns == {column.name: f"{column.zh}: {column.meaning}" for column in TABLES["facts"].columns}
    assert tables["facts"] == "事实: every amount, with what it is said of"


def test_so_does_postgresql(database: str) -> None:
    with open_store(database) as writer:
        writer.finish()
    ask = _postgres(database)
    comments = dict(
        ask(
            "SELECT attname, col_description(attrelid, attnum) FROM pg_attribute "
            "WHERE attrelid = 'shilu.facts'::regclass AND attnum > 0"
        )
    )
    assert comments == {column.name: f"{column.zh}: {column.meaning}" for column in TABLES["facts"].columns}
    assert ask("SELECT obj_description('shilu.facts'::regclass)") == [
        ("事实: every amount, with what it is said of",)
    ]
