"""Facts: amounts joined with what they are amounts of, whose, where and when."""

from shilu.extract.facts.choose import shipped_weights
from shilu.extract.facts.context import ArticleContext
from shilu.extract.facts.find import (
    FactFindings,
    Mentioned,
    find_facts,
    find_facts_in_all,
    find_facts_in_doc,
)
from shilu.extract.facts.taught import TaughtWeights, read_weights, write_weights

__all__ = [
    "ArticleContext", "FactFindings", "Mentioned", "TaughtWeights", "find_facts", "find_facts_in_all",
    "find_facts_in_doc", "read_weights", "shipped_weights", "write_weights",
]  # fmt: skip
