"""The data dictionary and the JSON Schemas, made from the models and the columns themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from shilu import schemas
from shilu.extract.series import SERIES_TABLES
from shilu.extract.stores import TABLES, Table
from shilu.schemas import FORMAT, AnyFact, Fact, Record, Row

__all__ = ["data_dictionary", "record_schemas"]

_INTRODUCTION = """\
# Data dictionary

Made by `shilu dictionary` from the code; a test keeps it up to date. Do not edit it by hand.

Offsets count Unicode code points of the text as it was read, from 0; the end is exclusive, and
`text[start:end] == surface` holds for every row. An empty cell is null. Numbers are printed in
plain digits, without thousands separators or exponents; in JSON they are strings, so that no digit
is lost. CSV files are UTF-8 with `\\n` line ends, quoted as RFC 4180 says; a surface that the page
breaks over two lines keeps its line break. Text that a spreadsheet would reckon with (it begins with
`=`, `+`, `-` or `@`, and is no bare number) has an apostrophe before it in CSV files; `facts.jsonl`,
`articles.jsonl` and `pages.jsonl` hold it as the page has it.

A run into a folder writes eight files: `facts.jsonl` has one record of the type `AnyFact` a line,
`articles.jsonl` one `Article`, `pages.jsonl` one `PageEntry` (the schemas of all of them are printed by
`shilu schema`), and `facts.csv`, `names.csv`, `times.csv`, `numbers.csv` and `checks.csv` have
those columns below that are marked `CSV`. `failed.csv` is there only where an input failed. A database has all
tables with all columns; the key of a row is its `id` (`page` for pages), and `record` is what is read
back.
"""

_MANY = """
## Tables over many pages

Written by `shilu series RUN` and `shilu promises RUN` into any store, beside the tables above or alone.
"""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_IDS = f"urn:x-shilu:schema:{FORMAT}:"

_HEAD = ("column", "type", "中文", "in", "meaning")


def _records() -> dict[str, type[Record]]:
    """The public record types by name, without those that only the tables of words use."""
    public = {name: getattr(schemas, name) for name in schemas.__all__}
    return {
        name: found
        for name, found in public.items()
        if inspect.isclass(found) and issubclass(found, Record) and found not in (Record, Row)
    }


def record_schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each record by its name, as the record is written; `AnyFact` is any kind of fact.

    Each names its dialect (`$schema`), and in its `$id` the version of the records (`FORMAT`), which a release raises
    that writes others.
    """
    found = {"AnyFact": TypeAdapter[Any](AnyFact).json_schema(mode="serialization")}
    found |= {name: record.model_json_schema(mode="serialization") for name, record in _records().items()}
    return {name: {"$schema": _DIALECT, "$id": f"{_IDS}{name}", **schema} for name, schema in found.items()}


def data_dictionary() -> str:
    """The whole dictionary in Markdown."""
    parts = [_INTRODUCTION, "\n## Tables\n"]
    parts += [
        _table(f"`{table.name}`", _HEAD, _columns(table), above=f"{table.zh}: {table.meaning}.\n\n")
        for table in TABLES.values()
    ]
    parts.append(_MANY)
    parts += [
        _table(f"`{table.name}`", _HEAD, _columns(table), above=f"{table.zh}: {table.meaning}.\n\n")
        for table in SERIES_TABLES.values()
    ]
    parts.append("\n## Records\n")
    parts += [_section(name, record) for name, record in _records().items()]
    return "".join(parts)


def _columns(table: Table) -> Iterator[tuple[str, ...]]:
    return (
        (f"`{one.name}`", one.type, one.zh, "CSV" if one.contract else "database", one.meaning)
        for one in table.columns
    )


def _section(name: str, record: type[Record]) -> str:
    own = record.model_fields
    note = ""
    if issubclass(record, Fact) and record is not Fact:
        own = {field: info for field, info in own.items() if field not in Fact.model_fields}
        note = "All fields of `Fact`, and:\n\n"
    properties = record.model_json_schema(mode="serialization")["properties"]
    rows = ((f"`{field}`", _type(properties[field]), info.description or "") for field, info in own.items())
    return _table(f"`{name}`", ("field", "type", "meaning"), rows, above=f"{_about(record)}\n\n{note}")


def _about(record: type[Record]) -> str:
    """The docstring without its examples."""
    text = inspect.getdoc(record) or ""
    return re.split(r"\n\s*>>>", text)[0].strip().replace("\n\n", "\n").replace("\n", " ")


def _table(title: str, head: tuple[str, ...], rows: Iterator[tuple[str, ...]], *, above: str = "") -> str:
    lines = [_line(head), _line("---" for _ in head), *map(_line, rows)]
    return f"\n### {title}\n\n{above}" + "".join(lines)


def _line(cells: Any) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _type(schema: Mapping[str, Any]) -> str:
    """A JSON Schema type in a few words."""
    if "$ref" in schema:
        return f"`{schema['$ref'].rpartition('/')[2]}`"
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    options = schema.get("anyOf") or schema.get("oneOf")
    if options:
        return " or ".join(_type(one) for one in options)
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("type", "any"))
