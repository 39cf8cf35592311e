"""What the browser asks for, by name: from JSON to JSON. Nothing here knows of HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast, get_args

from shilu.extract.decisions import FIELDS, SLOTS, changed_fields, ground_answer, is_edtf
from shilu.extract.decisions.change import amount_fields
from shilu.extract.quantities import find_quantities
from shilu.extract.review.card import article_of, card_of, listed
from shilu.extract.review.desk import Desk, RefusedError
from shilu.extract.review.queue import Filters
from shilu.schemas import Answer, Change, Kind, NameType, PageRecords, RowState, Span, Status, TimeType
from shilu.schemas.decision import DecisionVerdict, RowSort

__all__ = ["ASKED", "DONE"]

Told = Mapping[str, Any]

_LISTED = 80
"""Rows of the list that are sent at once."""

_LOOKED_AT = 6
"""Pages that are read from the disk to tell how many rows a fix applies to; how many more there may be is counted."""

_AT_ONCE = 40
"""Pages that are read to fix rows alike before the browser hears of it and asks for the rest."""

_LONGEST = 400
"""Characters of a note or of an answer."""

_CHOICES: dict[str, tuple[Any, ...]] = {
    "kind": get_args(Kind), "status": get_args(Status), "change": (*get_args(Change), None),
    "bound": ("exact", "about", "over", "at_least", "under", "at_most", "range"),
}  # fmt: skip
_TYPES: dict[str, tuple[str, ...]] = {"name": get_args(NameType), "time": get_args(TimeType)}
_VERDICTS = ("right", "wrong", "fixed", "removed", "doubtful")


# What is asked for


def start(desk: Desk, asked: Told) -> dict[str, Any]:
    """What the page needs to begin: who decides, what can be chosen, how far it is."""
    return {
        "by": desk.by,
        "kinds": {sort: sorted(desk.kinds.get(sort, ())) for sort in FIELDS},
        "choices": {
            **{key: list(value) for key, value in _CHOICES.items()},
            "type": {k: list(v) for k, v in _TYPES.items()},
        },
        "progress": progress(desk),
        **reading(desk, asked),
    }


def reading(desk: Desk, asked: Told) -> dict[str, Any]:  # noqa: ARG001 - as the others
    """How many pages have been read, and whether more are to come."""
    return {"pages": len(desk.pages), "reading": desk.reading}


def progress(desk: Desk) -> dict[str, dict[str, int]]:
    """How many rows of each sort have which status."""
    found: dict[str, dict[str, int]] = {sort: {} for sort in FIELDS}
    for (sort, status), count in desk.counts.items():
        if count:
            found[sort][status] = count
    return found


def queue(desk: Desk, asked: Told) -> dict[str, Any]:
    """Some rows of the queue, from a place in it."""
    offset = _whole(asked, "offset", 0)
    total, rows = desk.queue(_filters(asked), offset, _LISTED)
    return {"total": total, "offset": offset, "rows": [listed(one) for one in rows]}


def step(desk: Desk, asked: Told) -> dict[str, Any]:
    """The number of the next row, or of the one before."""
    n = _whole(asked, "n", -1)
    return {"n": desk.step(_filters(asked), n if n >= 0 else None, -1 if _whole(asked, "by", 1) < 0 else 1)}


def card(desk: Desk, asked: Told) -> dict[str, Any]:
    """One row."""
    return card_of(desk, _whole(asked, "n", -1))


def article(desk: Desk, asked: Told) -> dict[str, Any]:
    """The text of an article."""
    records = _page(desk, _whole(asked, "page", -1))
    return article_of(records, _whole(asked, "article", 0), _whole(asked, "near", 0))


def values(desk: Desk, asked: Told) -> dict[str, Any]:
    """The values of a filter that hold some words, the commonest first."""
    name, words = str(asked.get("name", "")), str(asked.get("words", "")).lower()
    counts: dict[str, int] = {}
    if name == "page":
        counts = {
            page: desk.pages.facts[at] for at, page in enumerate(desk.pages.ids) if words in page.lower()
        }
    elif name in {"place", "programme"}:
        counts = {told: number for told, number in desk.values(name).items() if words in told.lower()}
    return {"values": sorted(counts, key=lambda one: (-counts[one], one))[:30]}


def read(desk: Desk, asked: Told) -> dict[str, Any]:
    """What amount stands in a selection: its place without what is no part of it, and its fields;
    None where none does."""
    records = _page(desk, _whole(asked, "page", -1))
    span = _span(records, asked.get("span"))
    text, start_at = records.page.text, max(0, span.start - 100)
    for base, part in ((start_at, text[start_at : span.end + 100]), (span.start, span.surface)):
        for one in find_quantities(part).quantities:
            if base + one.span.start >= span.start and base + one.span.end <= span.end:
                at = [base + one.span.start, base + one.span.end]
                return {"at": at, "fields": amount_fields(one)}
    return {"at": None, "fields": None}


def alike(desk: Desk, asked: Told) -> dict[str, Any]:
    """The rows to which the fix of one applies too."""
    found, rest = _alike(desk, _whole(asked, "n", -1), pages=_LOOKED_AT)
    return {
        "rows": [listed(desk.entries[n]) for n, _ in found[:_LISTED]],
        "total": len(found) + len(rest),
        "about": bool(rest),
    }


def _alike(
    desk: Desk, n: int, *, pages: int, after: int = -1
) -> tuple[list[tuple[int, RowState]], list[int]]:
    """Rows alike whose number is above `after`, and what each would say: what was fixed, in words that stand on its own
    page; and those that were not looked at, after so many `pages` had to be read for it."""
    _records, row, standing = desk.row(n)
    decision = standing.decision
    if decision is None or decision.before is None:
        return [], []
    says = desk.state(n)
    removed = decision.verdict == "removed"
    names = [
        name for name in changed_fields(row.state, says) if name in {*SLOTS, "type", "canonical", "value"}
    ]
    if row.sort == "fact":
        names = [name for name in names if name in SLOTS]
    if not names and not removed:
        return [], []
    found: list[tuple[int, RowState]] = []
    others = [one for one in desk.alike(n, () if removed else names) if one > after]
    for at, other in enumerate(others):
        if not desk.pages.holds(desk.entries[other].page):
            if pages == 0:
                return found, others[at:]
            pages -= 1
        state = desk.state(other) if removed else _transferred(desk, n, other, says, names)
        if state is not None:
            found.append((other, state))
    return found, []


def _transferred(desk: Desk, n: int, other: int, says: RowState, names: Sequence[str]) -> RowState | None:
    """What another row says with the fields that were fixed in the first; None where its page has not these words, or
    where nothing would change."""
    records, row, _ = desk.row(other)
    state = desk.state(other)
    fields = dict(state.fields)
    same = desk.entries[n].same == desk.entries[other].same
    for name in names:
        new = says.fields.get(name)
        if (
            row.sort == "fact"
            and not same
            and desk.entries[n].slots.get(name) != desk.entries[other].slots.get(name)
        ):
            continue
        if isinstance(new, Answer):
            near = fields.get(name)
            kept = near.span if isinstance(near, Answer) else None
            found = ground_answer(records, name, new.text, row.span, kept=kept)
            if found is None:
                return None
            new = found
        fields[name] = new
    after = RowState(span=state.span, fields=fields)
    return after if changed_fields(state, after) else None


# What is done


def decide(desk: Desk, asked: Told) -> dict[str, Any]:
    """Decide on a row; gives the next one of the queue."""
    n = _whole(asked, "n", -1)
    verdict = _verdict(asked)
    note = asked.get("note")
    if note is not None and (not isinstance(note, str) or len(note) > _LONGEST):
        raise RefusedError("the note is too long")
    state = _state(desk, n, asked) if asked.get("fields") or asked.get("span") else None
    desk.decide([n], verdict, [state], note)
    return _after(desk, asked, n)


def decide_alike(desk: Desk, asked: Told) -> dict[str, Any]:
    """The same fix for all rows alike, as far as some pages go. Where `after` is told, rows are left that come after
    it: asked for again with it and the `batch`, which one undoing takes back whole."""
    n = _whole(asked, "n", -1)
    found, rest = _alike(desk, n, pages=_AT_ONCE, after=_whole(asked, "after", -1))
    _, _, standing = desk.row(n)
    removed = standing.decision is not None and standing.decision.verdict == "removed"
    batch = asked.get("batch") if isinstance(asked.get("batch"), str) else None
    if found:
        states = [None if removed else state for _, state in found]
        batch = desk.decide([one for one, _ in found], "removed" if removed else "fixed", states, batch=batch)
    after = rest[0] - 1 if rest else None
    return {"done": len(found), "rest": len(rest), "after": after, "batch": batch, **_after(desk, asked, n)}


def add(desk: Desk, asked: Told) -> dict[str, Any]:
    """Add a row that was missed."""
    page, sort = _whole(asked, "page", -1), _sort(asked)
    records = _page(desk, page)
    span = _span(records, asked.get("span"))
    fields: dict[str, Any] = dict.fromkeys(FIELDS[sort])
    if sort == "fact":
        told = read(desk, asked)
        if told["at"]:
            span = Span.of(records.page.text, *told["at"])
            fields |= told["fields"]
        fields |= {"status": "actual", "cumulative": False}
    elif sort == "name":
        fields |= {"canonical": "".join(span.surface.split())}
    given = asked.get("fields")
    for name, value in (given if isinstance(given, dict) else {}).items():
        fields[name] = _value(records, sort, name, value, span, None)
    if sort == "fact" and fields["value"] is None and fields["lower"] is None and fields["upper"] is None:
        raise RefusedError("no amount is read there: select the number with its unit")
    fields["type" if sort != "fact" else "kind"] = fields.get("type" if sort != "fact" else "kind") or _first(
        sort
    )
    n = desk.add(page, sort, RowState(span=span, fields=fields))
    return _after(desk, asked, n) | {"added": n}


def _first(sort: RowSort) -> str:
    return {"fact": "other", "name": "organisation", "time": "date"}[sort]


def undo(desk: Desk, asked: Told) -> dict[str, Any]:  # noqa: ARG001 - as the others
    """Take back the last decision."""
    numbers = desk.undo()
    return {"n": numbers[0] if numbers else None, "undone": len(numbers), "progress": progress(desk)}


def _after(desk: Desk, asked: Told, n: int) -> dict[str, Any]:
    following = desk.step(_filters(asked), n)
    return {"row": listed(desk.entries[n]), "next": following, "progress": progress(desk)}


# What comes from the browser is looked at before it is used


def _filters(asked: Told) -> Filters:
    given = asked.get("filters", asked)
    return Filters.of(
        {str(key): str(value)[:200] for key, value in given.items()} if isinstance(given, Mapping) else {}
    )


def _whole(asked: Told, name: str, default: int) -> int:
    value = asked.get(name, default)
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise RefusedError(f"{name} is no whole number") from error


def _sort(asked: Told) -> RowSort:
    sort = asked.get("sort")
    if sort not in FIELDS:
        raise RefusedError("no such sort of row")
    return sort  # type: ignore[no-any-return]  # it is one of the keys


def _verdict(asked: Told) -> DecisionVerdict:
    verdict = asked.get("verdict")
    if verdict not in _VERDICTS:
        raise RefusedError("no such decision")
    return cast("DecisionVerdict", verdict)


def _page(desk: Desk, number: int) -> PageRecords:
    if not 0 <= number < len(desk.pages):
        raise RefusedError("no such page")
    return desk.pages.get(number)


def _span(records: PageRecords, given: Any) -> Span:
    if not (isinstance(given, list) and len(given) == 2 and all(type(one) is int for one in given)):
        raise RefusedError("a selection has two whole numbers")
    try:
        return Span.of(records.page.text, *given)
    except ValueError as error:
        raise RefusedError("the selection is empty or not on the page") from error


def _state(desk: Desk, n: int, asked: Told) -> RowState:
    """The row with what was given of its fields and its place."""
    records, row, _ = desk.row(n)
    state = desk.state(n)
    span = _span(records, asked["span"]) if asked.get("span") else state.span
    fields = dict(state.fields)
    if row.sort == "fact" and span != state.span:
        told = read(desk, {"page": desk.entries[n].page, "span": [span.start, span.end]})
        if told["at"]:
            span = Span.of(records.page.text, *told["at"])
            fields |= told["fields"]
    given = asked.get("fields")
    for name, value in (given if isinstance(given, dict) else {}).items():
        fields[name] = _value(records, row.sort, name, value, span, fields.get(name))
    return RowState(span=span, fields=fields)


def _value(records: PageRecords, sort: RowSort, name: str, value: Any, span: Span, now: Any) -> Any:
    """One field as the browser gave it. Raises `RefusedError` for what that field cannot be."""
    if name not in FIELDS[sort]:
        raise RefusedError(f"no field is called {name}")
    if sort == "fact" and name in SLOTS:
        return _answer(records, name, value, span, now)
    if value is not None and not isinstance(value, str | bool):
        raise RefusedError(f"{name} is a word or a number in plain digits")
    if name in _CHOICES and value not in _CHOICES[name]:
        raise RefusedError(f"{name} is one of {', '.join(str(one) for one in _CHOICES[name])}")
    if name == "type" and value not in _TYPES[sort]:
        raise RefusedError(f"{name} is one of {', '.join(_TYPES[sort])}")
    if name == "cumulative":
        return bool(value)
    if isinstance(value, str) and (len(value) > _LONGEST or (name == "canonical" and not value.strip())):
        raise RefusedError(f"{name} is empty or too long")
    return value or None


def _answer(records: PageRecords, name: str, value: Any, span: Span, now: Any) -> Answer | None:
    """The answer of a slot: words with their place, a place alone, or words that the page has."""
    if value is None:
        return None
    at, words = (value.get("at"), value.get("text")) if isinstance(value, dict) else (None, value)
    place = _span(records, at) if at is not None else None
    if words is None and place is not None:
        words = "".join(place.surface.split())
    if not isinstance(words, str) or not words.strip() or len(words) > _LONGEST:
        raise RefusedError("the answer is empty or too long")
    if name == "period" and not is_edtf(words):
        found = next(
            (time for time in records.times if place and time.value and time.span.overlaps(place)), None
        )
        if found is None:
            raise RefusedError("a period is a date such as 2021, 2021-08 or 2019/2021")
        return Answer(text=str(found.value), span=found.span)
    if place is not None:
        return Answer(text=words.strip(), span=place)
    kept = now.span if isinstance(now, Answer) else None
    answer = ground_answer(records, name, words.strip(), span, kept=kept)
    if answer is None:
        raise RefusedError("the page does not have these words")
    return answer


Action = Callable[[Desk, Told], dict[str, Any]]

ASKED: Mapping[str, Action] = {
    "start": start, "reading": reading, "queue": queue, "step": step, "card": card, "article": article,
    "values": values, "alike": alike,
}  # fmt: skip
"""What may be asked for: nothing is changed by it."""

DONE: Mapping[str, Action] = {"decide": decide, "alike": decide_alike, "add": add, "undo": undo, "read": read}
"""What is done, or takes more than an address holds."""
