"""The README: its commands work in the order in which they stand there, and what it shows is what is printed."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest

from shilu.extract.cli.project import read_project
from tests.readme import PAGE, picture
from tests.test_cli import shilu

TEXT = PAGE.read_text(encoding="utf-8")


def lines(language: str) -> list[str]:
    """The commands of all blocks of a language, without what is said of them."""
    found = "".join(re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)).splitlines()
    return [line.partition(" # ")[0].strip() for line in found]


COMMANDS = lines("sh")


def test_it_begins_with_what_goes_in_and_what_comes_out() -> None:
    assert f"<!-- picture -->\n{picture()}<!-- end picture -->" in TEXT, "run `make readme`"


def test_the_commands_at_the_command_line_work_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for package in ("xlsxwriter", "duckdb"):
        pytest.importorskip(package, reason="the README says that two of its commands need it")
    monkeypatch.chdir(tmp_path)
    run = [line for line in COMMANDS if line.startswith("shilu ")]
    assert len(run) > 10
    for line in run:
        done = shilu(*shlex.split(line)[1:])
        told = [one for one in done.stderr.splitlines() if "not held by" not in one]
        assert (done.returncode, told) == (0, []), line
    named = {word for line in run for word in shlex.split(line)[1:] if re.search(r"\.(?!py|md)[a-z]+$", word)}
    made = {name for name in named if not name.startswith("yanling")}
    assert {"page.html", "names.csv", "facts.xlsx", "archive.duckdb"} <= made
    assert all((tmp_path / name).exists() for name in made)


def test_make_has_the_targets(repo_root: Path) -> None:
    """They are not made here, since one of them runs this test; `.ci/run` makes them."""
    targets = {line.split()[1] for line in COMMANDS if line.startswith("make ")}
    named = {one for found in re.findall(r"`make ([a-z -]+)", TEXT) for one in found.split()}
    assert {"demo", "test"} <= targets
    known = re.findall(r"^([a-z-]+):", (repo_root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets | named <= set(known)


def test_the_first_steps_without_make_are_the_same_on_windows(repo_root: Path) -> None:
    """An environment is made, the extras that are named are those of the project, and the demo is run."""
    windows = [
        line.replace("\\", "/").replace("/Scripts/", "/bin/").replace('"', "'") for line in lines("bat")
    ]
    steps = [line for line in COMMANDS if "venv" in line]
    assert [line.replace("py -m", "python3 -m") for line in windows] == steps
    project = tomllib.loads((repo_root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert set(
        re.findall(r"`(\w+)`", TEXT[TEXT.index("`.[all]` brings") : TEXT.index("Any of them alone")])
    ) == (set(extras) - {"all"})


def test_the_project_file_is_one(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    (tmp_path / "shilu.toml").write_text(block, encoding="utf-8")
    assert read_project(tmp_path / "shilu.toml").published == "2022-12"


def test_what_ci_runs_is_what_the_readme_says(repo_root: Path) -> None:
    steps = re.findall(r"for step in (.*);", (repo_root / ".ci" / "run").read_text(encoding="utf-8"))
    said = " ".join(TEXT[TEXT.index("`.ci/run` runs") :].split(".")[1:3])
    assert [re.findall(r"`make ([a-z-]+)`", said)[:3]] == [one.split() for one in steps]
    dry = subprocess.run(
        ["make", "-n", "test-all"], cwd=repo_root, capture_output=True, encoding="utf-8", check=True
    )
    assert dry.stdout.count("pytest") == 2, "test-all begins with test"


@pytest.mark.parametrize("version", re.findall(r"Python (3\.\d+) to (3\.\d+)", TEXT)[0])
def test_the_versions_are_those_of_the_classifiers(version: str, repo_root: Path) -> None:
    project = tomllib.loads((repo_root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Programming Language :: Python :: {version}" in project["classifiers"]
