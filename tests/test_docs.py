"""The page on the stores: its made parts are up to date, and what it prints works."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from shilu.extract.samples import samples_folder
from shilu.extract.talk import Language
from tests.docs import PAGE, PAGES, filled
from tests.test_cli import shilu

TEXT = PAGE.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize(("language", "page"), PAGES.items())
def test_the_made_parts_are_up_to_date(language: Language, page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert filled(text, language) == text, "run `python -m tests.docs`"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, server: str) -> Path:
    """A folder in which every command of the page has been run, in order, on the sample pages."""
    import psycopg

    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(samples_folder(), folder / "pages")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute("CREATE DATABASE news")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for line in "".join(blocks("sh")).splitlines():
            command, *arguments = shlex.split(line.replace("postgresql://localhost", server))
            assert command == "shilu"
            done = shilu(*arguments)
            assert (done.returncode, done.stderr) == (0, ""), line
    return folder


def test_the_commands_write_what_they_name(place: Path) -> None:
    named = {word for line in "".join(blocks("sh")).splitlines() for word in line.split() if "." in word}
    assert all((place / name).exists() for name in named if "://" not in name)
    assert (place / "back" / "facts.csv").read_bytes() == (place / "OUT" / "facts.csv").read_bytes()


@pytest.mark.parametrize("query", blocks("sql"))
def test_the_queries_have_answers(query: str, place: Path) -> None:
    with duckdb.connect(str(place / "archive.duckdb"), read_only=True) as archive:
        found = archive.execute(query).fetchall()
    assert found or "unread" in query


def test_the_python_runs(place: Path) -> None:
    for code in blocks("python"):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=place, capture_output=True, encoding="utf-8", check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout
