"""What a run found, counted, and how it is shown on a terminal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from shilu.extract.errors import escaped
from shilu.extract.stores import TABLES, Row, cell_text, fact_row
from shilu.extract.stores.spreadsheet import header
from shilu.extract.talk import label, said, spoken
from shilu.schemas import AnyFact, Page, PageRecords

__all__ = ["Counts", "Report", "Tally", "fact_table", "summary"]

_SHOWN_IN_DEMO = ("surface", "kind", "value", "unit", "item", "subject", "place", "period", "status")
_SHOWN_IF_NARROW = ("surface", "value", "unit", "item", "period")
_NARROW = 120  # columns of a terminal
_COLUMNS = {column.name: column for column in TABLES["facts"].columns}
_LABELLED = {"kind", "status"}
_NEVER_BROKEN = {"value", "unit", "period"}
_TOLD = 5
"""So many pages are named that print another date than the one given."""
_BOUNDS = {"about": "~", "over": ">", "at_least": "≥", "under": "<", "at_most": "≤"}


_WHOLE = "read with the menus and footers around their text: pip install trafilatura sets those aside"


@dataclass
class Tally:
    """Counts of what was found; the counts of pages read elsewhere can be added to it."""

    pages: int = 0
    undated: int = 0
    """Pages without a publication date, on which 今年 or 昨天 tell no date."""
    disputed: int = 0
    """Pages that print another date than the one given."""
    disputes: list[str] = field(default_factory=list)
    """The first of those, in words."""
    characters: int = 0
    articles: int = 0
    unsure: int = 0
    """Articles whose lines stand where the boxes of the page leave the order open."""
    small: int = 0
    """Pages of a picture with type too small to be read surely."""
    whole: int = 0
    """Web pages that were read with what stands around their text, for want of trafilatura."""
    facts: Counter[str] = field(default_factory=Counter)
    """By kind, those of repeated blocks left out."""
    repeats: int = 0
    left_out: int = 0
    """Facts that were too unsure (`--min-confidence`)."""
    checks: Counter[str] = field(default_factory=Counter)
    """By verdict."""
    names: Counter[str] = field(default_factory=Counter)
    times: int = 0
    numbers: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, records: PageRecords) -> Tally:
        """The counts of one page."""
        return cls(
            pages=1,
            undated=int(records.page.published is None),
            disputed=int(bool(_disputes(records.page))),
            disputes=_disputes(records.page),
            characters=len(records.page.text),
            articles=len(records.articles),
            unsure=sum(article.unsure for article in records.articles),
            small=int("advice" in _told(records, "ocr")),
            whole=int("advice" in _told(records, "html")),
            facts=Counter(fact.kind for fact in records.facts if not fact.duplicate),
            repeats=sum(fact.duplicate for fact in records.facts),
            left_out=sum(number.role == "fact" and number.fact is None for number in records.numbers),
            checks=Counter(check.verdict for check in records.checks),
            names=Counter(name.type for name in records.names),
            times=len(records.times),
            numbers=Counter(number.role for number in records.numbers),
        )

    def add(self, other: Tally) -> None:
        """Add the counts of other pages to these."""
        self.pages += other.pages
        self.undated += other.undated
        self.disputed += other.disputed
        self.disputes = (self.disputes + other.disputes)[:_TOLD]
        self.characters += other.characters
        self.articles += other.articles
        self.unsure += other.unsure
        self.small += other.small
        self.whole += other.whole
        self.facts += other.facts
        self.repeats += other.repeats
        self.left_out += other.left_out
        self.checks += other.checks
        self.names += other.names
        self.times += other.times
        self.numbers += other.numbers

    def to_json(self) -> str:
        """These counts as JSON."""
        return json.dumps(vars(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Tally:
        """Counts that `to_json` gave."""
        found: dict[str, Any] = json.loads(text)
        for name, value in found.items():
            if isinstance(value, dict):
                found[name] = Counter(value)
        return cls(**found)


def _disputes(page: Page) -> list[str]:
    """What is to be said of a page that prints another date than the one given: one sentence, or none."""
    published = page.published
    if published is None or published.printed is None:
        return []
    by = "--published" if published.source == "option" else "its metadata"
    return [f"{page.id} prints the date {published.printed}, and {by} says {published.value}"]


def _told(records: PageRecords, form: str) -> dict[str, Any]:
    """What is known of how a page in such a form was read."""
    told = records.page.meta.get(form)
    return told if isinstance(told, dict) else {}


@dataclass
class Counts:
    """The documents of a run: `read` is `done` + `skipped` + `failed` once all are through.

    `skipped` are those that an earlier run has done; `failed` are also those that an earlier run failed on.
    """

    read: int = 0
    done: int = 0
    skipped: int = 0
    failed: int = 0

    @property
    def finished(self) -> int:
        """Documents that nothing more is to be done for."""
        return self.done + self.skipped + self.failed


@dataclass
class Report:
    """A whole run: what is in its store, what became of its documents, how long it took in seconds.

    `failures` are the reasons of the first that failed; `characters` those of the documents that were read now, not
    in an earlier run; `target` is the store, without a password, and `losses` what its format could not hold. Of the
    seconds, `loading` are those until the tagger was ready, `reading` those spent on documents after that. `notes` are
    what else is to be said of the run.
    """

    tally: Tally = field(default_factory=Tally)
    counts: Counts = field(default_factory=Counts)
    failures: list[str] = field(default_factory=list)
    characters: int = 0
    seconds: float = 0.0
    loading: float = 0.0
    reading: float = 0.0
    notes: list[str] = field(default_factory=list)
    target: str = ""
    losses: tuple[str, ...] = ()

    @property
    def speed(self) -> int:
        """Characters a second of reading; loading is not reckoned in."""
        return round(self.characters / self.reading) if self.reading else 0


def summary(report: Report) -> Table:
    """The counts of a run as a table of two columns."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for name, cell in _summary(report):
        table.add_row(said(name), cell)
    return table


