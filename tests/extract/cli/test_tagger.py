"""`--tagger`: another tagger gives other results, and they are never mixed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from shilu.extract.samples import samples_folder
from tests.test_cli import contents, shilu

PAGE = samples_folder() / "yanling-2021-08.md"

WITHOUT_RJIEBA = "import sys; sys.modules['rjieba'] = None; from shilu.extract.cli import main; main()"


def test_results_differ_and_the_ledger_does_not_mix_them(tmp_path: Path) -> None:
    pytest.importorskip("rjieba", reason="the fast tagger is an extra: make test")
    found = []
    for tagger in ("lac", "jieba"):
        again = [
            shilu("extract", PAGE, "--out", tmp_path / "out", "--tagger", tagger).stdout for _ in range(2)
        ]
        assert ["1 read: 1 done, 0 done before" in again[0], "0 done, 1 done before" in again[1]] == [
            True
        ] * 2
        shilu("extract", PAGE, "--out", tmp_path / tagger, "--tagger", tagger)
        assert contents(tmp_path / "out") == contents(tmp_path / tagger)
        found.append(contents(tmp_path / tagger))
    assert found[0]["names.csv"] != found[1]["names.csv"]
    assert found[0]["numbers.csv"].count(b"\n") == found[1]["numbers.csv"].count(b"\n")


def test_the_register_of_names_takes_the_same_option(tmp_path: Path) -> None:
    pytest.importorskip("rjieba", reason="the fast tagger is an extra: make test")
    files = [tmp_path / f"{tagger}.csv" for tagger in ("lac", "jieba")]
    for file in files:
        assert shilu("names", PAGE, "--out", file, "--tagger", file.stem).returncode == 0
    assert files[0].read_bytes() != files[1].read_bytes()


@pytest.mark.parametrize(("command", "out"), [("extract", "out"), ("extract", "x.csv"), ("names", "x.csv")])
def test_without_the_extra_nothing_is_begun(command: str, out: str, tmp_path: Path) -> None:
    arguments = [command, str(PAGE), "--out", str(tmp_path / out), "--tagger", "jieba"]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_RJIEBA, *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("shilu: [S109] ")
    assert re.search(r'-m pip install "rjieba>=[0-9.]+"`$', done.stderr)
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_tagger_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    done = shilu("extract", PAGE, "--out", tmp_path / "out", "--tagger", "hanlp")
    assert (done.returncode, "lac" in done.stderr, "jieba" in done.stderr) == (2, True, True)
