"""What is promised to those who build upon the package: public names, layers, what the wheel holds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

import shilu
from shilu import schemas
from shilu.extract import pages, runs, series, show, stores

PUBLIC = {
    shilu: "Extractor ShiluError __version__",
    pages: """
        MOST_CHARACTERS Failure Read Unlisted check_encoding clash collect count_members decode is_archive
        lost_picture page_picture parse_published read_file
        read_pages
    """,
    runs: "Ledger Options Watch ledger_folder run",
    series: """
        PROMISES SERIES_TABLES Account Differences Joined Linked Wanted write_diff write_series
    """,
    show: "GENERATOR LIMIT Language Shown document show",
    stores: """
        FILES KINDS TABLES Address Cell Column Exported FailedDocument Form Options PageRows Row StoreKind
        StoreWriter Table Unread
        at_their_place cell_text export_store fact_row file_parts is_store keep_place kind_of ledger_of open_store
        page_files page_records
        page_rows place_of
        read_address read_failures read_store read_unread row_streams to_pandas write_folder
    """,
    schemas: """
        FORMAT AgeFact Amount Answer AnyFact Article ArticleKind Block Bound Bounded Box Change Check CountFact Dateline
        Decision DecisionVerdict DurationFact Masthead PageLine Script
        Exact Fact Kind MeasureFact MoneyFact MultipleFact Name NameType Normal Number NumberAccount
        NumberRole Page PageRecords PercentFact Period Place Published Quantity Range RankFact RatioFact
        PageEntry Record Relation Resolution Review ReviewStatus Role Row RowSort RowState ScoreFact SLOTS Slot
        SlotInfo SlotName Span Status Doubt DoubtReason Measured Nature Observation ObservationRole Outcome Promise
        PromiseVerdict Target Variable
        Time TimeType Verdict bound_of bounds_of fields_with_spans plain
        spans_of value_of
    """,
}


@pytest.mark.parametrize("module", PUBLIC, ids=lambda module: module.__name__)
def test_public_names_are_pinned(module: ModuleType) -> None:
    names = PUBLIC[module].split()
    assert sorted(module.__all__) == sorted(names)
    assert all(hasattr(module, name) for name in names)


def test_data_flows_one_way(repo_root: Path, tmp_path: Path) -> None:
    linter = shutil.which("lint-imports", path=Path(sys.executable).parent)
    if linter is None:
        pytest.skip("import-linter is not installed; the dev group has it")
    links = tmp_path / "shilu"  # it reads folders: the package laid out as it is installed
    links.mkdir()
    for source in (*(repo_root / "src" / "shilu").glob("*.py"), repo_root / "extract", repo_root / "schemas"):
        (links / source.name).symlink_to(source)
    done = subprocess.run(
        [linter, "--no-cache"],
        cwd=repo_root,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_parts_are_found_by_spacy_and_the_shell() -> None:
    points = metadata.entry_points()
    assert "shilu" in points.select(group="console_scripts").names
    assert {"shilu_quantities", "shilu_times", "shilu_names", "shilu_facts"} <= points.select(
        group="spacy_factories"
    ).names


def test_the_wheel_is_one_package_with_all_code_and_tables_and_no_corpora(
    wheel: Path, repo_root: Path
) -> None:
    sources = {
        f"shilu/{path.relative_to(root).as_posix()}"
        for root, package in (
            (repo_root / "src" / "shilu", "."),
            (repo_root, "extract"),
            (repo_root, "schemas"),
        )
        for path in (root / package).rglob("*")
        if path.is_file()
        and not {"__pycache__", "corpus"} & set(path.parts)
        and path.name != "annotated.jsonl"
    }
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name for name in names if ".dist-info/" not in name} == sources
    assert any(name.endswith(".toml") for name in sources)
    assert "shilu/extract/samples/pages/yanling-2021-08.md" in sources
    assert any(name.endswith("licenses/LICENSE") for name in names)


@pytest.fixture(scope="module")
def empty_environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel installed; what the wheel needs is taken from the environment of
    the tests, by path alone, so that its editable install of this checkout stays out."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    site = sysconfig.get_path("purelib", vars={"base": str(folder)})
    Path(site, "needed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel]
    subprocess.run(install, capture_output=True, check=True)
    return python


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("import shilu; print(shilu.__version__, 'spacy' in __import__('sys').modules)", "False"),
        ("from shilu import Extractor; print(len(Extractor().page('建成102座书屋').facts))", "1"),
        ("import spacy; print(spacy.blank('zh')('书屋').text)", "书屋"),
        ("import spacy; n = spacy.blank('zh'); n.add_pipe('shilu_quantities'); "
         "d = n('建成102座书屋'); print(d.spans['quantities'])", "102座"),
        ("import extract, schemas; print(extract.MINE, schemas.MINE)", "1 2"),
    ],
)  # fmt: skip
def test_it_works_beside_a_users_own_extract_and_schemas(
    empty_environment: Path, tmp_path: Path, code: str, shown: str
) -> None:
    (tmp_path / "extract.py").write_text("MINE = 1\n", encoding="utf-8")
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "__init__.py").write_text("MINE = 2\n", encoding="utf-8")
    done = subprocess.run(
        [empty_environment, "-X", "utf8", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, shown in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize("start", [["-m", "shilu"], ["-c", "from shilu.extract.cli import main; main()"]])
def test_the_demo_runs_from_the_wheel(empty_environment: Path, tmp_path: Path, start: list[str]) -> None:
    done = subprocess.run(
        [empty_environment, "-X", "utf8", *start, "demo"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "facts" in done.stdout


def test_the_folders_are_no_packages_of_their_own() -> None:
    assert not {"extract", "schemas"} & set(metadata.packages_distributions())


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


@pytest.mark.parametrize(
    ("code", "told"),
    [("from extract import Extractor", "from shilu import Extractor"), ("import schemas", "shilu.schemas")],
)
def test_a_program_of_before_is_told_in_the_checkout_what_to_write(
    code: str, told: str, repo_root: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=repo_root, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("ImportError: since Shilu 0.2.0")
    assert told in done.stderr.splitlines()[-1]
