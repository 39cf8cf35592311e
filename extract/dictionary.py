"""The data dictionary and the JSON Schemas, made from the models and the columns themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from shilu import schemas
from shilu.extract.series import SERIES_TABLES
from shilu.extract.stores import TABLES, Column, Table
from shilu.extract.talk import Language, in_chinese
from shilu.schemas import FORMAT, AnyFact, Fact, Record, Row

__all__ = ["data_dictionary", "record_schemas"]

_INTRODUCTION: Mapping[Language, str] = {
    "en": """\
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

## Tables
""",
    "zh": """\
# 数据字典

由 `shilu dictionary --lang zh` 依代码生成；测试保证它不过时。请不要手改。

位置按读入文字的 Unicode 码位计，从 0 起，不含末尾；每一行都满足 `text[start:end] == surface`。空的单元\
格就是 null。数字写成完整的数字，没有千位分隔，没有指数；在 JSON 里是字符串，一位也不丢。CSV 文件是 UTF-\
8，行尾 `\\n`，按 RFC 4180 加引号；版面上断成两行的原文，换行照留。表格软件会当公式来算的文字（以 `=`、`+`、\
`-` 或 `@` 开头，又不是单单一个数字），在 CSV 文件里前面有一个撇号；`facts.jsonl`、`articles.jsonl` 和 `p\
ages.jsonl` 里的与版面一样。

运行写进文件夹，是八个文件：`facts.jsonl` 一行一条 `AnyFact` 类型的记录，`articles.jsonl` 一行一个 `Arti\
cle`，`pages.jsonl` 一行一个 `PageEntry`（它们的模式都由 `shilu schema` 打印）；`facts.csv`、`names.csv`\
、`times.csv`、`numbers.csv` 和 `checks.csv` 有下面标着 `CSV` 的各列。有输入失败时才有 `failed.csv`。数\
据库有所有的表和所有的列；一行的键是它的 `id`（文档则是 `page`），读回时用的是 `record`。

## 表
""",
}

_MANY: Mapping[Language, str] = {
    "en": """
## Tables over many pages

Written by `shilu series RUN` and `shilu promises RUN` into any store, beside the tables above or alone.
""",
    "zh": """
## 合许多版面的表

由 `shilu series RUN` 和 `shilu promises RUN` 写进任何存储，与上面的表放在一起，或单独放。
""",
}

_RECORDS: Mapping[Language, str] = {"en": "\n## Records\n", "zh": "\n## 记录\n"}

_SHARED: Mapping[Language, str] = {
    "en": "All fields of `Fact`, and:\n\n", "zh": "`Fact` 的所有字段，另有：\n\n",
}  # fmt: skip

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_IDS = f"urn:x-shilu:schema:{FORMAT}:"

_COLUMNS: Mapping[Language, tuple[str, ...]] = {
    "en": ("column", "type", "中文", "in", "meaning"), "zh": ("列", "类型", "中文", "见于", "意思"),
}  # fmt: skip

_FIELDS: Mapping[Language, tuple[str, ...]] = {
    "en": ("field", "type", "meaning"), "zh": ("字段", "类型", "意思"),
}  # fmt: skip


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


def data_dictionary(language: Language = "en") -> str:
    """The whole dictionary in Markdown, in English or Chinese."""
    parts = [_INTRODUCTION[language]]
    parts += [_table_section(table, language) for table in TABLES.values()]
    parts.append(_MANY[language])
    parts += [_table_section(table, language) for table in SERIES_TABLES.values()]
    parts.append(_RECORDS[language])
    parts += [_record_section(name, record, language) for name, record in _records().items()]
    return "".join(parts)


def _say(text: str, language: Language) -> str:
    return in_chinese(text) if language == "zh" else text


def _table_section(table: Table, language: Language) -> str:
    rows = (
        (f"`{one.name}`", one.type, one.zh, _where(one, language), _say(one.meaning, language))
        for one in table.columns
    )
    colon, stop = ("：", "。") if language == "zh" else (": ", ".")
    above = f"{table.zh}{colon}{_say(table.meaning, language)}{stop}\n\n"
    return _table(f"`{table.name}`", _COLUMNS[language], rows, above=above)


def _where(column: Column, language: Language) -> str:
    return "CSV" if column.contract else ("数据库" if language == "zh" else "database")


def _record_section(name: str, record: type[Record], language: Language) -> str:
    own = record.model_fields
    note = ""
    if issubclass(record, Fact) and record is not Fact:
        own = {field: info for field, info in own.items() if field not in Fact.model_fields}
        note = _SHARED[language]
    properties = record.model_json_schema(mode="serialization")["properties"]
    rows = (
        (f"`{field}`", _type(properties[field]), _say(info.description or "", language))
        for field, info in own.items()
    )
    above = f"{_say(_about(record), language)}\n\n{note}"
    return _table(f"`{name}`", _FIELDS[language], rows, above=above)


def _about(record: type[Record]) -> str:
    """The docstring without its examples."""
    text = inspect.getdoc(record) or ""
    return re.split(r"\n\s*>>>", text)[0].strip().replace("\n\n", "\n").replace("\n", " ")


def _table(title: str, head: tuple[str, ...], rows: Iterator[tuple[str, ...]], *, above: str) -> str:
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
