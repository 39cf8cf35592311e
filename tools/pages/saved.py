"""Made pages kept as files, so that their order is tested where there is no Chromium: the lines in true order, each
with its box, in one JSON file a page.

    python -m tools.pages.saved FOLDER     makes the pages of `SAVED` with Chromium and writes them
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tools.pages.design import Design, design_page
from tools.pages.render import Glyphs, Made, browser, make
from tools.pages.texts import Part, Story

__all__ = ["SAVED", "read_made", "write_made"]

SAVED = (
    ("one", 1, 900, 11, False),
    ("two", 2, 1500, 12, False),
    ("five", 5, 3000, 13, False),
    ("tiers", 3, 1200, 14, True),
)
"""Name, columns, characters, seed, and whether the text is vertical."""


def write_made(made: Made, path: Path) -> None:
    """Keep a made page. Of each line the box of the whole is kept; its characters share it."""
    row = {
        "name": made.design.name,
        "columns": made.design.columns,
        "vertical": made.design.vertical,
        "size": [made.width, made.height],
        "stories": [[[part.role, part.text] for part in story.parts] for story in made.design.stories],
        "lines": [[line.article, line.role, line.paragraph, line.text, *_box(line)] for line in made.lines],
    }
    path.write_text(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _box(line: Glyphs) -> tuple[int, int, int, int]:
    left = min(one[1] for one in line.characters)
    top = min(one[2] for one in line.characters)
    right = max(one[1] + one[3] for one in line.characters)
    bottom = max(one[2] + one[4] for one in line.characters)
    return round(left), round(top), round(right - left), round(bottom - top)


def read_made(path: Path) -> Made:
    """A page that was kept."""
    row: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    stories = tuple(Story(tuple(Part(role, text) for role, text in parts)) for parts in row["stories"])
    design = Design(row["name"], "", stories, row["vertical"], row["columns"])
    lines = tuple(_line(one, row["vertical"]) for one in row["lines"])
    return Made(design, lines, *row["size"])


def _line(row: list[Any], vertical: bool) -> Glyphs:
    article, role, paragraph, text, x, y, width, height = row
    widths = [1.0 if one > "\u1fff" else 0.55 for one in text]
    total, at = sum(widths), 0.0
    characters = []
    for character, room in zip(text, widths, strict=True):
        start, share = at / total, room / total
        box = (
            (x, y + start * height, width, share * height)
            if vertical
            else (x + start * width, y, share * width, height)
        )
        characters.append((character, *map(float, box)))
        at += room
    return Glyphs(article, role, paragraph, vertical, tuple(characters))


def main(folder: Path) -> None:
    """Make the pages and write them."""
    folder.mkdir(parents=True, exist_ok=True)
    with browser() as chromium:
        for name, columns, characters, seed, vertical in SAVED:
            design = design_page(name, columns=columns, characters=characters, seed=seed, vertical=vertical)
            write_made(make(chromium, design), folder / f"{name}.json")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
