"""Runs over many documents: resumable, on many cores or machines, each input accounted for."""

from shilu.extract.runs.conduct import Options, Watch, run
from shilu.extract.runs.ledger import Ledger, ledger_folder

__all__ = ["Ledger", "Options", "Watch", "ledger_folder", "run"]
