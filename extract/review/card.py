"""One row as the browser is told of it: what it says, the article around it, what else it could say, its picture."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from shilu.extract.articles import read_article
from shilu.extract.decisions import SLOTS, PageRow, changed_fields
from shilu.extract.review.candidates import candidates
from shilu.extract.review.desk import Desk
from shilu.extract.review.index import Entry
from shilu.extract.show.told import told_date
from shilu.schemas import Answer, Article, Fact, Page, PageRecords, Span, plain
from shilu.schemas.decision import Decision, RowState

__all__ = ["article_of", "card_of", "listed", "picture_file"]

_PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
}
"""Pictures that a browser shows."""

_AROUND = 4000
"""Characters on each side of a row that stands in no article."""


def listed(entry: Entry) -> dict[str, Any]:
    """A row as the list shows it."""
    told = {
        "n": entry.n, "id": entry.id, "sort": entry.sort, "kind": entry.kind, "surface": _one_line(entry.surface),
        "item": _one_line(entry.item), "status": entry.status, "sure": entry.sure, "disputed": entry.disputed,
        "place": entry.place,
    }  # fmt: skip
    return {
        key: value for key, value in told.items() if value is not None and value != "" and value is not False
    }


def _one_line(text: str) -> str:
    return "".join(text.split("\n"))


def card_of(desk: Desk, n: int) -> dict[str, Any]:
    """All that is shown of a row."""
    records, row, standing = desk.row(n)
    entry = desk.entries[n]
    state = desk.state(n)
    record: Any = row.record
    sentence = record.sentence if isinstance(record, Fact) else None
    article = _article_at(records, row)
    return {
        **listed(entry),
        "n": n,
        "page": records.page.id,
        "pageNumber": entry.page,
        "article": article.article if article else 0,
        "at": [row.span.start, row.span.end],
        "span": [state.span.start, state.span.end],
        "fields": fields_of(state),
        "was": fields_of(row.state) if changed_fields(row.state, state) else None,
        "sentence": [sentence.start, sentence.end] if sentence else None,
        "candidates": _candidates(records, record),
        "sureSlots": entry.sure_slots,
        "checks": list(_checks(records, entry.id)),
        "said": [_said(one) for one in standing.sides],
        "again": entry.status == "again",
        "picture": _picture(records, state.span),
        "added": entry.added,
        "by": entry.by,
        "when": entry.at,
        "note": standing.decision.note if standing.decision else None,
    }


def fields_of(state: RowState) -> dict[str, Any]:
    """The fields of a state; an answer has its words and its place."""
    return {
        name: _answer(name, value.text, value.span) if isinstance(value, Answer) else value
        for name, value in state.fields.items()
    }


def _answer(slot: str, words: str, span: Span) -> dict[str, Any]:
    """An answer with its place, the words printed there, and a period as people say it."""
    told = {"told": told_date(words)} if slot == "period" else {}
    return {"text": words, "at": [span.start, span.end], "printed": _one_line(span.surface), **told}


def _candidates(records: PageRecords, record: Any) -> dict[str, list[dict[str, Any]]]:
    if not isinstance(record, Fact):
        return {}
    found = candidates(records, record)  # type: ignore[arg-type]  # every fact is one of AnyFact
    return {
        slot: [_answer(slot, one.text, one.span) | {"chance": one.chance} for one in found[slot]]
        for slot in SLOTS
    }


def _checks(records: PageRecords, fact: str) -> Iterator[dict[str, Any]]:
    for check in records.checks:
        if fact in {check.fact, *check.others}:
            yield {
                "relation": check.relation, "verdict": check.verdict, "found": plain(check.found),
                "expected": plain(check.expected), "unit": check.unit, "at": [check.span.start, check.span.end],
                "evidence": [[one.start, one.end, _one_line(one.surface)] for one in check.evidence],
            }  # fmt: skip


def _said(decision: Decision) -> dict[str, Any]:
    changed = changed_fields(decision.before, decision.says) if decision.before and decision.says else ()
    told = decision.says.fields if decision.says else {}
    words = {name: _words(told.get(name)) for name in changed}
    return {
        "by": decision.by,
        "at": decision.at,
        "verdict": decision.verdict,
        "changed": words,
        "note": decision.note,
    }


def _words(value: Any) -> str | None:
    return value.text if isinstance(value, Answer) else None if value is None else str(value)


# The text


def _article_at(records: PageRecords, row: PageRow) -> Article | None:
    record: Any = row.record
    if isinstance(record, Fact) and record.article is not None:
        return next((one for one in records.articles if one.article == record.article), None)
    for article in records.articles:
        if any(block.start <= row.span.start < block.end for block in article.blocks):
            return article
    return None


def article_of(records: PageRecords, number: int, near: int = 0) -> dict[str, Any]:
    """The text of an article in reading order: its parts, each in runs of characters that follow each other on the
    page, with the place of the first. Number 0 gives the page's own text around a place."""
    article = next((one for one in records.articles if one.article == number), None)
    if article is None:
        start, end = max(0, near - _AROUND), near + _AROUND
        return {
            "title": records.page.title,
            "parts": [{"role": "note", "runs": [[start, records.page.text[start:end]]]}],
        }
    reading = read_article(records.page, article)
    parts = []
    for part in reading.blocks:
        end = part.end - (reading.text[part.end - 1 : part.end] == "\n")
        parts.append({"role": part.role, "runs": list(_runs(reading.text, reading.offsets, part.start, end))})
    return {"title": article.title, "parts": parts}


def _runs(text: str, offsets: Any, start: int, end: int) -> Iterator[list[Any]]:
    begun = start
    for index in range(start + 1, end + 1):
        if index == end or offsets[index] != offsets[index - 1] + 1:
            if begun < index:
                yield [offsets[begun], text[begun:index]]
            begun = index


# The picture


def _picture(records: PageRecords, span: Span) -> dict[str, Any] | None:
    """The lines of the row on the picture of the page, where there is one that a browser shows."""
    lines = [one for one in records.page.lines if one.start < span.end and span.start < one.end and one.box]
    name = next((one.image for one in records.page.lines if one.image), None)
    if not lines or picture_file(records.page, name) is None:
        return None
    boxes = [[one.box.x, one.box.y, one.box.width, one.box.height] for one in lines if one.box]
    return {"name": Path(str(name)).name, "boxes": boxes}


def picture_file(page: Page, name: str | None) -> tuple[Path, str] | None:
    """The picture beside a page's file that the file itself names, and its type; None where it is not there.

    Only a name is taken of what the file says, never a folder: a page from elsewhere shall not show other files.
    """
    named = list({line.image for line in page.lines if line.image})
    if page.source is None or name is None or Path(name).name not in {Path(one).name for one in named}:
        return None
    path = Path(page.source).parent / Path(name).name
    kind = _PICTURES.get(path.suffix.lower())
    return (path, kind) if kind and _is_file(path) else None


@lru_cache(maxsize=4096)
def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
