"""The recipes and the tutorial print what stands on their pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.recipes import PAGES, TUTORIAL, filled


@pytest.mark.repeat  # reads the samples, which the tests of the README and of the stores do too
@pytest.mark.parametrize("pages", [PAGES, TUTORIAL], ids=["recipes", "tutorial"])
def test_they_print_what_they_say(
    pages: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for page, text in filled(pages):
        assert page.read_text(encoding="utf-8") == text, f"{page.name}: run `python -m tests.recipes`"


@pytest.fixture(scope="module")
def empty(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """The Python of an environment that has the wheel, what the recipes need of its extras, and nothing else."""
    uv = shutil.which("uv", path=Path(sys.executable).parent) or shutil.which("uv")
    if uv is None:
        pytest.skip("no uv to make an environment with")
    folder = tmp_path_factory.mktemp("empty")
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in ("UV_PROJECT_ENVIRONMENT", "VIRTUAL_ENV")
    }
    extras = [word for extra in ("xlsx", "pandas") for word in ("--extra", extra)]
    options = ["--frozen", "--no-dev", "--no-emit-project", "--quiet"]
    pinned = subprocess.run(
        [uv, "export", *options, *extras],
        cwd=repo_root,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    (folder / "pinned.txt").write_text(pinned.stdout, encoding="utf-8")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder / "venv"], env=env, check=True)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [uv, "pip", "install", "--quiet", "--python", python]
    done = subprocess.run(
        [*install, "-r", folder / "pinned.txt"], env=env, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        pytest.skip(f"what uv.lock pins cannot be had here: {done.stderr.strip().splitlines()[-1]}")
    subprocess.run([*install, "--no-deps", wheel], env=env, check=True)
    return python


@pytest.mark.repeat  # makes an environment, and runs all of them twice
@pytest.mark.parametrize("language", ["zh", "en"])
def test_they_do_so_with_a_wheel_in_an_empty_environment(
    empty: Path, language: str, repo_root: Path, tmp_path: Path
) -> None:
    """In either language of the system: what a program prints does not depend on it."""
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANGUAGE": language, "PYTHONUTF8": "1"}
    where = subprocess.run(
        [empty, "-P", "-c", "import shilu; print(shilu.__file__)"],
        cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(empty.parent.parent)
    done = subprocess.run(
        [empty, repo_root / "tests" / "recipes.py", "--check"],
        cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_there_are_twenty_and_each_does_something() -> None:
    sections = [part for page in PAGES[1:] for part in page.read_text(encoding="utf-8").split("\n## ")[1:]]
    assert len(sections) >= 20
    assert [part.splitlines()[0] for part in sections if "```text" not in part] == []
