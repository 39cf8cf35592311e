"""Reads the corpora of examples that stand beside the tables, and compares what was found with them.

A line is `{"text", "expect": [{"surface", "nth"?, …fields}], "published"?, "why"?}`. Found records must be exactly the
expected ones, in order; of each, the fields that the line names must be equal. An empty `expect` says `why`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest

from shilu.schemas import AnyFact, Quantity, Record, bound_of, bounds_of, plain, value_of

Case = dict[str, Any]


def corpus(package: str) -> list[Any]:
    """Every line of every `corpus/*.jsonl` of a package, as a pytest parameter called by its text."""
    folder = resources.files(package).joinpath("corpus")
    cases = []
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                case = json.loads(line)
                assert case["expect"] or case.get("why"), f"{path.name}:{number}: a negative example says why"
                marks = [pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else []
                cases.append(pytest.param(case, id=f"{path.name}:{number} {case['text'][:40]}", marks=marks))
    return cases


def flat(record: Record) -> dict[str, Any]:
    """The fields of a record by the names that corpora use; numbers as plain strings."""
    fields = {name: getattr(record, name) for name in type(record).model_fields}
    quantity = record if isinstance(record, Quantity) else fields.get("quantity")
    if quantity is not None:
        lower, upper = bounds_of(quantity.amount)
        fields |= {
            "kind": quantity.kind, "unit": quantity.unit, "unit_code": quantity.unit_code,
            "value": value_of(quantity.amount), "lower": lower, "upper": upper, "bound": bound_of(quantity.amount),
        }  # fmt: skip
    for name in (
        "item",
        "subject",
        "action",
        "programme",
        "place",
        "speaker",
        "base",
        "office",
        "purpose",
        "field",
    ):
        if fields.get(name) is not None and hasattr(fields[name], "text"):
            fields[name] = fields[name].text
    if fields.get("period") is not None:
        fields["period"] = fields["period"].value
    fields["surface"] = record.span.surface  # type: ignore[attr-defined]
    return {name: _printed(value) for name, value in fields.items()}


def _printed(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_printed, value))
    return plain(value) if isinstance(value, Decimal) else value


def check(case: Case, found: Sequence[Record | AnyFact]) -> None:
    """Fail unless the records found are those that the case expects."""
    rows = [flat(record) for record in found]
    assert [row["surface"] for row in rows] == [want["surface"] for want in case["expect"]]
    for want, row in zip(case["expect"], rows, strict=True):
        got = {name: row.get(name) for name in want if name != "nth"}
        assert got == {name: _plain(value) for name, value in want.items() if name != "nth"}


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def grounded(text: str, records: Iterable[Any]) -> bool:
    """Whether every record's span shows what stands in the text."""
    return all(text[one.span.start : one.span.end] == one.span.surface for one in records)
