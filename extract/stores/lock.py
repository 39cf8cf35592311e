"""One writer at a time: a lock on a file beside the store, which the system lets go when its process ends, however."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from shilu.extract.errors import ShiluError

__all__ = ["Lock"]


class Lock:
    """A lock that is held from `take` to `release`, on every system. Its file is there only as long."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = FileLock(path, timeout=0, thread_local=False)

    def take(self, target: str) -> None:
        """Take the lock. Raises `ShiluError` S411, which names the target, while another writer has it; `OSError` where
        its file cannot be made."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise ShiluError("S411", target=target) from error

    def release(self) -> None:
        """Let the lock go and remove its file; nothing where it is not held."""
        if self._lock.is_locked:
            with suppress(PermissionError):  # Windows removes it with the lock, and not before
                self.path.unlink(missing_ok=True)
            self._lock.release()
