"""Packages that only some stores need."""

from __future__ import annotations

import importlib
from typing import Any

from shilu.extract.extras import missing

__all__ = ["need"]

_EXTRAS = {
    "duckdb": "duckdb",
    "openpyxl": "xlsx",
    "pyarrow": "parquet",
    "pyarrow.parquet": "parquet",
    "pandas": "pandas",
    "psycopg": "postgres",
    "xlsxwriter": "xlsx",
}


def need(module: str, *, target: str) -> Any:
    """The module, imported. Raises `ShiluError` S109 with the extra to install where it is missing."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        raise missing(package, extra=_EXTRAS[module], what=target) from error
