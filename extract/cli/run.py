"""The commands that write stores: `extract` and `export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from shilu.extract.cli.common import (
    Bom,
    Config,
    Encoding,
    Force,
    Headers,
    Published,
    StoppedError,
    Tagger,
    Weights,
    Words,
    given_target,
    tell,
    terminal,
    used_project,
)

if TYPE_CHECKING:
    from shilu.extract.report import Report
    from shilu.extract.runs import Options
    from shilu.extract.runs.progress import Teller

__all__ = ["EXPORT_EXAMPLES", "EXTRACT_EXAMPLES", "export", "extract"]

EXTRACT_EXAMPLES = """
Examples:

  shilu extract page.txt --out OUT --published 2022-12

  shilu extract scans/ news.jsonl archive.zip --out facts.duckdb --jobs 4

  zcat news.jsonl.gz | shilu extract - --out OUT
"""

EXPORT_EXAMPLES = """
Examples:

  shilu export OUT facts.xlsx --headers zh

  shilu export OUT archive.duckdb

  shilu export archive.duckdb postgresql://localhost/news
"""

_OUT = (
    "What to write: a folder, X.duckdb, X.sqlite, X.parquet, X.xlsx, X.csv or another target of `shilu export`, or "
    "postgresql://USER@HOST/DATABASE."
)


def extract(
    context: typer.Context,
    pages: Annotated[
        list[Path],
        typer.Argument(
            help="Pages (.txt .md .html .xml .hocr), .jsonl files, archives (.zip .tar.gz), folders of them, "
            "patterns in quotes, or - for standard input.",
            show_default=False,
            metavar="PAGE",
        ),
    ],
    out: Annotated[
        str,
        typer.Option("--out", "-o", help=_OUT, show_default=False, parser=given_target, metavar="TARGET"),
    ],
    published: Published = None,
    tagger: Tagger = "lac",
    words: Words = None,
    weights: Weights = None,
    encoding: Encoding = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            min=1,
            help="Processes to work with: 1 if not given; on Ray as many as there are CPUs.",
            show_default=False,
            metavar="N",
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
            metavar="HOST:PORT",
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
            metavar="SHARE",
        ),
    ] = 0.0,
    page_timeout: Annotated[
        float,
        typer.Option(
            "--page-timeout",
            min=0.0,
            help="Seconds that one page may take before it is a failure; 0 for no limit.",
            metavar="SECONDS",
        ),
    ] = 600.0,
    headers: Headers = "en",
    bom: Bom = True,
    force: Force = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary; failures are still told.")
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", "-v", help="Tell also what the run works with, and its progress more often."
        ),
    ] = False,
    config: Config = None,
) -> None:
    """Extract the records of newspaper pages.

    A folder gets facts.jsonl (complete), facts.csv, names.csv, times.csv, numbers.csv, checks.csv, articles.jsonl and
    pages.jsonl.

    A run that was broken off, by Ctrl-C or by force, goes on when the same command is given again: what was done
    is kept beside the output, in a folder with the ending .run.

    Exit code 0 when every input was processed. Otherwise the rest is written all the same, failed.csv (or the table
    failed) names each failed input with its reason, and the exit code is 1. Exit code 2: nothing was begun. Exit
    code 130: interrupted with Ctrl-C; an earlier output stays as it was.
    """
    from shilu.extract.runs import Options
    from shilu.extract.runs.progress import telling
    from shilu.extract.stores import Options as StoreOptions

    options = Options(
        published=published,
        jobs=jobs,
        on=on,
        ray_address=ray_address,
        retry_failed=retry_failed,
        store=StoreOptions(headers=headers, bom=bom, force=force),
        min_confidence=min_confidence,
        tagger=tagger,
        page_timeout=page_timeout,
        words=tuple(words or ()),
        encoding=encoding,
        weights=weights,
    )
    if min_confidence and not quiet:
        tell(
            "shilu: since 0.2.0 --min-confidence asks how sure the whole row is; how sure its core is, as before, "
            "stands in confidence_core",
            error=True,
        )
    if verbose:
        _tell_settings(options, out, used_project(context) or config)
    with telling(quiet=quiet, verbose=verbose) as watch:
        report = _run(pages, out, options, watch)
    _tell(report, quiet=quiet)


def _run(pages: list[Path], out: str, options: Options, watch: Teller) -> Report:
    from shilu.extract.runs import run

    try:
        return run(pages, out, options=options, watch=watch)
    except KeyboardInterrupt as stop:
        raise StoppedError(watch.interrupted) from stop


def _tell_settings(options: Options, out: str, project: Path | None) -> None:
    """One line each of what the run works with, on stderr, before it begins."""
    from importlib.metadata import version

    from shilu.extract.runs import ledger_folder

    told = {
        "version": version("shilu"),
        "project file": project or "none",
        "tagger": options.tagger,
        "weights": options.weights or "those that ship",
        "publication date": options.published or "of each page",
        "encoding": options.encoding or "found out for each file",
        "processes": options.jobs or ("one a CPU" if options.on == "ray" else 1),
        "what is done is kept in": ledger_folder(out),
    }
    for name, value in told.items():
        tell(f"shilu: {name}: {value}", error=True)


def _tell(report: Report, *, quiet: bool) -> None:
    """The summary; exit code 1 where something failed."""
    from shilu.extract.report import summary

    if not quiet:
        terminal().print(summary(report))
        for loss in report.losses:
            tell(f"shilu: not held by {report.target}: {loss}", error=True)
        for note in report.notes:
            tell(f"shilu: {note}", error=True)
    _tell_disputes(report)
    if report.counts.failed:
        _tell_failures(report)
        raise typer.Exit(1)


def _tell_disputes(report: Report) -> None:
    """The first pages that print another date than the one given, even where all else is quiet: each 今年 and 昨日 on
    them may be reckoned wrong."""
    tally = report.tally
    for dispute in tally.disputes:
        tell(f"shilu: {dispute}", error=True)
    if more := tally.disputed - len(tally.disputes):
        tell(f"shilu: and {more:,} more pages print another date than the one given", error=True)


def _tell_failures(report: Report) -> None:
    failed, listed = report.counts.failed, Path(report.target) / "failed.csv"
    where = listed if listed.exists() else f"the table `failed` of {report.target}"
    tell(f"shilu: {failed:,} failed, listed in {where}:", error=True)
    for failure in report.failures:
        tell(f"  {failure}", error=True)
    if more := failed - len(report.failures):
        tell(f"  and {more:,} more", error=True)


def export(
    store: Annotated[
        str,
        typer.Argument(
            help="What a run wrote: a folder, X.duckdb, X.sqlite, X.parquet, X.spacy or postgresql://…",
            show_default=False,
            metavar="STORE",
        ),
    ],
    target: Annotated[
        str,
        typer.Argument(
            help="Its ending tells the kind: a folder, .duckdb, .sqlite, .parquet, .xlsx, .csv, .jsonld (W3C Web "
            "Annotation), .labelstudio.json, .doccano.jsonl, .spacy (DocBin), or postgresql://…",
            show_default=False,
            metavar="TARGET",
        ),
    ],
    headers: Headers = "en",
    table: Annotated[
        str, typer.Option("--table", help="The table that a .csv file holds.", metavar="NAME")
    ] = "facts",
    bom: Bom = True,
    raw: Annotated[
        bool,
        typer.Option("--raw", help="Leave text in a .csv file as it is, even if a spreadsheet would run it."),
    ] = False,
    show: Annotated[
        str,
        typer.Option(
            "--show",
            help="The page of `shilu show` to which each fact of a .xlsx file leads, as it is found from there.",
            show_default=False,
            metavar="PAGE",
        ),
    ] = "",
    base: Annotated[
        str,
        typer.Option(
            "--base", help="What the names of pages and annotations in .jsonld begin with.", metavar="URI"
        ),
    ] = "urn:x-shilu:",
    force: Force = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing.")] = False,
    config: Config = None,  # noqa: ARG001 - its callback has done the work
) -> None:
    """Write a store into another store, or files for other tools.

    What the target cannot hold is told. A file there is replaced, a database of another program is not;
    PostgreSQL is updated page by page.
    """
    from shilu.extract.stores import Options, export_store

    done = export_store(
        store,
        target,
        Options(headers=headers, table=table, bom=bom, raw=raw, base=base, force=force, show=show),
    )
    if quiet:
        return
    failed = f" and {done.failed:,} failed" if done.failed else ""
    tell(f"{done.pages:,} page{'' if done.pages == 1 else 's'}{failed} written to {done.target}")
    for loss in done.losses:
        tell(f"  not held: {loss}")
