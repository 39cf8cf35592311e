"""The commands that let people correct a run and use what they decided: `review`, `apply` and `test`."""

from __future__ import annotations

import getpass
import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from shilu.extract.cli.common import Bom, Headers, Run, given_target, tell

if TYPE_CHECKING:
    from shilu.extract.decisions import Applied, Book

__all__ = ["apply", "regress", "review"]

_SHOWN = 20

By = Annotated[
    str | None,
    typer.Option(
        "--by", help="Who decides; your user name if not given.", show_default=False, metavar="NAME"
    ),
]
DecisionsFile = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        help="The file of decisions; RUN.decisions.jsonl beside the run if not given.",
        show_default=False,
        metavar="FILE",
    ),
]


def _who(by: str | None) -> str:
    """The name under which decisions are made: that of the user on this machine where none was given."""
    if by and by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise typer.BadParameter("say who decides with --by NAME") from None


def _book(run: str, decisions: Path | None) -> Book:
    from shilu.extract.decisions import Book, book_of

    return Book.open(decisions or book_of(run))


def review(
    run: Run,
    by: By = None,
    decisions: DecisionsFile = None,
    port: Annotated[
        int,
        typer.Option(
            "--port", min=0, max=65535, help="Port on 127.0.0.1; a free one if not given.", metavar="N"
        ),
    ] = 0,
    lang: Annotated[
        Literal["zh", "en"] | None,
        typer.Option(
            "--lang", help="Labels to begin with; those of the browser if not given.", show_default=False
        ),
    ] = None,
    open_browser: Annotated[
        bool,
        typer.Option("--open/--no-open", help="Open the page in the browser, or only print its address."),
    ] = True,
) -> None:
    """Check the rows of a run in the browser, one key a decision.

    The page comes from this machine alone (127.0.0.1), and only who has its address, with the secret in it, gets in.
    Each decision is written at once into RUN.decisions.jsonl; the run is not changed. Ctrl-C ends it.
    """
    from shilu.extract.decisions import Book, book_of
    from shilu.extract.review.desk import Desk
    from shilu.extract.review.reading import Reading
    from shilu.extract.review.server import serve_desk

    path = decisions or book_of(run)
    desk = Desk((), Book.open(path), _who(by))
    server = serve_desk(desk, port=port)

    opened = threading.Event()

    def all_read(error: Exception | None) -> None:
        opened.wait()
        if error is None:
            pages = f"{len(desk.pages):,} page{'' if len(desk.pages) == 1 else 's'}"
            tell(f"{len(desk.entries):,} rows on {pages}")
        elif desk.entries:  # somebody is at work: what was decided is safe, and they are told why it ends
            server.shutdown()

    reading = Reading(run, desk, all_read)
    reading.start()
    try:
        reading.wait_for_rows()
        address = server.address + (f"?lang={lang}" if lang else "")
        tell(f"open {address}  (Ctrl-C ends it); decisions go into {path}")
        opened.set()
        if open_browser:
            webbrowser.open(address)
        server.serve_forever()
        if reading.error is not None:
            raise reading.error
    except KeyboardInterrupt:
        tell(f"{len(desk.book):,} decisions in {path}")
    finally:
        opened.set()
        reading.stop()
        server.server_close()
        desk.pages.close()


def apply(
    run: Run,
    out: Annotated[
        str | None,
        typer.Option(
            "--out",
            help="The corrected store; RUN-corrected beside the run if nothing else is asked for.",
            show_default=False,
            metavar="TARGET",
        ),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(
            "--gold",
            help="Write the pages that were decided on as marked pages, for `shilu evaluate` and `shilu test`.",
            show_default=False,
            metavar="FOLDER",
        ),
    ] = None,
    words: Annotated[
        Path | None,
        typer.Option(
            "--words",
            help="Write the names that were decided on as words of your own (.csv), for `shilu extract --words`.",
            show_default=False,
            metavar="FILE",
        ),
    ] = None,
    sheet: Annotated[
        list[Path] | None,
        typer.Option(
            "--sheet",
            help="Read an edited .xlsx or .csv export first, as decisions; may be given more than once.",
            show_default=False,
            metavar="FILE",
        ),
    ] = None,
    labelled: Annotated[
        list[Path] | None,
        typer.Option(
            "--labelled",
            help="Read what was corrected in Label Studio (.json) or doccano (.jsonl) first; may be repeated.",
            show_default=False,
            metavar="FILE",
        ),
    ] = None,
    merge: Annotated[
        list[Path] | None,
        typer.Option(
            "--merge",
            help="Take in another person's file of decisions first; may be given more than once.",
            show_default=False,
            metavar="FILE",
        ),
    ] = None,
    by: By = None,
    decisions: DecisionsFile = None,
    headers: Headers = "en",
    bom: Bom = True,
) -> None:
    """Write a run as people corrected it, or marked pages of it.

    Every table tells which rows were signed, fixed or added. Decisions on a text that has changed since are listed, to
    be looked at again, and so are rows on which people contradict each other.
    """
    from shilu.extract.stores import Options

    book = _book(run, decisions)
    for path in merge or ():
        _merge(book, path)
    for path in sheet or ():
        _read_sheet(run, book, path, _who(by))
    for path in labelled or ():
        _read_labelled(run, book, path, _who(by))
    if out is not None or (gold is None and words is None):
        target = given_target(out) if out is not None else _beside(run)
        _store(run, book, target, Options(headers=headers, bom=bom))
    if gold is not None:
        _gold(run, book, gold)
    if words is not None:
        _words(run, book, words)


