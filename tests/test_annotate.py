"""The tool for marking pages by hand: notes become marks, and what they get wrong is told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TEXT = "县里安排2亿元用于修路。"
FACTS = "page,start,end,surface,kind,value,lower,upper,bound,unit\np,4,7,2亿元,money,200000000,,,exact,元\n"


def _build(folder: Path, root: Path, notes: str) -> tuple[str, list[dict[str, object]]]:
    pages, run = folder / "pages", folder / "run"
    for place in (pages, run):
        place.mkdir()
    (pages / "p.txt").write_text(TEXT, encoding="utf-8")
    (run / "facts.csv").write_text(FACTS, encoding="utf-8")
    (run / "times.csv").write_text("page,start,end,surface,value,type\n", encoding="utf-8")
    (folder / "notes").write_text(notes, encoding="utf-8")
    script = root / "tools" / "annotate.py"
    command = [
        sys.executable,
        "-X",
        "utf8",
        script,
        "build",
        pages,
        run,
        "p",
        folder / "notes",
        folder / "out",
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    rows = (folder / "out" / "p.facts.jsonl").read_text(encoding="utf-8").splitlines()
    return done.stdout + done.stderr, [json.loads(row) for row in rows]


def test_slots_of_a_note_are_marks(tmp_path: Path, repo_root: Path) -> None:
    said, (mark,) = _build(
        tmp_path, repo_root, "1 | item=null | action=安排 | purpose=修路 | status=planned\n"
    )
    assert "FAULT" not in said
    assert (mark["surface"], mark["action"], mark["purpose"]) == ("2亿元", "安排", "修路")
    assert mark["status"] == "planned"


def test_words_that_the_page_does_not_have_are_told(tmp_path: Path, repo_root: Path) -> None:
    said, _ = _build(tmp_path, repo_root, "1 | purpose=修桥\n")
    assert "'修桥' is not on the page" in said