def _summary(report: Report) -> Iterator[tuple[str, str]]:
    """The rows of the summary: what is counted, in English, and what is told of it, in the language of the user."""
    tally, counts = report.tally, report.counts
    if counts.read:
        parts = f"{counts.done:,} done, {counts.skipped:,} done before, {counts.failed:,} failed"
        yield "documents", said(f"{counts.read:,} read: {parts}")
    yield (
        "pages",
        _with_remarks(
            f"{tally.pages:,}",
            (tally.undated, "without a publication date (--published)"),
            (tally.disputed, "with another date printed than was given"),
            (tally.small, "with type too small to read figures surely: scan at 300 dpi"),
            (tally.whole, _WHOLE),
        ),
    )
    yield (
        "articles",
        _with_remarks(f"{tally.articles:,}", (tally.unsure, "with lines whose order is not sure")),
    )
    more = ((tally.repeats, "more repeat one"), (tally.left_out, "left out as too unsure"))
    yield "facts", _with_remarks(_counted(tally.facts, "kind"), *more)
    if tally.checks:
        yield "checks", _counted(tally.checks, "verdict")
    yield "names", _counted(tally.names, "name")
    yield "times", f"{tally.times:,}"
    yield "numbers", _counted(Counter({"unread": 0}) | tally.numbers, "number", always="unread")
    yield "time", said(_time(report))


def _with_remarks(first: str, *more: tuple[int, str]) -> str:
    """`12; 3 without a publication date`: what is counted, and what is to be said of some of it."""
    return "; ".join([first, *(said(f"{count:,} {what}") for count, what in more if count)])


def _time(report: Report) -> str:
    """`2.4 seconds: 1.3 loading, 0.9 reading (5,200 characters a second)`."""
    parts = f"{report.loading:,.1f} loading, {report.reading:,.1f} reading"
    return f"{report.seconds:,.1f} seconds: {parts} ({report.speed:,} characters a second)"


def _counted(counts: Counter[str], group: str, *, always: str | None = None) -> str:
    """`12: count 8, money 4`, the most frequent first; the kind `always` is told even when there is none. `group` is
    that of the labels."""
    parts = [
        f"{label(group, kind)} {number:,}"
        for kind, number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]
    if always and not counts[always]:
        parts.append(f"{label(group, always)} 0")
    total = f"{counts.total():,}"
    return f"{total}: {', '.join(parts)}" if parts else total


def fact_table(facts: Iterable[AnyFact], *, title: str, width: int = _NARROW) -> Table:
    """Facts as a table for reading: the amount and what it is an amount of, whose, where, when; in a terminal of less
    than 120 columns (`width`) only what fits."""
    columns = _SHOWN_IN_DEMO if width >= _NARROW else _SHOWN_IF_NARROW
    table = Table(title=Text(escaped(title)), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for column in columns:
        number = column == "value"
        # An amount or a date broken over two lines would be read as another one.
        table.add_column(
            header(_COLUMNS[column], spoken()),
            justify="right" if number else "left",
            overflow="fold",
            no_wrap=column in _NEVER_BROKEN,
        )
    for fact in facts:
        row = fact_row(fact)
        # Text, not markup: a page may print square brackets. A name broken over lines is shown in one.
        table.add_row(*(Text(escaped(_shown(row, column).replace("\n", ""))) for column in columns))
    return table


def _shown(row: Row, column: str) -> str:
    """A cell; a range has no single value and shows its ends, a bounded amount shows which way it is open."""
    if column == "value" and row["value"] is None:
        return f"{cell_text(row['lower'])}–{cell_text(row['upper'])}"
    if column == "value":
        return _BOUNDS.get(cell_text(row["bound"]), "") + cell_text(row["value"])
    return label(column, cell_text(row[column])) if column in _LABELLED else cell_text(row[column])
