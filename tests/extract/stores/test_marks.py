"""Nothing of others is overwritten; what Shilu wrote itself is replaced unasked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.stores import Options, open_store, page_rows, write_folder
from tests.extract.stores.records import RECORDS

_FILES = (
    "a.csv",
    "a.xlsx",
    "a.jsonld",
    "a.labelstudio.json",
    "a.doccano.jsonl",
    "a.spacy",
    "a.sqlite",
    "a.duckdb",
)
_FOLDERS = {"folder": "facts.csv", "a.parquet": "facts.parquet"}
_NEEDS = {".xlsx": "xlsxwriter", ".duckdb": "duckdb", ".parquet": "pyarrow"}
_FOREIGN = "nothing of ours, and dear to somebody\n"


def _need(path: Path) -> None:
    if package := _NEEDS.get(path.suffix):
        pytest.importorskip(package)


def _write(path: Path, *, force: bool = False, pages: int = 1) -> None:
    with open_store(path, Options(force=force)) as writer:
        for _ in range(pages):
            writer.add(page_rows(RECORDS))
        writer.finish()


@pytest.mark.parametrize("name", _FILES)
def test_a_file_of_others_is_refused_unless_forced(name: str, tmp_path: Path) -> None:
    path, other = tmp_path / name, tmp_path / f"other-{name}"
    _need(path)
    for one in (path, other):
        one.write_text(_FOREIGN, encoding="utf-8")
    with pytest.raises(ShiluError, match=r"S40|S416") as told:
        _write(path)
    assert "--force" in str(told.value)
    assert path.read_text(encoding="utf-8") == _FOREIGN
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([name, other.name])
    _write(path, force=True)
    assert not path.read_bytes().startswith(_FOREIGN.encode())
    assert other.read_text(encoding="utf-8") == _FOREIGN


@pytest.mark.parametrize("pages", [0, 1])
@pytest.mark.parametrize("name", _FILES)
def test_a_file_of_ours_is_replaced_unasked(name: str, pages: int, tmp_path: Path) -> None:
    path = tmp_path / name
    _need(path)
    _write(path, pages=pages)
    _write(path)


@pytest.mark.parametrize("name", _FOLDERS)
def test_files_of_others_in_a_folder_stay(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    _need(folder)
    folder.mkdir()
    (folder / _FOLDERS[name]).write_text(_FOREIGN, encoding="utf-8")
    (folder / "notes.txt").write_text(_FOREIGN, encoding="utf-8")
    with pytest.raises(ShiluError, match="S416"):
        _write(folder)
    assert (folder / _FOLDERS[name]).read_text(encoding="utf-8") == _FOREIGN
    _write(folder, force=True)
    assert (folder / _FOLDERS[name]).read_bytes() != _FOREIGN.encode()
    assert (folder / "notes.txt").read_text(encoding="utf-8") == _FOREIGN
    _write(folder)


def test_a_folder_with_other_files_takes_ours_beside_them(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(_FOREIGN, encoding="utf-8")
    write_folder([RECORDS], tmp_path)
    write_folder([RECORDS], tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == _FOREIGN


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("CREATE TABLE mine (x)")
    before = path.read_bytes()
    with pytest.raises(ShiluError, match="S403"):
        _write(path)
    assert path.read_bytes() == before
    _write(path, force=True)
    assert path.read_bytes() != before


@pytest.mark.parametrize("name", [*_FILES, *_FOLDERS])
def test_a_link_in_the_place_of_a_part_is_not_followed(name: str, tmp_path: Path) -> None:
    path, victim = tmp_path / name, tmp_path / "victim"
    _need(path)
    victim.write_text(_FOREIGN, encoding="utf-8")
    parts = [path.with_name(f"{name}.part"), path.with_name(f"{name}.rows.part")]
    if name in _FOLDERS:
        path.mkdir()
        parts = [path / f"{_FOLDERS[name]}.part"]
    for part in parts:
        part.symlink_to(victim)
    _write(path)
    assert victim.read_text(encoding="utf-8") == _FOREIGN
    assert not any(part.is_symlink() for part in parts[:1])
    assert not path.is_symlink()
