"""A folder of marked pages, as `shilu apply --gold` writes it, read as pages to learn from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.evaluate import read_gold
from shilu.extract.pages import parse_published
from shilu.extract.teach.articles import MarkedPage

__all__ = ["read_marked"]


def read_marked(folder: Path) -> Iterator[MarkedPage]:
    """The pages of a folder whose facts are marked and whose texts stand beside the marks.

    Raises `ShiluError` S709 where no page has its text, S502 for metadata or a mark that is not understood, and as
    `read_gold` does.
    """
    found = [page for page in read_gold(folder) if page.text is not None]
    if not found:
        raise ShiluError("S709", folder=folder)
    for page in found:
        if page.facts is not None and page.text is not None:
            meta = _meta(folder, page.page) if folder.is_dir() else {}
            yield MarkedPage(page.page, page.page, page.text, meta, tuple(page.facts))


def _meta(folder: Path, page: str) -> Mapping[str, Any]:
    path = next(
        (
            found
            for side in (folder, folder.parent / "pages")
            if (found := side / f"{page}.meta.json").exists()
        ),
        None,
    )
    if path is None:
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ShiluError("S502", path=path, line=1, why="not JSON") from error
    if not isinstance(told, dict):
        raise ShiluError("S502", path=path, line=1, why="metadata are an object with names")
    kept = {name: told[name] for name in ("title", "region") if isinstance(told.get(name), str)}
    published = told.get("published")
    if isinstance(published, str | int | date):
        kept["published"] = parse_published(str(published))
    if _windows(told.get("marked")):
        kept["marked"] = told["marked"]
    return kept


def _windows(told: object) -> bool:
    """Whether metadata tell which parts of the page were marked: pairs of places."""
    return isinstance(told, list) and all(
        isinstance(one, list) and len(one) == 2 and all(type(end) is int for end in one) for one in told
    )
