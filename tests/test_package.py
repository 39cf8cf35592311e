"""What is promised to those who build upon the package: public names, layers, what the wheel holds."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

import extract
import schemas
from extract import pages, runs, show, stores

PUBLIC = {
    extract: "Extractor ShiluError",
    pages: """
        Failure Read clash collect count_members decode is_archive parse_published read_file read_pages
    """,
    runs: "Ledger Options Watch ledger_folder run",
    show: "LIMIT Language Shown document show",
    stores: """
        FILES KINDS TABLES Cell Column Exported FailedDocument Form Options PageRows Row StoreKind StoreWriter Table
        cell_text export_store fact_row kind_of open_store page_files page_records page_rows read_failures read_store
        write_folder
    """,
    schemas: """
        AgeFact Amount AnyFact Article ArticleKind Block Bound Bounded Box Change Check CountFact Dateline
        DurationFact Masthead PageLine Script
        Exact Fact Kind MeasureFact MoneyFact MultipleFact Name NameType Normal Number NumberAccount
        NumberRole Page PageRecords PercentFact Period Published Quantity Range RankFact RatioFact
        Record Relation Resolution Role Row ScoreFact Slot Span Status Time TimeType Verdict bound_of bounds_of
        fields_with_spans plain
        spans_of value_of
    """,
}


@pytest.mark.parametrize("module", PUBLIC, ids=lambda module: module.__name__)
def test_public_names_are_pinned(module: ModuleType) -> None:
    names = PUBLIC[module].split()
    assert sorted(module.__all__) == sorted(names)
    assert all(hasattr(module, name) for name in names)


def test_data_flows_one_way(repo_root: Path) -> None:
    linter = shutil.which("lint-imports", path=Path(sys.executable).parent)
    if linter is None:
        pytest.skip("import-linter is not installed; the dev group has it")
    done = subprocess.run([linter, "--no-cache"], cwd=repo_root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_parts_are_found_by_spacy_and_the_shell() -> None:
    points = metadata.entry_points()
    assert "shilu" in points.select(group="console_scripts").names
    assert {"shilu_quantities", "shilu_times", "shilu_names", "shilu_facts"} <= points.select(
        group="spacy_factories"
    ).names


@pytest.fixture(scope="module")
def wheel(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built by the backend itself, which needs no network."""
    pytest.importorskip("hatchling", reason="the build backend is not installed; `make dist` fetches it")
    out = tmp_path_factory.mktemp("dist")
    build = "import sys, hatchling.build; print(hatchling.build.build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, out], cwd=repo_root, capture_output=True, check=True)
    return zipfile.ZipFile(next(out.glob("*.whl")))


def test_the_wheel_holds_all_that_the_packages_hold(wheel: zipfile.ZipFile, repo_root: Path) -> None:
    sources = {
        path.relative_to(repo_root).as_posix()
        for package in ("extract", "schemas")
        for path in (repo_root / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert shipped == sources
    assert any(name.endswith(".toml") for name in shipped)
    assert "extract/samples/pages/yanling-2021-08.md" in shipped
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())


def test_the_lock_file_names_the_public_index_only(repo_root: Path) -> None:
    lock = tomllib.loads((repo_root / "uv.lock").read_text(encoding="utf-8"))
    sources = [package["source"] for package in lock["package"] if package["name"] != "shilu"]
    assert {source.get("registry") for source in sources} == {"https://pypi.org/simple"}


def test_the_readmes_python_runs_and_prints_what_it_says(repo_root: Path) -> None:
    readme = (repo_root / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(blocks)], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    shown = "".join(re.findall(r"```text\n(.*?)```", readme, re.DOTALL)).splitlines()
    assert [line for line in done.stdout.splitlines() if not line.startswith("{") and line not in shown] == []
