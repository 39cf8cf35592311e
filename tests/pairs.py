"""The pages of the documentation in Chinese (`x.zh.md`) beside those in English (`x.md`).

What a machine prints, code and figures of tables stand in both: here they are copied from the English page, so that
nobody copies them by hand. Run this module to do so; it comes last, after what fills the English pages.
"""

from __future__ import annotations

import re
import tomllib
from calendar import month_name
from collections.abc import Callable
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
ENGLISH_ONLY = ("api.md",)
"""The reference is made of docstrings, which are English."""

WHOLE = ("commands.md", "data-dictionary.md")
"""Pages that are made of the code as a whole, in either language: nothing is copied into them."""

FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MADE = re.compile(r"<!-- made: ([\w-]+) -->\n.*?<!-- end -->\n", re.DOTALL)
_TABLE = re.compile(r"(?P<copied>^<!-- copied -->\n)?^(?P<rows>(?:\|.*\|\n)+)", re.MULTILINE)
_CELLS = re.compile(r"(?<!\\)\|")
NUMBER = re.compile(r"\d[\d,]*\d(?:\.\d+)?|\d(?:\.\d+)?|(?<![\w.])\.\d+")
_WORD = re.compile(r"[^\W\d_]+")
_UNITS = frozenset({"to", "ms", "s", "h", "kB", "MB", "GB", "TB", "KB", "M", "k", "px"})
"""Words in a cell that is a figure all the same."""

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
"""What stands in tables that are copied whole, in Chinese."""


def pairs() -> dict[Path, Path]:
    """Each page in English that has to have one in Chinese, and where that stands."""
    pages = sorted(page for page in DOCS.rglob("*.md") if not page.name.endswith(".zh.md"))
    return {page: page.with_suffix(".zh.md") for page in pages if page.name not in ENGLISH_ONLY}


def bare(text: str) -> str:
    """A page without what is made by machines and without code: what somebody wrote."""
    return FENCED.sub("", _MADE.sub("", text))


def headings(text: str) -> list[int]:
    """The levels of the headings of a page, in order."""
    return [len(one) for one in re.findall(r"^(#+) ", FENCED.sub("", text), re.MULTILINE)]


def sections(text: str) -> list[str]:
    """The parts of a page from one heading to the next, the first before any heading."""
    return re.split(r"^#+ ", bare(text), flags=re.MULTILINE)


def figures(text: str) -> set[str]:
    """The numbers in a text, without what sets thousands apart; a month by its number, as Chinese has it."""
    months = {str(at) for at, name in enumerate(month_name) if name and re.search(rf"\b{name}\b", text)}
    return {one.replace(",", "") for one in NUMBER.findall(text)} | months


def commands(text: str) -> list[str]:
    """The lines of indented blocks, as they are typed: what is said of them behind `#` is the reader's language."""
    lines = re.findall(r"^ {4,}(\S.*)$", bare(text), re.MULTILINE)
    typed = [re.sub(r"\s+# .*", "", line) for line in lines]
    return [line for line in typed if re.match(r"(?:shilu|make|pip|python|\.venv|[$<{[])", line)]


def tables(text: str) -> list[list[list[str]]]:
    """The tables that no machine made: the cells of each line, heads first, without the rule under them."""
    found = [one["rows"].splitlines() for one in _TABLE.finditer(bare(text))]
    return [[_cells(line) for line in (lines[0], *lines[2:])] for lines in found]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELLS.split(line)[1:-1]]


def is_figure(cell: str) -> bool:
    """Whether a cell holds a figure, which is the same in any language.

    >>> is_figure("+0.1 (-0.2 to +0.5)"), is_figure("2 jobs")
    (True, False)
    """
    return bool(NUMBER.search(cell)) and "`" not in cell and set(_WORD.findall(cell)) <= _UNITS


def chinese_figure(cell: str) -> str:
    """A figure as the Chinese page has it."""
    return cell.replace(" to ", " 至 ").replace("; ", "；").replace(", ", "，")


def filled(english: str, chinese: str) -> str:
    """The Chinese page with the code and the figures of the English one, each paragraph on one line."""
    return unwrapped(_with_code(english, _with_figures(english, chinese)))


