"""Records as flat rows of plain values, and back: one small pure function a table.

A row has a value for each column of its table in `TABLES`: a string, an integer, a float, a boolean or None; a decimal
is a string of plain digits, so that a row can travel as JSON and no digit is lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from typing import Any

from pydantic_core import PydanticSerializationError

from shilu.extract.errors import ShiluError
from shilu.extract.ids import Ids
from shilu.extract.places import fragment
from shilu.schemas import (
    SLOTS,
    AnyFact,
    Article,
    Check,
    Name,
    Normal,
    NumberAccount,
    Page,
    PageRecords,
    Place,
    Review,
    RowSort,
    Slot,
    Span,
    Time,
    bound_of,
    bounds_of,
    plain,
    value_of,
)

__all__ = [
    "LISTS", "Cell", "PageRows", "Row", "cell_text", "check_row", "fact_row", "name_row", "number_row",
    "page_records", "page_rows", "row_streams", "time_row",
]  # fmt: skip

Cell = str | int | float | bool | None
Row = dict[str, Cell]
PageRows = Mapping[str, tuple[Mapping[str, Cell], ...]]
"""The rows of one page by table, in order."""


LISTS = tuple(name for name in PageRecords.model_fields if name != "page")
"""The tables that hold a page's records, its own row aside."""

_ROUNDED = Context(prec=15)


def page_rows(records: PageRecords) -> PageRows:
    """The rows of one page: tables `pages`, `articles`, `facts`, `names`, `times`, `numbers` and `checks`.

    Pure, so that it can be done where the page was read. Raises `ShiluError` S408 where its name or metadata are
    no Unicode (half of a surrogate pair), which no store could keep.
    """
    return {table: tuple(rows) for table, rows in row_streams(records).items()}


def row_streams(records: PageRecords) -> dict[str, Iterator[Row]]:
    """The same, each row made when it is asked for, once: those of a page full of amounts take more memory than its
    records. Raises as `page_rows` does, S408 while they are taken."""
    told = _told_of_facts(records.page)
    page, titles = records.page.id, {article.article: article.title for article in records.articles}
    reviews = {(one.sort, one.row): one for one in records.reviews}
    sentences = {fact.id: fact.sentence.surface for fact in records.facts}
    return {
        "pages": iter((_page_row(records.page),)),
        "articles": _numbered(_article_row(article) for article in records.articles),
        "facts": _reviewed(
            reviews,
            "fact",
            (
                fact_row(fact, title=titles.get(fact.article or 0)) | told | _inner_of_fact(fact)
                for fact in records.facts
            ),
        ),
        "names": _reviewed(
            reviews,
            "name",
            (name_row(page, name) | _identity(page, name.span, name.type, name) for name in records.names),
        ),
        "times": _reviewed(
            reviews,
            "time",
            (time_row(page, time) | _identity(page, time.span, time.type, time) for time in records.times),
        ),
        "numbers": _numbered(
            number_row(page, number) | _identity(page, number.span, number.role, number)
            for number in records.numbers
        ),
        "checks": _numbered(
            check_row(check, sentences.get(check.fact, "")) | {"record": check.model_dump_json()}
            for check in records.checks
        ),
        "reviews": _numbered(_review_row(one) for one in records.reviews),
    }


def page_records(rows: PageRows) -> PageRecords:
    """The complete records of a page out of its rows: what `page_rows` was given.

    Raises `ValidationError` where the rows were changed so that they contradict each other or the text.
    """
    (page,) = rows["pages"]
    found = {name: [json.loads(str(row["record"])) for row in rows.get(name, ())] for name in LISTS}
    text = {"text": page["text"]}
    return PageRecords.model_validate({"page": json.loads(str(page["record"])) | text, **found})


