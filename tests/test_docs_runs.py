"""The page on runs: what it prints works, in the order in which it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest

from shilu.extract.samples import samples_folder
from tests.test_cli import contents, shilu

PAGE = Path(__file__).parent.parent / "docs" / "runs.md"
TEXT = PAGE.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def commands() -> list[str]:
    return "".join(blocks("sh")).splitlines()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pages and an archive of them, such as the page speaks of."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(samples_folder(), folder / "pages")
    with zipfile.ZipFile(folder / "scans.zip", "w") as zipped:
        for path in (folder / "pages").glob("yilan*"):
            zipped.write(path, f"scans/{path.name}")
    return folder


def _repeats(line: str) -> bool:
    """A run on Ray is in `make test` already (tests/extract/runs/test_on_ray.py); a cluster of its own takes long."""
    return "--on ray" in line


@pytest.mark.parametrize(
    "line", [pytest.param(one, marks=[pytest.mark.repeat] * _repeats(one)) for one in commands()]
)
def test_each_command_works_as_it_is_printed(line: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    line, _, source = line.partition(" < ")
    command, *arguments = shlex.split(line)
    assert command == "shilu"
    if "ray" in arguments:
        pytest.importorskip("ray")
    done = shilu(*arguments, given=Path(source).read_text(encoding="utf-8") if source else "")
    assert done.returncode == 0, done.stderr
    assert (place / arguments[arguments.index("--out") + 1]).exists()


@pytest.mark.repeat  # of the run on Ray above
def test_ray_writes_what_one_process_writes(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (place / "cluster").exists():
        pytest.skip("Ray was not run")
    monkeypatch.chdir(place)
    shilu("extract", "pages", "--out", "here")
    assert contents(place / "here") == contents(place / "cluster")


def test_the_example_in_python(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    (code,) = blocks("python")
    exec(code.replace("jobs=2", "jobs=1"), {})
    assert "Counts(read=4, done=3, skipped=1, failed=0)" in capsys.readouterr().out
