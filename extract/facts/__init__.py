"""Facts: amounts joined with what they are amounts of, whose, where and when."""

from extract.facts.context import ArticleContext
from extract.facts.find import FactFindings, find_facts, find_facts_in_doc

__all__ = ["ArticleContext", "FactFindings", "find_facts", "find_facts_in_doc"]
