from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from shilu.extract.errors import ShiluError
from shilu.extract.stores import (
    FailedDocument,
    Options,
    open_store,
    page_rows,
    read_failures,
    read_store,
    write_folder,
)
from shilu.extract.stores.folder import FILES, csv_lines
from shilu.schemas import AnyFact, Page, PageRecords
from tests.extract.stores.records import MONEY, RECORDS, TEXT

CONTRACT = {"facts.jsonl", "facts.csv", "names.csv", "times.csv", "numbers.csv", "articles.jsonl"}

OURS = {"pages.jsonl", "checks.csv"}

EMPTY = PageRecords(page=Page(id="e", text="。"), articles=(), facts=(), names=(), times=(), numbers=())


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_run_is_the_files_of_the_contract_and_the_pages(tmp_path: Path) -> None:
    write_folder([RECORDS], tmp_path / "new" / "out")
    assert names(tmp_path / "new" / "out") == CONTRACT | OURS == set(FILES)


def test_all_records_are_read_back_whole(tmp_path: Path) -> None:
    write_folder([RECORDS, EMPTY], tmp_path)
    assert list(read_store(tmp_path)) == [RECORDS, EMPTY]


def test_facts_are_read_back_whole(tmp_path: Path) -> None:
    write_folder([RECORDS], tmp_path)
    (line,) = (tmp_path / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    fact = TypeAdapter(AnyFact).validate_json(line, context={"text": TEXT})
    assert fact == MONEY


def test_rows_are_grounded_in_the_page(tmp_path: Path) -> None:
    write_folder([RECORDS], tmp_path)
    for file in ("facts.csv", "names.csv", "times.csv", "numbers.csv"):
        for row in table(tmp_path / file):
            assert TEXT[int(row["start"]) : int(row["end"])] == row["surface"]


def test_a_line_break_inside_a_name_is_kept_and_quoted(tmp_path: Path) -> None:
    write_folder([RECORDS], tmp_path)
    assert [row["surface"] for row in table(tmp_path / "names.csv")] == ["向日葵\n书屋"]
    assert "\r" not in (tmp_path / "names.csv").read_bytes().decode("utf-8")


def test_the_csv_files_begin_with_a_byte_order_mark_unless_told_otherwise(tmp_path: Path) -> None:
    for bom, name in ((True, "with"), (False, "without")):
        with open_store(tmp_path / name, Options(bom=bom)) as writer:
            writer.add(page_rows(RECORDS))
            writer.fail(FailedDocument(source="甲.txt", line=None, reason="empty"))
            writer.finish()
        begin = {
            path.suffix: path.read_bytes().startswith(b"\xef\xbb\xbf") for path in (tmp_path / name).iterdir()
        }
        assert begin == {".csv": bom, ".jsonl": False}
        assert [one.source for one in read_failures(tmp_path / name)] == ["甲.txt"]


def test_a_fact_has_the_date_source_and_paper_of_its_page(tmp_path: Path) -> None:
    write_folder([RECORDS], tmp_path)
    (row,) = table(tmp_path / "facts.csv")
    page = page_rows(RECORDS)["pages"][0]
    for name in ("published", "source", "paper"):
        assert row[name] == (page[name] or "")
    assert row["year_to"] == str(page_rows(RECORDS)["facts"][0]["year_to"] or "")


def test_articles_are_one_json_object_a_line(tmp_path: Path) -> None:
    write_folder([RECORDS, EMPTY], tmp_path)
    rows = [
        json.loads(line) for line in (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [row["title"] for row in rows] == ["书屋, “建成”"]
    assert list(rows[0]) == [
        "page", "article", "kind", "title", "byline", "section", "dateline", "script", "blocks",
    ]  # fmt: skip


def test_an_empty_page_leaves_headers_and_its_text(tmp_path: Path) -> None:
    write_folder([EMPTY], tmp_path)
    written = {path.name: path.read_text(encoding="utf-8-sig") for path in tmp_path.iterdir()}
    assert json.loads(written.pop("pages.jsonl"))["page"]["text"] == "。"
    assert written == {name: head for name, head in FILES.items() if name != "pages.jsonl"}


def test_nothing_has_its_name_before_all_is_written(tmp_path: Path) -> None:
    with open_store(tmp_path) as writer:
        writer.add(page_rows(RECORDS))
        assert {name.removesuffix(".part") for name in names(tmp_path)} == {*FILES, "lock"}
        assert not names(tmp_path) & set(FILES)
        writer.finish()
    assert names(tmp_path) == set(FILES)


def _stopped_after(records: PageRecords) -> Iterator[PageRecords]:
    yield records
    raise KeyboardInterrupt


def test_a_broken_run_leaves_nothing_and_spares_the_last_one(tmp_path: Path) -> None:
    write_folder([RECORDS], tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(KeyboardInterrupt):
        write_folder(_stopped_after(RECORDS), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_failures_are_listed_and_forgotten_by_the_next_run(tmp_path: Path) -> None:
    failures = [
        FailedDocument("a, b.txt", None, "it is empty"),
        FailedDocument("c.jsonl", 3, "KeyError", stage="extract", trace="line 1\nline 2"),
    ]
    with open_store(tmp_path) as writer:
        for failure in failures:
            writer.fail(failure)
        writer.finish()
    assert table(tmp_path / "failed.csv")[0] == {
        "source": "a, b.txt", "line": "", "reason": "it is empty", "stage": "", "trace": "",
    }  # fmt: skip
    assert list(read_failures(tmp_path)) == failures
    write_folder([RECORDS], tmp_path)
    assert names(tmp_path) == set(FILES)
    assert list(read_failures(tmp_path)) == []


def test_failures_are_written_as_they_come_and_those_of_a_killed_run_go(tmp_path: Path) -> None:
    (tmp_path / "failed.csv.part").write_text("of a run that was killed", encoding="utf-8")
    with open_store(tmp_path) as writer:
        assert not (tmp_path / "failed.csv.part").exists()
        for number in range(2_000):
            writer.fail(FailedDocument(f"{number}.txt", None, "it is empty"))
        assert (tmp_path / "failed.csv.part").stat().st_size > 10_000
        assert not (tmp_path / "failed.csv").exists()
    assert names(tmp_path) == set()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ShiluError, match=r"S104.*file"):
        write_folder([RECORDS], tmp_path / "file")


def test_a_name_taken_by_a_folder_is_told_and_nothing_half_written_stays(tmp_path: Path) -> None:
    (tmp_path / "names.csv.part").mkdir()
    with pytest.raises(ShiluError, match="S104"):
        write_folder([RECORDS], tmp_path)
    assert not any(path.is_file() for path in tmp_path.iterdir())


def test_a_folder_without_pages_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(ShiluError, match=r"S402.*pages\.jsonl"):
        list(read_store(tmp_path))


@pytest.mark.parametrize("damage", ["", "{}\n", "no json\n", '{"id": "x"}\n'])
def test_files_that_do_not_fit_each_other_are_told(tmp_path: Path, damage: str) -> None:
    write_folder([RECORDS], tmp_path)
    (tmp_path / "facts.jsonl").write_text(damage, encoding="utf-8")
    with pytest.raises(ShiluError, match=r"S402.*pages\.jsonl, line 1"):
        list(read_store(tmp_path))


def test_facts_of_no_page_are_told(tmp_path: Path) -> None:
    write_folder([RECORDS], tmp_path)
    with (tmp_path / "facts.jsonl").open("a", encoding="utf-8") as file:
        file.write(MONEY.model_dump_json() + "\n")
    with pytest.raises(ShiluError, match=r"S402.*facts that are of no page"):
        list(read_store(tmp_path))


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), max_size=4))
def test_any_text_survives_the_csv(rows: list[list[str]]) -> None:
    assert list(csv.reader(io.StringIO(csv_lines(rows), newline=""))) == rows
