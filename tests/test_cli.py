"""The command as users call it: as a process of its own."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from shilu.extract.dictionary import data_dictionary
from shilu.extract.runs import Ledger, ledger_folder
from shilu.extract.talk import Language
from tests.zygote import Done, forked

FILES = {
    "facts.jsonl", "facts.csv", "names.csv", "times.csv", "numbers.csv", "checks.csv", "articles.jsonl",
    "pages.jsonl",
}  # fmt: skip

PAGE = "三年来，静安县建成102座书屋，发放奖补资金1.5亿元，惠及群众8467户。\n"


def shilu(*arguments: object, given: str = "") -> Done:
    """Run the command, with `given` on its standard input. Whatever happens, it never shows a traceback."""
    done = forked([str(one) for one in arguments], given)
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "page.txt"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder, without the ledger."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_page_becomes_its_files_and_a_summary(page: Path, out: Path) -> None:
    done = shilu("extract", page, "--out", out, "--published", "2022-12")
    assert (done.returncode, done.stderr) == (0, "")
    assert set(contents(out)) == FILES
    amounts = [(row["surface"], row["value"], row["unit"]) for row in table(out / "facts.csv")]
    assert amounts == [("102座", "102", "座"), ("1.5亿元", "150000000", "元"), ("8467户", "8467", "户")]
    for word in ("pages", "articles", "facts", "names", "times", "numbers", "unread", "characters a second"):
        assert word in done.stdout


def test_every_row_is_grounded(page: Path, out: Path) -> None:
    shilu("extract", page, "--out", out)
    for file in ("facts.csv", "names.csv", "times.csv", "numbers.csv"):
        for row in table(out / file):
            assert PAGE[int(row["start"]) : int(row["end"])] == row["surface"]


def test_quiet_says_nothing(page: Path, out: Path) -> None:
    done = shilu("extract", page, "--out", out, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_facts_of_too_little_confidence_are_left_out_and_counted(page: Path, tmp_path: Path) -> None:
    shilu("extract", page, "--out", tmp_path / "all", "--published", "2022-12")
    least = max(float(row["confidence"]) for row in table(tmp_path / "all" / "facts.csv"))
    done = shilu(
        "extract", page, "--out", tmp_path / "sure", "--min-confidence", least, "--published", "2022-12"
    )
    every, kept = (table(tmp_path / name / "facts.csv") for name in ("all", "sure"))
    assert 0 < len(kept) < len(every)
    assert kept == [row for row in every if float(row["confidence"]) >= least]
    assert f"{len(every) - len(kept)} left out as too unsure" in done.stdout
    assert done.stderr.count("confidence_core") == 1, "that its meaning changed is told once"
    numbers = table(tmp_path / "sure" / "numbers.csv")
    assert [row["surface"] for row in numbers] == [
        row["surface"] for row in table(tmp_path / "all" / "numbers.csv")
    ]
    left = [row for row in numbers if row["role"] == "fact" and not row["fact"]]
    assert len(left) == len(every) - len(kept)
    assert all("left out, confidence 0." in row["reason"] for row in left)
    assert shilu("extract", page, "--out", tmp_path / "x", "--min-confidence", "1.5").returncode == 2


CONTESTS = "Contests: chance, answer, who suggested it, its signs"


def test_explain_prints_how_a_fact_came_about(page: Path, out: Path) -> None:
    shilu("extract", page, "--out", out, "--published", "2022-12")
    name = table(out / "facts.csv")[0]["id"]
    done = shilu("explain", out, name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{name}: 102座, count, confidence 0.")
    for title in ("On the page", "Sentence", "Amount", "Slots", CONTESTS, "Read again"):
        assert f"\n{title}\n" in done.stdout
    unknown = shilu("explain", out, "page#9-12.count")
    assert unknown.returncode == 2
    assert unknown.stderr.startswith(f"shilu: [S505] {out} has no fact 'page#9-12.count'. Nearest: page#")
    assert len(unknown.stderr.splitlines()) == 1


def test_evaluate_measures_a_run_against_marked_pages(page: Path, out: Path) -> None:
    shilu("extract", page, "--out", out, "--published", "2022-12")
    mark = {"start": 9, "end": 13, "surface": "102座", "kind": "count", "value": 102, "item": "学校"}
    gold = page.parent / "page.facts.jsonl"
    gold.write_text(json.dumps(mark, ensure_ascii=False), encoding="utf-8")
    done = shilu("evaluate", page.parent, out, "--json", "--errors")
    figures = json.loads(done.stdout)
    assert (figures["facts.detect"]["tp"], figures["facts.detect"]["fp"], figures["facts.core"]["tp"]) == (
        1,
        2,
        0,
    )
    assert "page 9 fact wrong: 102座 (item should be 学校, is 书屋)" in done.stderr.splitlines()
    assert "facts found (detect)" in shilu("evaluate", page.parent, out).stdout
    missing = shilu("evaluate", page.parent / "nothing", out)
    assert (missing.returncode, missing.stderr[:14]) == (2, "shilu: [S506] ")


def test_the_number_of_processes_changes_no_byte(page: Path, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": f"d{n}", "text": f"全镇修路{n}公里，" * 9}, ensure_ascii=False)
        for n in range(1, 13)
    ]
    (page.parent / "many.jsonl").write_text("\n".join([*lines[:5], "no json", *lines[5:]]), encoding="utf-8")
    runs = []
    for jobs in (1, 2):
        folder = tmp_path / f"jobs{jobs}"
        done = shilu("extract", page.parent, "--out", folder, "--jobs", jobs, "--published", "2022-12")
        assert done.returncode == 1
        runs.append(contents(folder))
    assert runs[0] == runs[1]
    assert len(table(tmp_path / "jobs1" / "facts.csv")) > 12


UNREADABLE = {
    "broken.txt": (
        "建成102座书屋。".encode() * 9 + b"\xff\xfe\xff" + "好".encode() * 20,
        "cannot decode byte",
    ),
    "empty.txt": (b"", "the file is empty"),
    "scan.txt": (b"\x89PNG\r\n\x1a\n\x00\x00", "not a text file"),
    "zero.txt": (b"\xe5\xbb\xba\x00\x00\x00", "not a text file"),
}


def test_files_that_cannot_be_read_are_named_and_the_rest_is_written(page: Path, out: Path) -> None:
    for name, (data, _) in UNREADABLE.items():
        (page.parent / name).write_bytes(data)
    done = shilu("extract", page.parent, "--out", out)
    assert done.returncode == 1
    failed = {Path(row["source"]).name: row["reason"] for row in table(out / "failed.csv")}
    assert list(failed) == list(UNREADABLE)
    for name, (_, says) in UNREADABLE.items():
        assert says in failed[name]
        assert failed[name] in done.stderr
    assert {row["page"] for row in table(out / "facts.csv")} == {"page"}


def test_lines_that_are_no_documents_are_named_by_their_number(page: Path, out: Path) -> None:
    file = page.parent / "news.jsonl"
    file.write_text('{"id": "a", "text": "修路3公里。"}\n{"id": "b"}\n{broken\n["list"]\n', encoding="utf-8")
    done = shilu("extract", file, "--out", out)
    assert done.returncode == 1
    assert [row["line"] for row in table(out / "failed.csv")] == ["2", "3", "4"]
    assert "news.jsonl, line 2: a document needs a string 'text'" in done.stderr
    assert "news.jsonl, line 3: not JSON" in done.stderr


def test_a_number_too_long_for_python_costs_its_line_only(page: Path, out: Path) -> None:
    file = page.parent / "news.jsonl"
    bad = f'{{"id": "b", "text": "三人", "n": {"9" * 5000}}}'
    file.write_text(
        '{"id": "a", "text": "修路3公里。"}\n' + bad + '\n{"id": "c", "text": "修路5公里。"}\n',
        encoding="utf-8",
    )
    done = shilu("extract", file, "--out", out)
    assert done.returncode == 1
    assert "[S203]" in done.stderr
    assert [row["line"] for row in table(out / "failed.csv")] == ["2"]
    assert [row["surface"] for row in table(out / "facts.csv")] == ["3公里", "5公里"]


def test_even_a_run_of_failures_writes_all_its_files(tmp_path: Path, out: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = shilu("extract", tmp_path / "empty.txt", "--out", out, "--quiet")
    assert done.returncode == 1
    assert set(contents(out)) == {*FILES, "failed.csv"}


def test_gb18030_and_utf16_pages_are_read(page: Path, out: Path) -> None:
    (page.parent / "gb.txt").write_bytes(PAGE.encode("gb18030"))
    (page.parent / "wide.txt").write_bytes(PAGE.encode("utf-16"))
    assert shilu("extract", page.parent, "--out", out).returncode == 0
    rows = table(out / "facts.csv")
    assert [row["surface"] for row in rows if row["page"] == "gb"] == [
        row["surface"] for row in rows if row["page"] == "wide"
    ]


NOTHING_BEGUN: dict[str, Callable[[Path], list[object]]] = {
    "S101": lambda folder: [folder / "missing.txt", "--out", folder / "out"],
    "S102": lambda folder: [folder / "nothing", "--out", folder / "out"],
    "S103": lambda folder: [folder / "in", "--out", folder / "out", "--published", "December"],
    "S104": lambda folder: [folder / "in", "--out", folder / "in" / "page.txt" / "out"],
    "S406": lambda folder: [folder / "in", "--out", folder / "in" / "page.txt"],
}


@pytest.mark.parametrize("code", NOTHING_BEGUN)
def test_where_nothing_can_be_begun_there_is_one_plain_line(code: str, page: Path, tmp_path: Path) -> None:
    assert page.exists()
    (tmp_path / "nothing").mkdir()
    done = shilu("extract", *NOTHING_BEGUN[code](tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith(f"shilu: [{code}] ")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_wrong_options_are_explained(page: Path) -> None:
    done = shilu("extract", page)
    assert done.returncode == 2
    assert "--out" in done.stderr
    assert shilu("extract", page, "--out", "x", "--jobs", "0").returncode == 2


def test_an_empty_out_is_not_the_current_folder(page: Path) -> None:
    before = set(Path.cwd().iterdir())
    done = shilu("extract", page, "--out", "")
    assert done.returncode == 2
    assert done.stderr.startswith("shilu: [S104] cannot write to '': it names no folder.")
    assert set(Path.cwd().iterdir()) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_ctrl_c_keeps_what_was_done_and_says_how_to_go_on(page: Path, out: Path) -> None:
    row = json.dumps({"text": PAGE * 20}, ensure_ascii=False) + "\n"
    (page.parent / "many.jsonl").write_text(row * 2000, encoding="utf-8")
    command = [sys.executable, "-m", "shilu", "extract", str(page.parent), "--out", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        until = time.monotonic() + 60
        while not (out / ".run" / "scratch").exists() and time.monotonic() < until:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert re.fullmatch(
        r"shilu: interrupted after [\d,]+ documents?; an earlier output is as it was. What was done is kept in "
        rf"{re.escape(str(out))}/.run: the same command goes on\n",
        said[1],
    )
    assert contents(out) == {}


def test_the_same_command_again_reads_only_what_is_new(page: Path, out: Path) -> None:
    assert "1 read: 1 done, 0 done before, 0 failed" in shilu("extract", page.parent, "--out", out).stdout
    first = contents(out)
    assert "1 read: 0 done, 1 done before, 0 failed" in shilu("extract", page.parent, "--out", out).stdout
    assert contents(out) == first
    (page.parent / "z.txt").write_text(PAGE, encoding="utf-8")
    assert "2 read: 1 done, 1 done before, 0 failed" in shilu("extract", page.parent, "--out", out).stdout


def test_standard_input_archives_and_patterns(page: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as zipped:
        zipped.writestr("版/zipped.txt", PAGE)
    done = shilu(
        "extract", "-", tmp_path / "all.zip", page.parent / "p*.txt", "--out", tmp_path / "x.csv", given=PAGE
    )
    assert done.returncode == 0
    assert [row["page"] for row in table(tmp_path / "x.csv")[::3]] == ["stdin", "zipped", "page"]


def test_one_command_from_a_page_to_excel(page: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    target = tmp_path / "facts.xlsx"
    assert shilu("extract", page, "--out", target, "--headers", "zh").returncode == 0
    sheets = openpyxl.load_workbook(target).worksheets
    assert "数值" in [cell.value for sheet in sheets for cell in next(sheet.iter_rows())]


def test_failures_in_a_store_without_files_are_told_too(page: Path, tmp_path: Path) -> None:
    (page.parent / "empty.txt").touch()
    done = shilu("extract", page.parent, "--out", tmp_path / "x.sqlite")
    assert done.returncode == 1
    assert f"shilu: 1 failed, listed in the table `failed` of {tmp_path / 'x.sqlite'}:" in done.stderr


def test_two_runs_on_one_store_at_once_are_refused(page: Path, out: Path) -> None:
    with Ledger(ledger_folder(out)):
        done = shilu("extract", page, "--out", out)
    assert done.returncode == 2
    assert done.stderr.startswith("shilu: [S601] another run is writing into the same store")


def test_help_gives_examples() -> None:
    assert "Commands" in shilu("--help").stdout
    said = " ".join(shilu("extract", "--help").stdout.split())
    for option in (
        "--out",
        "--published",
        "--jobs",
        "--on",
        "--retry-failed",
        "--quiet",
        "shilu extract page.txt --out OUT --published 2022-12",
    ):
        assert option in said


def test_version() -> None:
    version = metadata.version("shilu")
    assert shilu("--version").stdout.strip() == shilu("version").stdout.strip() == version


def test_the_schema_of_all_records_and_of_one() -> None:
    everything = json.loads(shilu("schema").stdout)
    assert {"AnyFact", "MoneyFact", "Time", "Name", "NumberAccount", "Article", "Page"} <= set(everything)
    assert json.loads(shilu("schema", "Time").stdout) == everything["Time"]


def test_an_unknown_record_is_answered_with_the_known_ones() -> None:
    done = shilu("schema", "Nothing")
    assert done.returncode == 2
    assert "MoneyFact" in done.stderr


@pytest.mark.parametrize(
    ("language", "name"), [("en", "data-dictionary.md"), ("zh", "data-dictionary.zh.md")]
)
def test_the_data_dictionary_is_up_to_date(repo_root: Path, language: Language, name: str) -> None:
    made = shilu("dictionary", "--lang", language).stdout
    assert made == data_dictionary(language)
    assert (repo_root / "docs" / name).read_text(encoding="utf-8") == made, (
        f"run: shilu dictionary --lang {language} > docs/{name}"
    )


def test_the_demo_prints_the_facts_of_the_samples() -> None:
    done = shilu("demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert "yanling-2021-08 (2021-08)" in done.stdout
    assert "3.28亿元" in done.stdout
    assert "pages     4" in done.stdout


def test_names_writes_each_name_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "寿光市实施“青禾计划”，投入300万元。寿光市又建书屋3座。", encoding="utf-8"
    )
    target = tmp_path / "names.csv"
    done = shilu("names", tmp_path / "a.txt", "--out", target, "--published", "2022-12")
    assert done.returncode == 0, done.stderr
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["canonical"]: row for row in csv.DictReader(file)}
    assert rows["寿光市"]["mentions"] == "2"
    assert rows["青禾计划"]["type"] == "programme"


def test_names_refuses_an_empty_out(page: Path) -> None:
    done = shilu("names", page, "--out", "")
    assert done.returncode == 2
    assert done.stderr.startswith("shilu: [S108] cannot write '': it names no file.")


def test_names_refuses_another_ending_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("寿光市。", encoding="utf-8")
    done = shilu("names", tmp_path / "a.txt", "--out", tmp_path / "names.doc")
    assert done.returncode == 2
    assert "S106" in done.stderr
