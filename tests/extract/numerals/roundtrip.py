"""Write random numbers in every Chinese style and read each back: exactly, or it ends with the first that failed.

    python -m tests.extract.numerals.roundtrip 1000000

The seed is fixed: the same count tries the same numbers. Tests run a few thousand.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from decimal import Decimal

from shilu.extract.numerals import read_numeral
from shilu.extract.text.fold import fold
from tests.extract.numerals.render import STYLES

_SEED = 20221201


def numbers(count: int) -> Iterator[Decimal]:
    """Decimals of one to sixteen digits before the point and up to four after it, every length as likely."""
    chance = random.Random(_SEED)
    for _ in range(count):
        whole = chance.randrange(10 ** chance.randrange(1, 17))
        places = chance.choice((0, 0, 1, 2, 3, 4))
        part = chance.randrange(10**places)
        yield Decimal(whole * 10**places + part).scaleb(-places)


def failures(count: int) -> Iterator[tuple[str, str, object]]:
    """Style, text and what was read, for each number that was not read back whole and exactly."""
    styles = tuple(STYLES.items())
    for index, number in enumerate(numbers(count)):
        name, write = styles[index % len(styles)]
        text = write(number)
        numeral = read_numeral(fold(text), 0, alone=True)
        if numeral is None or numeral.end != len(text) or numeral.value != number:
            yield name, text, numeral


def main() -> int:
    """Try as many numbers as the first argument says; exit 1 at a failure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    start = time.perf_counter()
    for name, text, numeral in failures(count):
        print(f"{name}: {text!r} was read as {numeral}")
        return 1
    print(f"{count} numbers in {len(STYLES)} styles read back exactly in {time.perf_counter() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
