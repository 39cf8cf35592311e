"""The commands that tell of Shilu itself: `demo`, `schema`, `dictionary` and `version`."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.text import Text

from shilu.extract.cli.common import terminal
from shilu.extract.talk import said, spoken

__all__ = ["demo", "dictionary", "schema", "version"]


def demo(
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            help="Copy the sample pages there too, and the marks on them, to try the other commands on.",
            show_default=False,
            metavar="FOLDER",
        ),
    ] = None,
) -> None:
    """Extract the sample pages and print the facts found. They come with Shilu."""
    from shilu.extract.extractor import Extractor
    from shilu.extract.report import Report, Tally, fact_table, summary
    from shilu.extract.samples import copy_samples, sample_pages

    if into is not None:
        copy_samples(into)
    console, report, began = terminal(), Report(), perf_counter()
    extractor = Extractor()
    extractor.page("。")  # loads the tagger and the tables
    report.loading = perf_counter() - began
    for page in sample_pages():
        records = extractor.records(page)
        report.tally.add(Tally.of(records))
        published = page.published.value if page.published else said("no date")
        console.print(fact_table(records.facts, title=f"{page.id} ({published})", width=console.width))
    report.seconds, report.characters = perf_counter() - began, report.tally.characters
    report.reading = report.seconds - report.loading
    console.print(summary(report))
    where = f"The pages are in {into / 'pages'}, the marks in {into / 'gold'}. " if into else ""
    told = said(f"{where}Now your own pages: shilu extract PAGE_OR_FOLDER --out DIR")
    console.print(Text(told, style="dim"))


def schema(
    record: Annotated[
        str | None,
        typer.Argument(
            help="One record, such as Fact or MoneyFact, in capitals or not; all of them without it.",
            metavar="RECORD",
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of the records as they are written.

    Without RECORD: one JSON object with the schema of every record under its name. `AnyFact` is a line of
    facts.jsonl, `Article` of articles.jsonl, `PageEntry` of pages.jsonl.
    """
    from shilu.extract.dictionary import record_schemas

    found = record_schemas()
    chosen = None if record is None else _called(record, list(found))
    print(json.dumps(found[chosen] if chosen else found, ensure_ascii=False, indent=2))


def _called(name: str, records: list[str]) -> str:
    """The record of that name, whatever the case of its letters: no two differ in case only."""
    for record in records:
        if record.casefold() == name.casefold():
            return record
    raise typer.BadParameter(f"no record is called {name!r}. There are: {', '.join(records)}")


def dictionary() -> None:
    """Print the data dictionary in Markdown. It tells of every file, column and record."""
    from shilu.extract.dictionary import data_dictionary

    print(data_dictionary(spoken()), end="")


def version() -> None:
    """Print the version."""
    print(metadata.version("shilu"))
