"""What several commands share: options, targets, the terminal, and pages that can be read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from shilu.extract.errors import ShiluError
from shilu.extract.talk import asked, said, speak

if TYPE_CHECKING:
    from shilu.schemas import Page

__all__ = [
    "Bom", "Config", "Encoding", "Force", "Headers", "Pages", "Published", "Run", "StoppedError", "Tagger", "Weights",
    "Words", "given_file", "given_target", "readable", "tell", "terminal", "used_project",
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

Words = Annotated[
    list[Path] | None,
    typer.Option(
        "--words",
        help="A table of names and words of your own (.csv or .xlsx), such as `shilu names` writes; may be given "
        "several times.",
        show_default=False,
        metavar="FILE",
    ),
]

Weights = Annotated[
    Path | None,
    typer.Option(
        "--weights",
        help="Weights fitted to pages of your own, which `shilu learn` wrote.",
        show_default=False,
        metavar="FILE",
    ),
]

Headers = Annotated[
    Literal["en", "zh"],
    typer.Option(
        "--headers",
        help="Heads of the columns in .xlsx and .csv, and words such as kinds and statuses in their cells.",
    ),
]

Bom = Annotated[
    bool,
    typer.Option(
        "--bom/--no-bom",
        help="Begin .csv files with a byte order mark, by which Excel knows them to be UTF-8.",
    ),
]


Force = Annotated[
    bool,
    typer.Option("--force", help="Replace a target that Shilu did not write. Nothing else is deleted."),
]


Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        help="Encoding of all files without a byte order mark, such as big5. Without it, each file's is found out: "
        "UTF-8, UTF-16, GB18030 or Big5.",
        show_default=False,
        metavar="NAME",
    ),
]


def _use_project(context: typer.Context, value: Path | None) -> Path | None:
    """Take the project file for the defaults of the command: the one given, or that of the working directory."""
    path = value or Path("shilu.toml")
    if context.resilient_parsing or (value is None and not path.is_file()):  # completion asks for no file
        return None
    from shilu.extract.cli.project import read_project

    project = read_project(path)
    context.default_map = {**(context.default_map or {}), **project.defaults(str(context.info_name))}
    context.meta[_PROJECT] = path
    if project.lang is not None and asked(sys.argv[1:]) is None:
        speak(project.lang)
    return path


_PROJECT = "shilu.project"


def used_project(context: typer.Context) -> Path | None:
    """The project file that the command took its defaults from, if there is one."""
    found: Path | None = context.meta.get(_PROJECT)
    return found


Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        help="Project file with defaults for these options; without it, shilu.toml of the working directory, if "
        "there is one.",
        callback=_use_project,
        is_eager=True,
        show_default=False,
        metavar="FILE",
    ),
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


def tell(*lines: object, error: bool = False) -> None:
    """Print lines of ours in the language of the user, on standard output or error, at once."""
    for line in lines:
        print(said(line), file=sys.stderr if error else sys.stdout, flush=True)


def readable(
    paths: list[Path], failures: list[str], published: str | None = None, encoding: str | None = None
) -> Iterator[Page]:
    """The pages that can be read. What cannot is told on stderr as it is met, and added to `failures`."""
    from shilu.extract.pages import Failure, read_pages

    for page in read_pages(paths, published=published, encoding=encoding):
        if isinstance(page, Failure):
            tell(f"shilu: {page.message}", error=True)
            failures.append(page.message)
        else:
            yield page


def terminal() -> Console:
    """A terminal is used as wide as it is; a file or pipe gets lines wide enough for the tables."""
    console = Console(soft_wrap=False, highlight=False)
    return console if console.is_terminal else Console(width=_WIDTH_OF_FILES, highlight=False)
