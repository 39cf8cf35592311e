"""The file of decisions beside a run: only ever appended to, whole after every line, and joined with another's."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

from filelock import FileLock
from pydantic import ValidationError

from shilu.extract.errors import ShiluError, in_one_line
from shilu.schemas.decision import Answer, Decision, RowSort, RowState

__all__ = ["Book", "Standing", "book_of", "read_decisions", "with_id"]

_ENDING = ".decisions.jsonl"

_fcntl: Any = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None
"""None on Windows, where a file of its own is the lock: it cannot be removed without a gap, and stays."""

_PATIENCE = 30
"""Seconds that a writer waits for another one."""

Key = tuple[str, RowSort, str]
"""Page, sort and id of a row: a fact and a time of one place may have one id."""


def book_of(run: str | Path) -> Path:
    """The file of decisions that belongs to a run: `OUT.decisions.jsonl` beside `OUT`.

    Raises `ShiluError` S701 for a run on a server, which has no place beside it.
    """
    if isinstance(run, str) and "://" in run:
        raise ShiluError("S701", run=run.partition("://")[0] + "://…")
    path = Path(run)
    return path.with_name(path.resolve().name + _ENDING) if path.name else Path(path.resolve().name + _ENDING)


def with_id(decision: Decision) -> Decision:
    """The decision under the id that its content gives it."""
    content = decision.model_dump_json(exclude={"id"}, exclude_defaults=True)
    return decision.model_copy(update={"id": hashlib.sha256(content.encode()).hexdigest()[:16]})


def read_decisions(path: Path) -> tuple[list[Decision], int]:
    """The decisions of a file, and how many characters at its end are of one that was cut off while it was written.

    Raises `ShiluError` S702 for a line within the file that is none, S703 where it cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ShiluError("S703", path=path, why=error.strerror or error) from error
    whole, _, torn = data.rpartition(b"\n")
    return [_decision(path, n, line) for n, line in enumerate(whole.split(b"\n"), 1) if line.strip()], len(
        torn
    )


def _decision(path: Path, number: int, line: bytes) -> Decision:
    try:
        return Decision.model_validate_json(line)
    except ValidationError as error:
        raise ShiluError("S702", path=path, line=number, why=in_one_line(error)) from error


class Standing:
    """What stands of one row: the decisions that no later one followed, the latest last."""

    def __init__(self, book: Book, heads: Sequence[Decision]) -> None:
        self.heads = tuple(sorted(heads, key=lambda one: (one.at, one.id)))
        found = [book.effective(head) for head in self.heads]
        self._effective = [one for one in found if one is not None]

    @property
    def decision(self) -> Decision | None:
        """The decision that is in force; None where all was undone."""
        return self._effective[-1] if self._effective else None

    @property
    def disputed(self) -> bool:
        """Whether those that stand contradict each other."""
        return len({_effect(one) for one in self._effective}) > 1

    @property
    def sides(self) -> tuple[Decision, ...]:
        """Those that stand."""
        return tuple(self._effective)


def _effect(decision: Decision) -> str:
    """Equal for decisions that leave a row the same: right as it is, or fixed to what another signed."""
    says = decision.says
    held = decision.verdict in {"wrong", "doubtful"}
    return json.dumps([decision.verdict if held else "", says and _plain(says)], ensure_ascii=False)


def _plain(state: RowState) -> dict[str, Any]:
    words = {
        name: (value.text if isinstance(value, Answer) else value)
        for name, value in sorted(state.fields.items())
    }
    return {"at": [state.span.start, state.span.end], **words}


