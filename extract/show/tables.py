"""The tables beside the text: one a layer, one row a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shilu.extract.show.entries import Entry, grouped, joined
from shilu.extract.show.labels import Words
from shilu.extract.show.marks import Layer
from shilu.extract.show.markup import Markup, join, tag
from shilu.extract.show.told import told_date, told_rules
from shilu.schemas import Slot

__all__ = ["COLUMNS", "table"]

COLUMNS: dict[Layer, tuple[tuple[str, ...], ...]] = {
    "f": (
        ("layer.f", "field.kind"),
        ("field.item", "field.action"),
        ("field.subject", "field.programme"),
        ("field.period", "field.place"),
        ("field.status", "field.confidence"),
    ),
    "t": (("layer.t",), ("field.type",), ("field.value",), ("field.resolution",)),
    "n": (("layer.n",), ("field.type",), ("field.canonical", "field.code")),
    "o": (("field.surface",), ("field.role",), ("field.reason",)),
    "c": (
        ("field.surface",),
        ("field.relation",),
        ("field.found", "field.expected"),
        ("field.verdict", "field.evidence"),
    ),
}
"""The labels of the columns of each table; the second is that of the second line."""

Cells = list[Markup]


def table(layer: Layer, entries: Iterable[Entry], words: Words) -> Markup:
    """The table of one layer."""
    head = (
        tag("th", words.span(first), *(tag("small", words.span(one)) for one in under), scope="col")
        for first, *under in COLUMNS[layer]
    )
    rows = (_row(entry, words) for entry in entries)
    return tag(
        "table",
        tag("thead", tag("tr", *head)),
        tag("tbody", *rows),
        role="grid",
        class_=f"records {layer}",
        aria_label=words.text(f"layer.{layer}"),
        data_al=f"layer.{layer}",
    )


def _row(entry: Entry, words: Words) -> Markup:
    cells = _CELLS[entry.mention.layer](entry, words)
    repeated = "repeated" if getattr(entry.record, "duplicate", False) else None
    return tag("tr", *cells, data_m=entry.mention.key, tabindex=-1, aria_selected="false", class_=repeated)


def _fact_cells(entry: Entry, words: Words) -> Cells:
    fact = entry.record
    status = words.span(entry.status or "", class_=f"badge {fact.status}")
    total = words.span("field.cumulative", class_="badge") if fact.cumulative else None
    change = words.span(f"change.{fact.change}", class_=f"badge {fact.change}") if fact.change else None
    per = tag("small", "/", fact.per) if fact.per else None
    return [
        tag(
            "td", tag("b", joined(entry.span.surface)), per, _small(words.span(entry.kind)), role="rowheader"
        ),
        tag("td", _text(fact.item), change, _small(_text(fact.action))),
        tag("td", _text(fact.subject), _small(_text(fact.programme))),
        tag("td", _date(fact.period and fact.period.value, words), _small(_text(fact.place))),
        tag("td", status, total, _signed(entry, words), _small(_percent(entry.sure))),
    ]


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{share:.0%}"


def _signed(entry: Entry, words: Words) -> Markup | None:
    """What people decided on it."""
    return words.span(f"review.{entry.review.status}", class_="badge review") if entry.review else None


def _time_cells(entry: Entry, words: Words) -> Cells:
    return [
        tag("td", tag("b", joined(entry.span.surface)), role="rowheader"),
        tag("td", words.span(entry.kind)),
        tag("td", _date(entry.record.value, words)),
        tag("td", words.span(entry.status or ""), _signed(entry, words)),
    ]


def _name_cells(entry: Entry, words: Words) -> Cells:
    printed, full = joined(entry.span.surface), entry.record.canonical
    return [
        tag("td", tag("b", printed), role="rowheader"),
        tag("td", words.span(entry.kind), _signed(entry, words)),
        tag("td", full if full != printed else None, _small(entry.record.code)),
    ]


def _number_cells(entry: Entry, words: Words) -> Cells:
    return [
        tag("td", tag("b", joined(entry.span.surface)), role="rowheader"),
        tag("td", words.span(entry.kind)),
        tag("td", *told_rules([entry.record.reason])),
    ]


def _check_cells(entry: Entry, words: Words) -> Cells:
    check = entry.record
    unit = check.unit or ""
    evidence = " · ".join(joined(one.surface) for one in check.evidence)
    return [
        tag("td", tag("b", joined(entry.span.surface)), role="rowheader"),
        tag("td", words.span(entry.kind)),
        tag("td", f"{grouped(check.found)} {unit}", _small(f"{grouped(check.expected)} {unit}")),
        tag("td", words.span(entry.status or "", class_=f"badge {check.verdict}"), _small(evidence)),
    ]


_CELLS: dict[Layer, Callable[[Entry, Words], Cells]] = {
    "f": _fact_cells,
    "t": _time_cells,
    "n": _name_cells,
    "o": _number_cells,
    "c": _check_cells,
}


def _date(value: str | None, words: Words) -> Markup | None:
    """A date as people say it."""
    return None if value is None else words.both(*told_date(value), class_="date")


def _text(slot: Slot | None) -> str | None:
    return slot.text if slot else None


def _small(child: str | None) -> Markup:
    """A second line under the first; nothing where there is nothing to say."""
    return tag("small", child) if child else join()
