"""The parts of `docs/stores.md`, and of that page in Chinese, that are made of the code. Run this module to write them
anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from shilu.extract.stores import KINDS, TABLES
from shilu.extract.stores.decimals import PLACES, PRECISION
from shilu.extract.stores.duck import DIALECT as DUCKDB
from shilu.extract.stores.postgres import DIALECT as POSTGRES
from shilu.extract.stores.sql import VIEWS
from shilu.extract.stores.sqlite import DIALECT as SQLITE
from shilu.extract.stores.tasks import label_studio_config
from shilu.extract.talk import Language, in_chinese

PAGE = Path(__file__).parent.parent / "docs" / "stores.md"
PAGES: Mapping[Language, Path] = {"en": PAGE, "zh": PAGE.with_suffix(".zh.md")}

_MADE = re.compile(r"<!-- made: ([\w-]+) -->\n.*?<!-- end -->\n", re.DOTALL)

_PARQUET = {
    "text": "string",
    "integer": "int32",
    "decimal": f"decimal128({PRECISION}, {PLACES})",
    "share": "float64",
    "boolean": "bool",
    "json": "string",
}


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _kinds(language: Language) -> str:
    folder, yes, no = (
        (", a folder of files", "yes", "no") if language == "en" else ("，一个装文件的文件夹", "是", "否")
    )
    comma = ", " if language == "en" else "、"
    rows = [
        (
            comma.join(f"`X{ending}`" for ending in kind.endings),
            kind.name + (folder if kind.folder else ""),
            yes if kind.read else no,
        )
        for kind in KINDS
    ]
    server, name, contract = {
        "en": ("a PostgreSQL server", "any other name", "a folder with the files of the contract"),
        "zh": ("一个 PostgreSQL 服务器", "任何别的名字", "一个文件夹，装着约定的各个文件"),
    }[language]
    rows += [("`postgresql://…`", server, yes), (name, contract, yes)]
    heads = {"en": ("target", "kind", "can be read back"), "zh": ("目标", "种类", "能否读回")}
    return _table(heads[language], rows)


def _said(text: str, language: Language) -> str:
    return in_chinese(text) if language == "zh" else text


def _tables(language: Language) -> str:
    heads = {"en": ("table", "holds", "key", "columns"), "zh": ("表", "装着", "键", "列")}
    return _table(
        heads[language],
        (
            (
                f"`{table.name}` {table.zh}",
                _said(table.meaning, language),
                f"`{table.key}`",
                ", ".join(f"`{column.name}` {column.type}" for column in table.columns),
            )
            for table in TABLES.values()
        ),
    )


def _types(_: Language) -> str:
    return _table(
        ("", "DuckDB", "SQLite", "PostgreSQL", "Parquet"),
        (
            (kind, DUCKDB.types[kind], SQLITE.types[kind], POSTGRES.types[kind], _PARQUET[kind])
            for kind in DUCKDB.types
        ),
    )


def _views(language: Language) -> str:
    heads = {"en": ("view", "shows"), "zh": ("视图", "显示")}
    return _table(
        heads[language], ((f"`{name}`", _said(shows, language)) for name, (shows, _) in VIEWS.items())
    )


_SECTIONS = {
    "kinds": _kinds,
    "tables": _tables,
    "types": _types,
    "views": _views,
    "label-studio": lambda _: f"```xml\n{label_studio_config()}```\n",
}


def filled(page: str, language: Language = "en") -> str:
    """The page with its made parts as they should be."""
    return _MADE.sub(
        lambda found: f"<!-- made: {found[1]} -->\n{_SECTIONS[found[1]](language)}<!-- end -->\n",
        page,
    )


if __name__ == "__main__":
    for language, path in PAGES.items():
        path.write_text(filled(path.read_text(encoding="utf-8"), language), encoding="utf-8")
