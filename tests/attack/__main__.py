"""Attack the product for some time:

    python -m tests.attack [--seconds 120] [--seed 1] [ATTACK ...]

`pages`, `readers`, `archives` and `stores` share the time that `kills` (runs that are killed at random moments),
`browser` (hostile pages in a real one, where there is one) and `shapes` (growth with the page) leave them. What broke
something is written to `attack-SEED/`, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.attack.attacks import ATTACKS

_OTHERS = {
    "kills": ("tests/extract/runs", "-k", "killed"),
    "browser": ("tests/extract/show",),
    "shapes": ("tests/trust/test_shapes.py",),
}


def _in_process(name: str, seconds: float, seed: int) -> tuple[str, bool]:
    """Attack until the time is up; what to print of it, and whether all was well."""
    chance, tried = random.Random(f"{name} {seed}"), 0
    with tempfile.TemporaryDirectory(prefix="shilu-attack-") as folder:
        end = time.monotonic() + seconds
        try:
            for tried in ATTACKS[name](chance, Path(folder)):  # noqa: B007 - the last is told
                if time.monotonic() > end:
                    break
        except Exception:  # whatever it is, it is what we look for
            kept = Path(f"attack-{seed}") / f"{name}.txt"
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(
                f"{name}, seed {seed}, after {tried}\n{traceback.format_exc()}",
                encoding="utf-8",
                errors="replace",
            )
            return f"{tried:,} tried, then broken: {kept}", False
    return f"{tried:,} tried", True


def _by_tests(name: str, seconds: float, seed: int) -> tuple[str, bool]:
    environment = {**os.environ, "SHILU_ROUNDS": str(max(1, int(seconds // 4))), "SHILU_SEED": str(seed)}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *_OTHERS[name]]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout[-6000:], done.stderr[-2000:], file=sys.stderr)
    return done.stdout.strip().splitlines()[-1], done.returncode == 0


def main() -> int:
    """Run the attacks; 1 where one succeeded."""
    parser = argparse.ArgumentParser(description="Attack the product for some time.")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("attacks", nargs="*", choices=[*ATTACKS, *_OTHERS, []], default=[])
    asked = parser.parse_args()
    names = asked.attacks or [*_OTHERS, *ATTACKS]
    end = time.monotonic() + asked.seconds
    well = True
    for number, name in enumerate(names):
        began = time.monotonic()
        share = max(end - began, 1.0) / (len(names) - number)
        told, good = (_by_tests if name in _OTHERS else _in_process)(name, share, asked.seed)
        well = well and good
        print(f"{name:10} {time.monotonic() - began:6.0f} s  {told}", flush=True)
    print("nothing broke" if well else "something broke")
    return int(not well)


if __name__ == "__main__":
    sys.exit(main())
