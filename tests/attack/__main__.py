"""Attack the product for some time:

    python -m tests.attack [--seconds 120] [--seed 1] [ATTACK ...]

The attacks share the time: `kills` (runs that are killed at random moments, into each kind of store), `browser`
(hostile pages in a real one, where there is one), `shapes` (growth with the page), and mutated `pages`, `readers`
(files of every kind), `archives` and `stores`. Each tries something at least once, however short the time. What broke
something is written to `attack-SEED/` with its trace and its input, the attack goes on with other chance, and the exit
code is 1.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.attack.attacks import ATTACKS
from tests.attack.noted import MissingError

_LONGEST = 120
"""Seconds of the processor that one thing tried may take; what takes longer hangs."""

_MOST_TRACES = 40
"""So many failures of one attack are written down, and then it stops."""


@dataclass
class _Told:
    """What came of one attack."""

    tried: int = 0
    missing: str = ""
    broken: dict[str, int] = field(default_factory=dict)
    """Each place where something broke, with how often."""

    def __str__(self) -> str:
        if self.missing:
            return f"not done: {self.missing}"
        broken = sum(self.broken.values())
        return f"{self.tried:,} tried" + (
            f", {broken} broke something, at {len(self.broken)} places" if broken else ""
        )


def watch(handler: object = None) -> object:
    """Set what happens when the time of one thing tried is over, and give what would have happened before."""
    return signal.signal(signal.SIGPROF, handler or _hangs) if hasattr(signal, "SIGPROF") else None  # type: ignore[arg-type]


def _hangs(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"one thing tried takes the processor more than {_LONGEST} s")


@contextmanager
def _watched() -> Iterator[None]:
    """Let nothing within take longer than it may. (Windows has no such clock; there it may.)"""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, _LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def attack(name: str, seconds: float, seed: int, kept: Path) -> _Told:
    """Attack until the time is up, and at least once. Each failure is written below `kept`."""
    told, end = _Told(), time.monotonic() + seconds
    while not told.tried or time.monotonic() < end:
        chance = random.Random(f"{name} {seed} {sum(told.broken.values())}")
        before = told.tried
        with tempfile.TemporaryDirectory(prefix="shilu-attack-", ignore_cleanup_errors=True) as folder:
            try:
                _try(name, chance, Path(folder), end, told, before)
            except MissingError as error:
                told.missing = str(error)
                break
            except Exception as error:  # whatever it is, it is what we look for
                told.tried += 1
                _write(error, name, seed, told, kept)
                if sum(told.broken.values()) >= _MOST_TRACES:
                    break
    return told


def _try(name: str, chance: random.Random, folder: Path, end: float, told: _Told, before: int) -> None:
    tries = ATTACKS[name](chance, folder)
    try:
        while not told.tried or time.monotonic() < end:
            with _watched():
                told.tried = before + next(tries)
    finally:
        tries.close()


def _write(error: Exception, name: str, seed: int, told: _Told, kept: Path) -> None:
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} {last.filename}:{last.lineno}"
    if place not in told.broken:
        kept.mkdir(exist_ok=True, parents=True)
        (kept / f"{name}-{len(told.broken)}.txt").write_text(
            f"{name}, seed {seed}, after {told.tried}\n{''.join(traceback.format_exception(error))}",
            encoding="utf-8",
            errors="backslashreplace",
        )
    told.broken[place] = told.broken.get(place, 0) + 1


def main() -> int:
    """Run the attacks; 1 where one succeeded."""
    parser = argparse.ArgumentParser(description="Attack the product for some time.")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("attacks", nargs="*", choices=[*ATTACKS, []], default=[])
    asked = parser.parse_args()
    watch()
    names = asked.attacks or list(ATTACKS)
    end, well, kept = time.monotonic() + asked.seconds, True, Path(f"attack-{asked.seed}")
    for number, name in enumerate(names):
        began = time.monotonic()
        told = attack(name, max(end - began, 0) / (len(names) - number), asked.seed, kept)
        well = well and not told.broken
        print(f"{name:10} {time.monotonic() - began:6.0f} s  {told}", flush=True)
    print("nothing broke" if well else f"something broke: {kept}")
    return int(not well)


if __name__ == "__main__":
    sys.exit(main())