class Book:
    """The decisions on a run, held by row, and written to their file one by one."""

    def __init__(self, path: Path, decisions: Iterable[Decision] = ()) -> None:
        self.path = path
        self._all: dict[str, Decision] = {}
        self._rows: dict[Key, list[str]] = {}
        self._followed: set[str] = set()
        self._size = 0
        for one in decisions:
            self._keep(one)

    @classmethod
    def open(cls, path: Path) -> Book:
        """The book of a file; an empty one where there is no file yet. Raises as `read_decisions` does."""
        if not path.exists():
            return cls(path)
        found, torn = read_decisions(path)
        book = cls(path, found)
        book._size = path.stat().st_size - torn
        return book

    def _keep(self, decision: Decision) -> None:
        if decision.id in self._all:
            return
        self._all[decision.id] = decision
        self._rows.setdefault((decision.page, decision.sort, decision.row), []).append(decision.id)
        self._followed.update(decision.follows)

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Decision]:
        return iter(self._all.values())

    def since(self, number: int) -> Iterator[Decision]:
        """The decisions that came after so many."""
        return islice(self._all.values(), number, None)

    def get(self, name: str) -> Decision | None:
        """The decision of that id."""
        return self._all.get(name)

    def of_row(self, page: str, sort: RowSort, row: str) -> tuple[Decision, ...]:
        """All decisions on a row, as they were made."""
        return tuple(self._all[one] for one in self._rows.get((page, sort, row), ()))

    def standing(self, page: str, sort: RowSort, row: str) -> Standing:
        """What stands of a row."""
        return Standing(self, [one for one in self.of_row(page, sort, row) if one.id not in self._followed])

    def rows(self) -> Iterator[tuple[Key, Standing]]:
        """Every row that something was decided on, and what stands."""
        for key in self._rows:
            yield key, self.standing(*key)

    def contradictions(self) -> list[tuple[Key, Standing]]:
        """The rows on which people contradict each other."""
        return [(key, standing) for key, standing in self.rows() if standing.disputed]

    def effective(self, decision: Decision) -> Decision | None:
        """What a decision leaves in force: itself, or for an undoing what stood before that which it undid."""
        seen: set[str] = set()
        one: Decision | None = decision
        while one is not None and one.verdict == "undone" and one.id not in seen:
            seen.add(one.id)
            undone = self._all.get(one.follows[0]) if one.follows else None
            before = undone.follows if undone else ()
            one = self._all.get(before[-1]) if before else None
        return None if one is None or one.verdict == "undone" else one

    def add(self, decisions: Sequence[Decision]) -> list[Decision]:
        """Append decisions to the file, all or none, safe on the disk when this returns; gives them with their ids.

        What another process appended meanwhile is read first. Raises `ShiluError` S703 where it cannot be written.
        """
        named = [with_id(one) for one in decisions]
        lines = "".join(f"{one.model_dump_json(exclude_defaults=True)}\n" for one in named).encode()
        try:
            with self._locked() as file:
                self._catch_up(file)
                file.seek(self._size)
                file.truncate()  # a line that was cut off when its writer was killed
                file.write(lines)
                file.flush()
                os.fsync(file.fileno())
                self._size += len(lines)
        except OSError as error:
            raise ShiluError("S703", path=self.path, why=error.strerror or error) from error
        for one in named:
            self._keep(one)
        return named

    @contextmanager
    def _locked(self) -> Iterator[IO[bytes]]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        number = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        with os.fdopen(number, "r+b") as file:
            if _fcntl is not None:
                _fcntl.flock(file, _fcntl.LOCK_EX)
                yield file
            else:
                with FileLock(self.path.with_name(self.path.name + ".lock"), timeout=_PATIENCE):
                    yield file

    def _catch_up(self, file: IO[bytes]) -> None:
        """Read what others appended; leaves `_size` at the end of the last whole line."""
        file.seek(self._size)
        whole, stop, _ = file.read().rpartition(b"\n")
        for number, line in enumerate(whole.split(b"\n"), 1):
            if line.strip():
                self._keep(_decision(self.path, number, line))
        self._size += len(whole) + len(stop)

    def merge(self, others: Iterable[Decision]) -> int:
        """Append those decisions of another file that this one has not; gives how many."""
        new = [one for one in others if one.id not in self._all]
        if new:
            self.add(new)
        return len(new)
