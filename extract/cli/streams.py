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

    def __init__(self, stream: IO[str], *, told: bool) -> None:
        self._stream, self._told = stream, told

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write, as long as somebody reads."""
        with self._patiently():
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush, as long as somebody reads."""
        with self._patiently():
            self._stream.flush()

    @contextmanager
    def _patiently(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._let_go()
            if self._told and not isinstance(error, BrokenPipeError):
                raise ShiluError("S112", why=error.strerror or error) from None

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
        patient = _Patient(stream, told=name == "stdout") if stream else open(os.devnull, "w")  # noqa: SIM115, PTH123
        setattr(sys, name, patient)
    try:
        yield
    finally:
        sys.stdout.flush()
