"""The figures as plain tables for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich import box
from rich.table import Table
from rich.text import Text

from shilu.extract.evaluate.counts import Counts
from shilu.extract.evaluate.judge import Evaluation, Miss
from shilu.extract.talk import label, said

__all__ = ["evaluation_tables", "miss_lines"]


def evaluation_tables(evaluation: Evaluation) -> Iterator[Table]:
    """The tables in order: measures; facts by kind; slots; names by type, times and articles."""
    yield _counted("measure", _measures(evaluation))
    if evaluation.kinds:
        yield _kinds(evaluation)
    shares = [*_slots(evaluation), *_others(evaluation)]
    if shares:
        yield _shares("answer", shares)
    if evaluation.name_types:
        yield _shares(
            "names of type", [(kind, one.right, one.right + one.missed) for kind, one in _types(evaluation)]
        )


def miss_lines(misses: Iterable[Miss]) -> Iterator[str]:
    """One line for each disagreement, in order: page, place, what is wrong."""
    for miss in misses:
        surface = miss.surface.replace("\n", "")
        yield f"{miss.page} {miss.start} {miss.sort} {miss.what}: {surface}" + (
            f" ({miss.detail})" if miss.detail else ""
        )


def _measures(evaluation: Evaluation) -> dict[str, Counts]:
    return {
        "facts found (detect)": evaluation.detect,
        "facts, core right": evaluation.core,
        "facts, all right (full)": evaluation.full,
        "names (place and type)": evaluation.names,
        "times found": evaluation.times,
        "lines joined to articles": evaluation.articles.grouping,
    }


def _counted(head: str, rows: Mapping[str, Counts]) -> Table:
    table = _table(head, "precision", "recall", "f1", "right", "extra", "missed")
    for name, counts in rows.items():
        if counts.found + counts.missed:
            shares = (f"{share:.3f}" for share in (counts.precision, counts.recall, counts.f1))
            table.add_row(
                Text(said(name)), *shares, f"{counts.right:,}", f"{counts.extra:,}", f"{counts.missed:,}"
            )
    return table


def _kinds(evaluation: Evaluation) -> Table:
    table = _table("kind", "marked", "found f1", "core f1", "core right", "extra", "missed")
    for kind, (detect, core) in sorted(evaluation.kinds.items(), key=lambda one: (-one[1][0].right, one[0])):
        table.add_row(
            Text(label("kind", kind)), f"{detect.right + detect.missed:,}", f"{detect.f1:.3f}", f"{core.f1:.3f}",
            f"{core.right:,}", f"{detect.extra:,}", f"{detect.missed:,}",
        )  # fmt: skip
    return table


def _slots(evaluation: Evaluation) -> Iterator[tuple[str, int, int]]:
    for name, counts in evaluation.slots.items():
        near = f" {said('(near enough)')}" if name.endswith("~") else ""
        yield label("field", name.removesuffix("~")) + near, counts.right, counts.found


def _others(evaluation: Evaluation) -> Iterator[tuple[str, int, int]]:
    others = {
        "value of a time": evaluation.time_values,
        "part of a line": evaluation.articles.roles,
        "title of an article": evaluation.articles.titles,
    }
    yield from ((name, counts.right, counts.found) for name, counts in others.items() if counts.found)


def _types(evaluation: Evaluation) -> list[tuple[str, Counts]]:
    return sorted(evaluation.name_types.items())


def _shares(head: str, rows: Iterable[tuple[str, int, int]]) -> Table:
    table = _table(head, "right", "of", "share")
    for name, right, whole in rows:
        table.add_row(Text(said(name)), f"{right:,}", f"{whole:,}", f"{right / whole:.3f}" if whole else "")
    return table


def _table(first: str, *columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(said(first), no_wrap=True)
    for column in columns:
        table.add_column(said(column), justify="right", no_wrap=True)
    return table
