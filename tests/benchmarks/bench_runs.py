"""Runs: documents and characters a second with 1 and 2 jobs and on local Ray, memory at 1, 10 and 100 times as many
documents, and the size of the stores.

    python -m tests.benchmarks.bench_runs [DOCUMENTS] [--ray]

Documents are the sample pages, each with a line of its own, so that no two are alike. Seconds of
the clock mean little on a machine that does other work too; seconds of the processor beside them are those of the run
and all its processes. Memory is the most that the system counted, of the run itself and of its largest worker. For
memory alone a reader is used that finds nothing and takes no time, so that a hundred times as many documents are
read in less than a minute.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from shilu.extract.runs import Options, ledger_folder, run
from shilu.extract.samples import sample_pages
from shilu.schemas import Page, PageRecords

STORES = ("folder", "x.duckdb", "x.sqlite", "x.parquet", "x.xlsx", "x.csv")


class Nothing:
    """A reader that finds nothing."""

    def records(self, page: Page) -> PageRecords:
        """The page alone."""
        return PageRecords(page=page, articles=(), facts=(), names=(), times=(), numbers=())


def nothing() -> Nothing:
    """For the runs in which only memory counts."""
    return Nothing()


def write_documents(path: Path, count: int) -> int:
    """So many documents in one file; how many characters they have."""
    characters = 0
    with path.open("w", encoding="utf-8") as file:
        for number, page in enumerate(islice(cycle(sample_pages()), count)):
            text = f"{page.text}\n\n全县第{number}座书屋建成，投资{number + 10}万元。\n"
            characters += len(text)
            row = {"id": f"d{number}", "text": text, "published": "2022-12"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return characters


def measure(documents: Path, target: Path, *options: str) -> dict[str, float]:
    """One run in a process of its own: seconds of the clock and of the processors, peak memory in MB of itself and of
    its largest child."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_runs", "--one", documents, target, *options]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def one(documents: Path, target: Path, options: list[str]) -> None:
    """The process that `measure` starts; prints what it measured."""
    jobs = next((int(option) for option in options if option.isdecimal()), 1)
    began = time.perf_counter()
    settings = Options(jobs=jobs, on="ray" if "ray" in options else "here")
    if "nothing" in options:
        run([documents], target, options=settings, load=nothing)
    else:
        run([documents], target, options=settings)
    seconds = time.perf_counter() - began
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    print(json.dumps({"seconds": seconds, "processor": processor, "own": own.ru_utime + own.ru_stime,
                      "memory": own.ru_maxrss / 1024, "worker": children.ru_maxrss / 1024}))  # fmt: skip


def size(path: Path) -> int:
    """Bytes of a file or folder."""
    return sum(one.stat().st_size for one in [path, *path.rglob("*")] if one.is_file())


def speeds(folder: Path, count: int, ray: bool) -> Table:
    """Speed with one and two jobs, and on Ray."""
    documents = folder / "speed.jsonl"
    characters = write_documents(documents, count)
    table = Table(title=f"{count:,} documents, {characters:,} characters; loading included")
    for column in ("run", "seconds", "documents/s", "characters/s", "processor s", "of it the parent's"):
        table.add_column(column, justify="left" if column == "run" else "right")
    runs = {"1 job": ["1"], "2 jobs": ["2"], "3 jobs": ["3"]} | (
        {"Ray, 2 actors": ["2", "ray"]} if ray else {}
    )
    for name, options in runs.items():
        found = measure(documents, folder / name.replace(" ", "-"), *options)
        table.add_row(
            name, f"{found['seconds']:.1f}", f"{count / found['seconds']:.1f}",
            f"{characters / found['seconds']:,.0f}", f"{found['processor']:.1f}", f"{found['own']:.1f}",
        )  # fmt: skip
    return table


def memory(folder: Path, count: int) -> Table:
    """Memory at 1, 10 and 100 times as many documents."""
    table = Table(title="peak memory in MB, a reader that finds nothing")
    for column in ("documents", "1 job", "2 jobs: run", "2 jobs: largest worker", "ledger MB"):
        table.add_column(column, justify="right")
    for times in (1, 10, 100):
        documents = folder / f"memory{times}.jsonl"
        write_documents(documents, count * times)
        alone = measure(documents, folder / f"m{times}", "1", "nothing")
        both = measure(documents, folder / f"n{times}", "2", "nothing")
        ledger = size(ledger_folder(folder / f"m{times}"))
        table.add_row(
            f"{count * times:,}", f"{alone['memory']:.0f}", f"{both['memory']:.0f}", f"{both['worker']:.0f}",
            f"{ledger / 1e6:.1f}",
        )  # fmt: skip
    return table


def sizes(folder: Path, count: int) -> Table:
    """The size of each kind of store, of its ledger, and the seconds for writing it out of the ledger."""
    documents = folder / "sizes.jsonl"
    characters = write_documents(documents, count)
    table = Table(title=f"stores of {count:,} documents, {characters:,} characters")
    for column in ("store", "MB", "bytes a character", "ledger MB", "seconds to write it"):
        table.add_column(column, justify="left" if column == "store" else "right")
    for name in STORES:
        target = folder / "sizes" / name
        run([documents], target)
        began = time.process_time()
        run([documents], target)  # nothing to read: the store is written again
        seconds, ledger = time.process_time() - began, size(ledger_folder(target))
        store = size(target) - (ledger if ledger_folder(target).parent == target else 0)
        table.add_row(
            name, f"{store / 1e6:.1f}", f"{store / characters:.0f}", f"{ledger / 1e6:.1f}", f"{seconds:.2f}"
        )
    return table


def main() -> None:
    """Print the tables."""
    count = next((int(word) for word in sys.argv[1:] if word.isdecimal()), 100)
    with TemporaryDirectory() as name:
        folder, console = Path(name), Console(width=120)
        console.print(speeds(folder, count, "--ray" in sys.argv))
        console.print(memory(folder, count))
        console.print(sizes(folder, count))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
    else:
        main()
