"""The command line of Shilu. The commands are plain functions in the modules of this folder, listed here in the order
in which `shilu --help` shows them.

What needs spaCy and the tagger is imported inside the functions: `shilu --help` should not wait for a model.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from shilu.extract.cli import about, correct, look, many, measure, run, teach
from shilu.extract.cli.common import StoppedError
from shilu.extract.cli.help import Command, Commands
from shilu.extract.cli.streams import streams
from shilu.extract.collector import collect_seldom
from shilu.extract.errors import ShiluError
from shilu.extract.talk import asked, said, speak, system_language

__all__ = ["app", "main"]

_INTERRUPTED = 130
"""Exit code after Ctrl-C, the one that shells give (128 and the number of the signal)."""

_BROKEN_OFF = frozenset({"S605", "S112"})
"""Messages of what had begun: a run was broken off, standard output took no more."""

app = typer.Typer(
    name="shilu",
    cls=Commands,
    help="Read OCR'd Chinese newspaper pages and write typed records of every amount, name and date on them, "
    "each with the place on the page that proves it.",
    epilog="Try `shilu demo`, then `shilu extract --help`.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Entry of the `shilu` command.

    It talks the language of `--lang`, else that of the system. One line on stderr and exit code 2 where nothing could
    be begun, 1 where a run was broken off, 130 after Ctrl-C.
    """
    collect_seldom()
    speak(asked(sys.argv[1:]) or system_language())
    try:
        with streams():
            app()
    except ShiluError as error:
        print(said(f"shilu: {error}"), file=sys.stderr)
        sys.exit(1 if error.code in _BROKEN_OFF else 2)
    except StoppedError as told:
        print(said(f"shilu: {told}"), file=sys.stderr)
        sys.exit(_INTERRUPTED)
    except SystemExit as leaving:
        if leaving.code == _INTERRUPTED:  # what typer makes of Ctrl-C
            print(said("shilu: interrupted"), file=sys.stderr)
        raise


def _print_version(wanted: bool) -> None:
    if wanted:
        about.version()
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


app.command(cls=Command)(about.demo)
app.command(cls=Command, epilog=run.EXTRACT_EXAMPLES)(run.extract)
app.command(cls=Command)(look.show)
app.command(cls=Command)(look.explain)
app.command(cls=Command, epilog=run.EXPORT_EXAMPLES)(run.export)
app.command(cls=Command)(many.series)
app.command(cls=Command)(many.promises)
app.command(cls=Command)(many.diff)
app.command(cls=Command)(correct.review)
app.command(cls=Command)(correct.apply)
app.command(cls=Command)(measure.evaluate)
app.command("test", cls=Command)(correct.regress)
app.command(cls=Command)(teach.learn)
app.command(cls=Command)(look.articles)
app.command(cls=Command)(look.names)
app.command(cls=Command)(about.schema)
app.command(cls=Command)(about.dictionary)
app.command(cls=Command)(about.version)
