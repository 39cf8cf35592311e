"""What several commands share: options, targets, the terminal, and pages that can be read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from shilu.extract.errors import ShiluError

if TYPE_CHECKING:
    from shilu.schemas import Page

__all__ = [
    "Bom", "Force", "Headers", "Pages", "Published", "Run", "StoppedError", "Tagger", "given_file", "given_target",
    "readable", "terminal",
]  # fmt: skip

_WIDTH_OF_FILES = 160

Pages = Annotated[
    list[Path],
    typer.Argument(help="A page, a .jsonl file, or a folder of them.", show_default=False, metavar="PAGE"),
]

Run = Annotated[
    str,
    typer.Argument(
        help="A run: what `shilu extract --out` wrote, a folder or another store.",
        show_default=False,
        metavar="RUN",
    ),
]

Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        help="Publication date of all pages: 2022, 2022-12 or 2022-12-01. Without it, a page's own "
        "metadata or text tells the date; relative dates stay open where neither does.",
        show_default=False,
        metavar="DATE",
    ),
]

Tagger = Annotated[
    Literal["lac", "jieba"],
    typer.Option(
        "--tagger",
        help="What finds words: lac knows names and grammar best; jieba is quicker and knows less (needs "
        "shilu[fast]).",
    ),
]

Headers = Annotated[
    Literal["en", "zh"], typer.Option("--headers", help="Heads of the columns in .xlsx and .csv.")
]

Bom = Annotated[
    bool, typer.Option("--bom", help="Begin a .csv file with a byte order mark, as Excel wants it.")
]


Force = Annotated[
    bool,
    typer.Option("--force", help="Replace a target that Shilu did not write. Nothing else is deleted."),
]


class StoppedError(Exception):
    """Ctrl-C, with what to say of it."""


def given_target(value: str) -> str:
    """The target of `--out`. Python takes the empty path for the current folder; an unset variable should not.

    Raises `ShiluError` S104 where it is empty.
    """
    if not value.strip():
        raise ShiluError("S104", path=repr(value), why="it names no folder")
    return value


def given_file(value: str) -> Path:
    """The file of `--out`. Raises `ShiluError` S108 where it is empty, as `given_target` does."""
    if not value.strip():
        raise ShiluError("S108", path=repr(value), why="it names no file")
    return Path(value)


def readable(paths: list[Path], failures: list[str], published: str | None = None) -> Iterator[Page]:
    """The pages that can be read. What cannot is told on stderr as it is met, and added to `failures`."""
    from shilu.extract.pages import Failure, read_pages

    for page in read_pages(paths, published=published):
        if isinstance(page, Failure):
            print(f"shilu: {page.message}", file=sys.stderr)
            failures.append(page.message)
        else:
            yield page


def terminal() -> Console:
    """A terminal is used as wide as it is; a file or pipe gets lines wide enough for the tables."""
    console = Console(soft_wrap=False, highlight=False)
    return console if console.is_terminal else Console(width=_WIDTH_OF_FILES, highlight=False)
