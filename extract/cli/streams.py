"""Standard output and error as programs meet them: closed, full, or read by somebody who has seen enough."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

from shilu.extract.errors import ShiluError

__all__ = ["streams"]


class _Patient:
    """A stream that goes on quietly when its reader has gone (`shilu names OUT | head`): the work is done and its exit
    code holds all the same."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write, as long as somebody reads."""
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            self._let_go()
        return len(text)

    def flush(self) -> None:
        """Flush, as long as somebody reads."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            self._let_go()

    def _let_go(self) -> None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)
        with suppress(OSError):
            self._stream.flush()


@contextmanager
def streams() -> Iterator[None]:
    """Streams that are there and flushed at the end of the block. Raises `ShiluError` S112 where standard output takes
    nothing (a full disk): what was to be written is lost, and the exit code must say so."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        setattr(sys, name, open(os.devnull, "w") if stream is None else _Patient(stream))  # noqa: SIM115, PTH123
    try:
        yield
    except OSError as error:
        _refuse(error)
        raise
    finally:
        _flush()


def _flush() -> None:
    try:
        sys.stdout.flush()
    except OSError as error:
        _refuse(error)


def _refuse(error: OSError) -> None:
    """Raise S112 if it is standard output that fails; what it still holds would be tried again when Python ends."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
        raise ShiluError("S112", why=error.strerror or error) from None