def _page_json(page: Page) -> str:
    try:
        return page.model_dump_json(exclude={"text"})
    except PydanticSerializationError as error:  # the text was checked when the page was made
        raise ShiluError("S408", page=ascii(page.id), why="half of a surrogate pair") from error


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with their position, no two with one id."""
    ids = Ids()
    for position, row in enumerate(rows, 1):
        yield row | {"position": position, "id": ids.give(str(row["id"]))}


def _reviewed(
    reviews: Mapping[tuple[RowSort, str], Review], sort: RowSort, rows: Iterable[Row]
) -> Iterator[Row]:
    """The rows, each with what people decided on it."""
    for row in _numbered(rows):
        review = reviews.get((sort, str(row["id"])))
        told = (review.status, review.by) if review else (None, None)
        yield row | dict(zip(("review", "reviewed_by"), told, strict=True))


def _review_row(review: Review) -> Row:
    return {
        "page": review.page, "row": review.row, "sort": review.sort, "status": review.status,
        "surface": review.surface, "changed": " | ".join(review.changed) or None, "by": review.by, "at": review.at,
        "note": review.note, "disputed": review.disputed, "id": f"{review.row}.{review.status}",
        "record": review.model_dump_json(exclude_defaults=True),
    }  # fmt: skip


def _identity(page: str, span: Span, kind: str, record: Name | Time | NumberAccount) -> Row:
    return {"id": f"{page}#{span.start}-{span.end}.{kind}", "record": record.model_dump_json()}


def _page_row(page: Page) -> Row:
    masthead, published = page.masthead, page.published
    return {
        "page": page.id,
        "source": page.source,
        "title": page.title,
        "published": published.value if published else None,
        "published_year": _years(published.value)[1] if published else None,
        "published_source": published.source if published else None,
        "paper": masthead.paper.surface if masthead and masthead.paper else None,
        "page_number": masthead.number.surface if masthead and masthead.number else None,
        "characters": len(page.text),
        "text": page.text,
        "record": _page_json(page),
    }


def _article_row(article: Article) -> Row:
    dateline = article.dateline
    return {
        "id": f"{article.page}#{article.article}",
        "page": article.page,
        "article": article.article,
        "kind": article.kind,
        "title": article.title,
        "byline": "、".join(article.byline) or None,
        "section": article.section,
        "dateline_place": dateline.place if dateline else None,
        "dateline_date": dateline.date if dateline else None,
        "script": article.script,
        "start": min(block.start for block in article.blocks),
        "end": max(block.end for block in article.blocks),
        "record": _article_json(article),
    }


def _article_json(article: Article) -> str:
    """An article as a line of `articles.jsonl`; `duplicate_of` is there only where a block repeats one,
    `unsure` only where the order of its lines is."""
    row = {
        "page": article.page,
        "article": article.article,
        "kind": article.kind,
        "title": article.title,
        "byline": list(article.byline),
        "section": article.section,
        "dateline": article.dateline.model_dump() if article.dateline else None,
        "script": article.script,
        "blocks": [block.model_dump(exclude_none=True) for block in article.blocks],
        **({"unsure": True} if article.unsure else {}),
    }
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def fact_row(fact: AnyFact, *, title: str | None = None) -> Row:
    """A fact as a row of `facts.csv`; `title` is that of its article. `page_rows` adds what people decided,
    and what the page says of all."""
    quantity = fact.quantity
    normal = quantity.normal
    return {
        **_place(fact.page, quantity.span),
        "kind": fact.kind,
        **_amount(quantity.amount, quantity.unit),
        **({"value": None} if len(quantity.terms) > 2 else {}),  # 1:2:3 has no one value
        "item": _words(fact.item),
        "subject": _words(fact.subject),
        "action": _words(fact.action),
        "change": fact.change,
        "per": fact.per,
        "programme": _words(fact.programme),
        "place": _words(fact.place),
        "period": fact.period.value if fact.period else None,
        "status": fact.status,
        "cumulative": fact.cumulative,
        "id": fact.id,
        "article": fact.article,
        "title": title,
        "sentence": fact.sentence.surface,
        "normal_value": _digits(normal.value if normal else None),
        "normal_unit": normal.unit if normal else None,
        "unit_code": quantity.unit_code,
        "terms": ":".join(plain(one) for one in quantity.terms) or None,
        "base": _words(fact.base),
        "reached": fact.reached,
        "speaker": _words(fact.speaker),
        "office": _words(fact.office),
        "purpose": _words(fact.purpose),
        "duplicate": fact.duplicate,
        "same_as": fact.same_as,
        "confidence": fact.confidence,
        "confidence_core": fact.confidence_core,
        **{f"sure_{slot.name}": fact.sureness.get(slot.name) for slot in SLOTS},
        "boxes": _boxes(fact.boxes),
        **dict(zip(("year_from", "year_to"), _years(fact.period.value if fact.period else ""), strict=True)),
        **_areas(normal),
    }


def _areas(normal: Normal | None) -> Row:
    """An area in the units that China measures land in. Mu in square metres is an unending fraction, so that what comes
    back is rounded to the digits that it had."""
    area = normal.value if normal and normal.unit == "m2" else None
    if area is None:
        return {"area_mu": None, "area_ha": None}
    mu, hectares = (_ROUNDED.plus(one).normalize() for one in (area * 3 / 2000, area / 10000))
    return {"area_mu": plain(mu), "area_ha": plain(hectares)}


def _told_of_facts(page: Page) -> Row:
    """What a page says of each of its facts."""
    row = _page_row(page)
    return {name: row[name] for name in ("published", "source", "paper")}


def _inner_of_fact(fact: AnyFact) -> Row:
    return {
        "sentence_start": fact.sentence.start,
        "sentence_end": fact.sentence.end,
        "record": fact.model_dump_json(),
    }


_YEAR = re.compile(r"[Yy]?([0-9]{1,4})(X{0,3})")


def _years(period: str) -> tuple[int | None, int | None]:
    """The years in which an EDTF date or interval begins and ends; None for an open or unknown end.

    >>> _years("2019-12/2022-12"), _years("198X"), _years("2021/..")
    ((2019, 2022), (1980, 1989), (2021, None))
    """
    first, slash, last = period.partition("/")
    return _year(first, "0"), _year(last if slash else first, "9")


def _year(date: str, unknown: str) -> int | None:
    found = _YEAR.match(date)
    if found is None or len(found[1] + found[2]) != 4:
        return None
    return int(found[1] + found[2].replace("X", unknown))


def name_row(page: str, name: Name) -> Row:
    """A name as a row of `names.csv`."""
    return {**_place(page, name.span), "type": name.type, "canonical": name.canonical, "code": name.code,
        "boxes": _boxes(name.boxes),
    }  # fmt: skip


def time_row(page: str, time: Time) -> Row:
    """An expression of time as a row of `times.csv`."""
    return {
        **_place(page, time.span),
        "type": time.type,
        "value": time.value,
        "resolution": time.resolution,
        "anchor": time.anchor,
        "reason": time.reason,
        "inside_name": time.inside_name,
        "boxes": _boxes(time.boxes),
    }


def number_row(page: str, number: NumberAccount) -> Row:
    """A number of the account as a row of `numbers.csv`."""
    return {
        **_place(page, number.span),
        "kind": number.kind,
        **_amount(number.amount, number.unit),
        "role": number.role,
        "reason": number.reason,
        "fact": number.fact,
        "unit_code": number.unit_code,
        "boxes": _boxes(number.boxes),
    }


def check_row(check: Check, sentence: str) -> Row:
    """A check as a row of `checks.csv`; `sentence` is that of the fact checked."""
    return {
        **_place(check.page, check.span),
        "relation": check.relation,
        "found": plain(check.found),
        "expected": plain(check.expected),
        "difference": plain(check.difference),
        "tolerance": plain(check.tolerance),
        "unit": check.unit,
        "verdict": check.verdict,
        "evidence": " | ".join(f"{span.start}-{span.end} {span.surface}" for span in check.evidence),
        "sentence": sentence,
        "fact": check.fact,
        "others": " | ".join(check.others),
        "article": check.article,
        "rule": check.rule,
        "id": check.id,
    }


def _place(page: str, span: Span) -> Row:
    return {"page": page, "start": span.start, "end": span.end, "surface": span.surface}


def _amount(amount: Any, unit: str | None) -> Row:
    lower, upper = bounds_of(amount)
    return {
        "value": _digits(value_of(amount)),
        "lower": _digits(lower),
        "upper": _digits(upper),
        "bound": bound_of(amount) if amount else None,
        "unit": unit,
    }


def _boxes(places: Sequence[Place]) -> str | None:
    """Places as media fragments, none of which has a space in it."""
    return " ".join(fragment(place).replace(" ", "%20") for place in places) or None


def _words(slot: Slot | None) -> str | None:
    return slot.text if slot else None


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def cell_text(value: Cell) -> str:
    """A cell as text: empty for null, true and false in lower case.

    >>> [cell_text(one) for one in (None, True, 86, "座")]
    ['', 'true', '86', '座']
    """
    if value is None:
        return ""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
