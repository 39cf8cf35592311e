"""The command line of Shilu: one function a command."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.text import Text

from extract.errors import ShiluError

if TYPE_CHECKING:
    from extract.report import Report
    from schemas import Page

# What needs spaCy and the tagger is imported where it is used: `shilu --help` should not wait for a model.

__all__ = ["app", "main"]

_EXAMPLES = """
Examples:

  shilu extract page.txt --out OUT --published 2022-12

  shilu extract scans/ news.jsonl archive.zip --out facts.duckdb --jobs 4

  zcat news.jsonl.gz | shilu extract - --out OUT
"""

_EXPORT_EXAMPLES = """
Examples:

  shilu export OUT facts.xlsx --headers zh

  shilu export OUT archive.duckdb

  shilu export archive.duckdb postgresql://localhost/news
"""

_OUT = (
    "What to write: a folder, X.duckdb, X.sqlite, X.parquet, X.xlsx, X.csv or another target of `shilu export`, or "
    "postgresql://USER@HOST/DATABASE."
)

_INTERRUPTED = 130
"""Exit code after Ctrl-C, the one that shells give (128 and the number of the signal)."""
_WIDTH_OF_FILES = 160

app = typer.Typer(
    name="shilu",
    help="Read OCR'd Chinese newspaper pages and write typed records of every amount, name and date on them, "
    "each with the place on the page that proves it.",
    epilog="Try `shilu demo`, then `shilu extract --help`.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class _StoppedError(Exception):
    """Ctrl-C, with what to say of it."""


def main() -> None:
    """Entry of the `shilu` command.

    Exit code 2 and one line on stderr where nothing could be begun, 130 and one line after Ctrl-C.
    """
    try:
        app()
    except ShiluError as error:
        print(f"shilu: {error}", file=sys.stderr)
        sys.exit(2)
    except _StoppedError as told:
        print(f"shilu: {told}", file=sys.stderr)
        sys.exit(_INTERRUPTED)
    except SystemExit as leaving:
        if leaving.code == _INTERRUPTED:  # what typer makes of Ctrl-C
            print("shilu: interrupted", file=sys.stderr)
        raise


def _target(value: str) -> str:
    """The target of `--out`. Python takes the empty path for the current folder; an unset variable should not."""
    if not value.strip():
        raise ShiluError("S104", path=repr(value), why="it names no folder")
    return value


def _file(value: str) -> Path:
    """The file of `--out`, refused where it is empty, as in `_folder`."""
    if not value.strip():
        raise ShiluError("S108", path=repr(value), why="it names no file")
    return Path(value)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(metadata.version("shilu"))
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and leave."
        ),
    ] = False,
) -> None:
    pass


@app.command(epilog=_EXAMPLES)
def extract(
    pages: Annotated[
        list[Path],
        typer.Argument(
            help="Pages (.txt .md .html .xml .hocr), .jsonl files, archives (.zip .tar.gz), folders of them, "
            "patterns in quotes, or - for standard input.",
            show_default=False,
        ),
    ],
    out: Annotated[
        str,
        typer.Option("--out", help=_OUT, show_default=False, parser=_target, metavar="TARGET"),
    ],
    published: Annotated[
        str | None,
        typer.Option(
            "--published",
            help="Publication date of all pages: 2022, 2022-12 or 2022-12-01. Without it, a page's own "
            "metadata or text tells the date; relative dates stay open where neither does.",
            show_default=False,
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            min=1,
            help="Processes to work with: 1 if not given; on Ray as many as there are CPUs.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        Literal["here", "ray"], typer.Option("--on", help="Where to work: on this machine, or on Ray.")
    ] = "here",
    ray_address: Annotated[
        str | None,
        typer.Option(
            "--ray-address",
            help="Address of a Ray cluster; without it Ray runs on this machine.",
            show_default=False,
        ),
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try documents again that an earlier run failed on.")
    ] = False,
    min_confidence: Annotated[
        float,
        typer.Option(
            "--min-confidence",
            min=0.0,
            max=1.0,
            help="Leave out facts of less confidence, 0 to 1. The summary says how many; numbers.csv keeps "
            "their amounts.",
            show_default=False,
        ),
    ] = 0.0,
    headers: Annotated[
        Literal["en", "zh"], typer.Option("--headers", help="Heads of the columns in .xlsx and .csv.")
    ] = "en",
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin a .csv file with a byte order mark, as Excel wants it.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="No progress and no summary; failures are still told.")
    ] = False,
) -> None:
    """Extract the records of newspaper pages.

    A folder gets facts.jsonl (complete), facts.csv, names.csv, times.csv, numbers.csv, articles.jsonl and
    pages.jsonl.

    A run that was broken off, by Ctrl-C or by force, goes on when the same command is given again: what was done
    is kept beside the output, in a folder with the ending .run.

    Exit code 0 when every input was processed. Otherwise the rest is written all the same, failed.csv (or the table
    failed) names each failed input with its reason, and the exit code is 1. Exit code 2: nothing was begun. Exit
    code 130: interrupted with Ctrl-C; an earlier output stays as it was.
    """
    from extract.report import summary
    from extract.runs import Options, run
    from extract.runs.progress import telling
    from extract.stores import Options as StoreOptions

    store = StoreOptions(headers=headers, bom=bom)
    options = Options(published, jobs, on, ray_address, retry_failed, store, min_confidence)
    try:
        with telling(quiet=quiet) as watch:
            report = run(pages, out, options=options, watch=watch)
    except KeyboardInterrupt as stop:
        raise _StoppedError(watch.interrupted) from stop
    if not quiet:
        _console().print(summary(report))
        for loss in report.losses:
            print(f"shilu: not held by {report.target}: {loss}", file=sys.stderr)
    if report.counts.failed:
        _tell_failures(report)
        raise typer.Exit(1)


@app.command(epilog=_EXPORT_EXAMPLES)
def export(
    store: Annotated[
        str,
        typer.Argument(
            help="What a run wrote: a folder, X.duckdb, X.sqlite, X.parquet, X.spacy or postgresql://…",
            show_default=False,
        ),
    ],
    target: Annotated[
        str,
        typer.Argument(
            help="Its ending tells the kind: a folder, .duckdb, .sqlite, .parquet, .xlsx, .csv, .jsonld (W3C Web "
            "Annotation), .labelstudio.json, .doccano.jsonl, .spacy (DocBin), or postgresql://…",
            show_default=False,
        ),
    ],
    headers: Annotated[
        Literal["en", "zh"], typer.Option("--headers", help="Heads of the columns in .xlsx and .csv.")
    ] = "en",
    table: Annotated[str, typer.Option("--table", help="The table that a .csv file holds.")] = "facts",
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin a .csv file with a byte order mark, as Excel wants it.")
    ] = False,
    raw: Annotated[
        bool,
        typer.Option("--raw", help="Leave text in a .csv file as it is, even if a spreadsheet would run it."),
    ] = False,
    base: Annotated[
        str, typer.Option("--base", help="What the names of pages and annotations in .jsonld begin with.")
    ] = "urn:x-shilu:",
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing.")] = False,
) -> None:
    """Write a store into another store, or into files for other tools.

    What the target cannot hold is told. A file there is replaced, a database of another program is not;
    PostgreSQL is updated page by page.
    """
    from extract.stores import Options, export_store

    done = export_store(store, target, Options(headers=headers, table=table, bom=bom, raw=raw, base=base))
    if quiet:
        return
    failed = f" and {done.failed:,} failed" if done.failed else ""
    print(f"{done.pages:,} page{'' if done.pages == 1 else 's'}{failed} written to {done.target}")
    for loss in done.losses:
        print(f"  not held: {loss}")


@app.command()
def show(
    run: Annotated[
        str, typer.Argument(help="What `shilu extract --out` wrote.", show_default=False, metavar="RUN")
    ],
    out: Annotated[Path, typer.Option("--out", help="File to write, ending in .html.", show_default=False)],
    page: Annotated[
        list[str] | None,
        typer.Option("--page", help="Take this page; may be given more than once.", show_default=False),
    ] = None,
    lang: Annotated[
        Literal["zh", "en"], typer.Option("--lang", help="Labels to begin with. A button switches them.")
    ] = "zh",
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="Pages to take at most, where none is named.")
    ] = 100,
) -> None:
    """Write pages of a run as one HTML file for a browser: the text with its marks, the records beside it.

    The file needs no network and no other file.
    """
    from extract.show import show as write

    shown = write(run, out, pages=page or (), language=lang, limit=limit)
    pages = f"{shown.pages} page{'' if shown.pages == 1 else 's'}"
    _console().print(f"{pages} in {out} ({shown.size / 1e6:.1f} MB)")
    if shown.more:
        print(
            f"shilu: {run} holds more than the {shown.pages} taken; choose with --page, or raise --limit",
            file=sys.stderr,
        )


@app.command()
def articles(
    pages: Annotated[
        list[Path], typer.Argument(help="Pages, .jsonl files, or folders of them.", show_default=False)
    ],
) -> None:
    """Print the outline of pages: articles in reading order, roles, what was joined, repeated or set aside.

    Exit code 1 where an input could not be read.
    """
    from extract.outline import print_outline

    failures: list[str] = []
    for page in _readable(pages, failures):
        print_outline(page, _console())
    if failures:
        raise typer.Exit(1)


@app.command()
def names(
    pages: Annotated[
        list[Path], typer.Argument(help="Pages, .jsonl files, or folders of them.", show_default=False)
    ],
    out: Annotated[
        str, typer.Option("--out", help="File to write: .csv, .jsonl or .xlsx.", show_default=False)
    ],
    published: Annotated[
        str | None,
        typer.Option(
            "--published", help="Publication date of all pages, as in `extract`.", show_default=False
        ),
    ] = None,
) -> None:
    """Write the register of names over many pages: each name once.

    With its type, short forms, first and last date, and how many pages, mentions and facts it has. Exit code 1
    where an input could not be read; the rest is written all the same.
    """
    from extract.extractor import Extractor
    from extract.register import build_register, check_ending, write_register

    target = _file(out)
    check_ending(target)
    extractor = Extractor()
    failures: list[str] = []
    entries = build_register(extractor.records(page) for page in _readable(pages, failures, published))
    write_register(entries, target)
    _console().print(f"{len(entries)} names in {target}")
    if failures:
        raise typer.Exit(1)


@app.command()
def explain(
    run: Annotated[str, typer.Argument(help="A run: what `extract --out` wrote.", show_default=False)],
    fact_id: Annotated[str, typer.Argument(help="The `id` of a fact of it.", show_default=False)],
) -> None:
    """Print how a fact came about: the page around it, words, rules, slots, and the choices not taken."""
    from extract.explain import explain, find_fact

    for line in explain(*find_fact(run, fact_id)):
        print(line)


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            help="Marked pages: a folder of JSONL files or a Label Studio export.", show_default=False
        ),
    ],
    run: Annotated[
        str, typer.Argument(help="A run over the same pages: what `extract --out` wrote.", show_default=False)
    ],
    errors: Annotated[
        bool, typer.Option("--errors", help="List every miss, extra and wrong field too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Measure a run against pages that you marked yourself: precision, recall, F1, by kind and by slot.

    The formats of marked pages are described in docs/evaluate.md.
    """
    from extract.evaluate import evaluate, evaluation_tables, miss_lines, read_gold, read_run

    found = evaluate(read_gold(gold), read_run(run))
    for line in miss_lines(found.misses) if errors else ():
        print(line, file=sys.stderr if as_json else sys.stdout)
    if as_json:
        print(json.dumps(found.as_json(), ensure_ascii=False))
        return
    for table in evaluation_tables(found):
        _console().print(table)
        _console().print()


