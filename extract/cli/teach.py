"""The command that learns from marked pages: `learn`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from shilu.extract.cli.common import Config, Tagger, Words, given_file, tell

__all__ = ["learn"]


def _in_one_thread() -> None:
    """Have numpy reckon in one thread, if it is not loaded yet and nobody said otherwise: its tables here are small,
    and threads that wait for each other on a busy machine make it many times slower."""
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ.setdefault(name, "1")


def learn(
    gold: Annotated[
        Path,
        typer.Argument(
            help="Marked pages with their texts, as `shilu apply RUN --gold` writes them.",
            show_default=False,
            metavar="FOLDER",
        ),
    ],
    out: Annotated[
        str,
        typer.Option(
            "--out", "-o", help="File of weights to write (.json).", show_default=False, metavar="FILE"
        ),
    ],
    tagger: Tagger = "lac",
    words: Words = None,
    config: Config = None,  # noqa: ARG001 - its callback has done the work
) -> None:
    """Fit the choice of slots to pages that you marked.

    It tells whether that is better: a third of the marked rows is held out and only measured on. The file holds
    corrections of the weights that ship with this version, fitted on all marks; `shilu extract --weights FILE` reads
    with it. Exit code 1 where it is no better on the rows held out: then leave it off.
    """
    _in_one_thread()
    from shilu.extract.facts.taught import write_weights
    from shilu.extract.names import read_words
    from shilu.extract.teach import learn as learn_from

    target = given_file(out)
    found = learn_from(gold, tagger=tagger, words=read_words(*words) if words else None)
    told = {
        "better": found.better,
        "held_out": {
            "rows": found.before.full.found,
            "before": found.before.full.right,
            "after": found.after.full.right,
        },
    }
    write_weights(target, found.weights, told)
    for line in found.lines():
        tell(line)
    tell(f"written: {target}")
    if not found.better:
        raise typer.Exit(1)
