"""Fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.servers import database, server

if TYPE_CHECKING:
    from shilu import Extractor


__all__ = ["database", "extractor", "repo_root", "server", "shared"]


@pytest.fixture(scope="session")
def repo_root() -> Path:
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared(repo_root: Path) -> Path:
    """The folder with gold pages and corpora beside the checkout; without it their tests are skipped."""
    folder = repo_root.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the gold pages and corpora (../shared) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """One for all tests; imported here, so that the tests of a single stage do not load the tagger."""
    from shilu import Extractor

    return Extractor()
