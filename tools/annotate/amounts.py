"""An amount of the notes: what the run read, mended by the reader, with its slots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args

from shilu.schemas import SLOTS, Change, Kind, Status
from tools.annotate.values import Value, alternatives, each, flat, number

__all__ = ["amount", "slots"]

_NUMBERS = ("value", "lower", "upper")
_SLOTS = tuple(slot.name for slot in SLOTS)
_PRINTED = frozenset(slot.name for slot in SLOTS if slot.printed and slot.name != "period")
_CODES: dict[str, tuple[object, ...]] = {
    "status": get_args(Status),
    "change": (None, *get_args(Change)),
    "reached": (None, *get_args(Change)),
}
_REACH = (
    4  # characters by which the surface that a reader writes may begin before or after the one that was read
)

Mark = dict[str, Any]
Tell = Callable[[str], None]
"""Takes a fault of the line."""


def amount(row: Mark, fixes: Sequence[str], text: str, tell: Tell) -> Mark:
    """The mark of an amount that was read as `row`, with the fields that the reader gives as `name=value`."""
    mark: Mark = {
        **{name: number(row.get(name)) for name in _NUMBERS},
        "kind": row["kind"],
        "bound": row["bound"] or "exact",
        "unit": row["unit"] or None,
    }
    span = row["start"], row["end"]
    for fix in fixes:
        name, _, value = fix.partition("=")
        if name in _NUMBERS:
            try:
                mark[name] = number(value)
            except ValueError:
                tell(f"{fix!r} is no number")
        elif name in ("kind", "bound"):
            mark[name] = value
        elif name == "unit":
            mark[name] = alternatives(value, "/")
        elif name == "surface":
            span = _near(text, value, span, tell)
        else:
            tell(f"what is {fix!r}?")
    if mark["kind"] not in _kinds():
        tell(f"kind {mark['kind']!r}")
    return {"start": span[0], "end": span[1], "surface": text[slice(*span)]} | mark


def _kinds() -> frozenset[str]:
    """Names of kinds; some stand one level deeper in the type."""
    return frozenset(name for one in get_args(Kind) for name in (get_args(one) or (one,)))


def _near(text: str, surface: str, span: tuple[int, int], tell: Tell) -> tuple[int, int]:
    for start in range(max(span[0] - _REACH, 0), span[0] + _REACH + 1):
        if text.startswith(surface, start):
            return start, start + len(surface)
    tell(f"surface {surface!r} is not there")
    return span


def slots(parts: Sequence[str], text: str, tell: Tell) -> Mark:
    """The slots that a line tells, `name=value`, and what those are that it does not."""
    mark: Mark = {**dict.fromkeys(_SLOTS), "status": "actual", "cumulative": False}
    words = flat(text)
    for part in filter(None, map(str.strip, parts)):
        name, equals, written = (one.strip() for one in part.partition("="))
        if part in ("cum", "cumulative"):
            mark["cumulative"] = True
        elif not equals or name not in _SLOTS:
            tell(f"what is {part!r}?")
        elif name == "cumulative":
            mark[name] = written.lower() in ("true", "1")
        else:
            mark[name] = alternatives(written, ";" if name == "period" else "/")
            _check(name, mark[name], written, words, tell)
    return mark


def _check(name: str, value: Value, written: str, words: str, tell: Tell) -> None:
    """Tell of words that are not on the page, and of codes that there are not."""
    if name in _PRINTED:
        for one in each(value):
            if one and flat(one) not in words:
                tell(f"{name} {one!r} is not on the page")
    elif not all(one in _CODES.get(name, (one,)) for one in each(value)):
        tell(f"{name} {written!r}")
