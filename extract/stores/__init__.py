"""Where records are written: one module a store. A store knows records and rows, not how they were found."""

from extract.stores.folder import FILES, FolderWriter, render, write_folder
from extract.stores.rows import TABLES, article_row, fact_row, name_row, number_row, time_row

__all__ = [
    "FILES", "TABLES", "FolderWriter", "article_row", "fact_row", "name_row", "number_row", "render",
    "time_row", "write_folder",
]  # fmt: skip
