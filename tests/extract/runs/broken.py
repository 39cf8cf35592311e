"""A run as a process of its own, to be killed: `python -m tests.extract.runs.broken IN OUT JOBS PIDS`."""

from __future__ import annotations

import sys
from pathlib import Path

from shilu.extract.runs import Options, run
from tests.extract.runs.readers import Slow

if __name__ == "__main__":
    pages, out, jobs, pids = sys.argv[1:]
    run([pages], out, options=Options(jobs=int(jobs)), load=Slow(Path(pids)))
