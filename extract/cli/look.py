"""The commands that show what is on pages and in runs: `show`, `explain`, `articles` and `names`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from shilu.extract.cli.common import (
    Config,
    Encoding,
    Pages,
    Published,
    Run,
    Tagger,
    Words,
    given_file,
    readable,
    tell,
    terminal,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shilu.extract.extractor import Extractor
    from shilu.schemas import PageRecords

__all__ = ["articles", "explain", "names", "show"]


def show(
    run: Run,
    out: Annotated[
        str,
        typer.Option(
            "--out",
            "-o",
            help="File to write, ending in .html; or a folder, ending in /, for one file a page with its picture.",
            show_default=False,
            metavar="FILE",
        ),
    ],
    page: Annotated[
        list[str] | None,
        typer.Option(
            "--page",
            help="Take the page of this id; may be given more than once.",
            show_default=False,
            metavar="ID",
        ),
    ] = None,
    lang: Annotated[
        Literal["zh", "en"], typer.Option("--lang", help="Labels to begin with. A button switches them.")
    ] = "zh",
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="Pages to take at most, where none is named.", metavar="N")
    ] = 100,
    config: Config = None,  # noqa: ARG001 - its callback has done the work
) -> None:
    """Write pages of a run as one HTML file for a browser.

    It shows the text with its marks and the records beside it, and needs no network and no other file.
    """
    from shilu.extract.show import show as write

    shown = write(run, out, pages=page or (), language=lang, limit=limit)
    pages = f"{shown.pages} page{'' if shown.pages == 1 else 's'}"
    tell(f"{pages} in {out} ({shown.size / 1e6:.1f} MB)")
    if shown.more:
        tell(
            f"shilu: {run} holds more than the {shown.pages} taken; choose with --page, or raise --limit",
            error=True,
        )
    if shown.lost:
        some = len(shown.lost) > 1
        tell(
            f"shilu: {len(shown.lost)} {'pages are' if some else 'page is'} shown without "
            f"{'their' if some else 'its'} picture, which was not found: {Path(shown.lost[0]).absolute()}. "
            "Run show in the folder in which extract was run, or put the picture back there",
            error=True,
        )


def explain(
    run: Run,
    fact_id: Annotated[
        str, typer.Argument(help="The `id` of a fact in it.", show_default=False, metavar="FACT_ID")
    ],
) -> None:
    """Print how a fact came about.

    The page around it, words, rules, slots, and the choices not taken. The page is read again with the tagger lac:
    for a run with another one, what differs is told.
    """
    from shilu.extract.explain import explain, find_fact

    for line in explain(*find_fact(run, fact_id)):
        print(line, flush=True)  # words of a page are in it, which must not be taken for a sentence of ours


def articles(pages: Pages, encoding: Encoding = None) -> None:
    """Print the outline of pages: their articles in reading order.

    With the roles of their parts, and what was joined, repeated or set aside. Exit code 1 where an input could not
    be read.
    """
    from shilu.extract.outline import print_outline

    failures: list[str] = []
    for page in readable(pages, failures, encoding=encoding):
        print_outline(page, terminal())
    if failures:
        raise typer.Exit(1)


def names(
    pages: Annotated[
        list[str],
        typer.Argument(
            help="Pages as for `shilu articles`, or runs: what `shilu extract --out` wrote.",
            show_default=False,
            metavar="PAGE_OR_RUN",
        ),
    ],
    out: Annotated[
        str,
        typer.Option(
            "--out", "-o", help="File to write: .csv, .jsonl or .xlsx.", show_default=False, metavar="FILE"
        ),
    ],
    published: Published = None,
    tagger: Tagger = "lac",
    words: Words = None,
    encoding: Encoding = None,
    config: Config = None,  # noqa: ARG001 - its callback has done the work
) -> None:
    """Write the register of names over many pages: each name once.

    With its type, short forms, first and last date, and how many pages, mentions and facts it has. The file can be
    corrected and handed back with --words. A run is taken as it is, without reading its pages again. Exit code 1 where
    an input could not be read; the rest is written all the same.
    """
    from shilu.extract.register import build_register, check_ending, write_register

    target = given_file(out)
    check_ending(target)
    failures: list[str] = []

    def load() -> Extractor:
        from shilu.extract.extractor import Extractor
        from shilu.extract.names import read_words

        return Extractor(tagger=tagger, words=read_words(*words) if words else None)

    entries = build_register(_records(pages, failures, published, encoding, load))
    write_register(entries, target)
    tell(f"{len(entries)} names in {target}")
    if failures:
        raise typer.Exit(1)


def _records(
    inputs: list[str],
    failures: list[str],
    published: str | None,
    encoding: str | None,
    load: Callable[[], Extractor],
) -> Iterator[PageRecords]:
    """The records of runs as they are, and of pages by reading them, all in the order given."""
    from shilu.extract.stores import is_store, read_store

    for stored, group in groupby(inputs, key=is_store):
        if stored:
            for run in group:
                yield from read_store(run)
        else:
            yield from map(
                load().records, readable([Path(one) for one in group], failures, published, encoding)
            )
