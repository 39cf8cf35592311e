"""The pages `docs/commands.md` and `docs/commands.zh.md`: every command with its options, and every message that has a
code. Run this module to write them anew."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import typer

from shilu.extract.cli import app
from shilu.extract.talk import LANGUAGES, Language, in_chinese

DOCS = Path(__file__).parent.parent / "docs"
PAGES: dict[Language, Path] = {"en": DOCS / "commands.md", "zh": DOCS / "commands.zh.md"}

_WORDS: dict[str, dict[Language, str]] = {
    "title": {"en": "Commands, options, messages", "zh": "命令、选项、提示"},
    "made": {
        "en": "Made of the code by `python -m tests.commands`; a test keeps it up to date. "
        "`shilu COMMAND --help` says the same.",
        "zh": "由 `python -m tests.commands` 依代码生成；测试保证它不过时。`shilu COMMAND --help` 说的也是这些。",
    },
    "commands": {"en": "Commands", "zh": "命令"},
    "option": {"en": "| option | |", "zh": "| 选项 | |"},
    "messages": {"en": "Messages with a code", "zh": "带编号的提示"},
    "about": {
        "en": "The message fills in what stands in braces. S1: what was asked for. S2: what was read. "
        "S3: tables of words. S4: stores. S5: what is asked of a run. S6: runs. "
        "S7: corrections and weights. S8: many pages.",
        "zh": "花括号处由提示填入。S1：所要求的。S2：所读的。S3：词表。S4：存储。S5：向一次运行要求的。S6：运行。"
        "S7：订正和权重。S8：合许多版面来看。",
    },
    "head": {"en": "| code | message |", "zh": "| 编号 | 提示 |"},
}


def page(language: Language) -> str:
    """One of the two pages."""
    return "\n".join(_lines(language)) + "\n"


def _lines(language: Language) -> Iterator[str]:
    word = {name: both[language] for name, both in _WORDS.items()}
    yield from (f"# {word['title']}", "", word["made"], "", f"## {word['commands']}", "")
    group: Any = typer.main.get_command(app)
    for name, command in group.commands.items():
        yield from _command(name, command, language, word["option"])
    yield from (f"## {word['messages']}", "", word["about"], "", word["head"], "|---|---|")
    yield from (f"| {code} | {_cell(row[language])} |" for code, row in sorted(messages().items()))


def messages() -> dict[str, dict[Language, str]]:
    """The messages that have a code, in both languages."""
    text = resources.files("shilu.extract.talk").joinpath("messages.toml").read_text(encoding="utf-8")
    return {code: {one: row[one] for one in LANGUAGES} for code, row in tomllib.loads(text).items()}


def _command(name: str, command: Any, language: Language, head: str) -> Iterator[str]:
    yield from (f"### shilu {name}", "")
    for paragraph in re.split(r"\n\s*\n", command.help or ""):
        yield from (_said(paragraph, language), "")
    rows = [row for parameter in command.params if (row := _row(parameter, language))]
    if rows:
        yield from (head, "|---|---|", *rows, "")


def _row(parameter: Any, language: Language) -> str:
    told = getattr(parameter, "help", None) or ""
    if parameter.param_type_name == "argument":
        name = parameter.metavar or (parameter.name or "").upper()
        return f"| `{name}` | {_cell(_said(told, language))} |"
    names = [one for one in (*parameter.opts, *parameter.secondary_opts) if one != "--help"]
    return f"| {', '.join(f'`{one}`' for one in names)} | {_cell(_said(told, language))} |" if names else ""


def _said(text: str, language: Language) -> str:
    words = " ".join(text.split())
    return in_chinese(words) if language == "zh" else words


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


if __name__ == "__main__":
    for one, path in PAGES.items():
        path.write_text(page(one), encoding="utf-8")
