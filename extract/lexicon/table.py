"""Load a table of words, refusing what would go wrong later."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from shilu.extract.errors import ShiluError
from shilu.extract.lexicon.plain import read_toml
from shilu.schemas import Row

__all__ = ["Table", "alternation", "load_table"]

R = TypeVar("R", bound=Row)


def alternation(surfaces: Any) -> str:
    """A regular expression that matches any of the surfaces, longest first (千瓦 before 瓦).

    >>> alternation(["瓦", "千瓦", "m²"])
    'm²|千瓦|瓦'
    """
    return "|".join(re.escape(one) for one in sorted(set(surfaces), key=lambda s: (-len(s), s)))


@dataclass(frozen=True, eq=False)  # a table is one by what it is, so that it may be a key of caches
class Table(Generic[R]):
    """The rows of one data file, in file order. `name` is the file's name without its ending."""

    name: str
    rows: tuple[R, ...]

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def by_surface(self) -> Mapping[str, tuple[R, ...]]:
        """Rows by each surface that they claim; more than one only where all are marked ambiguous."""
        found: dict[str, tuple[R, ...]] = {}
        for row in self.rows:
            for surface in row.surfaces:
                found[surface] = (*found.get(surface, ()), row)
        return MappingProxyType(found)

    @cached_property
    def pattern(self) -> str:
        """A regular expression for any surface of the table, longest first."""
        return alternation(self.by_surface)

    @cached_property
    def initials(self) -> frozenset[str]:
        """The characters that surfaces begin with: where none of them stands, nothing need be looked up."""
        return frozenset(surface[0] for surface in self.by_surface)

    @cached_property
    def get(self) -> Callable[[str], R | None]:
        """The first row that claims a surface, or None. A dictionary's own `get`: it is asked some hundred times for
        each amount."""
        return {surface: rows[0] for surface, rows in self.by_surface.items()}.get

    def rule(self, row: R) -> str:
        """How the row is called in traces: `classifiers.座`."""
        return f"{self.name}.{row.id}"


def load_table(package: str, file: str, row_type: type[R]) -> Table[R]:
    """Read `file` of `package`: one array of tables (`[[unit]]`), one row each.

    Raises `ShiluError` S303 for a file that is not TOML, S301 for a row that its type refuses (no example, an
    unknown field), S302 for a surface that two rows claim; all name the file, the last two the line.
    """
    source = resources.files(package).joinpath(file)
    return _parse(source, source.read_text(encoding="utf-8"), row_type)


def _parse(source: Traversable, text: str, row_type: type[R]) -> Table[R]:
    try:
        data = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise ShiluError("S303", path=source, why=error) from error
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("[[")]
    entries = [entry for group in data.values() for entry in group]
    rows = tuple(_row(source, line, entry, row_type) for line, entry in zip(lines, entries, strict=True))
    _refuse_clashes(source, rows, lines)
    return Table(name=source.name.removesuffix(".toml"), rows=rows)


def _row(source: Traversable, line: int, entry: dict[str, Any], row_type: type[R]) -> R:
    try:
        return row_type.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        named = entry.get("id") or entry.get("surfaces") or "?"
        raise ShiluError(
            "S301", path=source, line=line, why=f"row {named}: {where}: {first['msg']}"
        ) from error


def _refuse_clashes(source: Traversable, rows: tuple[R, ...], lines: list[int]) -> None:
    taken: dict[str, tuple[R, int]] = {}
    for row, line in zip(rows, lines, strict=True):
        for surface in row.surfaces:
            other = taken.get(surface)
            if other and not (row.ambiguous and other[0].ambiguous):
                raise ShiluError(
                    "S302",
                    path=source,
                    line=line,
                    row=row.id,
                    surface=surface,
                    other=other[0].id,
                    other_line=other[1],
                )
            taken.setdefault(surface, (row, line))
