"""Where records are written and read back: one module a store. A store knows records and rows, not how they were
found."""

from shilu.extract.stores.address import Address, read_address
from shilu.extract.stores.folder import FILES, file_parts, page_files, write_folder
from shilu.extract.stores.frames import to_pandas
from shilu.extract.stores.open import (
    KINDS,
    Exported,
    Options,
    StoreKind,
    Unread,
    export_store,
    is_store,
    kind_of,
    ledger_of,
    open_store,
    read_failures,
    read_store,
    read_unread,
)
from shilu.extract.stores.place import at_their_place, keep_place, place_of
from shilu.extract.stores.rows import (
    Cell,
    PageRows,
    Row,
    cell_text,
    fact_row,
    page_records,
    page_rows,
    row_streams,
)
from shilu.extract.stores.tables import TABLES, Column, Table
from shilu.extract.stores.writer import FailedDocument, Form, StoreWriter

__all__ = [
    "FILES", "KINDS", "TABLES", "Address", "Cell", "Column", "Exported", "FailedDocument", "Form", "Options",
    "PageRows", "Row", "StoreKind", "StoreWriter", "Table", "Unread", "at_their_place", "cell_text", "export_store",
    "fact_row", "file_parts", "is_store", "keep_place", "kind_of", "ledger_of", "open_store", "page_files",
    "page_records", "page_rows", "place_of", "read_address", "read_failures", "read_store", "read_unread",
    "row_streams", "to_pandas", "write_folder",
]  # fmt: skip
