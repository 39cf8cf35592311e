"""What a run reads besides files: standard input, archives, patterns."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from threading import Event

import pytest

from shilu.extract.pages import Failure
from shilu.extract.runs.inputs import Inputs
from shilu.schemas import Page


class _Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("建成102座书屋。\n".encode(), [("stdin", "建成102座书屋。\n")]),
        ("建成102座书屋。\n".encode("gb18030"), [("stdin", "建成102座书屋。\n")]),
        (b'\xef\xbb\xbf {"text": "1"}\n\n{"id": "b", "text": "2"}', [("stdin-1", "1"), ("b", "2")]),
    ],
    ids=["a page", "another encoding", "documents"],
)
def test_standard_input(
    data: bytes, found: list[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", _Stdin(data))
    inputs = Inputs([Path("-")], tmp_path / "run" / "scratch")
    inputs.check()
    inputs.prepare()
    pages = [read.found for read in inputs.read()]
    assert [(page.id, page.text) for page in pages if isinstance(page, Page)] == found
    assert {read.source for read in inputs.read()} == {"stdin"}
    assert inputs.count(Event()) == len(found)


def test_empty_standard_input_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", _Stdin(b""))
    inputs = Inputs([Path("-")], tmp_path / "run" / "scratch")
    inputs.prepare()
    (read,) = inputs.read()
    assert isinstance(read.found, Failure)
    assert read.found.message == "[S207] stdin: the file is empty"


def test_documents_are_counted_without_being_read(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text("书屋", encoding="utf-8")
    (pages / "b.jsonl").write_text('{"text": "1"}\n\nno json\n', encoding="utf-8")
    with zipfile.ZipFile(pages / "c.zip", "w") as zipped:
        for name in ("x/1.txt", "x/2.md", "x/1.meta.json", "x/note.csv"):
            zipped.writestr(name, "书屋")
    inputs = Inputs([pages], tmp_path / "run" / "scratch")
    inputs.prepare()
    assert inputs.count(Event()) == 5
    assert sum(1 for _ in inputs.read()) == 5
    stop = Event()
    stop.set()
    assert inputs.count(stop) is None


def test_the_scratch_folder_is_emptied_of_what_a_killed_run_left(tmp_path: Path) -> None:
    scratch = tmp_path / "run" / "scratch"
    scratch.mkdir(parents=True)
    (scratch / "stdin.txt").write_text("alt", encoding="utf-8")
    Inputs([tmp_path], scratch).prepare()
    assert list(scratch.iterdir()) == []
