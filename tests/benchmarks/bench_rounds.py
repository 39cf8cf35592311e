"""Versions of Shilu against each other, in turns: microseconds of processor time a character.

    python -m tests.benchmarks.bench_rounds [--rounds 10] NAME=FOLDER[@TAGGER] ... -- KIND=PATH,PATH ...

Each version is a process of its own, started in its folder (a checkout, or a folder with the package laid out as it is
installed) with what PYTHONPATH adds. They take turns, each round in another order, so that what else runs on the
machine meets all alike; the first is what the others are held against. Paths are files of text; without kinds it reads
the sample pages. As in a run, what was loaded is frozen (`gc.freeze`).
"""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

_PUBLISHED = "2022-12"
_ALONE = "--alone"
_SAMPLES = Path("extract/samples/pages")

Kinds = dict[str, list[Path]]


def _rounds(tagger: str) -> None:
    """A version's part: reads its pages as often as it is told to, and tells how long it took."""
    laid_out = any(Path(one).is_dir() for one in ("shilu", "src/shilu"))
    if not laid_out:  # of before the package was laid out as shilu
        sys.path.insert(0, str(Path.cwd()))
    package, schemas = ("shilu", "shilu.schemas") if laid_out else ("extract", "schemas")
    extractor_type = import_module(package).Extractor
    page_type, published_type = (getattr(import_module(schemas), name) for name in ("Page", "Published"))

    def page(number: int, path: str) -> Any:
        text = Path(path).read_text(encoding="utf-8")
        return page_type(
            id=str(number), text=text, published=published_type(value=_PUBLISHED, source="option")
        )

    kinds = json.loads(sys.stdin.readline())
    pages = {kind: [page(*one) for one in enumerate(paths)] for kind, paths in kinds.items()}
    extractor = extractor_type(tagger=tagger)
    for some in pages.values():
        list(extractor.pages(some))
    gc.collect()
    gc.freeze()
    print("ready", flush=True)
    for line in sys.stdin:
        some = pages[line.strip()]
        began = time.process_time()
        list(extractor.pages(some))
        spent = time.process_time() - began
        print(spent * 1e6 / sum(len(one.text) for one in some), flush=True)


class _Version:
    def __init__(self, told: str, kinds: Kinds) -> None:
        at, _, tagger = told.partition("@")
        folder = Path(at)
        layouts = [folder / ".venv" / "links", folder]
        paths = [str(one.resolve()) for one in layouts if (one / "shilu").is_dir()]
        paths += filter(None, [os.environ.get("PYTHONPATH")])
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve()), _ALONE, tagger or "lac"], cwd=folder, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        )  # fmt: skip
        self.ask(json.dumps({kind: [str(path.resolve()) for path in some] for kind, some in kinds.items()}))

    def ask(self, what: str) -> str:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()


def measured(folders: dict[str, str], kinds: Kinds, rounds: int) -> dict[tuple[str, str], list[float]]:
    """Microseconds a character of each version on each kind of text, round by round."""
    versions = {name: _Version(folder, kinds) for name, folder in folders.items()}
    found: dict[tuple[str, str], list[float]] = {(kind, name): [] for kind in kinds for name in versions}
    for number in range(rounds):
        order = random.Random(number).sample(list(versions), len(versions))
        for kind in kinds:
            for name in order:
                found[kind, name].append(float(versions[name].ask(kind)))
    return found


def _told(values: list[float], first: list[float]) -> str:
    ratio = median(one / other for one, other in zip(values, first, strict=True))
    return f"{median(values):.1f} ({min(values):.1f}-{max(values):.1f}), {ratio:.2f}"


def main(arguments: list[str]) -> None:
    """Print the table."""
    rounds = 10
    if arguments[:1] == ["--rounds"]:
        rounds, arguments = int(arguments[1]), arguments[2:]
    at = arguments.index("--") if "--" in arguments else len(arguments)
    folders = {name: folder for name, _, folder in (one.partition("=") for one in arguments[:at])}
    told = [one.partition("=") for one in arguments[at + 1 :]]
    kinds = {kind: list(map(Path, paths.split(","))) for kind, _, paths in told}
    kinds = kinds or {"samples": sorted(_SAMPLES.glob("*.*"))}
    found = measured(folders, kinds, rounds)
    table = Table(title=f"µs a character, median (range) of {rounds} rounds, and to {next(iter(folders))}")
    for column in ("text", "characters", *folders):
        table.add_column(column, justify="left" if column == "text" else "right")
    for kind, paths in kinds.items():
        size = sum(len(path.read_text(encoding="utf-8")) for path in paths)
        values = [found[kind, name] for name in folders]
        table.add_row(kind, f"{size:,}", *(_told(one, values[0]) for one in values))
    Console(width=160).print(table)


if __name__ == "__main__":
    if sys.argv[1:2] == [_ALONE]:
        _rounds(sys.argv[2])
    else:
        main(sys.argv[1:])
