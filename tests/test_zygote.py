"""A forked command is told from one begun from nothing by nothing that it prints, writes or returns."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.zygote import begun_from_nothing, forked

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

GIVEN = "柳河县建成102座书屋。\n"


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".run" not in path.parts
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "-", "--out", "OUT", "--published", "2022-12", "--quiet"],
        ["extract", "nothing.txt", "--out", "OUT", "--quiet"],
        ["extract", "-"],
        ["schema", "nothing"],
    ],
    ids=["done", "failed", "wrong options", "refused"],
)
def test_all_is_the_same(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    for run in (forked, begun_from_nothing):
        (tmp_path / run.__name__).mkdir()
        monkeypatch.chdir(tmp_path / run.__name__)
        done = run(arguments, GIVEN)
        seen.append((done.returncode, done.stdout, done.stderr, _files(Path.cwd())))
    assert seen[0] == seen[1]


def test_a_command_sees_its_own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SHILU_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "shilu ex")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert forked([]).stdout.split() == begun_from_nothing([]).stdout.split()


def test_one_that_takes_too_long_is_ended_and_the_next_one_runs() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        forked(["demo"], timeout=0.05)
    assert forked(["version"]).returncode == 0


def test_no_session_is_made_before_the_fork() -> None:
    code = (
        "import gc, onnxruntime; from tests.zygote import load; load();"
        "print([one for one in gc.get_objects() if isinstance(one, onnxruntime.InferenceSession)])"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