@app.command()
def demo() -> None:
    """Extract the sample pages that come with Shilu and print the facts found."""
    from extract.extractor import Extractor
    from extract.report import Report, Tally, fact_table, summary
    from extract.samples import sample_pages

    console, report = _console(), Report()
    extractor, began = Extractor(), perf_counter()
    for page in sample_pages():
        records = extractor.records(page)
        report.tally.add(Tally.of(records))
        published = page.published.value if page.published else "no date"
        console.print(fact_table(records.facts, title=f"{page.id} ({published})", width=console.width))
    report.seconds, report.characters = perf_counter() - began, report.tally.characters
    console.print(summary(report))
    console.print(Text("Now your own pages: shilu extract PAGE_OR_FOLDER --out DIR", style="dim"))


@app.command()
def schema(
    record: Annotated[
        str | None, typer.Argument(help="One record, such as Fact or MoneyFact; all of them without it.")
    ] = None,
) -> None:
    """Print the JSON Schema of the records as they are written.

    Without RECORD: one JSON object with the schema of every record under its name. `AnyFact` is a line of
    facts.jsonl.
    """
    from extract.dictionary import record_schemas

    found: dict[str, Any] = record_schemas()
    if record is not None and record not in found:
        raise typer.BadParameter(f"no record is called {record!r}. There are: {', '.join(found)}")
    print(json.dumps(found[record] if record else found, ensure_ascii=False, indent=2))


