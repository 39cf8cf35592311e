"""How a run goes on, told on standard error: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from shilu.extract.errors import ShiluError
from shilu.extract.report import Counts
from shilu.extract.runs.inputs import Inputs
from shilu.extract.talk import said

__all__ = ["Pace", "Teller", "duration", "telling"]

_WINDOW = 60.0
"""Seconds over which the rate is taken."""
_EVERY = 60.0
"""Seconds between plain lines."""
_OFTEN = 5.0
"""The same where more is to be told."""
_REFRESH = 0.2

Clock = Callable[[], float]


class Pace:
    """The rate of a run over the last minute, and how long the rest will take at that rate.

    Only documents that were read now count: those found done in the ledger go by in no time and would make the rest
    seem shorter than it is.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._samples: deque[tuple[float, int]] = deque([(clock(), 0)])

    def note(self, done: int) -> None:
        """So many documents have been read since the beginning."""
        now = self._clock()
        if now - self._samples[-1][0] >= 1 or len(self._samples) == 1:
            self._samples.append((now, done))
        while now - self._samples[0][0] > _WINDOW and len(self._samples) > 2:
            self._samples.popleft()

    @property
    def rate(self) -> float | None:
        """Documents a second; null before anything can be said."""
        (then, before), (now, done) = self._samples[0], self._samples[-1]
        return (done - before) / (now - then) if now > then and done > before else None

    def remaining(self, left: int) -> float | None:
        """Seconds for so many documents more; null where there is no rate."""
        return left / self.rate if self.rate else None


def duration(seconds: float) -> str:
    """A duration in words, rounded to what can be known of it.

    >>> duration(50), duration(600), duration(9000), duration(400_000)
    ('under a minute', 'about 10 minutes', 'about 2.5 hours', 'about 4.6 days')
    """
    if seconds < 60:
        return "under a minute"
    if seconds < 5400:
        minutes = round(seconds / 60)
        return f"about {minutes} minute{'' if minutes == 1 else 's'}"
    return f"about {seconds / 3600:.1f} hours" if seconds < 129_600 else f"about {seconds / 86_400:.1f} days"


class Teller:
    """Watches a run. `say` is given the words each time; documents are counted beside, in a thread of their own, and
    until they are counted nothing is said of the rest."""

    def __init__(
        self, say: Callable[[str, int, int | None], None], *, every: float, clock: Clock = time.monotonic
    ):
        self.counts = Counts()
        self.ledger: Path | None = None
        self._say, self._every, self._clock = say, every, clock
        self._said = clock()
        self._pace = Pace(clock)
        self._total: int | None = None
        self._stop = threading.Event()

    def begin(self, inputs: Inputs, ledger: Path) -> None:
        """Remember the ledger and begin to count the documents."""
        self.ledger = ledger
        threading.Thread(target=self._count, args=(inputs,), daemon=True).start()

    def _count(self, inputs: Inputs) -> None:
        try:
            self._total = inputs.count(self._stop)
        except (OSError, ShiluError):
            self._total = None  # something went away; reading will say so

    def seen(self, counts: Counts) -> None:
        """Note a document; say something if it is time."""
        self.counts = counts
        self._pace.note(counts.done)
        if self._is_time():
            self._say(self._words(counts), counts.finished, self._known_total(counts))

    def wrote(self, documents: int, of: int) -> None:
        """Note that a document went into the store; say something if it is time."""
        if self._is_time():
            self._say(f"writing the store: {documents:,} of {of:,} documents", documents, of)

    @property
    def interrupted(self) -> str:
        """What to say after Ctrl-C."""
        done = self.counts.finished
        words = (
            f"interrupted after {done:,} document{'' if done == 1 else 's'}; an earlier output is as it was"
        )
        return (
            f"{words}. What was done is kept in {self.ledger}: the same command goes on"
            if self.ledger
            else words
        )

    def stop(self) -> None:
        """Stop counting."""
        self._stop.set()

    def _is_time(self) -> bool:
        now = self._clock()
        if now - self._said < self._every:
            return False
        self._said = now
        return True

    def _known_total(self, counts: Counts) -> int | None:
        # A text file may hold several pages, and is counted as one.
        return self._total if self._total is not None and self._total >= counts.read else None

    def _words(self, counts: Counts) -> str:
        total = self._known_total(counts)
        words = f"{counts.finished:,}" + (f" of {total:,}" if total is not None else "") + " documents"
        if counts.failed:
            words += f", {counts.failed:,} failed"
        if rate := self._pace.rate:
            words += f", {rate:,.1f} a second" if rate >= 1 else f", {rate * 60:.1f} a minute"
        left = None if total is None else self._pace.remaining(total - counts.finished)
        return words + (f", {duration(left)} left" if left is not None else "")


@contextmanager
def telling(*, quiet: bool, verbose: bool = False) -> Iterator[Teller]:
    """What watches a run: a bar where standard error is a terminal, else a line every minute, or every five seconds
    where more is to be told (`verbose`)."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        teller = Teller(_nothing if quiet else _line, every=_OFTEN if verbose else _EVERY)
        try:
            yield teller
        finally:
            teller.stop()
        return
    with Progress(BarColumn(), TextColumn("{task.description}"), console=console, transient=True) as bar:
        task = bar.add_task(said("reading"), total=None)

        def show(words: str, done: int, total: int | None) -> None:
            bar.update(task, description=_said(words), completed=done, total=total)

        teller = Teller(show, every=_REFRESH)
        try:
            yield teller
        finally:
            teller.stop()


def _line(words: str, done: int, total: int | None) -> None:  # noqa: ARG001  # a bar needs them, a line does not
    print(f"shilu: {_said(words)}", file=sys.stderr, flush=True)


def _said(words: str) -> str:
    """The words in the language of the user, part by part."""
    return ", ".join(map(said, words.split(", ")))


def _nothing(words: str, done: int, total: int | None) -> None:
    pass
