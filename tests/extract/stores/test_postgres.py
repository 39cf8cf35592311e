"""What is PostgreSQL's own: updates, checks, refusals."""

from __future__ import annotations

from contextlib import suppress

import psycopg
import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.stores import FailedDocument, open_store, page_rows, read_failures, read_store
from shilu.schemas import Page, PageRecords
from tests.extract.stores.records import RECORDS, page_of

ONE = page_of("one", ("3000元", "3000", "助学金"), ("500元", "500", "奖金"))
TWO = page_of("two", ("1元", "1", "车费"))


def write(address: str, *pages: PageRecords, failures: tuple[FailedDocument, ...] = ()) -> tuple[str, ...]:
    with open_store(address) as writer:
        for records in pages:
            writer.add(page_rows(records))
        for failure in failures:
            writer.fail(failure)
        writer.finish()
    return writer.losses


def ask(address: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(address) as database:
        return database.execute(query).fetchall()


def test_a_later_run_adds_to_what_is_there(database: str) -> None:
    write(database, TWO)
    write(database, ONE)
    assert list(read_store(database)) == [ONE, TWO]


def test_a_database_of_any_encoding_holds_what_it_can(server: str) -> None:
    for encoding in ("SQL_ASCII", "LATIN1"):
        with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {encoding} ENCODING '{encoding}' TEMPLATE template0")
    write(f"{server}/sql_ascii", ONE)
    assert list(read_store(f"{server}/sql_ascii")) == [ONE]
    with pytest.raises(ShiluError, match="S407"):
        write(f"{server}/latin1", ONE)


def test_a_page_that_reads_otherwise_now_replaces_all_that_was_found_on_it(database: str) -> None:
    write(database, ONE, TWO)
    less = ONE.with_fields(facts=ONE.facts[1:], names=())
    write(database, less)
    assert list(read_store(database)) == [less, TWO]
    assert ask(database, "SELECT count(*) FROM shilu.names") == [(1,)]


def test_rows_that_did_not_change_are_not_written_again(database: str) -> None:
    write(database, ONE, TWO)
    places = "SELECT ctid::text, xmin::text FROM shilu.facts ORDER BY id"
    before = ask(database, places)
    write(database, ONE, TWO)
    assert ask(database, places) == before


def test_a_changed_row_is_updated_under_its_id(database: str) -> None:
    write(database, ONE)
    planned = ONE.with_fields(facts=(ONE.facts[0].with_fields(status="planned"), ONE.facts[1]))
    write(database, planned)
    assert ask(database, "SELECT status FROM shilu.facts ORDER BY start") == [("planned",), ("actual",)]


def test_failures_of_a_file_are_those_of_its_last_run(database: str) -> None:
    other = FailedDocument("other.txt", None, "empty")
    write(database, failures=(FailedDocument("one.txt", None, "first"), other))
    write(database, failures=(FailedDocument("one.txt", None, "second"),))
    assert [one.reason for one in read_failures(database)] == ["second", "empty"]
    write(database, ONE)  # its source is one.txt
    assert list(read_failures(database)) == [other]


def test_a_run_that_breaks_off_leaves_the_database_as_it_was(database: str) -> None:
    write(database, ONE)
    with suppress(KeyError), open_store(database) as writer:
        writer.add(page_rows(TWO))
        raise KeyError
    assert list(read_store(database)) == [ONE]


def test_a_page_takes_its_rows_with_it(database: str) -> None:
    write(database, ONE, TWO)
    with psycopg.connect(database) as connection:
        connection.execute("DELETE FROM shilu.pages WHERE page = 'one'")
    assert list(read_store(database)) == [TWO]


def test_a_null_character_costs_its_page_only(database: str) -> None:
    page = Page(id="null", text="甲\0乙", source="null.txt")
    null = PageRecords(page=page, articles=(), facts=(), names=(), times=(), numbers=())
    losses = write(database, ONE, null)
    assert list(read_store(database)) == [ONE]
    assert [(one.source, one.stage) for one in read_failures(database)] == [("null.txt", "store")]
    assert losses == ("page 'null' was left out: PostgreSQL cannot keep U+0000 in a text (1)",)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("ALTER TABLE shilu.facts DROP COLUMN item CASCADE", "table shilu.facts has no column item"),
        (
            "DROP VIEW shilu.amounts_by_place_year, shilu.fact_list; "
            "ALTER TABLE shilu.facts ALTER value TYPE text",
            "table shilu.facts has value as text, not numeric",
        ),
        ("DROP TABLE shilu.times", "table shilu.times is missing"),
    ],
)
def test_tables_that_are_not_ours_are_told_and_left_alone(database: str, change: str, says: str) -> None:
    write(database, ONE)
    with psycopg.connect(database) as connection:
        connection.execute(change)
    with pytest.raises(ShiluError, match=f"S409.*{says}"):
        write(database, TWO)
    assert ask(database, "SELECT page FROM shilu.pages") == [("one",)]


def test_a_column_that_somebody_added_does_no_harm(database: str) -> None:
    write(database, ONE)
    with psycopg.connect(database) as connection:
        connection.execute("ALTER TABLE shilu.facts ADD checked_by text")
        connection.execute("UPDATE shilu.facts SET checked_by = '李明'")
    write(database, ONE, TWO)
    assert ask(database, "SELECT checked_by FROM shilu.facts ORDER BY id") == [("李明",), ("李明",), (None,)]


def test_a_page_added_twice_is_refused(database: str) -> None:
    with pytest.raises(ShiluError, match="S407"):
        write(database, ONE, ONE)
    assert list(read_store(database)) == []


def test_a_database_without_our_tables_is_no_store(database: str) -> None:
    with pytest.raises(ShiluError, match=r"S402.*\"shilu\.\w+\" does not exist"):
        list(read_store(database))


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    address = "postgresql://li:secret@127.0.0.1:9/news"
    for act in (lambda: list(read_store(address)), lambda: write(address, ONE)):
        with pytest.raises(ShiluError, match="S407") as told:
            act()
        assert "postgresql://li:***@127.0.0.1:9/news" in str(told.value)
        assert "secret" not in str(told.value)


def test_two_runs_at_once_do_not_mix(database: str) -> None:
    with open_store(database) as first, open_store(database) as second:
        first.add(page_rows(ONE))
        second.add(page_rows(RECORDS))
        second.add(page_rows(TWO))
        first.finish()
        second.finish()
    assert [records.page.id for records in read_store(database)] == ["one", "p", "two"]


def test_a_name_of_any_length_is_kept(database: str) -> None:
    pages = [page_of("长" * size, ("3000元", "3000", "助学金")) for size in (499, 501, 3_000, 100_000)]
    pages.append(page_of("长" * 2_999 + "短", ("3000元", "3000", "助学金")))
    with open_store(database) as store:
        for page in pages:
            store.add(page_rows(page))
        store.fail(FailedDocument("长" * 50_000, None, "no"))
        store.finish()
        assert any("whole in `record`" in loss for loss in store.losses)
    assert {records.page.id for records in read_store(database)} == {page.page.id for page in pages}
    write(database, pages[2])
    assert len(list(read_store(database))) == len(pages)
