"""One writer at a time: a lock on a file beside the store, which the system lets go when its process ends, however."""

from __future__ import annotations

import importlib
import importlib.util
import os
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError

__all__ = ["Lock"]

_fcntl: Any = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None
"""None on Windows, where a file that is open cannot be written by another process anyway."""


class Lock:
    """A lock that is held from `take` to `release`. Its file is there only as long."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open: int | None = None

    def take(self, target: str) -> None:
        """Take the lock. Raises `ShiluError` S411, which names the target, while another writer has it; `OSError` where
        its file cannot be made."""
        if _fcntl is None:
            return
        while self._open is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            number = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                _fcntl.flock(number, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
            except BlockingIOError as error:
                os.close(number)
                raise ShiluError("S411", target=target) from error
            if self._is(number):
                self._open = number
            else:  # its last owner removed the file between the two calls
                os.close(number)

    def _is(self, number: int) -> bool:
        """Whether the open file is still the one of that name."""
        try:
            return os.path.samestat(os.fstat(number), self.path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let the lock go and remove its file; nothing where it is not held."""
        if self._open is not None:
            self.path.unlink(missing_ok=True)
            os.close(self._open)
            self._open = None
