"""Corrected in Label Studio and doccano: what is read of what they export. `test_programs.py` starts them."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from shilu import Extractor
from shilu.extract.decisions import Book, apply_decisions
from shilu.extract.errors import ShiluError
from shilu.extract.evaluate import evaluate, read_gold, read_run
from shilu.extract.review.labelled import LabelledRead, read_labelled
from shilu.extract.samples import sample_pages
from shilu.extract.stores import export_store, read_store, write_folder

TEXT = (
    "三年来，柳河县建成86座便民书屋，发放补助资金2.5亿元。会上，梅河口市承诺再建12座书屋，惠及群众约3万人。"
)


@pytest.fixture(scope="module")
def run(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("labelled") / "run"
    write_folder(
        [extractor.page(TEXT, published="2022-12", id="p"), *map(extractor.records, sample_pages())], folder
    )
    return folder


@pytest.fixture(scope="module")
def tasks(run: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    path = tmp_path_factory.mktemp("tasks") / "x.labelstudio.json"
    export_store(run, path)
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def handed_in(tasks: list[dict[str, Any]], path: Path) -> Path:
    """The tasks with each prediction taken over as the annotation of a person."""
    for task in tasks:
        task["annotations"] = [{"result": task.pop("predictions")[0]["result"]}]
    path.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    return path


def read(run: Path, path: Path, tmp_path: Path) -> tuple[LabelledRead, Book]:
    book = Book.open(tmp_path / "x.decisions.jsonl")
    return read_labelled(path, read_store(run), book, "甲"), book


def test_a_round_trip_without_change_is_an_identity(
    run: Path, tasks: list[dict[str, Any]], tmp_path: Path
) -> None:
    path = handed_in(copy.deepcopy(tasks), tmp_path / "x.json")
    told, book = read(run, path, tmp_path)
    assert (told.pages, told.changes, told.troubles, len(book)) == (5, [], [], 0)
    figures = evaluate(read_gold(path), read_run(run))
    for counts in (figures.full, figures.names, figures.times):
        assert (counts.extra, counts.missed) == (0, 0)
    assert figures.time_values.precision == 1.0


def test_what_was_changed_there_is_a_decision_here(
    run: Path, tasks: list[dict[str, Any]], tmp_path: Path
) -> None:
    changed = copy.deepcopy(tasks)
    result = changed[0]["predictions"][0]["result"]
    ids = {
        one["value"]["text"]: one["id"]
        for one in result
        if one["type"] == "labels" and one["id"].startswith("facts")
    }
    kept = []
    for one in result:
        if one["id"] == ids["2.5亿元"]:
            continue
        if one["id"] == ids["86座"] and one["from_name"] == "item":
            one["value"]["text"] = ["书屋"]
        if one["id"] == ids["12座"] and one["from_name"] == "subject":
            one["value"]["text"] = ["月球"]
        kept.append(one)
    start = TEXT.index("3万人")
    kept.append(
        {"id": "Xy_1", "from_name": "label", "to_name": "text", "type": "labels",
         "value": {"start": start, "end": start + 3, "text": "3万人", "labels": ["fact.count"]}}
    )  # fmt: skip
    changed[0]["predictions"][0]["result"] = kept
    told, book = read(run, handed_in(changed, tmp_path / "x.json"), tmp_path)
    assert sorted((one.verdict, (one.before or one.after).span.surface) for one in book) == [  # type: ignore[union-attr]
        ("added", "3万人"),
        ("fixed", "86座"),
        ("removed", "2.5亿元"),
    ]
    assert len(told.troubles) == 1
    assert "月球" in told.troubles[0]
    (page, *_) = apply_decisions(read_store(run), Book.open(book.path))
    assert [fact.span.surface for fact in page.facts] == ["86座", "12座", "约3万人", "3万人"]
    assert page.facts[0].item is not None
    assert page.facts[0].item.text == "书屋"


def test_doccano_comes_back_as_it_went(run: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.doccano.jsonl"
    export_store(run, path)
    told, book = read(run, path, tmp_path)
    assert (told.pages, told.changes, told.troubles, len(book)) == (5, [], [], 0)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows[0]["label"] = [one for one in rows[0]["label"] if one[2] != "fact.money"]
    rows[0]["label"][0][2] = "fact.length"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    _, book = read(run, path, tmp_path)
    assert sorted(one.verdict for one in book) == ["fixed", "removed"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("x.json", "{"), ("x.jsonl", "{}\n"), ("x.jsonl", '{"text":"a","id":1,"label":[[0,9,"fact.x"]]}')],
)
def test_what_is_no_export_is_named(name: str, data: str, run: Path, tmp_path: Path) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    with pytest.raises(ShiluError, match=r"\[S710\]"):
        read(run, tmp_path / name, tmp_path)
