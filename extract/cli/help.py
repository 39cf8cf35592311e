"""What `--help` shows and what is said of a wrong command line, in the language that is talked, and the option `--lang`
of every command. The texts are those of the code; the catalogue says them in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import typer
from rich.cells import cell_len
from typer.core import TyperCommand, TyperGroup

from shilu.extract.talk import LANGUAGES, said, spoken

__all__ = ["Command", "Commands", "wrapped"]

_LANG = (
    "--lang <zh|en>",
    "Language of what is printed here; without it, that of the project file, else that of the system. What is stored "
    "does not depend on it.",
)
_FIRST = 28
"""Width of the column of options, at most."""

_WORD = re.compile(r"[（「『《“‘\[]*(?:[^\s\u2e80-\uffef]+|[\u2e80-\uffef])[，。；：、！？）」』》”’]*")
"""What a line is not broken within: a word of Latin script or one Chinese character, with the marks around it."""

_EXTRA = re.compile(r"(.*?)(?:^|  )\[([^\[\]]+)\]", re.DOTALL)
"""The words of an option, and what typer adds in brackets: whether it is required, its default."""


def wrapped(text: str, width: int) -> list[str]:
    """Text in lines of at most so many columns of a terminal, Chinese characters taking two.

    >>> wrapped("写到哪里：文件夹、X.csv。", 12)
    ['写到哪里：文', '件夹、', 'X.csv。']
    """
    lines, end = [""], 0
    for match in _WORD.finditer(text):
        blank = " " if lines[-1] and match.start() > end else ""
        if lines[-1] and cell_len(lines[-1] + blank + match[0]) > width:
            lines.append(match[0])
        else:
            lines[-1] += blank + match[0]
        end = match.end()
    return lines


def _help(command: Any, context: typer.Context, formatter: Any) -> None:
    """The help of a command: how it is called, what it does, its arguments, options and commands, examples."""
    formatter.write(f"{_usage(command, context)}\n")
    _paragraphs(formatter, command.help or "")
    records: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
    for one in command.get_params(context):
        record = one.get_help_record(context)
        if record is not None:
            kind = "Arguments" if one.param_type_name == "argument" else "Options"
            records[kind].append((record[0], _option(record[1])))
    if not _own_language(command):
        records["Options"].insert(-1, (_LANG[0], said(_LANG[1])))
    if isinstance(command, TyperGroup):
        records["Commands"] = [
            (name, _first_sentence(one.help or ""))
            for name, one in command.commands.items()
            if not one.hidden
        ]
    for heading, rows in records.items():
        if rows:
            formatter.write(f"\n{said(heading)}{'：' if spoken() == 'zh' else ':'}\n")
            _rows(formatter, rows)
    _paragraphs(formatter, command.epilog or "")


def _usage(command: Any, context: Any) -> str:
    pieces = " ".join(map(said, command.collect_usage_pieces(context)))
    return f"{said('Usage:')}{' ' * (spoken() == 'en')}{context.command_path} {pieces}"


def _paragraphs(formatter: Any, text: str) -> None:
    for paragraph in text.strip("\n").split("\n\n"):
        words = " ".join(paragraph.split())
        if words:
            indent = "  " if not paragraph.startswith("  ") else "    "
            lines = wrapped(said(words), formatter.width - len(indent))
            formatter.write("\n" + "".join(f"{indent}{line}\n" for line in lines))


def _first_sentence(text: str) -> str:
    words = said(" ".join(text.partition("\n\n")[0].split()))
    first = re.match(r".*?(?:。|\.(?= |$))", words)
    return first[0] if first else words


def _option(text: str) -> str:
    """What an option means, and in brackets what typer adds."""
    match = _EXTRA.fullmatch(text)
    if match is None:
        return said(text)
    extra = "; ".join(map(said, match[2].split("; ")))
    return f"{said(match[1])}  [{extra}]".strip()


def _rows(formatter: Any, rows: Sequence[tuple[str, str]]) -> None:
    first = min(max(len(name) for name, _ in rows), _FIRST)
    for name, meaning in rows:
        lines = iter(wrapped(meaning, formatter.width - first - 4))
        head = f"  {name:<{first}}  {next(lines)}" if len(name) <= first else f"  {name}"
        formatter.write("".join(f"{line}\n".rstrip(" ") for line in (head, *_below(lines, first))))


def _below(lines: Iterator[str], first: int) -> Iterator[str]:
    return (f"{'':{first + 4}}{line}" for line in lines)


def _own_language(command: Any) -> bool:
    return any(one.name == "lang" for one in command.params)


def _without_language(arguments: list[str], *, leading: bool) -> list[str]:
    """The arguments without `--lang` and its value, which `main` has read; only those before the name of a command
    where `leading`."""
    rest, left = list[str](), iter(arguments)
    for one in left:
        name, sign, value = one.partition("=")
        if one == "--" or (leading and not one.startswith("-")):
            return [*rest, one, *left]
        if name != "--lang":
            rest.append(one)
        elif (value if sign else next(left, "")) not in LANGUAGES:
            raise typer.BadParameter(f"write one of {', '.join(LANGUAGES)}", param_hint="'--lang'")
    return rest


class Command(TyperCommand):
    """A command with `--lang`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take `--lang` out, unless the command has one of its own, which means pages too."""
        return super().parse_args(
            ctx, args if _own_language(self) else _without_language(args, leading=False)
        )

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help in the language that is talked."""
        _help(self, ctx, formatter)


class Commands(TyperGroup):
    """The commands, with `--lang` before them too."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take `--lang` out where it stands before the name of a command."""
        return super().parse_args(ctx, _without_language(args, leading=True) if args else args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help in the language that is talked."""
        _help(self, ctx, formatter)

    def make_context(self, *given: Any, **more: Any) -> Any:
        """The context of a command line. What is wrong with it is said in the language that is talked."""
        return _in_words(super().make_context, *given, **more)

    def invoke(self, ctx: Any) -> Any:
        """Do what the command line says."""
        return _in_words(super().invoke, ctx)


def _in_words(work: Any, *given: Any, **more: Any) -> Any:
    """Do some work. If typer finds the command line wrong, it is said in the language that is talked; in English, as
    typer says it."""
    try:
        return work(*given, **more)
    except Exception as error:
        told: Any = error  # what typer and click raise has no public name that they share
        helps = type(error).__name__ == "NoArgsIsHelpError"
        if spoken() == "en" or helps or not hasattr(told, "format_message"):
            raise
        if context := getattr(told, "ctx", None):
            typer.echo(_usage(context.command, context), err=True)
            typer.echo(said(f"Try '{context.command_path} --help' for help.") + "\n", err=True)
        typer.echo(said(f"Error: {' '.join(told.format_message().split())}"), err=True)
        raise typer.Exit(told.exit_code) from error
