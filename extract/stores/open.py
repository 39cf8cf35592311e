"""The store that a name stands for: to write into, and to read from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extract.stores.folder import FolderWriter, folder_failures, read_folder
from extract.stores.writer import FailedDocument, StoreWriter
from schemas import PageRecords

__all__ = ["open_store", "read_failures", "read_store"]


def open_store(target: str | Path) -> StoreWriter:
    """A writer into the store that the target names, to be used in a `with` block."""
    return FolderWriter(Path(target))


def read_store(target: str | Path) -> Iterator[PageRecords]:
    """The complete records of a store, page by page, in the order in which they were written.

    Raises `ShiluError` S402 where there is no store of ours.
    """
    return read_folder(Path(target))


def read_failures(target: str | Path) -> Iterator[FailedDocument]:
    """The inputs that a store says could not be processed."""
    return folder_failures(Path(target))
