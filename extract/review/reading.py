"""A run read onto a desk while a person is at work there already."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from shilu.extract.errors import ShiluError
from shilu.extract.review.desk import Desk
from shilu.extract.stores import at_their_place, place_of, read_store

__all__ = ["Reading"]


class Reading(threading.Thread):
    """Lays the pages of a run out on a desk, one after the other. `done` is called at the end, with the error where the
    run could not be read to its end."""

    def __init__(self, run: str | Path, desk: Desk, done: Callable[[ShiluError | None], None]) -> None:
        super().__init__(name="reading", daemon=True)
        self._run = run
        self._desk = desk
        self._done = done
        self._begun = threading.Event()
        self._stopped = threading.Event()
        self.error: ShiluError | None = None
        desk.reading = True

    def run(self) -> None:
        """Read all pages; what a store opens is opened and closed in this thread."""
        pages, place = read_store(self._run), place_of(self._run)
        try:
            for records in pages:
                if self._stopped.is_set():
                    break
                self._desk.lay_out(at_their_place(records, place))
                if self._desk.entries:
                    self._begun.set()
            if not self._desk.entries:
                self.error = ShiluError("S708", run=self._run)
        except ShiluError as error:
            self.error = error
        finally:
            self._desk.reading = False
            self._begun.set()
        if not self._stopped.is_set():
            self._done(self.error)

    def wait_for_rows(self) -> None:
        """Return when there is a row to look at. Raises `ShiluError` S708 where the run has none, and as `read_store`
        does."""
        self._begun.wait()
        if self.error is not None:
            raise self.error

    def stop(self) -> None:
        """Read no further; returns when no more is laid out."""
        self._stopped.set()
        self.join()
