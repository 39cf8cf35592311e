"""Marked pages: their texts, what was marked on them, and the group of genres that each is left out with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from shilu.extract.teach import MarkedPage

__all__ = ["WRITTEN", "MarkedPage", "group_of", "read_corpus", "read_folder"]

_GROUPS = {
    "cctv-evening-news": "news", "newsw": "news", "newsx": "news", "newsn": "news", "province-gov-report": "report",
    "district-gov-report": "report", "reportw": "report", "reportx": "report", "reportn": "report",
    "districtn": "report", "districtx": "report", "districty": "report",
}  # fmt: skip
"""Prefixes of one genre, or of windows of the same texts; every other prefix is a group of its own."""

WRITTEN = {
    "public and law": "accident audit court culture education inspection letter museum notice police science sport "
    "sports tourism youth",
    "business": "bank company consumer customs energy express industrial insurance market port procurement "
    "realestate stockfirm tax tech telecom",
    "country and plans": "agri brief budget county environment feature fishery forestry interview jobs photo plan "
    "statbulletin traffic village water weather",
    "old and abroad": "chronicle congress hongkong labour military old50s old80s old90s overseas realty singapore "
    "taiwan xinhua",
    "aid and community": "aid brandwork charity elderly epidemic health partner party poverty project rural "
    "smartcity street women",
}
"""The pages of `tools/genres`, which are of some seventy genres, in five groups, like with like; those of tables are a
group apart."""


def group_of(page: str, folder: str) -> str:
    """The group that a page is left out with: `gold` and `samples` for those that stay in, else its genre.

    >>> group_of("cctv-evening-news-03", "gold-wide"), group_of("reportw-云南", "marks"), group_of("000", "gold")
    ('news', 'report', 'gold')
    >>> group_of("harvest-01", "genres"), group_of("court-01", "genres")
    ('country and plans', 'public and law')
    """
    if folder in {"gold", "samples", "made"}:
        return folder
    prefix = page.rpartition("-")[0]
    if folder == "genres":
        known = (group for group, prefixes in WRITTEN.items() if prefix in prefixes.split())
        return "tables" if prefix in {"table", "tables"} else next(known, "country and plans")
    return _GROUPS.get(prefix, prefix)


def read_folder(folder: Path, name: str, *, texts: Path | None = None) -> Iterator[MarkedPage]:
    """The marked pages of a folder in the form of gold: `PAGE.txt` (or `.md`), `.meta.json`, `.facts.jsonl` …;
    `texts` is
    where the pages lie, if elsewhere."""
    texts = texts or folder
    for facts in sorted(folder.glob("*.facts.jsonl")):
        page = facts.name.removesuffix(".facts.jsonl")
        text = next(path for ending in ("txt", "md") if (path := texts / f"{page}.{ending}").exists())
        meta = texts / f"{page}.meta.json"
        yield MarkedPage(
            id=page,
            group=group_of(page, name),
            text=text.read_text(encoding="utf-8"),
            meta=json.loads(meta.read_text(encoding="utf-8")) if meta.exists() else {},
            facts=tuple(_rows(facts)),
            names=tuple(_rows(folder / f"{page}.names.jsonl")),
            times=tuple(_rows(folder / f"{page}.times.jsonl")),
        )


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def read_corpus(path: Path) -> Iterator[MarkedPage]:
    """The lines of a corpus (`{"text", "published"?, "expect": [{"surface", "nth"?, …fields}]}`), each a page of
    its own
    in the group `made`; a slot that a line does not name is not marked there."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        case = json.loads(line) if line.strip() else {}
        if not case.get("expect") or "xfail" in case:
            continue
        facts = tuple(_placed(case["text"], case["expect"]))
        meta = {key: case[key] for key in ("published", "title", "region") if key in case}
        yield MarkedPage(f"{path.stem}-{number}", "made", case["text"], meta, facts)


def _placed(text: str, expected: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Expected amounts with their place: the next one with that surface, or the one that `nth` tells."""
    free = 0
    for one in expected:
        start = -1
        for _ in range(one.get("nth", 1)):
            start = text.find(one["surface"], start + 1 if "nth" in one else max(start + 1, free))
        if start < 0:
            continue
        free = start + 1
        yield {**one, "start": start, "end": start + len(one["surface"])}
