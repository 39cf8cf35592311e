"""The parts of `README.md` that are made of what Shilu prints. Run this module to write them anew (`make readme`)."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from shilu import Extractor
from shilu.extract.samples import samples_folder
from shilu.extract.stores import Row, cell_text, fact_row

PAGE = Path(__file__).parent.parent / "README.md"
CHINESE = PAGE.with_suffix(".zh.md")

SAMPLE = samples_folder() / "yanling-2021-08.md"

PICTURED = "三年来，全县累计建成86座便民书屋，今年计划再投入1.5亿元。"
COLUMNS_OF_PICTURE = (
    "surface", "kind", "value", "unit", "item", "subject", "action", "period", "status", "cumulative",
)  # fmt: skip

COLUMNS = ("surface", "kind", "value", "lower", "upper", "unit", "item", "place", "period", "status")
SHOWN = ("200株", "9.6万亩", "3.28亿元", "412公里", "86条", "1386人", "430家", "15亿至16亿元")
"""Amounts of the sample page whose rows the README has, those that are found."""

_MADE = re.compile(r"(<!-- (picture|demo|score) -->\n)(.*?)(<!-- end \2 -->\n)", re.DOTALL)


def _wide(text: str) -> int:
    return sum(2 if character > "\u2e7f" else 1 for character in text)


def _cells(row: Row, columns: Iterable[str]) -> list[str]:
    return [cell_text(row[column]) for column in columns]


def picture() -> str:
    """A line of a page, and the rows that it becomes, in columns."""
    facts = Extractor().page(PICTURED, published="2022-12").facts
    rows = [list(COLUMNS_OF_PICTURE), *(_cells(fact_row(fact), COLUMNS_OF_PICTURE) for fact in facts)]
    widths = [max(_wide(row[at]) for row in rows) + 2 for at in range(len(COLUMNS_OF_PICTURE))]
    lines = [
        "".join(cell + " " * (width - _wide(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    top = f"江城日报 2022年12月   {PICTURED}"
    arrow = " " * (_wide(top) // 2)
    parts = [top, f"{arrow}│", f"{arrow}▼", lines[0], "─" * max(map(_wide, lines)), *lines[1:]]
    return "\n```text\n" + "\n".join(parts) + "\n```\n\n"


def _printed(*arguments: object) -> str:
    command = [sys.executable, "-X", "utf8", "-m", "shilu", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n") + "\n"


def demo() -> str:
    """What a run over the sample page prints, but for the time that it took, and rows of its facts."""
    with TemporaryDirectory() as folder:
        said = _printed("extract", SAMPLE, "--out", Path(folder) / "OUT").splitlines()[:-1]
    page = Extractor().page(SAMPLE.read_text(encoding="utf-8"), published="2021-08").facts
    rows = {row["surface"]: row for row in map(fact_row, page)}
    table = [COLUMNS, ("---",) * len(COLUMNS), *(_cells(rows[one], COLUMNS) for one in SHOWN if one in rows)]
    shown = "".join(f"| {' | '.join(row)} |\n" for row in table)
    said_text = "\n".join(said)
    return f"\n```text\n{said_text}\n```\n\nand in `facts.csv`, among other rows and columns:\n\n{shown}\n"


def score() -> str:
    """What the evaluation of the sample pages prints first."""
    with TemporaryDirectory() as folder:
        _printed("extract", SAMPLE.parent, "--out", Path(folder) / "OUT")
        table = _printed("evaluate", SAMPLE.parent.parent / "gold", Path(folder) / "OUT").split("\n\n")[0]
    return f"\nAt present, on the sample pages:\n\n```text\n{table}\n```\n\n"


_PARTS = {"picture": picture, "demo": demo, "score": score}


def filled(page: str) -> str:
    """The page with its made parts as they should be."""
    return _MADE.sub(lambda found: f"{found[1]}{_PARTS[found[2]]()}{found[4]}", page)


if __name__ == "__main__":
    for page in (PAGE, CHINESE):
        page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8")