@app.command()
def dictionary() -> None:
    """Print the data dictionary: every file, column and record, in Markdown."""
    from extract.dictionary import data_dictionary

    print(data_dictionary(), end="")


@app.command()
def version() -> None:
    """Print the version."""
    print(metadata.version("shilu"))


def _readable(paths: list[Path], failures: list[str], published: str | None = None) -> Iterator[Page]:
    """The pages that can be read. What cannot is told on stderr as it is met, and added to `failures`."""
    from extract.pages import Failure, read_pages

    for page in read_pages(paths, published=published):
        if isinstance(page, Failure):
            print(f"shilu: {page.message}", file=sys.stderr)
            failures.append(page.message)
        else:
            yield page


def _console() -> Console:
    """A terminal is used as wide as it is; a file or pipe gets lines wide enough for the tables."""
    console = Console(soft_wrap=False, highlight=False)
    return console if console.is_terminal else Console(width=_WIDTH_OF_FILES, highlight=False)


def _tell_failures(report: Report) -> None:
    failed, listed = report.counts.failed, Path(report.target) / "failed.csv"
    where = listed if listed.exists() else f"the table `failed` of {report.target}"
    print(f"shilu: {failed:,} failed, listed in {where}:", file=sys.stderr)
    for failure in report.failures:
        print(f"  {failure}", file=sys.stderr)
    if more := failed - len(report.failures):
        print(f"  and {more:,} more", file=sys.stderr)


if __name__ == "__main__":
    main()
