"""Streams and files as they are met: closed, full, read by nobody, damaged, forged."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli import shilu

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a shell of Unix")


def _shell(words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = words.replace("shilu", f"{shlex.quote(sys.executable)} -m shilu")
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text("柳河县建成102座书屋。", encoding="utf-8")
    return tmp_path


def test_a_reader_that_has_gone_changes_no_exit_code(folder: Path) -> None:
    done = _shell("shilu extract page.txt --out OUT | true", folder)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_standard_output_is_told(folder: Path) -> None:
    done = _shell("shilu version > /dev/full", folder)
    assert done.returncode == 1
    assert done.stderr.startswith("shilu: [S112] standard output cannot be written")


def test_a_closed_standard_input_is_told(folder: Path) -> None:
    done = _shell("shilu extract - --out OUT <&-", folder)
    assert done.returncode == 2
    assert "[S113]" in done.stderr


@pytest.mark.parametrize("kind", ["text", "cut", "garbled"])
def test_a_damaged_ledger_is_told(kind: str, folder: Path) -> None:
    assert shilu("extract", folder / "page.txt", "--out", folder / "OUT", "-q").returncode == 0
    ledger = folder / "OUT" / ".run" / "ledger.sqlite"
    data = ledger.read_bytes()
    half = len(data) // 2
    ledger.write_bytes(
        {"text": b"no ledger", "cut": data[:half], "garbled": data[:4096] + b"\xff" * (len(data) - 4096)}[
            kind
        ]
    )
    done = shilu("extract", folder / "page.txt", "--out", folder / "OUT", "-q")
    assert done.returncode in {1, 2}
    assert "[S602]" in done.stderr


def test_a_name_forges_no_line(folder: Path) -> None:
    (folder / "a\nshilu: 9 documents done\x1b[2K.pdf").write_text("%PDF", encoding="utf-8")
    done = _shell("shilu extract a*.pdf page.txt --out OUT", folder)
    assert done.returncode == 1
    assert not any(line.startswith("shilu: 9") for line in done.stderr.splitlines())
    assert "\x1b" not in done.stderr
