"""What the real Label Studio and the real doccano give back of what they were given."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from shilu import Extractor
from shilu.extract.decisions import Book
from shilu.extract.evaluate import evaluate, read_gold, read_run
from shilu.extract.review.labelled import LabelledRead, read_labelled
from shilu.extract.samples import sample_pages
from shilu.extract.stores import export_store, read_store, write_folder
from shilu.extract.stores.tasks import label_studio_config
from shilu.schemas import Page
from tests.extract.review.programs import Ask, Patience, doccano, label_studio

pytestmark = pytest.mark.programs

TEXT = (
    "  三年来，柳河县建成86座便民书屋，𠮷县发放补助资金2.5亿元。\r\n"
    "会上，梅河口市承诺再建12座书屋，<b>惠及</b>群众约3万人。 \n\n"
)
"""Blanks at both ends, a character beyond two bytes, a break of two characters and markup: all of it counts places."""


@pytest.fixture(scope="module")
def run(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programs") / "run"
    pages = [Page(id="甲 1#x", text=TEXT), *sample_pages()]
    write_folder([extractor.records(page) for page in pages], folder)
    return folder


def read(run: Path, path: Path, book: Path) -> tuple[LabelledRead, Book]:
    found = Book.open(book)
    return read_labelled(path, read_store(run), found, "甲"), found


def test_a_program_that_is_not_done_in_its_time_ends_the_test_with_a_word() -> None:
    assert 0 < Patience("it", 60).left(5) <= 5
    with pytest.raises(pytest.skip.Exception, match="it was not done in 0 s here"):
        Patience("it", 0).left()


def test_the_real_label_studio_gives_back_what_it_was_given_and_one_deletion_is_one_decision(
    run: Path, tmp_path: Path
) -> None:
    """Imported with its labelling interface, each prediction taken over as an annotation, exported: an identity. Then
    once more, without one amount."""
    export_store(run, tmp_path / "x.labelstudio.json")
    tasks: list[dict[str, Any]] = json.loads((tmp_path / "x.labelstudio.json").read_text(encoding="utf-8"))
    with label_studio(tmp_path) as ask:
        same, fewer = (_label_studio(ask, tasks, gone, tmp_path) for gone in (None, "2.5亿元"))
    told, book = read(run, same, tmp_path / "same.jsonl")
    assert (told.pages, told.changes, told.troubles, len(book)) == (5, [], [], 0)
    figures = evaluate(read_gold(same), read_run(run))
    assert (figures.full.extra, figures.full.missed) == (0, 0)
    told, book = read(run, fewer, tmp_path / "fewer.jsonl")
    assert told.troubles == []
    assert [(one.verdict, one.via, one.before.span.surface) for one in book if one.before] == [
        ("removed", "labelstudio", "2.5亿元")
    ]


def _label_studio(ask: Ask, tasks: list[dict[str, Any]], gone: str | None, folder: Path) -> Path:
    project = ask("/api/projects", {"title": "shilu", "label_config": label_studio_config()})["id"]
    assert ask(f"/api/projects/{project}/import", tasks)["task_count"] == len(tasks)
    for task in ask(f"/api/tasks?project={project}&fields=all&page_size=100")["tasks"]:
        (prediction,) = ask(f"/api/predictions?task={task['id']}")
        names = {one["id"] for one in prediction["result"] if gone and one["value"].get("text") == gone}
        kept = [one for one in prediction["result"] if one["id"] not in names]
        assert kept
        ask(f"/api/tasks/{task['id']}/annotations", {"result": kept, "lead_time": 1})
    path = folder / f"export-{gone}.json"
    found = ask(
        f"/api/projects/{project}/export?exportType=JSON"
    )  # a file to keep, by some versions said to be JSON
    path.write_bytes(found if isinstance(found, bytes) else json.dumps(found, ensure_ascii=False).encode())
    return path


def test_the_real_doccano_gives_back_what_it_was_given_and_one_deletion_is_one_decision(
    run: Path, tmp_path: Path
) -> None:
    path = tmp_path / "x.doccano.jsonl"
    export_store(run, path)
    with doccano(tmp_path) as ask:
        project = _doccano_project(ask)
        _doccano_import(ask, project, path)
        same = _doccano_export(ask, project, tmp_path / "same.doccano.jsonl")
        told, book = read(run, same, tmp_path / "same.jsonl")
        assert (told.pages, told.changes, told.troubles, len(book)) == (5, [], [], 0)
        _doccano_delete(ask, project, TEXT.index("2.5亿元"))
        fewer = _doccano_export(ask, project, tmp_path / "fewer.doccano.jsonl")
    told, book = read(run, fewer, tmp_path / "fewer.jsonl")
    assert told.troubles == []
    assert [(one.verdict, one.via, one.before.span.surface) for one in book if one.before] == [
        ("removed", "doccano", "2.5亿元")
    ]


def _doccano_project(ask: Ask) -> int:
    told = ask("/v1/projects", {
        "name": "shilu", "description": "x", "guideline": "", "project_type": "SequenceLabeling",
        "resourcetype": "SequenceLabelingProject", "allow_overlapping": True, "grapheme_mode": False,
        "use_relation": False, "collaborative_annotation": True, "random_order": False, "tags": [],
    })  # fmt: skip
    return int(told["id"])


def _doccano_import(ask: Ask, project: int, path: Path) -> None:
    edge = "edge-of-a-part"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="filepond"'
    data = f'{head}\r\n\r\n{{}}\r\n{head}; filename="x.jsonl"\r\n\r\n'.encode() + path.read_bytes()
    kind = f"multipart/form-data; boundary={edge}"
    upload = ask("/v1/fp/process/", data=data + f"\r\n--{edge}--\r\n".encode(), kind=kind).decode()
    told = ask(f"/v1/projects/{project}/upload", {
        "uploadIds": [upload], "format": "JSONL", "task": "SequenceLabeling", "column_data": "text",
        "column_label": "label", "encoding": "utf_8", "delimiter": "", "column_speaker": "", "relation": False,
    })  # fmt: skip
    done = _doccano_done(ask, told["task_id"])
    assert done["result"] == {"error": []}, done


def _doccano_done(ask: Ask, task: str) -> Any:
    while not (told := ask(f"/v1/tasks/status/{task}"))["ready"]:
        time.sleep(1)  # `ask` loses its patience in the end
    return told


def _doccano_export(ask: Ask, project: int, path: Path) -> Path:
    told = ask(f"/v1/projects/{project}/download", {"format": "JSONL", "exportApproved": False})
    _doccano_done(ask, told["task_id"])
    packed = zipfile.ZipFile(io.BytesIO(ask(f"/v1/projects/{project}/download?taskId={told['task_id']}")))
    (name,) = packed.namelist()
    path.write_bytes(packed.read(name))
    return path


def _doccano_delete(ask: Ask, project: int, start: int) -> None:
    """Take the amount at a place from the first page, as its label is deleted there."""
    page = next(
        one for one in ask(f"/v1/projects/{project}/examples?limit=100")["results"] if one["text"] == TEXT
    )
    kinds = {one["id"]: one["text"] for one in ask(f"/v1/projects/{project}/span-types")}
    (span,) = [
        one
        for one in ask(f"/v1/projects/{project}/examples/{page['id']}/spans")
        if one["start_offset"] == start and kinds[one["label"]].startswith("fact.")
    ]
    ask(f"/v1/projects/{project}/examples/{page['id']}/spans/{span['id']}", method="DELETE")
