from __future__ import annotations

from pathlib import Path

import pytest

from tools.made_series.__main__ import DOCUMENTS, SEED, write
from tools.made_series.archive import Archive, make_archive


@pytest.fixture(scope="session")
def archive() -> Archive:
    return make_archive(SEED, DOCUMENTS)


@pytest.fixture(scope="session")
def folder(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made")
    write(archive, made)
    return made
