"""Facts: amounts joined with what they are amounts of, whose, where and when."""

from shilu.extract.facts.context import ArticleContext
from shilu.extract.facts.find import FactFindings, find_facts, find_facts_in_doc

__all__ = ["ArticleContext", "FactFindings", "find_facts", "find_facts_in_doc"]
