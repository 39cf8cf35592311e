"""How right and how quick the linking of many documents is.

    python -m tests.benchmarks.bench_series made RUN FOLDER    a run over the made archive against its truth
    python -m tests.benchmarks.bench_series size [FACTS ...]   time and memory over made facts, and how both grow
    python -m tests.benchmarks.bench_series store FACTS X.duckdb   a DuckDB store of so many made facts
    python -m tests.benchmarks.bench_series whole RUN [keep]   time and memory of `shilu series RUN --out X.duckdb`

For the first: `python -m tools.made_series FOLDER`, then `shilu extract FOLDER/pages.jsonl --out RUN`.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from itertools import count, islice
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from shilu.extract.series import Joined, Wanted, write_series
from shilu.extract.series.document import Document
from shilu.extract.series.home import home_of
from shilu.extract.series.keyed import keyed
from shilu.extract.series.source import Coming, Read
from shilu.extract.series.tables import indicators
from shilu.extract.stores import TABLES
from shilu.extract.stores.duck import DIALECT
from shilu.extract.stores.sql import SCHEMA_VERSION, create_tables
from tests.benchmarks.made_results import results

_EMPTY: dict[str, Any] = dict.fromkeys(TABLES["facts"].names)
_ITEMS_OF_A_PLACE = 200
_FACTS_OF_A_DOCUMENT = 100
_DEFAULT = (12_500, 25_000, 50_000, 100_000)


def made(run: str, folder: str) -> None:
    """Print the scorer's report on the links of a run."""
    from tools.made_series.score import load, report

    began = perf_counter()
    with Joined.of(run) as joined:
        found = list(joined)
    rows = [json.loads(json.dumps(one)) for one in results(found)]
    print(f"{joined.facts:,} facts joined in {perf_counter() - began:.1f} seconds by {joined.engine}")
    print("\n".join(report(load(Path(folder) / "truth"), rows)))


def size(facts: list[int]) -> None:
    """Print time and memory for so many facts each, and what one more fact costs."""
    last: tuple[int, float] | None = None
    for number in facts:
        began, used = perf_counter(), process_time()
        with Joined(map(Coming.of, made_facts(number))) as joined:
            variables = sum(1 for _ in joined)
        waited, seconds = perf_counter() - began, process_time() - used
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        growth = ""
        if last:
            growth = f", {number / last[0]:.1f} times the facts in {seconds / last[1]:.2f} times the time"
        print(
            f"{number:>9,} facts, {variables:,} variables: {seconds:.1f} seconds of a processor "
            f"({number / seconds:,.0f} "
            f"a second; {waited:.1f} by the clock), {memory:,.0f} MB at most, {joined.engine}{growth}"
        )
        last = (number, seconds)


