"""Good input is read, however unusual: names and numbers of any length, whatever the program around it has set."""

from __future__ import annotations

import decimal
import pickle
from decimal import Decimal
from pathlib import Path

import pytest

from shilu.extract.extractor import Extractor
from shilu.extract.stores import open_store, page_rows, read_store
from tests.extract.stores.records import page_of

_TEXT = "全县投资123456789012345678901234567890.12万元，建成102座书屋。"


def test_numbers_are_exact_whatever_the_decimal_context() -> None:
    with decimal.localcontext(prec=3, rounding=decimal.ROUND_UP) as context:
        context.traps[decimal.Inexact] = True
        facts = Extractor().page(_TEXT).facts
    assert [getattr(fact.quantity.amount, "value", None) for fact in facts] == [
        Decimal("1234567890123456789012345678901200"), Decimal(102),
    ]  # fmt: skip


def test_an_extractor_goes_to_another_process() -> None:
    made = Extractor()
    again = pickle.loads(pickle.dumps(made))
    assert again.page(_TEXT) == made.page(_TEXT)


@pytest.mark.parametrize("name", ["x.sqlite", "x.duckdb", "x.parquet", "folder"])
def test_names_of_any_length_are_kept_apart(name: str, tmp_path: Path) -> None:
    pages = [page_of("长" * 20_000 + last, ("3000元", "3000", "助学金")) for last in "甲乙"]
    with open_store(tmp_path / name) as writer:
        for records in pages:
            writer.add(page_rows(records))
        writer.finish()
    assert sorted(read_store(tmp_path / name), key=lambda one: one.page.id) == sorted(
        pages, key=lambda one: one.page.id
    )
