"""How fast the quantity finder reads, how much memory it takes, and how both grow with the text.

    python -m tests.benchmarks.bench_quantities [PAGES ...]

Without PAGES it reads the reports of the shared corpus, or a paragraph of its own where they are absent. The hostile
rows are runs of one character: their time a character must not grow with their length. Times are those of the
processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from pathlib import Path

from shilu.extract.quantities import find_quantities

SHARED = Path(__file__).parents[3] / "shared" / "corpus" / "reports"
SAMPLE = (
    "全镇建成书屋102座，累计接待读者1.3万余人次，同比增长8.5%；投入资金近4500万元，其中农户自筹不足三成。"
    "“十四五”以来，每年新增就业岗位200多个，第三批志愿者48名，平均年龄35岁。"
)
HOSTILE = ("9", "一", "十", "百", "万", "—", "-", "1,", "一万", "第", "近", "多", "年", "个", "第一", "1 ")
"""Repeated to a megabyte."""
DENSE = ("第一百二十三次1-2、", "约3,数十百千万一一个1:2%", "比分3:15、2:8胜1。5万\n今日9版3·4%\n")
"""Turns too long to be taken for noise, a number at almost every character: slow, and linear too."""


def sample(paths: list[str]) -> str:
    """The text to read: the given pages, the shared reports, or the built-in paragraph fifty times."""
    pages = [Path(one) for one in paths] or sorted(SHARED.glob("*.txt"))
    return "\n".join(page.read_text(encoding="utf-8") for page in pages) or SAMPLE * 50


def seconds(text: str) -> float:
    """Processor time of one reading."""
    start = time.process_time()
    find_quantities(text)
    return time.process_time() - start


def peak_megabytes(text: str) -> float:
    """Peak memory of one reading, in megabytes."""
    tracemalloc.start()
    find_quantities(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def row(name: str, text: str, *, memory: bool) -> str:
    """One line of the table."""
    took = seconds(text)
    peak = f"{peak_megabytes(text):9.1f}" if memory else f"{'':9}"
    return f"{name:16} {len(text):10} {took:8.3f} {len(text) / took:12.0f} {peak}"


def main() -> None:
    """Print the table."""
    text = sample(sys.argv[1:])
    piece = text[:20_000]
    find_quantities(piece)  # loads the tables
    print(f"{'text':16} {'characters':>10} {'seconds':>8} {'characters/s':>12} {'peak MB':>9}")
    print(row("reports", text, memory=True))
    for times in (1, 10, 100):
        print(row(f"{times}x", piece * times, memory=times < 100))
    for units, sizes in ((HOSTILE, (10_000, 100_000, 1_000_000)), (DENSE, (4_000, 20_000, 100_000))):
        for unit in units:
            for size in sizes:
                print(row(repr(unit), unit * (size // len(unit)), memory=False))


if __name__ == "__main__":
    main()
