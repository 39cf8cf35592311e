"""Characters a second of the names stage, and of the tagger before it, on one core.

    python -m tests.benchmarks.bench_names [FILE ...]

Without files it reads the sample pages.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from extract.language import make_language
from extract.names import find_names
from extract.samples import samples_folder

ROUNDS = 5


def seconds(run: Callable[[], object]) -> float:
    """Processor seconds of the fastest round."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def main(files: list[Path]) -> None:
    """Print the speed of both stages."""
    texts = [path.read_text(encoding="utf-8") for path in files or sorted(samples_folder().glob("*.txt"))]
    language = make_language()
    docs = [language(text) for text in texts]
    length = sum(map(len, texts))
    stages = {
        "tagger": lambda: [language(text) for text in texts],
        "names": lambda: [find_names(doc) for doc in docs],
    }
    for name, run in stages.items():
        print(f"{name}: {length / seconds(run):,.0f} characters a second over {length:,}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
