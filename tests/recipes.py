"""The recipes of `docs/recipes` and the tutorial: run, and what they print.

Run this module to write that anew, or with `--check` to be told where it is not what stands there. It needs nothing of
ours but the `shilu` that is installed, so that it runs in an environment that has a wheel of it and no checkout.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent.parent / "docs"
NAMES = ("index", "files", "sql", "pandas", "python", *(["ray"] if find_spec("ray") else []))
"""Ray is no small thing to install: where it is missing, its page is left out."""

PAGES = tuple(DOCS / "recipes" / f"{name}.md" for name in NAMES)
TUTORIAL = (DOCS / "tutorial.md",)

_BLOCK = re.compile(r"```(sh|python|sqlite)\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)


def run(kind: str, code: str, names: dict[str, Any]) -> str:
    """What a block prints in the working directory. `names` are those of the Python blocks before it on its page."""
    if kind == "sh":
        lines = [shlex.split(line, comments=True) for line in code.splitlines() if line.strip()]
        return "".join(_shilu(line[1:]) for line in lines if line)
    if kind == "sqlite":
        with contextlib.closing(sqlite3.connect("archive.sqlite")) as database:
            rows = database.execute(code).fetchall()
        return "".join("|".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, names)
    return printed.getvalue()


def _shilu(arguments: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "shilu", *arguments], capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise AssertionError(f"shilu {' '.join(arguments)}: {done.stderr}")
    return done.stdout if "--quiet" not in arguments and arguments[0] != "demo" else ""


def filled(pages: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    """Each page with what its blocks print now."""
    for page in pages:
        names: dict[str, Any] = {"__name__": "recipe"}

        def again(match: re.Match[str], names: dict[str, Any] = names) -> str:
            printed = run(match[1], match[2], names)
            told = f"\n```text\n{printed}```\n" if printed else ""
            return f"```{match[1]}\n{match[2]}```\n{told}"

        yield page, _BLOCK.sub(again, page.read_text(encoding="utf-8"))


def told(*, check: bool) -> Iterator[str]:
    """Run all pages in an empty folder each, and write them anew or tell those that print something else."""
    for pages in (PAGES, TUTORIAL):
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            for page, text in filled(pages):
                there = page.read_text(encoding="utf-8")
                if check and text != there:
                    yield "".join(
                        difflib.unified_diff(there.splitlines(True), text.splitlines(True), page.name)
                    )
                elif not check:
                    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    found = list(told(check="--check" in sys.argv))
    print(*found, sep="\n", end="")
    sys.exit(bool(found))
