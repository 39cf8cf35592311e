from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.stores import TABLES, open_store, page_rows, to_pandas
from tests.extract.stores.records import RECORDS

pandas = pytest.importorskip("pandas")


def test_columns_have_the_types_that_they_hold() -> None:
    frame = to_pandas(RECORDS)
    assert list(frame.columns) == [
        column.name for column in TABLES["facts"].columns if column.name != "record"
    ]
    types = {name: str(frame[name].dtype) for name in ("surface", "start", "value", "cumulative", "year_to")}
    assert types == {
        "surface": "string", "start": "Int64", "value": "Float64", "cumulative": "boolean", "year_to": "Int64",
    }  # fmt: skip
    assert frame["value"].sum() == 45000000


def test_what_is_not_known_is_missing() -> None:
    frame = to_pandas(RECORDS)
    assert frame["item"].isna().all()
    assert frame["per"].isna().all()


@pytest.mark.parametrize("table", [name for name in TABLES if name != "failed"])
def test_every_table_is_had_from_a_store_as_from_its_records(tmp_path: Path, table: str) -> None:
    with open_store(tmp_path / "run.sqlite") as writer:
        writer.add(page_rows(RECORDS))
        writer.finish()
    pandas.testing.assert_frame_equal(to_pandas(tmp_path / "run.sqlite", table), to_pandas([RECORDS], table))
    assert len(to_pandas(RECORDS, table)) == len(page_rows(RECORDS)[table])


def test_no_pages_are_an_empty_frame_with_all_columns_and_types() -> None:
    assert to_pandas([]).dtypes.astype(str).to_dict() == to_pandas(RECORDS).dtypes.astype(str).to_dict()
    assert len(to_pandas([])) == 0


def test_exact_keeps_every_digit() -> None:
    assert to_pandas(RECORDS, exact=True)["value"].tolist() == [Decimal(45000000)]


def test_heads_in_chinese() -> None:
    names = to_pandas(RECORDS, "names", headers="zh")
    assert list(names.columns)[:4] == ["文档", "起", "止", "原文"]
    assert list(names["类型"]) == ["设施"]


def test_a_table_that_is_not_there_is_refused() -> None:
    with pytest.raises(ShiluError, match="S410"):
        to_pandas(RECORDS, "amounts")


def test_without_pandas_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ShiluError, match="pandas"):
        to_pandas(RECORDS)
