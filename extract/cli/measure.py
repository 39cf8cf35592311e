"""The command that measures a run: `evaluate`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from shilu.extract.cli.common import Run, terminal

__all__ = ["evaluate"]


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            help="Marked pages: a folder of JSONL files or a Label Studio export.",
            show_default=False,
            metavar="GOLD",
        ),
    ],
    run: Run,
    errors: Annotated[
        bool, typer.Option("--errors", help="List every miss, extra and wrong field too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Measure a run against pages that you marked yourself.

    Gives precision, recall and F1, by kind and by slot. The run is one over the same pages. The formats of marked
    pages are described in docs/evaluate.md.
    """
    from shilu.extract.evaluate import evaluate, evaluation_tables, miss_lines, read_gold, read_run

    found = evaluate(read_gold(gold), read_run(run))
    for line in miss_lines(found.misses) if errors else ():
        print(line, file=sys.stderr if as_json else sys.stdout)
    if as_json:
        print(json.dumps(found.as_json(), ensure_ascii=False))
        return
    for table in evaluation_tables(found):
        terminal().print(table)
        terminal().print()
