"""`python -m tools.fit.kinds --write`: the signs of pages of many kinds, against which `shilu learn` holds a user's.

Only how often marks and common words stand in a piece of a page is kept, no text. `../shared/gold` has no part in it:
the loss on it is measured.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from shilu.extract.learn import kind_signs, pieces_of, written_signs
from tools.fit.marks import WRITTEN, MarkedPage

__all__ = ["kinds_of"]

TARGET = Path(__file__).resolve().parents[2] / "extract" / "learn" / "kinds.json"
LEFT_OUT = frozenset({"gold", *WRITTEN})
"""Groups that have no part in it: `gold` is measured on, and the invented pages of `tools/genres` would outnumber the
real ones (with them a page of `gold` came out as like the news, at 0.43, which is at 0.28 without them)."""

_SHORTEST = 300
_PIECES = 4
"""Of a page: the longest shall not outweigh all others in the file."""


def kinds_of(pages: Iterable[MarkedPage], without: Collection[str] = ()) -> list[npt.NDArray[np.float64]]:
    """The signs of the pieces of each page that is long enough, each text once; `without` are groups to leave out."""
    texts = dict.fromkeys(
        page.text for page in pages
        if page.group not in {*LEFT_OUT, *without} and len(page.text) >= _SHORTEST
    )  # fmt: skip
    return [np.array([written_signs(piece) for piece in pieces_of(text, _PIECES)]) for text in texts]


def main() -> None:
    """The command."""
    from tools.fit.__main__ import pages
    from tools.fit.report import SHARED

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    given = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} is not there: most of the pages lie in it. {TARGET.name} stays as it is.")
    found = kinds_of(pages(held=False))
    print(f"{len(found)} pages, {sum(map(len, found))} pieces, {len(kind_signs())} signs")
    if given.write:
        told = [[[round(10 * one) for one in row] for row in page.tolist()] for page in found]
        head = json.dumps({"signs": kind_signs(), "pages": []}, ensure_ascii=False)
        body = ",\n".join(json.dumps(page, separators=(",", ":")) for page in told)
        TARGET.write_text(f"{head[:-2]}\n{body}\n]}}\n", encoding="utf-8")
        print(f"written: {TARGET.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
