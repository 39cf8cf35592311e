"""Corrected in Label Studio and doccano: what comes back from there, from the real programs where they are installed.

Each lives in an environment of its own, since their pins would bend ours: `uv venv .tools/label-studio && uv pip
install --python .tools/label-studio label-studio`, doccano likewise; SHILU_TOOLS names another folder than `.tools`.
"""

from __future__ import annotations

import copy
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
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
from shilu.extract.stores.tasks import label_studio_config

TEXT = (
    "三年来，柳河县建成86座便民书屋，发放补助资金2.5亿元。会上，梅河口市承诺再建12座书屋，惠及群众约3万人。"
)
TOKEN = "c" * 40


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


# The real programs


def tool(repo_root: Path, name: str) -> Path:
    found = Path(os.environ.get("SHILU_TOOLS", repo_root / ".tools")) / name / "bin" / name
    if not found.exists():
        pytest.skip(
            f"{name} is not installed at {found} (the head of this file tells how): not tested in the real program"
        )
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes], seconds: float = 240) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(1)
        else:
            return
    pytest.fail(f"nothing answered at {address}")


Ask = Callable[..., Any]


@pytest.fixture
def label_studio(repo_root: Path, tmp_path: Path) -> Iterator[Ask]:
    """Label Studio with an empty store of its own, asked by its API."""
    program = tool(repo_root, "label-studio")
    port = free_port()
    environment = {
        **os.environ, "LABEL_STUDIO_BASE_DATA_DIR": str(tmp_path / "ls"), "LABEL_STUDIO_USERNAME": "a@example.org",
        "LABEL_STUDIO_PASSWORD": "secret-word-1", "LABEL_STUDIO_USER_TOKEN": TOKEN, "COLLECT_ANALYTICS": "False",
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true", "LATEST_VERSION_CHECK": "False", "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    }  # fmt: skip
    with (tmp_path / "ls.log").open("wb") as log:
        process = subprocess.Popen(
            [str(program), "start", "--no-browser", "--port", str(port), "--data-dir", str(tmp_path / "ls")],
            env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
        )  # fmt: skip

        def ask(path: str, body: Any = None, method: str | None = None) -> Any:
            data = json.dumps(body).encode() if body is not None else None
            headers = {"Authorization": f"Token {TOKEN}", "Content-Type": "application/json"}
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}{path}", data=data, headers=headers, method=method
            )
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.loads(answer.read() or b"null")

        try:
            wait_for(f"http://127.0.0.1:{port}/health", process)
            yield ask
        finally:
            process.terminate()
            process.wait(30)


def test_the_real_label_studio_gives_back_what_it_was_given(
    label_studio: Ask, run: Path, tasks: list[dict[str, Any]], tmp_path: Path
) -> None:
    """Imported with its labelling interface, each prediction taken over as an annotation, exported: an identity."""
    project = label_studio("/api/projects", {"title": "shilu", "label_config": label_studio_config()})["id"]
    told = label_studio(f"/api/projects/{project}/import", tasks)
    assert told["task_count"] == len(tasks) == 5
    listed = label_studio(f"/api/tasks?project={project}&fields=all&page_size=100")["tasks"]
    for task in listed:
        prediction = label_studio(f"/api/predictions?task={task['id']}")[0]
        assert prediction["result"]
        label_studio(f"/api/tasks/{task['id']}/annotations", {"result": prediction["result"], "lead_time": 1})
    exported = label_studio(f"/api/projects/{project}/export?exportType=JSON")
    path = tmp_path / "export.json"
    path.write_text(json.dumps(exported, ensure_ascii=False), encoding="utf-8")
    told, book = read(run, path, tmp_path)
    assert (told.pages, told.changes, told.troubles, len(book)) == (5, [], [], 0)
    figures = evaluate(read_gold(path), read_run(run))
    assert (figures.full.extra, figures.full.missed) == (0, 0)


def test_one_fact_deleted_in_the_real_label_studio_is_one_decision(
    label_studio: Ask, run: Path, tasks: list[dict[str, Any]], tmp_path: Path
) -> None:
    project = label_studio("/api/projects", {"title": "shilu", "label_config": label_studio_config()})["id"]
    label_studio(f"/api/projects/{project}/import", tasks[:1])
    (task,) = label_studio(f"/api/tasks?project={project}&fields=all")["tasks"]
    result = label_studio(f"/api/predictions?task={task['id']}")[0]["result"]
    gone = next(one["id"] for one in result if one["value"].get("labels") == ["fact.money"])
    kept = [one for one in result if one["id"] != gone]
    label_studio(f"/api/tasks/{task['id']}/annotations", {"result": kept, "lead_time": 1})
    path = tmp_path / "export.json"
    path.write_text(
        json.dumps(label_studio(f"/api/projects/{project}/export?exportType=JSON")), encoding="utf-8"
    )
    told, book = read(run, path, tmp_path)
    assert told.troubles == []
    assert [(one.verdict, one.via, one.before.span.surface) for one in book if one.before] == [
        ("removed", "labelstudio", "2.5亿元")
    ]
