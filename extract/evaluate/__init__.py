"""How well a run agrees with pages that somebody marked by hand."""

from shilu.extract.evaluate.again import Regression, run_again
from shilu.extract.evaluate.compare import in_core, in_full, judged
from shilu.extract.evaluate.counts import Counts
from shilu.extract.evaluate.gold import GoldPage, read_gold
from shilu.extract.evaluate.judge import Evaluation, Miss, evaluate
from shilu.extract.evaluate.runs import RunPage, read_run
from shilu.extract.evaluate.tables import evaluation_tables, miss_lines

__all__ = [
    "Counts", "Evaluation", "GoldPage", "Miss", "Regression", "RunPage", "evaluate", "evaluation_tables", "in_core",
    "in_full", "judged", "miss_lines", "read_gold", "read_run", "run_again",
]  # fmt: skip
