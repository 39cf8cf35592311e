"""A run over two reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from shilu import Extractor
from shilu.extract.stores import write_folder
from tests.extract.series.reports import reports
from tests.extract.show.conftest import browser, open_html

__all__ = ["browser", "open_html", "run"]


@pytest.fixture(scope="package")
def run(tmp_path_factory: pytest.TempPathFactory, extractor: Extractor) -> Path:
    """A run over two yearly reports of a county that there is not, read as any page is."""
    folder = tmp_path_factory.mktemp("series") / "run"
    write_folder((extractor.records(page) for page in reports()), folder)
    return folder
