"""What all stores have in common for those who write into them."""

from __future__ import annotations

import errno
import os
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, Self

from shilu.extract.errors import ShiluError
from shilu.extract.ids import Ids
from shilu.extract.stores.lock import Lock
from shilu.extract.stores.rows import PageRows, Row

__all__ = ["FailedDocument", "Form", "Part", "StoreWriter", "failures", "writing"]


Form = Literal["rows", "files"]
"""`rows` are those of `page_rows`, `files` what the page adds to each file of a folder."""


@dataclass(frozen=True)
class FailedDocument:
    """An input that could not be processed: file, line (where the file has a document a line), why, and where in
    the work; `trace` is for an error in the extractor itself."""

    source: str
    line: int | None
    reason: str
    stage: str | None = None
    trace: str | None = None

    def row(self) -> Row:
        """The row of the table `failed`, in text that every store can keep: bytes of a file's name that are no Unicode
        are written as `\\udc80`, U+0000 as `␀`."""
        source, trace = _storable(self.source), self.trace
        return {
            "source": source,
            "line": self.line,
            "reason": _storable(self.reason),
            "stage": self.stage,
            "trace": None if trace is None else _storable(trace),
            "id": source if self.line is None else f"{source}:{self.line}",
        }


def _storable(text: str) -> str:
    return text.encode(errors="backslashreplace").decode().replace("\0", "␀")


def failures(rows: Iterable[tuple[str, int | None, str, str | None, str | None]]) -> Iterator[FailedDocument]:
    """The failures of rows with `source`, `line`, `reason`, `stage` and `trace`."""
    return (FailedDocument(*row) for row in rows)


class StoreWriter(ABC):
    """Writes a run into a store. Use it in a `with` block and call `finish` when all is added.

    Pages are added in the order of the input; the same calls give the same content. Nothing appears under the name of
    the target before `finish`: a block that is left without it leaves the target as it was. `add`, `fail` and
    `finish` raise `ShiluError`: S104 where the target cannot be written, others as the store says.
    """

    form: Form = "rows"
    """What `add_rendered` takes: the work that can be done for a page beforehand, in another process."""

    force: bool = False
    """Whether a file at the target that is not ours is replaced."""

    def __init__(self, target: str, *, lock: Path | None = None) -> None:
        """`lock` is a file to be locked while the store is written, if two writers would harm each other."""
        self.target = target
        self._lock = Lock(lock) if lock else None
        self._lost: Counter[str] = Counter()
        self._failed = Ids()

    def __enter__(self) -> Self:
        """Begin the store; where that fails, nothing of it stays. Raises `ShiluError` S411 while another process writes
        it."""
        if self._lock:
            with writing(self.target):
                self._lock.take(self.target)
        try:
            self.begin()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Remove what was not finished."""
        try:
            self.discard()
        finally:
            if self._lock:
                self._lock.release()

    @abstractmethod
    def begin(self) -> None:
        """Make ready to add."""

    @abstractmethod
    def add(self, rows: PageRows) -> None:
        """Add a page, as `page_rows` gave it; no two of one name."""

    def add_rendered(self, page: Mapping[str, Any]) -> None:
        """Add a page in the form of this store (`form`), as it came back from JSON: `rows` are those of `page_rows`."""
        self.add({table: tuple(rows) for table, rows in page.items()})

    def fail(self, failure: FailedDocument) -> None:  # noqa: ARG002 - for the stores that can
        """Note an input that could not be processed; it becomes a row of the table `failed`, where there is one."""
        self.lose("inputs that failed are not in it")

    def failed_row(self, failure: FailedDocument) -> Row:
        """The row of the table `failed`, no two with one id. The ids are all that is held of failures."""
        row = failure.row()
        return row | {"id": self._failed.give(str(row["id"]))}

    @abstractmethod
    def finish(self) -> None:
        """Give the store its name, whole."""

    @abstractmethod
    def discard(self) -> None:
        """Remove what was not finished; nothing after `finish`."""

    def lose(self, what: str) -> None:
        """Note once more that something could not be held as it is; `what` is a plain sentence."""
        self._lost[what] += 1

    def lacks(self, what: str) -> None:
        """Note something that the format as such cannot hold."""
        self._lost[what] = 0

    @property
    def losses(self) -> tuple[str, ...]:
        """What the format could not hold, a sentence each, with how often where that was counted."""
        return tuple(f"{what} ({count:,})" if count else what for what, count in self._lost.items())


class Part:
    """A file on its way: it carries the ending `.part` until it is whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(path.name + ".part")

    @property
    def lock(self) -> Path:
        """The file to be locked while it is written."""
        return self.path.with_name(self.path.name + ".lock.part")

    def prepare(self) -> None:
        """Make its folder, and room for it. Raises `ShiluError` S104 where the system refuses."""
        with writing(self.path):
            if self.path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "it is a folder")
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.discard()

    def create(self) -> IO[bytes]:
        """Begin it as a file that was not there before, whatever links lie about: one of that name is removed, and not
        followed. Raises `ShiluError` S104 where the system refuses."""
        self.prepare()
        with writing(self.path):
            flags = (
                os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            )
            return os.fdopen(os.open(self.part, flags, 0o666), "w+b")

    def publish(self, *, beside: Iterable[str] = ()) -> None:
        """Give it its name, in place of an earlier file, and remove what a database kept beside that: files of its
        name with the endings `beside`, which would be taken for the new one's."""
        for ending in beside:
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        self.part.replace(self.path)

    def discard(self, *, beside: Iterable[str] = ()) -> None:
        """Remove it, and what a database keeps beside it: files of its name with the endings `beside`."""
        for ending in ("", *beside):
            self.part.with_name(self.part.name + ending).unlink(missing_ok=True)


@contextmanager
def writing(target: object) -> Iterator[None]:
    """Turns a refusal of the system into `ShiluError` S104."""
    try:
        yield
    except OSError as error:
        raise ShiluError("S104", path=target, why=error.strerror or error) from error