def made_facts(number: int) -> Iterator[Read]:
    """Documents of many counties over the years, each with a hundred facts: known statistics and others."""
    chance = Random(number)
    names = [row.name for row in indicators()]
    left = number
    for document in count():
        if left <= 0:
            return
        place, year = _county(document // 20), 2000 + document % 20
        home = home_of(None, region=place)
        told = Document(f"d{document}", f"{year + 1}-02-01", f"{place}{year}年报告", home)
        rows = islice(_rows(chance, names, document, year), min(left, _FACTS_OF_A_DOCUMENT))
        facts = [one for one in (keyed(row, told) for row in rows) if one]
        left -= _FACTS_OF_A_DOCUMENT
        yield Read(told, facts, 0, (home.where.key,))


def _county(number: int) -> str:
    """A county that there is not, by its number: 戊庚甲子县."""
    signs = "甲乙丙丁戊己庚辛壬癸"
    return "".join(signs[int(digit)] for digit in f"{number:04d}") + "岭县"


def _rows(chance: Random, names: list[str], document: int, year: int) -> Iterator[dict[str, Any]]:
    for at in count():
        item = names[at % len(names)] if at % 2 else f"第{chance.randrange(_ITEMS_OF_A_PLACE)}类停车场"
        value = chance.randrange(100, 100_000)
        planned = at % 4 == 3
        sentence = f"全县{item}新建{value}个。"
        yield _EMPTY | {
            "id": f"d{document}#{at * 40}", "page": f"d{document}", "start": at * 40, "end": at * 40 + 6,
            "surface": f"{value}个", "kind": "count", "value": str(Decimal(value)), "bound": "exact", "unit": "个",
            "item": item, "action": "新建", "period": str(year + planned), "duplicate": False, "cumulative": False,
            "status": "planned" if planned else "actual", "sentence": sentence, "sentence_start": at * 40,
        }  # fmt: skip


def store(facts: int, path: Path) -> None:
    """Make a DuckDB store of so many facts, as `made_facts` makes them, by SQL."""
    import duckdb

    names = [row.name for row in indicators()]
    documents = -(-facts // _FACTS_OF_A_DOCUMENT)
    counties = [_county(number) for number in range(-(-documents // 20))]
    with duckdb.connect(str(path)) as database:
        for statement in create_tables(DIALECT):
            database.execute(statement)
        database.execute("CREATE TABLE shilu (schema_version INTEGER)")
        database.execute("INSERT INTO shilu VALUES (?)", [SCHEMA_VERSION])
        database.execute(_PAGES, [counties, documents])
        database.execute(_FACTS, [names, _ITEMS_OF_A_PLACE, _FACTS_OF_A_DOCUMENT, facts])
    print(f"{facts:,} facts of {documents:,} documents, {path.stat().st_size / 1e6:,.0f} MB")


_PAGES = """
INSERT INTO pages BY NAME SELECT
    'd' || i AS page, (2001 + i % 20) || '-02-01' AS published, '报告' AS title,
    repeat('全县各项工作，', 600) AS text,
    json_object('meta', json_object('region', list_extract(?, 1 + i // 20))) AS record
FROM range(?) t(i)
"""
_FACTS = """
WITH made AS (
    SELECT i, i // $3 AS d, i % $3 AS n, 100 + hash(i) % 99900 AS number,
        CASE WHEN i % 2 = 1 THEN list_extract($1, 1 + (i % $3) % len($1))
        ELSE '第' || hash(i + 1) % $2 || '类停车场' END AS item
    FROM range($4) t(i)
)
INSERT INTO facts BY NAME SELECT
    'd' || d || '#' || n * 40 AS id, 'd' || d AS page, n * 40 AS start, n * 40 + 6 AS "end",
    number || '个' AS surface, 'count' AS kind, number AS value, 'exact' AS bound, '个' AS unit, item,
    '新建' AS action, CAST(2000 + d % 20 + CAST(n % 4 = 3 AS INTEGER) AS VARCHAR) AS period,
    FALSE AS duplicate, FALSE AS cumulative, CASE WHEN n % 4 = 3 THEN 'planned' ELSE 'actual' END AS status,
    '全县' || item || '新建' || number || '个。' AS sentence, n * 40 AS sentence_start,
    json_object('id', i, 'evidence', md5(CAST(i AS VARCHAR)) || repeat(item, 60)) AS record
FROM made
"""


def whole(run: str, keep: str) -> None:
    """Print how long `shilu series RUN --out X.duckdb` takes, reading and writing included, and what it holds."""
    with tempfile.TemporaryDirectory() as folder:
        began, used = perf_counter(), process_time()
        account = write_series(run, [f"{folder}/series.duckdb"], Wanted(keep=keep))
        waited, seconds = perf_counter() - began, process_time() - used
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{account.facts:,} facts of {account.documents:,} documents ({account.known:,} known), "
            f"{account.variables:,} variables: {waited:.1f} seconds by the clock, {seconds:.1f} of a processor, "
            f"{memory:,.0f} MB at most"
        )


def main() -> None:
    """The command."""
    match sys.argv[1:]:
        case ["made", run, folder]:
            made(run, folder)
        case ["whole", run, *keep]:
            whole(run, "bench" if keep else "")
        case ["store", facts, path]:
            store(int(facts), Path(path))
        case ["size", *given]:
            size([int(one) for one in given] or list(_DEFAULT))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