_NEW = re.compile(r"(?:[-*+>#|]|\d+\. |<!--|    |```|$)")
"""What begins a line that does not go on with the one before it."""


def unwrapped(text: str) -> str:
    """A page whose paragraphs are not broken over lines: a break between Chinese characters is shown as a blank.

    >>> unwrapped("一行\\n又一行，\\n`shilu`\\n\\n- 一条\\n  接着\\n")
    '一行又一行，`shilu`\\n\\n- 一条接着\\n'
    """
    lines: list[str] = []
    fenced = False
    for line in text.split("\n"):
        begins = fenced or line.startswith("```") or _NEW.match(line) or not lines or _ends(lines[-1])
        if not begins and re.match(r" {1,3}\S", line) is None and lines[-1].startswith("    "):
            begins = True
        if line.startswith("```"):
            fenced = not fenced
        if begins:
            lines.append(line)
        else:
            lines[-1] = _joined(lines[-1], line.strip())
    return "\n".join(lines)


def _ends(line: str) -> bool:
    """Whether nothing goes on behind a line: it is empty, a heading, a table, code, or what a machine made."""
    return not line or line.startswith(("#", "|", "```", "<!--", "    ")) or line.endswith("  ")


_WIDE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’…—]")


def _joined(one: str, other: str) -> str:
    tight = _WIDE.match(one[-1]) and _WIDE.match(other[0])
    stop = re.match(r"[，。、；：！？（）《》“”]", one[-1]) or re.match(
        r"[，。、；：！？（）《》“”]", other[0]
    )
    return one + ("" if tight or stop else " ") + other


def _with_code(english: str, chinese: str) -> str:
    blocks = [found[0] for found in FENCED.finditer(_MADE.sub("", english))]
    if len(blocks) != len(FENCED.findall(_MADE.sub("", chinese))):
        return chinese  # the test tells it
    return _outside(FENCED, chinese, lambda _: blocks.pop(0))


def _with_figures(english: str, chinese: str) -> str:
    theirs = tables(english)
    if len(theirs) != len(tables(chinese)):
        return chinese

    return _outside(_TABLE, chinese, lambda found: _again(found, theirs.pop(0)))


def _again(found: re.Match[str], theirs: list[list[str]]) -> str:
    """A table of a Chinese page, with the figures of the English one, or that one with the words that are known."""
    if found["copied"]:
        rows = [
            [_WORDS.get(cell, chinese_figure(cell) if is_figure(cell) else cell) for cell in row]
            for row in theirs
        ]
        return "<!-- copied -->\n" + _written(rows)
    first, rule, *lines = found["rows"].splitlines()
    head, *rows = [_cells(line) for line in (first, *lines)]
    if list(map(len, [head, *rows])) != list(map(len, theirs)):
        return found[0]  # the test tells it
    rows = [[_figure(*pair) for pair in zip(*two, strict=True)] for two in zip(theirs[1:], rows, strict=True)]
    return _written([head, *rows], rule)


def _figure(theirs: str, ours: str) -> str:
    return chinese_figure(theirs) if is_figure(theirs) else ours


def _written(rows: list[list[str]], rule: str = "") -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], rule or "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


def _outside(pattern: re.Pattern[str], text: str, again: Callable[[re.Match[str]], str]) -> str:
    """Each match replaced that stands neither in code (for tables) nor in what a machine made."""
    kept = re.compile(
        f"{_MADE.pattern}|{FENCED.pattern}" if pattern is _TABLE else _MADE.pattern, re.M | re.S
    )
    parts, place = [], 0
    for skipped in kept.finditer(text):
        parts += [pattern.sub(again, text[place : skipped.start()]), skipped[0]]
        place = skipped.end()
    return "".join([*parts, pattern.sub(again, text[place:])])


if __name__ == "__main__":
    for page, other in pairs().items():
        if other.exists() and page.name not in WHOLE:
            there = other.read_text(encoding="utf-8")
            other.write_text(filled(page.read_text(encoding="utf-8"), there), encoding="utf-8")
