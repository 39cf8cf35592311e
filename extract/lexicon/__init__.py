"""Tables of words: TOML files that stand beside the code that uses them, validated like records."""

from shilu.extract.lexicon.table import Table, alternation, load_table

__all__ = ["Table", "alternation", "load_table"]
