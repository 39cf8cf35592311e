"""The tables as SQL, and the views over them, for the databases that differ only in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shilu.extract.stores.tables import TABLES, ColumnType, Table
from shilu.schemas import FORMAT

__all__ = ["SCHEMA_VERSION", "VIEWS", "Dialect", "create_comments", "create_tables", "create_views", "quoted"]

SCHEMA_VERSION = FORMAT
"""Of the tables and the records in them."""


@dataclass(frozen=True)
class Dialect:
    """The words of one database. `schema` stands before each name, with its dot; `names` gathers the names of a
    sentence into one string; `number` makes something to reckon with of a column of decimals; `newline` is the
    character that ends a line."""

    types: Mapping[ColumnType, str]
    names: str
    number: str = "{}"
    schema: str = ""
    computed: bool = False
    """Whether each decimal gets a column of floating point beside it (`value_number`), computed from it."""
    indexed: bool = True
    """Whether tables have their key and an index by page."""
    cascade: bool = False
    """Whether rows go with their page."""
    newline: str = "chr(10)"


def quoted(name: str) -> str:
    """A name of ours in SQL; `end` is a word of the language."""
    return f'"{name}"'


def create_tables(dialect: Dialect) -> Iterator[str]:
    """A statement for each table and for its index by page."""
    for table in TABLES.values():
        yield f"CREATE TABLE IF NOT EXISTS {dialect.schema}{quoted(table.name)} (\n  {_columns(table, dialect)}\n)"
        if dialect.indexed and table.key != "page" and "page" in table.names:
            yield (
                f"CREATE INDEX IF NOT EXISTS {quoted(f'{table.name}_page')} "
                f"ON {dialect.schema}{quoted(table.name)} (page)"
            )


def _columns(table: Table, dialect: Dialect) -> str:
    lines = []
    for column in table.columns:
        line = f"{quoted(column.name)} {dialect.types[column.type]}"
        if column.name == table.key:
            line += " PRIMARY KEY" if dialect.indexed else " NOT NULL"
        elif column.name == "page":
            line += " NOT NULL" + (
                f" REFERENCES {dialect.schema}pages (page) ON DELETE CASCADE" if dialect.cascade else ""
            )
        lines.append(line)
        if dialect.computed and column.type == "decimal":
            lines.append(
                f'"{column.name}_number" REAL GENERATED ALWAYS AS (CAST("{column.name}" AS REAL)) VIRTUAL'
            )
    return ",\n  ".join(lines)


def create_comments(dialect: Dialect) -> Iterator[str]:
    """A statement for what each table and column means, as tools that list them show it."""
    for table in TABLES.values():
        name = f"{dialect.schema}{quoted(table.name)}"
        yield f"COMMENT ON TABLE {name} IS {_literal(f'{table.zh}: {table.meaning}')}"
        for column in table.columns:
            meaning = _literal(f"{column.zh}: {column.meaning}")
            yield f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {meaning}"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


VIEWS: Mapping[str, tuple[str, str]] = {
    "fact_list": (
        "facts with the date and paper of their page, the title of their article and the names in their sentence; "
        "surfaces and sentences are on one line, values also as floating point (`value_number`), and repeats by the "
        "OCR are left out. What a page states twice (a title and its text) is in it twice, the second "
        "time with the first one's id in `same_as`: count and add up where that is null",
        """
SELECT f.id, f.page, p.published, p.paper, f.title, replace(f.surface, {newline}, '') AS surface, f.kind, f.value,
  CAST(f.value AS DOUBLE PRECISION) AS value_number, f.lower, f.upper, f.bound, f.unit,
  f.item, f.subject, f.action, f.change, f.per, f.programme, f.place, f.period, f.year_from, f.year_to, f.status,
  f.cumulative, f.speaker, replace(f.sentence, {newline}, '') AS sentence, {names} AS names, p.source, f.same_as,
  f.confidence, f.confidence_core, f.sure_item, f.sure_subject, f.sure_place, f.sure_period, f.sure_status
FROM {schema}facts f JOIN {schema}pages p ON p.page = f.page
WHERE NOT f.duplicate
""",
    ),
    "amounts_by_place_year": (
        "what is stated of each place and year: how many facts, their sum, the least and the greatest, in the "
        "standard unit where there is one, and how sure the least sure of them is (`least_sure`); only what is a "
        "fact (`actual`) and has a value. The year is that in which "
        "the period ends, else that of publication (`dated`). What a page states twice counts once. A sum of running "
        "totals (`cumulative`) or of what several pages report means nothing: read `facts` first",
        """
SELECT place, year, dated, kind, item, unit, change, cumulative,
  count(*) AS facts, sum(amount) AS total, min(amount) AS least, max(amount) AS greatest,
  min(confidence) AS least_sure
FROM (
  SELECT f.place, COALESCE(f.year_to, p.published_year) AS year,
    CASE WHEN f.year_to IS NOT NULL THEN 'period' ELSE 'published' END AS dated,
    f.kind, f.item, COALESCE(f.normal_unit, f.unit) AS unit, f.change, f.cumulative,
    {amount} AS amount, f.confidence
  FROM {schema}facts f JOIN {schema}pages p ON p.page = f.page
  WHERE NOT f.duplicate AND f.same_as IS NULL AND f.status = 'actual' AND f.place IS NOT NULL AND f.value IS NOT NULL
) stated
GROUP BY place, year, dated, kind, item, unit, change, cumulative
""",
    ),
    "name_list": (
        "each name once: how often and on how many pages it stands, and the first and last date of those",
        """
SELECT n.type, n.canonical, n.code, count(*) AS mentions, count(DISTINCT n.page) AS pages,
  min(p.published) AS first_published, max(p.published) AS last_published
FROM {schema}names n JOIN {schema}pages p ON p.page = n.page
GROUP BY n.type, n.canonical, n.code
""",
    ),
}
"""The views of every database: what each shows, and its query."""

_AMOUNT = "COALESCE(f.normal_value, f.value)"


def create_views(dialect: Dialect, *, replace: bool = False) -> Iterator[str]:
    """A statement for each view."""
    words = {
        "schema": dialect.schema,
        "newline": dialect.newline,
        "names": dialect.names.format(schema=dialect.schema),
        "amount": dialect.number.format(_AMOUNT),
    }
    for name, (_, query) in VIEWS.items():
        verb = "CREATE OR REPLACE VIEW" if replace else "CREATE VIEW"
        yield f"{verb} {dialect.schema}{name} AS {query.strip().format(**words)}"
