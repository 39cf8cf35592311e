"""Pages made of whole articles and then damaged as OCR damages them, with the truth about each line kept.

What is done to a page grows with `level`, from 0 (clean) to 1: sentences cut by a column, captions set into
them, paragraphs repeated, titles and bylines lost, columns out of order, text cut short, furniture in
between.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

ARTICLES = Path(__file__).parent / "articles"

Layout = Literal["spaced", "lines", "wrapped", "dense"]
"""Blank lines between all paragraphs, only between articles, between paragraphs of lines of one width, nowhere."""

FURNITURE = (
    "责任编辑:王丽 版式:陈晨",
    "第3版",
    "要闻",
    "2023年11月8日 星期三",
    "新闻热线:0931—5550123",
    "A4 综合新闻",
)


@dataclass(frozen=True)
class Line:
    """One printed paragraph with its true role; `cut` where its sentence runs on into the next body line."""

    text: str
    role: str
    cut: bool = False


@dataclass
class Truth:
    """A line of a made page: where it stands, of which article it is (0: none), its role, and whether it is
    cut.
    """

    start: int
    end: int
    article: int
    role: str
    cut: bool


@dataclass
class MadePage:
    """A made page: its text, the truth about its lines, and the titles that were printed on it."""

    text: str = ""
    lines: list[Truth] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


@cache
def sources() -> tuple[tuple[Line, ...], ...]:
    """The articles of the folder, each as its lines."""
    return tuple(tuple(_source(path)) for path in sorted(ARTICLES.glob("*.txt")))


def _source(path: Path) -> Iterator[Line]:
    for row in path.read_text(encoding="utf-8").splitlines():
        role, _, text = row.partition(": ")
        yield Line(text, role)


def make_page(seed: int, level: float, *, layout: Layout = "spaced", marked: bool | None = None) -> MadePage:
    """A page of five to ten articles. `marked`: whether headings have Markdown marks; by the seed where
    None.
    """
    rng = random.Random(seed * 1000 + int(level * 100))
    marked = rng.random() < 0.4 if marked is None else marked
    page = MadePage()
    chosen = rng.sample(sources(), rng.randint(5, 10))
    for number, source in enumerate(chosen, 1):
        lines = list(_damaged(source, rng, level))
        page.titles += [line.text for line in lines if line.role == "title"]
        for index, line in enumerate(lines):
            _print(page, line, number, _gap(line, index, layout), layout, marked=marked)
        if rng.random() < 0.3 * level:
            _print(page, Line(rng.choice(FURNITURE), "note"), 0, _gap(line, 0, layout), layout, marked=False)
    return page


def _gap(line: Line, index: int, layout: Layout) -> str:
    if layout == "dense":
        return "\n"
    if line.role in ("caption", "photo"):
        return "\n\n\n\n"
    return "\n" if layout == "lines" and index else "\n\n"


def _print(page: MadePage, line: Line, article: int, gap: str, layout: Layout, *, marked: bool) -> None:
    mark = {"kicker": "## ", "title": "# ", "subhead": "### "}.get(line.role, "") if marked else ""
    text = mark + line.text
    if layout == "wrapped" and line.role == "body":
        text = "\n".join(text[i : i + 24] for i in range(0, len(text), 24))
    start = len(page.text) + len(gap)
    page.text += gap + text
    role = {"photo": "body", "credit": "byline"}.get(line.role, line.role)
    page.lines.append(Truth(start, start + len(text), article, role, line.cut))


def _damaged(source: tuple[Line, ...], rng: random.Random, level: float) -> Iterator[Line]:
    head = [line for line in source if line.role in ("kicker", "title", "byline")]
    caption = next((line for line in source if line.role == "caption"), None)
    text = [line for line in source if line.role not in ("kicker", "title", "byline", "caption")]
    if text[0].role == "photo":
        yield from text
        return
    head, text = _with_opening(head, text)
    head = [line for line in head if not _lost(line, rng, level)]
    text = list(_cut(text, rng, level))
    text = _with_caption(text, caption, rng, level)
    text = _with_repeat(text, rng, level)
    if rng.random() < 0.2 * level and text[-1].role == "body" and len(text[-1].text) > 30:
        text[-1] = Line(text[-1].text[: rng.randint(20, len(text[-1].text) - 5)], "body")
    yield from _displaced(head, text, rng, level)


def _with_opening(head: list[Line], text: list[Line]) -> tuple[list[Line], list[Line]]:
    """The head of a report (本报讯) is printed at the start of its first paragraph."""
    openings = [line for line in head if line.role == "byline" and ("讯(" in line.text or "电(" in line.text)]
    if not openings:
        return head, text
    first = Line(openings[0].text + text[0].text, "body")
    return [line for line in head if line not in openings], [first, *text[1:]]


def _lost(line: Line, rng: random.Random, level: float) -> bool:
    return rng.random() < {"title": 0.1, "byline": 0.2, "kicker": 0.3}[line.role] * level


def _cut(text: list[Line], rng: random.Random, level: float) -> Iterator[Line]:
    for line in text:
        if line.role != "body" or rng.random() > 0.5 * level:
            yield line
            continue
        place = rng.randint(12, len(line.text) - 8)
        while line.text[place - 1] in "。!?”: ":
            place += 1
        yield Line(line.text[:place], "body", cut=True)
        yield Line(line.text[place:], "body")


def _with_caption(text: list[Line], caption: Line | None, rng: random.Random, level: float) -> list[Line]:
    cuts = [index for index, line in enumerate(text) if line.cut]
    if caption is None or not cuts or rng.random() > 0.6 * level:
        return text
    place = rng.choice(cuts) + 1
    return [*text[:place], caption, *text[place:]]


def _with_repeat(text: list[Line], rng: random.Random, level: float) -> list[Line]:
    whole = [index for index, line in enumerate(text[:-1]) if line.role == "body" and len(line.text) > 60]
    if not whole or rng.random() > 0.4 * level:
        return text
    index = rng.choice(whole)
    original = text[index].text
    repeat = (
        original if rng.random() < 0.5 else original[rng.randint(0, 15) : len(original) - rng.randint(0, 10)]
    )
    place = index + 2 if not text[index].cut and not text[index + 1].cut else len(text)
    return [*text[:place], Line(repeat, "duplicate"), *text[place:]]


def _displaced(head: list[Line], text: list[Line], rng: random.Random, level: float) -> list[Line]:
    """The last column before the title, as where the OCR read columns from the bottom of a page."""
    bodies = [line.role == "body" and not line.cut for line in text]
    if rng.random() > 0.15 * level or len(text) < 4 or not all(bodies):
        return head + text
    return text[-2:] + head + text[:-2]
