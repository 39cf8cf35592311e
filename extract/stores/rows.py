"""Records as flat rows: one small pure function a table.

The columns of the contract come first, in its order; what helps besides comes after them. `TABLES` names each
column with its meaning, the one place that does: headers and the data dictionary are made of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from schemas import (
    AnyFact,
    Article,
    Name,
    NumberAccount,
    Slot,
    Span,
    Time,
    bound_of,
    bounds_of,
    plain,
    value_of,
)

__all__ = ["TABLES", "article_row", "fact_row", "name_row", "number_row", "time_row"]

Row = dict[str, str]

_PLACE = {
    "page": "file name without its ending, or the document's `id`",
    "start": "offset of the first character, in code points of the text as read, from 0",
    "end": "offset after the last character",
    "surface": "the characters as printed, line breaks of the page included",
}

_AMOUNT = {
    "value": "the number as printed, in plain digits and units: 1.5亿元 is 150000000; empty for a range",
    "lower": "the least it can be, where the words say so",
    "upper": "the most it can be, where the words say so",
    "bound": "exact, about, over, at_least, under, at_most or range",
    "unit": "unit or classifier as printed, without 万 and 亿",
}

_FACTS = {
    **_PLACE,
    "kind": "count, money, percent, area, length, duration, rank and so on",
    **_AMOUNT,
    "item": "amount of what",
    "subject": "of whom or what it is said",
    "action": "the verb of the statement",
    "change": "increase or decrease, where the amount is a change; empty for a level",
    "per": "the denominator of a rate",
    "programme": "the named programme that it is about",
    "place": "where it holds",
    "period": "when it holds: an EDTF date or interval",
    "status": "actual, planned, expected or capacity",
    "cumulative": "true for a running total, else false",
    "id": "stable name of the fact",
    "article": "number of the article on its page",
    "title": "title of the article",
    "sentence": "the sentence that states it, as printed",
    "normal_value": "the number in the standard unit",
    "normal_unit": "the standard unit: a UCUM or ISO 4217 code",
    "unit_code": "UCUM or ISO 4217 code of the unit as printed",
    "speaker": "who says so",
    "duplicate": "true where it stands in a block that the OCR repeated",
}

_NAMES = {
    **_PLACE,
    "type": "programme, platform, brand, facility, policy, award, event, work, organisation, place or person",
    "canonical": "the fullest name that the article uses for the same thing",
    "code": "GB/T 2260 code of a place, where it is known",
}

_TIMES = {
    **_PLACE,
    "type": "date, period, duration or recurring",
    "value": "EDTF date or interval, or ISO 8601 duration; empty where the text does not tell",
    "resolution": "stated, anchored (to the publication date), context, unresolved or vague",
    "anchor": "the date that a relative expression was reckoned from",
    "reason": "why there is no value",
    "inside_name": "true where it is part of a name",
}

_NUMBERS = {
    **_PLACE,
    "kind": "kind of the amount, or ordinal",
    **_AMOUNT,
    "role": "fact, time, ordinal, name, idiom or unread",
    "reason": "the rule or table row that settled the role",
    "fact": "id of the fact that it states",
    "unit_code": "UCUM or ISO 4217 code of the unit as printed",
}

TABLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"facts.csv": _FACTS, "names.csv": _NAMES, "times.csv": _TIMES, "numbers.csv": _NUMBERS}
)
"""The columns of each CSV file, in order, each with its meaning."""


def fact_row(fact: AnyFact, *, title: str | None = None) -> Row:
    """A fact as a row of `facts.csv`; `title` is that of its article."""
    quantity = fact.quantity
    normal = quantity.normal
    return {
        **_place(fact.page, quantity.span),
        "kind": fact.kind,
        **_amount(quantity.amount, quantity.unit),
        "item": _words(fact.item),
        "subject": _words(fact.subject),
        "action": _words(fact.action),
        "change": _cell(fact.change),
        "per": _cell(fact.per),
        "programme": _words(fact.programme),
        "place": _words(fact.place),
        "period": fact.period.value if fact.period else "",
        "status": fact.status,
        "cumulative": _cell(fact.cumulative),
        "id": fact.id,
        "article": _cell(fact.article),
        "title": _cell(title),
        "sentence": fact.sentence.surface,
        "normal_value": _cell(normal.value if normal else None),
        "normal_unit": _cell(normal.unit if normal else None),
        "unit_code": _cell(quantity.unit_code),
        "speaker": _words(fact.speaker),
        "duplicate": _cell(fact.duplicate),
    }


def name_row(page: str, name: Name) -> Row:
    """A name as a row of `names.csv`."""
    return {
        **_place(page, name.span),
        "type": name.type,
        "canonical": name.canonical,
        "code": _cell(name.code),
    }


def time_row(page: str, time: Time) -> Row:
    """An expression of time as a row of `times.csv`."""
    return {
        **_place(page, time.span),
        "type": time.type,
        "value": _cell(time.value),
        "resolution": time.resolution,
        "anchor": _cell(time.anchor),
        "reason": _cell(time.reason),
        "inside_name": _cell(time.inside_name),
    }


def number_row(page: str, number: NumberAccount) -> Row:
    """A number of the account as a row of `numbers.csv`."""
    return {
        **_place(page, number.span),
        "kind": _cell(number.kind),
        **_amount(number.amount, number.unit),
        "role": number.role,
        "reason": number.reason,
        "fact": _cell(number.fact),
        "unit_code": _cell(number.unit_code),
    }


def article_row(article: Article) -> dict[str, Any]:
    """An article as an object of `articles.jsonl`; `duplicate_of` is there only where a block repeats one."""
    blocks = [block.model_dump(exclude_none=True) for block in article.blocks]
    return {
        "page": article.page,
        "article": article.article,
        "kind": article.kind,
        "title": article.title,
        "byline": list(article.byline),
        "section": article.section,
        "dateline": article.dateline.model_dump() if article.dateline else None,
        "script": article.script,
        "blocks": blocks,
    }


def _place(page: str, span: Span) -> Row:
    return {"page": page, "start": str(span.start), "end": str(span.end), "surface": span.surface}


def _amount(amount: Any, unit: str | None) -> Row:
    lower, upper = bounds_of(amount)
    return {
        "value": _cell(value_of(amount)),
        "lower": _cell(lower),
        "upper": _cell(upper),
        "bound": bound_of(amount) if amount else "",
        "unit": _cell(unit),
    }


def _words(slot: Slot | None) -> str:
    return slot.text if slot else ""


def _cell(value: str | int | Decimal | None) -> str:
    """A cell: empty for null, true/false, plain digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(value) if isinstance(value, Decimal) else str(value)
