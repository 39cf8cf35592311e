"""What a rule of a trace means: the row of its table, or a sentence about the code."""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import import_module, resources
from typing import Any

from shilu.extract.facts import actions, comparison, constructions
from shilu.extract.grammar import ranks
from shilu.extract.talk import phrase
from shilu.extract.text import fold

__all__ = ["meaning"]

_SURFACES = 8  # words of a row that are shown


def meaning(rule: str, *, text: str = "", slot: bool = False) -> str:
    """What a rule means, in a line; empty where nothing more than its name is known.

    Of a table's row it shows the words that stand in `text`. `slot` says that the rule chose a slot: there a name
    like `flow_verb` may mean something else than in a trace.
    """
    table, dot, row = rule.partition(".")
    if dot:
        return _row(table, row, text) or phrase(_told().get(table, {}).get(row, ""))
    for group in ("slot", "trace") if slot else ("trace", "slot"):
        if words := _told().get(group, {}).get(rule):
            return phrase(words)
    return phrase(_docstring(rule))


@cache
def _told() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("shilu.extract.explain").joinpath("rules.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _docstring(name: str) -> str:
    """The first paragraph of the construction's docstring, on one line."""
    for module in (constructions, ranks, actions, comparison):
        found = getattr(module, name, None)
        if inspect.isfunction(found):
            return " ".join((inspect.getdoc(found) or "").partition("\n\n")[0].split()).rstrip(".")
    return ""


def _row(table: str, name: str, text: str) -> str:
    """Where a row stands and which of its words the text has; the first ones where it has none."""
    for path, line, entry in _rows(table):
        surfaces = [str(one) for one in entry.get("surfaces", ())]
        if name == (entry.get("id") or next(iter(surfaces), None)):
            shown = [one for one in surfaces if one in fold(text)] or surfaces
            words = " ".join(shown[:_SURFACES]) + (" …" if len(shown) > _SURFACES else "")
            if source := entry.get("source"):
                told = "{words} ({path}, line {line}; {source})"
                return phrase(told, words=words, path=path, line=line, source=source)
            return phrase("{words} ({path}, line {line})", words=words, path=path, line=line)
    return ""


@cache
def _rows(table: str) -> tuple[tuple[str, int, Mapping[str, Any]], ...]:
    """The rows of all tables of that name, each with its file and line."""
    found: list[tuple[str, int, Mapping[str, Any]]] = []
    for package in ("quantities", "grammar", "times", "names", "checks", "lexicon"):
        root = resources.files(import_module(f"shilu.extract.{package}"))
        source = root.joinpath(f"{table}.toml")
        if not source.is_file():
            continue
        text = source.read_text(encoding="utf-8")
        lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("[[")]
        entries = [
            entry for group in tomllib.loads(text).values() if isinstance(group, list) for entry in group
        ]
        path = f"extract/{package}/{table}.toml"
        found += [(path, line, entry) for line, entry in zip(lines, entries, strict=False)]
    return tuple(found)
