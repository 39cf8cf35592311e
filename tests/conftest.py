"""Fixtures that all tests share."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.servers import database, server

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # before numpy is loaded: the workers share the cores as it is

if TYPE_CHECKING:
    from shilu import Extractor


os.environ["LANGUAGE"] = "en"  # what commands print in the tests, whatever the language of the system

settings.register_profile("long", max_examples=400, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

SIZES = 3
"""Of the texts that a test of growth is given, so many are for `make test`; the rest repeat it."""

GROWTH = re.compile(r"linear_time|time_grows|no_more_memory")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the repeats of tests that take time, not thought, to `make test-all`."""
    seen: Counter[str] = Counter()
    for item in items:
        name = item.nodeid.partition("[")[0]
        seen[name] += 1
        if GROWTH.search(name) and seen[name] > SIZES:
            item.add_marker("repeat")


__all__ = ["database", "extractor", "repo_root", "server", "shared", "wheel"]


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


@pytest.fixture(scope="session")
def wheel(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the backend itself, which needs no network, from a copy, which it litters."""
    if importlib.util.find_spec("setuptools") is None:
        pytest.skip("the build backend is not installed; the dev group has it")
    copy, out = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist")
    for name in ("extract", "schemas", "src"):
        shutil.copytree(
            repo_root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
        )
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(repo_root / name, copy)
    build = "import sys, setuptools.build_meta as backend; print(backend.build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, out], cwd=copy, capture_output=True, check=True)
    return next(out.glob("*.whl"))
