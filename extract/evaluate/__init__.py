"""How well a run agrees with pages that somebody marked by hand."""

from extract.evaluate.counts import Counts
from extract.evaluate.gold import GoldPage, read_gold
from extract.evaluate.judge import Evaluation, Miss, evaluate
from extract.evaluate.runs import RunPage, read_run
from extract.evaluate.tables import evaluation_tables, miss_lines

__all__ = [
    "Counts", "Evaluation", "GoldPage", "Miss", "RunPage", "evaluate", "evaluation_tables", "miss_lines", "read_gold",
    "read_run",
]  # fmt: skip
