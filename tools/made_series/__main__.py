"""`python -m tools.made_series FOLDER`: write the made archive and its truth. The same seed gives the same bytes."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools.made_series.archive import Archive, Document, make_archive
from tools.made_series.truth import promises, relations, statement_row, variables

__all__ = ["DOCUMENTS", "SEED", "write"]

SEED = 20
DOCUMENTS = 300


def _row(document: Document) -> dict[str, Any]:
    """A document as `shilu extract` reads it."""
    return {
        "id": document.id, "published": document.published.isoformat(), "title": document.title,
        "source": document.source, "region": document.region, "made": True, "text": document.text,
    }  # fmt: skip


def _lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8", newline="\n")


def write(archive: Archive, folder: Path) -> None:
    """Write `pages.jsonl` into the folder, and below `truth/` what is true of it."""
    truth = folder / "truth"
    truth.mkdir(parents=True, exist_ok=True)
    _lines(folder / "pages.jsonl", map(_row, archive.documents))
    _lines(truth / "statements.jsonl", map(statement_row, archive.statements))
    _lines(truth / "variables.jsonl", variables(archive))
    _lines(truth / "relations.jsonl", relations(archive))
    _lines(truth / "promises.jsonl", promises(archive))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write; made where it is not there")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="how many documents, up to some 310")
    given = parser.parse_args()
    archive = make_archive(given.seed, given.documents)
    write(archive, given.folder)
    print(f"{len(archive.documents)} documents, {len(archive.statements)} statements in {given.folder}")


if __name__ == "__main__":
    main()
