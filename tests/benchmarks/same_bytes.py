"""Whether two checkouts give the same bytes: a hash of everything that is found on each page.

    python -m tests.benchmarks.same_bytes PATH ... > before.txt      # in the one checkout
    python -m tests.benchmarks.same_bytes PATH ... | diff before.txt -

Paths are folders or files of pages, or `.jsonl` files of which each line has a `text`. For each page two hashes are
printed: of its records, and of the contests behind them, every candidate with its signs and its chance to four digits.
Name the paths alike in both: records keep the path that a page was read from.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from shilu import Extractor, ShiluError
from shilu.extract.extractor import headed_page, read_articles
from shilu.extract.facts.choose import choose
from shilu.extract.facts.find import view_amounts
from shilu.extract.facts.select import select
from shilu.extract.language import WordReader
from shilu.extract.pages import parse_published, read_pages
from shilu.schemas import Page, Published


def pages_in(path: Path) -> Iterator[Page]:
    """The pages of a path, as a run reads them; of `.jsonl` one a line."""
    if path.suffix == ".jsonl":
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            told = json.loads(line)
            day = told.get("published")
            given = Published(value=parse_published(day), source="option") if day else None
            yield Page(id=f"{path.stem}-{told.get('id', number)}", text=told["text"], published=given)
        return
    files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    yield from (page for page in read_pages(files) if isinstance(page, Page))


def contests_of(page: Page, reader: WordReader) -> Iterator[str]:
    """Every candidate of every contest on a page, a line each."""
    for read in read_articles(headed_page(page), reader):
        chosen = select(read.words.text, read.amounts.quantities, read.times, read.names).chosen
        views = view_amounts(read.words, chosen, read.times, read.names, read.context) if chosen else []
        for number, answers in enumerate(choose(views)):
            for slot, choice in answers.items():
                for one, chance in choice.ranked:
                    signs = [round(float(sign), 4) for sign in one.signs]
                    told = (one.value, one.start, one.end, one.by, one.same_as, one.kin)
                    yield f"{number} {slot} {told} {signs} {chance:.4f}"


def main() -> None:
    """Print the hashes."""
    extractor, reader = Extractor(), WordReader()
    for path in map(Path, sys.argv[1:]):
        for page in pages_in(path):
            try:
                records = extractor.records(page).model_dump_json()
            except ShiluError as error:
                records = str(error)
            contests = "\n".join(contests_of(page, reader))
            hashes = [hashlib.sha256(told.encode()).hexdigest()[:16] for told in (records, contests)]
            print(page.id, *hashes)


if __name__ == "__main__":
    main()