def _beside(run: str) -> str:
    """The corrected store of a run: `OUT-corrected`, `archive-corrected.duckdb`."""
    from shilu.extract.stores import kind_of

    path = Path(run)
    if kind_of(run) is None:
        raise typer.BadParameter("say with --out where the corrected store goes")
    ending = "".join(one for one in (path.suffix,) if path.is_file() or one == ".parquet")
    return str(path.with_name(path.name.removesuffix(ending) + "-corrected" + ending))


def _merge(book: Book, path: Path) -> None:
    from shilu.extract.decisions import read_decisions

    found, torn = read_decisions(path)
    tell(f"{book.merge(found):,} new decisions of {len(found):,} taken from {path}")
    if torn:
        tell(f"  the last line of {path} was cut off while it was written; it is left out")


def _read_sheet(run: str, book: Book, path: Path, by: str) -> None:
    from shilu.extract.review.sheet import read_sheet
    from shilu.extract.stores import read_store

    told = read_sheet(path, read_store(run), book, by)
    tell(f"{path}: {len(told.changes):,} cells changed in {told.rows:,} rows, {told.decisions:,} decisions")
    for change in told.changes:
        tell(f"  {change}")
    for trouble in told.troubles:
        tell(f"  not understood: {trouble}", error=True)


def _read_labelled(run: str, book: Book, path: Path, by: str) -> None:
    from shilu.extract.review.labelled import read_labelled
    from shilu.extract.stores import read_store

    told = read_labelled(path, read_store(run), book, by)
    tell(
        f"{path}: {told.pages:,} page{'' if told.pages == 1 else 's'} read back, {len(told.changes):,} rows changed"
    )
    for change in told.changes:
        tell(f"  {change}")
    for trouble in told.troubles:
        tell(f"  not understood: {trouble}", error=True)


def _store(run: str, book: Book, target: str, options: object) -> None:
    from shilu.extract.decisions import Applied, apply_decisions
    from shilu.extract.errors import ShiluError
    from shilu.extract.stores import open_store, page_rows, read_failures, read_store

    if Path(target).resolve() == Path(run).resolve():
        raise ShiluError("S405", path=target)
    told, pages = Applied(), 0
    with open_store(target, options) as writer:  # type: ignore[arg-type]  # made by the caller
        for records in apply_decisions(read_store(run), book, told):
            writer.add(page_rows(records))
            pages += 1
        for failure in read_failures(run):
            writer.fail(failure)
        writer.finish()
    tell(f"{pages:,} page{'' if pages == 1 else 's'} written to {writer.target}")
    _tell(told)


def _tell(told: Applied) -> None:
    counts = ", ".join(f"{status} {count:,}" for status, count in sorted(told.counts.items()))
    tell(f"rows decided: {counts or 'none'}")
    _tell_rows("to be looked at again", told.again)
    _tell_rows("people contradict each other; the later decision was taken", told.disputed)
    _tell_rows("pages with decisions that this run has not", told.lost_pages)


def _tell_rows(title: str, rows: Sequence[str]) -> None:
    if rows:
        tell(f"{title}: {len(rows):,}")
        for row in rows[:_SHOWN]:
            tell(f"  {row}")
        if len(rows) > _SHOWN:
            tell(f"  and {len(rows) - _SHOWN:,} more")


def _gold(run: str, book: Book, folder: Path) -> None:
    from shilu.extract.decisions import apply_decisions, write_gold
    from shilu.extract.stores import read_store

    told = write_gold(apply_decisions(read_store(run), book), folder)
    tell(
        f"{told.pages:,} marked page{'' if told.pages == 1 else 's'} in {folder}: {told.marks:,} marks; "
        f"{told.optional:,} rows that nobody signed are optional"
    )


def _words(run: str, book: Book, path: Path) -> None:
    from shilu.extract.decisions import apply_decisions, write_words
    from shilu.extract.stores import read_store

    told = write_words(apply_decisions(read_store(run), book), path)
    tell(
        f"{told.names:,} names and {told.refused:,} words that are none in {path}: `shilu extract --words` reads them"
    )
    _tell_rows("not taken", told.left_out)


def regress(
    gold: Annotated[
        Path,
        typer.Argument(
            help="Marked pages with their texts, as `shilu apply RUN --gold` writes them.",
            show_default=False,
            metavar="FOLDER",
        ),
    ],
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Take what is wrong now as known: later runs are held against it."),
    ] = False,
) -> None:
    """Read marked pages again and name the rows that got worse.

    The first time, what is wrong is written into FOLDER/shilu-test.json, and only told. Exit code 1 where a row got
    worse.
    """
    from shilu.extract.evaluate import run_again

    found = run_again(gold, accept=accept)
    for line in found.lines():
        tell(line)
    if found.worse and not accept:
        raise typer.Exit(1)
