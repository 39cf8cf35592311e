"""What every stage may ask of a sentence: its clauses and chunks, what stands around an amount, noun phrases, topics,
verbs that govern, lists. Knows nothing of facts and their slots."""

from shilu.extract.grammar.clauses import clause_bounds, mark_clauses

__all__ = ["clause_bounds", "mark_clauses"]
