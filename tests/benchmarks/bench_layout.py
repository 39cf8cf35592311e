"""Order, articles and facts of made pages of which the truth is known, from boxes and from pictures.

    python -m tests.benchmarks.bench_layout            boxes of all made pages (Chromium is needed to make them)
    python -m tests.benchmarks.bench_layout --seed 401  other pages of the same kinds: seeds counted from 401
    python -m tests.benchmarks.bench_layout --centred  the same pages with titles set to the middle of their articles
    python -m tests.benchmarks.bench_layout --ocr      pictures of some of them too, through our own recognition
    python -m tests.benchmarks.bench_layout --score FOLDER
                                                       what another program made of the pictures: FOLDER/<page>.txt
    python -m tests.benchmarks.bench_layout --make FOLDER
                                                       the pictures and PDF files, to be read by other programs

`windows` is the share of all stretches of twelve characters of an article, white space aside, that stand in the text;
`articles` the F1 of pairs of paragraphs that are put into one article.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from shilu import Extractor
from shilu.extract.articles import find_articles, read_article
from shilu.extract.layout import Scan, lay_out
from shilu.extract.pages import read_pages
from shilu.schemas import Page
from tools.pages.design import Design, design_page
from tools.pages.render import Made, browser, make
from tools.pages.scans import scan_of
from tools.pages.score import articles_f1, windows_kept
from tools.pages.texts import Story
from tools.pages.wear import worn

SEEDS = 3
"""Pages of each kind; the first has the seed that is given."""
KINDS = (
    *(("horizontal", columns, 1500 if columns < 4 else 4000, False) for columns in range(1, 8)),
    *(("vertical", columns, 2500, True) for columns in (2, 3, 4)),
)
SCANS = {
    "lines, row by row": {"order": "rows"},
    "lines, shuffled": {"order": "shuffled"},
    "lines run over gutters": {"order": "merged"},
    "leaning by 1°": {"order": "rows", "lean": 1.0},
    "leaning by -2.5°": {"order": "rows", "lean": -2.5},
    "boxes off by 1.5 pixels": {"order": "rows", "noise": 1.5},
}
PICTURES = (
    *(
        ("horizontal", columns, size, False, "")
        for columns, size in ((1, 1500), (2, 1500), (4, 2500), (6, 3500))
    ),
    *(("horizontal", columns, 2000, False, how) for columns, how in ((2, "scan"), (5, "scan"), (3, "photo"))),
    *(("vertical", columns, 1200, True, "") for columns in (2, 3, 4)),
    ("vertical", 3, 1200, True, "scan"),
)
"""Columns, characters, whether the text is vertical, and how the picture is worn (`tools.pages.wear`)."""

_SPACES = re.compile(r"\s+")


def made_pages(first: int, folder: Path | None = None, *, centred: bool = False) -> Iterator[Made]:
    """All made pages, their seeds counted from `first`."""
    with browser() as chromium:
        for _, columns, characters, vertical in KINDS:
            for seed in range(first, first + SEEDS):
                name = f"{'v' if vertical else 'h'}{columns}-{seed}"
                design = design_page(
                    name,
                    columns=columns,
                    characters=characters,
                    seed=seed,
                    vertical=vertical,
                    centred=centred,
                )
                yield make(chromium, design, folder=folder)


def page_of(scan: Scan) -> Page:
    text, lines = lay_out(scan)
    return Page(id="made", text=text, lines=lines)


def articles_of(page: Page) -> list[str]:
    return [read_article(page, article).text for article in find_articles(page)]


def facts_kept(stories: Sequence[Story], page: Page, extractor: Extractor) -> float:
    """The share of the facts of the clean text that the page gives too: kind, printed amount and unit."""
    clean = "\n\n".join("\n\n".join(part.text for part in story.parts) for story in stories)
    true, found = (_facts(extractor, Page(id="made", text=clean))), _facts(extractor, page)
    return sum((true & found).values()) / max(1, sum(true.values()))


def _facts(extractor: Extractor, page: Page) -> Counter[tuple[str, str]]:
    return Counter((fact.kind, _SPACES.sub("", fact.span.surface)) for fact in extractor.records(page).facts)


def order_table(made: Sequence[Made]) -> Table:
    """One row for each way in which lines are given, horizontal and vertical pages apart."""
    table = Table("lines", "text", "windows", "worst page", "without order", "articles", "worst page")
    for name, how in SCANS.items():
        for kind, vertical in (("horizontal", False), ("vertical", True)):
            rows = []
            for one in made:
                if one.design.vertical == vertical:
                    scan = scan_of(one, **how)  # type: ignore[arg-type]
                    page = page_of(scan)
                    raw = "".join(line.text for block in scan.blocks for line in block)
                    stories = one.design.stories
                    rows.append(
                        (
                            windows_kept(stories, page.text),
                            windows_kept(stories, raw),
                            articles_f1(stories, articles_of(page)),
                        )
                    )
            windows, plain, articles = zip(*rows, strict=True)
            worst = f"{min(windows):.3f}", f"{min(articles):.3f}"
            table.add_row(name, kind, _mean(windows), worst[0], _mean(plain), _mean(articles), worst[1])
    return table


def _mean(values: Iterable[float]) -> str:
    listed = list(values)
    return f"{sum(listed) / len(listed):.3f}"


def facts_table(made: Sequence[Made]) -> Table:
    """Facts of the page against those of its clean text, and how long the order took; one page of each kind."""
    extractor = Extractor()
    table = Table("page", "characters", "facts kept", "order, ms")
    for one in made[::SEEDS]:
        scan = scan_of(one, "rows")
        began = time.process_time()
        page = page_of(scan)
        took = 1000 * (time.process_time() - began)
        kept = facts_kept(one.design.stories, page, extractor)
        table.add_row(one.design.name, f"{len(page.text):,}", f"{kept:.3f}", f"{took:.0f}")
    return table


def picture_table(first: int) -> Table:
    """Pictures read by our own recognition."""
    extractor = Extractor()
    table = Table(
        "page",
        "characters",
        "windows",
        "articles",
        "facts kept",
        "processor s",
        "s a 4,000 characters",
        "by the clock",
    )
    with TemporaryDirectory() as name, browser() as chromium:
        folder = Path(name)
        for number, (kind, columns, characters, vertical, how) in enumerate(PICTURES):
            own = f"{kind[0]}{columns}{how}"
            design = design_page(
                own, columns=columns, characters=characters, seed=first + number, vertical=vertical
            )
            make(chromium, design, folder=folder)
            if how:
                worn(folder / f"{own}.png", how, seed=first + number)
            began = time.process_time()
            clock = time.perf_counter()
            (page,) = read_pages([folder / f"{own}.png"])
            took, clock = time.process_time() - began, time.perf_counter() - clock
            assert isinstance(page, Page)
            table.add_row(
                own,
                f"{len(page.text):,}",
                *_shown(design, page, extractor),
                f"{took:.1f}",
                f"{took * 4000 / len(page.text):.1f}",
                f"{clock:.1f}",
            )
    return table


def _shown(design: Design, page: Page, extractor: Extractor) -> tuple[str, str, str]:
    stories = design.stories
    return (
        f"{windows_kept(stories, page.text):.3f}",
        f"{articles_f1(stories, articles_of(page)):.3f}",
        f"{facts_kept(stories, page, extractor):.3f}",
    )


def score_table(folder: Path, first: int) -> Table:
    """What another program read: the text of each page in a file called after it."""
    table = Table("page", "windows")
    for made in made_pages(first):
        path = folder / f"{made.design.name}.txt"
        if path.is_file():
            table.add_row(
                made.design.name, f"{windows_kept(made.design.stories, path.read_text('utf-8')):.3f}"
            )
    return table


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--centred", action="store_true")
    parser.add_argument("--ocr", action="store_true")
    parser.add_argument("--pictures", action="store_true", help="the pictures alone")
    parser.add_argument("--score", type=Path)
    parser.add_argument("--make", type=Path)
    given = parser.parse_args()
    console = Console()
    if given.score:
        console.print(score_table(given.score, given.seed))
        return
    if given.make:
        given.make.mkdir(parents=True, exist_ok=True)
        for made in made_pages(given.seed, given.make):
            console.print(f"{made.design.name}.png  {made.design.name}.pdf")
        return
    if given.pictures:
        console.print(picture_table(given.seed + 100), _memory())
        return
    pages = list(made_pages(given.seed, centred=given.centred))
    console.print(order_table(pages), facts_table(pages))
    if given.ocr:
        console.print(picture_table(given.seed + 100))
    console.print(_memory())


def _memory() -> str:
    return f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


if __name__ == "__main__":
    main()
