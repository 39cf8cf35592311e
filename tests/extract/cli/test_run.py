"""What `extract`, `export` and `names` tell and leave out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli import PAGE, contents, shilu, table

MASTHEAD = "江城日报\n2021年8月12日 星期四\n第3版 要闻\n\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page of a dated issue and its run beside it, made with `-o`."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "page.txt").write_text(MASTHEAD + PAGE, encoding="utf-8")
    done = shilu("extract", folder / "page.txt", "-o", folder / "OUT", "-v")
    assert done.returncode == 0
    for told in ("tagger: lac", "publication date: of each page", f"kept in: {folder / 'OUT' / '.run'}"):
        assert told in done.stderr
    return folder


@pytest.mark.parametrize(
    ("date", "told"), [("2022-12", True), ("2021-08-13", True), ("2021-08", False), ("2021-08-12", False)]
)
def test_a_date_that_contradicts_the_printed_one_is_told(
    date: str, told: bool, place: Path, tmp_path: Path
) -> None:
    done = shilu("extract", place / "page.txt", "-o", tmp_path / "OUT", "--published", date)
    said = f"shilu: page prints the date 2021-08-12, and --published says {date}\n"
    assert (done.returncode, done.stderr) == (0, said if told else "")
    assert ("1 with another date printed" in done.stdout) == told


def test_loading_and_reading_are_told_apart(place: Path, tmp_path: Path) -> None:
    said = shilu("extract", place / "page.txt", "-o", tmp_path / "x.csv").stdout
    assert " loading, " in said.splitlines()[-1]
    assert " reading (" in said.splitlines()[-1]


def test_what_runs_wrote_among_the_inputs_is_left_out(place: Path, tmp_path: Path) -> None:
    shilu("show", place / "OUT", "-o", place / "shown.html")
    shilu("export", place / "OUT", place / "tasks.doccano.jsonl", "-q")
    done = shilu("extract", place, "-o", tmp_path / "OUT")
    assert (done.returncode, "1 read: 1 done" in done.stdout) == (0, True), done.stderr
    assert "left out, since Shilu wrote them: " in done.stderr
    assert contents(tmp_path / "OUT")["facts.csv"] == contents(place / "OUT")["facts.csv"]
    named = shilu("extract", place / "shown.html", "-o", tmp_path / "x.csv")
    assert "1 read: 1 done" in named.stdout, "what is named outright is read"


def test_a_run_is_read_for_the_register_of_names(place: Path, tmp_path: Path) -> None:
    shilu("export", place / "OUT", tmp_path / "x.sqlite")
    for number, given in enumerate((place / "page.txt", place / "OUT", tmp_path / "x.sqlite")):
        done = shilu("names", given, "-o", tmp_path / f"{number}.csv")
        assert (done.returncode, done.stderr) == (0, "")
    registers = [(tmp_path / f"{number}.csv").read_bytes() for number in range(3)]
    assert registers[0] == registers[1] == registers[2]
    assert "静安县".encode() in registers[0]


@pytest.mark.parametrize("ending", [".docx", ".foo", ".pdf"])
def test_an_unknown_ending_is_refused_by_extract_and_export(ending: str, place: Path, tmp_path: Path) -> None:
    for command, source in (("extract", place / "page.txt"), ("export", place / "OUT")):
        target = ["-o"] * (command == "extract") + [str(tmp_path / f"x{ending}")]
        done = shilu(command, source, *target)
        assert (done.returncode, done.stderr[:14]) == (2, "shilu: [S406] ")
        assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_results_of_other_options_are_told(place: Path, tmp_path: Path) -> None:
    first = ["extract", place / "page.txt", "-o", tmp_path / "OUT"]
    assert shilu(*first).stderr == shilu(*first).stderr == ""
    other = shilu(*first, "--min-confidence", "0.1")
    assert "had results of another version of Shilu or of other options" in other.stderr
    assert "had results" not in shilu(*first, "--min-confidence", "0.1").stderr


def test_an_encoding_that_is_named_is_taken(tmp_path: Path) -> None:
    text = "北縣建成302座書屋"
    (tmp_path / "a.txt").write_bytes(text.encode("big5"))
    (tmp_path / "a.jsonl").write_bytes(json.dumps({"text": text}, ensure_ascii=False).encode("big5"))
    done = shilu(
        "extract", tmp_path / "a.txt", tmp_path / "a.jsonl", "-o", tmp_path / "OUT", "--encoding", "big5"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [row["surface"] for row in table(tmp_path / "OUT" / "facts.csv")] == ["302座"] * 2
    wrong = shilu("extract", tmp_path / "a.txt", "-o", tmp_path / "y.csv", "--encoding", "klingon")
    assert (wrong.returncode, wrong.stderr[:14]) == (2, "shilu: [S111] ")


def test_a_command_is_completed() -> None:
    command = shutil.which("shilu", path=Path(sys.executable).parent)
    assert command
    words = {"_SHILU_COMPLETE": "complete_bash", "COMP_WORDS": "shilu ex", "COMP_CWORD": "1"}
    done = subprocess.run([command], env={**os.environ, **words}, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["extract", "explain", "export"]
    assert "--install-completion" in shilu("--help").stdout
