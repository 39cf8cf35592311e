"""The commands that look over many pages: `series`, `promises` and `diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from shilu.extract.cli.common import Bom, Config, Force, Headers, Run, given_target, tell, terminal
from shilu.extract.talk import said, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.table import Table

    from shilu.extract.series import Account, Linked

__all__ = ["diff", "promises", "series"]

_Out = Annotated[
    list[str] | None,
    typer.Option(
        "--out",
        "-o",
        help="Where to write: X.html, X.xlsx, X.csv, X.duckdb, X.sqlite, X.parquet, postgresql://…, or a folder. The "
        "run itself may be named: its tables stay. May be given several times.",
        show_default=False,
        metavar="TARGET",
    ),
]

_Show = Annotated[
    str,
    typer.Option(
        "--show",
        help="The page of `shilu show` to which facts lead, as it is found from the target.",
        show_default=False,
        metavar="PAGE",
    ),
]

_Raw = Annotated[
    bool, typer.Option("--raw", help="Leave text in a .csv file that a spreadsheet would take for a formula.")
]

_Lang = Annotated[
    Literal["zh", "en"],
    typer.Option("--lang", help="Labels of a page to begin with. A button switches them."),
]

_Keep = Annotated[
    bool,
    typer.Option(
        "--keep/--no-keep",
        help="Keep what was joined beside the run, in a folder with the ending .series: when the run has grown, "
        "only what is new is joined.",
    ),
]

_ROWS = 20
"""Variables and promises that are printed."""


def series(
    run: Run,
    out: _Out = None,
    table: Annotated[
        Literal["variables", "observations", "promises", "outcomes"],
        typer.Option("--table", help="The table that a .csv file holds."),
    ] = "observations",
    least: Annotated[
        int,
        typer.Option(
            "--documents",
            min=1,
            help="Take variables of so many documents or more, and all promises.",
            metavar="N",
        ),
    ] = 1,
    headers: Headers = "en",
    bom: Bom = False,
    raw: _Raw = False,
    show: _Show = "",
    lang: _Lang = "zh",
    keep: _Keep = True,
    force: Force = False,
    config: Config = None,  # noqa: ARG001 - its callback has done the work
) -> None:
    """Join the facts of many pages into variables.

    How each went on, over documents and years. The same value again is a witness, another one later a revision,
    another at the same time a contradiction. What may be one and may be two is kept apart, with the reason.
    """
    from shilu.extract.series import Wanted, write_series

    wanted = Wanted(
        table=table, headers=headers, bom=bom, raw=raw, show=show, language=lang, force=force, least=least,
        keep=_version() if keep else "",
    )  # fmt: skip
    targets = [given_target(one) for one in out or ()]
    account = write_series(run, targets, wanted)
    _print(run, account, _variables(account.most), targets)


def promises(
    run: Run,
    out: _Out = None,
    table: Annotated[
        Literal["promises", "outcomes"], typer.Option("--table", help="The table that a .csv file holds.")
    ] = "outcomes",
    headers: Headers = "en",
    bom: Bom = False,
    raw: _Raw = False,
    show: _Show = "",
    lang: _Lang = "zh",
    keep: _Keep = True,
    force: Force = False,
    config: Config = None,  # noqa: ARG001 - its callback has done the work
) -> None:
    """List what was promised, and what became of it.

    Planned and expected values, and what later documents say of them: met, missed, within the room of the words
    (左右), exceeded, not reported in so many later documents, or reported by another definition.
    """
    from shilu.extract.series import PROMISES, Wanted, write_series

    wanted = Wanted(
        tables=PROMISES, table=table, headers=headers, bom=bom, raw=raw, show=show, language=lang, force=force,
        keep=_version() if keep else "",
    )  # fmt: skip
    targets = [given_target(one) for one in out or ()]
    account = write_series(run, targets, wanted)
    _print(run, account, _outcomes(account.told), targets)


def diff(
    before: Annotated[str, typer.Argument(help="The earlier run.", show_default=False, metavar="RUN_A")],
    after: Annotated[str, typer.Argument(help="The later run.", show_default=False, metavar="RUN_B")],
    out: Annotated[
        str | None,
        typer.Option(
            "--out", "-o", help="A .csv file to write the differences to.", show_default=False, metavar="FILE"
        ),
    ] = None,
    bom: Bom = False,
) -> None:
    """List how the facts of two runs differ, and why.

    Rows that came or went, and the slots of rows that changed: since the text of the page is another one, people
    decided, or, with the same text, the rules or options were others. Exit code 1 where there are differences.
    """
    from shilu.extract.series import write_diff

    told = write_diff(before, after, given_target(out) if out is not None else None, bom=bom)
    for line in told.lines:
        tell(line)
    tell(f"{told.total:,} differences{': ' if told.counts else ''}{_counted(told.counts)}")
    if out is not None:
        tell(f"written: {out}")
    if told.total:
        raise typer.Exit(1)


def _version() -> str:
    from shilu.extract.runs.fingerprint import fingerprint

    return fingerprint()


def _print(run: str, account: Account, table: Table | None, targets: Sequence[str]) -> None:
    if table is not None:
        terminal().print(table)
    known = f" ({account.known:,} as before)" if account.known else ""
    tell(
        f"{account.documents:,} documents{known}, {account.facts:,} facts joined ({account.left:,} left out), "
        f"{account.variables:,} variables, {account.of_many:,} of several documents"
    )
    for name, group, counted in (
        ("observations", "role", account.roles),
        ("promises", "verdict", account.verdicts),
    ):
        if counted:
            tell(f"{name}: {_counted(counted, group)}")
    for variable, item in account.learned.items():
        tell(f"learned by equal values: {variable} is {item}")
    if targets:
        tell(f"written: {', '.join(targets)}")
    elif account.variables:
        tell(f"Write them with --out, for instance: shilu series {run} --out series.html")


def _counted(counts: Mapping[str, int], group: str = "") -> str:
    return ", ".join(f"{_word(group, name)} {number:,}" for name, number in sorted(counts.items()))


def _word(group: str, name: str) -> str:
    """What a verdict or role is called on the page of figures; in English as the records say it."""
    from shilu.extract.series.page import labels

    words = name.replace("_", " ")
    return labels()["zh"][f"{group}.{name}"] if group and spoken() == "zh" else said(words)


def _variables(most: Iterable[Linked]) -> Table | None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for head in ("variable", "documents", "from", "to", "values"):
        table.add_column(said(head), justify="right" if head == "documents" else "left", overflow="fold")
    for linked in list(most)[:_ROWS]:
        variable = linked.variable
        values = [one.surface for one in linked.observations if one.role in ("first", "revision")]
        table.add_row(
            variable.label,
            str(variable.documents),
            variable.first or "",
            variable.last or "",
            " → ".join(values),
        )
    return table if table.row_count else None


def _outcomes(told: Iterable[Linked]) -> Table | None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for head in ("variable", "due", "promised", "outcome", "actual", "by"):
        table.add_column(said(head), overflow="fold")
    for linked in told:
        promised = {one.fact: one for one in linked.promises}
        actual = {one.fact: one.surface for one in linked.observations}
        for outcome in linked.outcomes:
            if outcome.verdict not in ("open", "not_reported") and table.row_count < _ROWS:
                promise = promised[outcome.promise]
                table.add_row(
                    linked.variable.label,
                    promise.due or "",
                    promise.surface,
                    _word("verdict", outcome.verdict),
                    actual.get(outcome.actual or "", ""),
                    ", ".join(outcome.pages),
                )
    return table if table.row_count else None
