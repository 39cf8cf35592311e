"""The tables beside the text: one a layer, one row a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shilu.extract.show.entries import Entry, joined
from shilu.extract.show.labels import Words
from shilu.extract.show.marks import Layer
from shilu.extract.show.markup import Markup, join, tag
from shilu.schemas import Period, Slot

__all__ = ["COLUMNS", "table"]

COLUMNS: dict[Layer, tuple[tuple[str, ...], ...]] = {
    "f": (
        ("layer.f", "field.kind"),
        ("field.item", "field.action"),
        ("field.subject", "field.programme"),
        ("field.period", "field.place"),
        ("field.status",),
    ),
    "t": (("layer.t",), ("field.type",), ("field.value",), ("field.resolution",)),
    "n": (("layer.n",), ("field.type",), ("field.canonical", "field.code")),
    "o": (("field.surface",), ("field.role",), ("field.reason",)),
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
        tag("td", _when(fact.period), _small(_text(fact.place))),
        tag("td", status, total),
    ]


def _time_cells(entry: Entry, words: Words) -> Cells:
    return [
        tag("td", tag("b", joined(entry.span.surface)), role="rowheader"),
        tag("td", words.span(entry.kind)),
        tag("td", entry.record.value),
        tag("td", words.span(entry.status or "")),
    ]


def _name_cells(entry: Entry, words: Words) -> Cells:
    printed, full = joined(entry.span.surface), entry.record.canonical
    return [
        tag("td", tag("b", printed), role="rowheader"),
        tag("td", words.span(entry.kind)),
        tag("td", full if full != printed else None, _small(entry.record.code)),
    ]


def _number_cells(entry: Entry, words: Words) -> Cells:
    return [
        tag("td", tag("b", joined(entry.span.surface)), role="rowheader"),
        tag("td", words.span(entry.kind)),
        tag("td", tag("code", entry.record.reason)),
    ]


_CELLS: dict[Layer, Callable[[Entry, Words], Cells]] = {
    "f": _fact_cells,
    "t": _time_cells,
    "n": _name_cells,
    "o": _number_cells,
}


def _when(period: Period | None) -> Markup:
    """A date, or both ends of an interval, each of which stays on one line."""
    ends = period.value.split("/") if period else []
    slashed = (f"{end}/" if number < len(ends) else end for number, end in enumerate(ends, 1))
    return join(*(tag("span", end, class_="date") for end in slashed))


def _text(slot: Slot | None) -> str | None:
    return slot.text if slot else None


def _small(child: str | None) -> Markup:
    """A second line under the first; nothing where there is nothing to say."""
    return tag("small", child) if child else join()
