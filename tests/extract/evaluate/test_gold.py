"""Marked pages as they are read: our own files, and Label Studio's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.evaluate import GoldPage, RunPage, evaluate, read_gold, read_run
from shilu.extract.evaluate.compare import judged
from shilu.extract.samples import samples_folder
from shilu.extract.stores import open_store, page_rows

if TYPE_CHECKING:
    from shilu import Extractor

TEXT = "𠮷林县去年建成86座书屋。"


def region(number: str, start: int, end: int, surface: str, label: str) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": surface, "labels": [label]}
    return {"id": number, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def answer(number: str, name: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": number, "from_name": name, "to_name": "text", "type": "choices", "value": value}


def export(*results: dict[str, Any], data: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    cancelled = {"was_cancelled": True, "result": []}
    return [
        {
            "id": 7,
            "data": data or {"text": TEXT, "page": "p"},
            "annotations": [cancelled, {"result": results}],
        }
    ]


def read(tmp_path: Path, tasks: Any) -> Any:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return read_gold(path)[0]


def test_a_label_studio_export_gives_marks_with_their_fields(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        export(
            region("a", 8, 11, "86座", "fact"),  # counted in UTF-16, where 𠮷 is two
            answer("a", "kind", {"choices": ["count"], "text": "86座"}),
            answer("a", "value", {"number": 86, "start": 8, "end": 11, "text": "86座"}),
            answer("a", "item", {"text": ["书屋", "图书室"]}),
            answer("a", "cumulative", {"choices": ["true"]}),
            region("b", 0, 4, "𠮷林县", "place"),
            region("c", 4, 6, "去年", "period"),
            answer("c", "value", {"text": ["2021"]}),
        ),
    )
    fact = {
        "start": 7,
        "end": 10,
        "surface": "86座",
        "kind": "count",
        "value": 86.0,
        "item": ["书屋", "图书室"],
    }
    assert page.facts == [{**fact, "cumulative": True}]
    assert page.names == [{"start": 0, "end": 3, "surface": "𠮷林县", "type": "place"}]
    assert [(mark["surface"], mark["type"]) for mark in page.times] == [("去年", "period")]


def test_the_number_zero_is_an_answer(tmp_path: Path) -> None:
    page = read(
        tmp_path, export(region("a", 7, 10, "86座", "fact"), answer("a", "value", {"number": 0, "text": "x"}))
    )
    assert page.facts[0]["value"] == 0


def test_a_slot_left_empty_is_null_where_the_project_has_the_slot(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        export(
            region("a", 7, 10, "86座", "fact"),
            region("b", 0, 3, "𠮷林县", "fact"),
            answer("b", "subject", {"text": ["𠮷林县"]}),
        ),
    )
    assert page.facts[0] == {"start": 7, "end": 10, "surface": "86座", "subject": None}


@pytest.mark.parametrize(
    ("data", "name"),
    [({"text": TEXT, "page": "p"}, "p"), ({"text": TEXT, "id": "d1"}, "d1"), ({"text": TEXT}, "7")],
)
def test_how_a_page_is_called(tmp_path: Path, data: dict[str, Any], name: str) -> None:
    assert read(tmp_path, export(region("a", 7, 10, "86座", "fact"), data=data)).page == name


def test_what_shilu_exports_to_label_studio_comes_back_as_marks(tmp_path: Path, extractor: Extractor) -> None:
    records = extractor.page("去年，柳河县建成书屋86座。", published="2022-12", id="p")
    target = tmp_path / "p.labelstudio.json"
    with open_store(target) as store:
        store.add(page_rows(records))
        store.finish()
    tasks = json.loads(target.read_text(encoding="utf-8"))
    for task in tasks:
        task["annotations"] = task.pop("predictions")
    page = read(tmp_path, tasks)
    fact = {"start": 10, "end": 13, "surface": "86座", "kind": "count", "item": "书屋", "subject": "柳河县"}
    assert fact.items() <= page.facts[0].items()
    assert [mark["surface"] for mark in page.names] == ["柳河县"]
    told = evaluate([page], {"p": RunPage(facts=list(page_rows(records)["facts"]))})
    assert (told.detect.f1, told.full.f1) == (1, 1)


def test_any_store_that_can_be_read_back_is_a_run(tmp_path: Path, extractor: Extractor) -> None:
    records = extractor.page("去年，柳河县建成书屋86座。", published="2022-12", id="p")
    found = []
    for name in ("folder", "run.sqlite", "run.parquet"):
        with open_store(tmp_path / name) as store:
            store.add(page_rows(records))
            store.finish()
        found.append(
            evaluate([GoldPage("p", facts=[dict(page_rows(records)["facts"][0])])], read_run(tmp_path / name))
        )
    assert [one.full.f1 for one in found] == [1, 1, 1]


BAD: dict[str, tuple[Any, str]] = {
    "no list": ({"tasks": []}, "a Label Studio export is a list of tasks"),
    "no text": ([{"data": {}}], "task 1 has no text"),
    "unknown label": (export(region("a", 7, 10, "86座", "amount")), "the label 'amount' is not known"),
    "other text": (export(region("a", 7, 10, "87座", "fact")), "not '87座'"),
    "no value": (export({**region("a", 7, 10, "86座", "fact"), "value": {"labels": ["fact"]}}), "start"),
    "nothing": ([], "no marked page"),
}


@pytest.mark.parametrize("sort", BAD)
def test_what_is_no_export_is_refused(tmp_path: Path, sort: str) -> None:
    tasks, why = BAD[sort]
    with pytest.raises(ShiluError, match=why):
        read(tmp_path, tasks)


BAD_LINES = {
    "[1]": "a mark needs the whole numbers",
    '{"start": "1", "end": 2}': "a mark needs the whole numbers",
    '{"start": 3, "end": 3}': "the mark 3-3 is empty",
    "{broken": "not JSON",
    '{"start": 7, "end": 10, "surface": "85座"}': "the page has",
}


@pytest.mark.parametrize("line", BAD_LINES)
def test_a_mark_that_is_not_understood_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "p.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "p.facts.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(ShiluError, match=BAD_LINES[line]) as told:
        read_gold(tmp_path)
    assert "p.facts.jsonl, line 2" in str(told.value)


def test_paths_without_marks_or_run(tmp_path: Path) -> None:
    for code, call in (("S501", read_gold), ("S503", read_run)):
        with pytest.raises(ShiluError, match=code):
            call(tmp_path)
    with pytest.raises(ShiluError, match="S506"):
        read_gold(tmp_path / "missing")


@pytest.mark.parametrize(
    ("name", "content", "encoding"),
    [
        ("facts.csv", "page,start,end,surface\np,one,2,座\n", "utf-8"),
        ("facts.csv", "start,end,surface\n1,2,座\n", "utf-8"),
        ("facts.csv", "page,start,end\np,1,2\n", "utf-8"),
        ("names.csv", "page,start,end,surface\np,1,2,座\n", "gb18030"),
        ("articles.jsonl", '{"article": 1}\n', "utf-8"),
        ("articles.jsonl", "[1]\n", "utf-8"),
        ("articles.jsonl", "{\n", "utf-8"),
    ],
)
def test_a_table_that_is_not_understood_is_named(
    tmp_path: Path, name: str, content: str, encoding: str
) -> None:
    (tmp_path / "facts.csv").write_text("page,start,end,surface\n", encoding="utf-8")
    (tmp_path / name).write_text(content, encoding=encoding)
    with pytest.raises(ShiluError, match=f"S504.*{name}"):
        read_run(tmp_path)


@pytest.mark.parametrize(
    ("content", "encoding", "why"),
    [
        ('{"start": 3, "end": 5}', "utf-8", "line 1: a name needs"),
        ('\n{"start": 3, "end": 5, "surface": "座"}', "gb18030", "line 2: not UTF-8"),
    ],
)
def test_a_name_without_type_and_another_encoding_are_named_with_their_line(
    tmp_path: Path, content: str, encoding: str, why: str
) -> None:
    (tmp_path / "p.names.jsonl").write_text(content, encoding=encoding)
    with pytest.raises(ShiluError, match=f"S502.*{why}"):
        read_gold(tmp_path)


def test_a_number_may_have_several_answers_and_need_not_be_one() -> None:
    want = {
        "start": 0,
        "end": 1,
        "value": [3, None],
        "lower": None,
        "upper": None,
        "bound": ["exact", "about"],
    }
    got = {"start": 0, "end": 1, "bound": "about"}
    for value, right in (("3", True), (None, True), ("4", False), ("三", False)):
        told = judged(want, {**got, "value": value, "lower": None, "upper": None})
        assert (told["magnitude"], told["amount"]) == (right, right)


def test_gold_of_one_sort_only_is_judged_for_that_sort(tmp_path: Path) -> None:
    (tmp_path / "p.times.jsonl").write_text('{"start": 3, "end": 5}', encoding="utf-8")
    told = evaluate(read_gold(tmp_path), {})
    assert (told.times.missed, told.detect.missed, told.names.missed) == (1, 0, 0)


def test_the_samples_carry_marks_of_every_sort_and_their_text() -> None:
    for page in read_gold(samples_folder().parent / "gold"):
        assert page.facts
        assert page.names
        assert page.times
        assert page.articles
        assert page.text
