"""The scorer: the truth is all right, nothing is no recall, and each sort of mistake is told as what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tools.made_series.score import Truth, load, read_lines, report


@pytest.fixture(scope="session")
def truth(folder: Path) -> Truth:
    return load(folder / "truth")


def at(row: Any) -> dict[str, Any]:
    return {name: row[name] for name in ("document", "start", "end")}


def links(truth: Truth, variable: Callable[[Any], str]) -> list[Any]:
    return [
        {"type": "link", **at(row), "variable": variable(row), "period": row["period"]}
        for row in truth.statements.values()
    ]


def oracle(truth: Truth) -> list[Any]:
    known = truth.statements
    out = links(truth, lambda row: str(row["variable"]))
    for row in truth.relations:
        pairs = (
            zip(row["statements"], row["statements"][1:], strict=False)
            if "statements" in row
            else [(row["before"][-1], row["after"][0])]
        )
        out += [
            {"type": "relation", "relation": row["relation"], "a": at(known[a]), "b": at(known[b])}
            for a, b in pairs
            if row.get("relation") != "contradiction"
        ]
        if row["relation"] == "contradiction":
            a, b = row["before"][0], row["after"][0]
            out.append(
                {"type": "relation", "relation": "contradiction", "a": at(known[a]), "b": at(known[b])}
            )
    for row in truth.promises:
        outcome = at(known[row["outcomes"][0]]) if row["outcomes"] else None
        out.append(
            {
                "type": "promise",
                "promise": at(known[row["promise"]]),
                "outcome": outcome,
                "verdict": row["verdict"],
            }
        )
    return out


def shares(lines: list[str], name: str) -> list[str]:
    line = next(line for line in lines if line.strip().startswith(name))
    return re.findall(r"\d\.\d{4}", line)


def test_the_truth_itself_is_all_right(truth: Truth) -> None:
    lines = list(report(truth, oracle(truth)))
    for name in ("all ", "witness", "revision", "contradiction", "outcome"):
        assert shares(lines, name) == ["1.0000"] * 3, name
    assert shares(lines, "periods given") == ["1.0000"]
    assert not [line for line in lines if "e.g." in line]
    verdicts = [line for line in lines if line.strip().startswith(("said ", "truly "))]
    assert len(verdicts) >= 14
    assert all(set(re.findall(r"\d\.\d{4}", line)) == {"1.0000"} for line in verdicts)


def test_nothing_given_is_no_recall_and_no_error(truth: Truth) -> None:
    lines = list(report(truth, []))
    assert shares(lines, "all ") == ["0.0000"]
    assert shares(lines, "witness") == ["0.0000"]
    assert shares(lines, "outcome") == ["0.0000"]


@pytest.mark.parametrize("field", ["period_type", "definition", "scope", "subject", "form", "place"])
def test_a_linker_blind_to_a_field_is_told_so(truth: Truth, field: str) -> None:
    fields = [
        name
        for name in ("place", "subject", "item", "definition", "scope", "form", "period_type", "base")
        if name != field
    ]
    lines = list(report(truth, links(truth, lambda row: "/".join(str(row[name]) for name in fields))))
    precision, recall, _ = shares(lines, "all ")
    assert recall == "1.0000" or field == "place"
    assert float(precision) < 1
    assert any(
        line.strip().startswith(field)
        for line in lines[lines.index("wrong joins, by what the two differ in") :]
    )


def test_a_linker_that_goes_by_words_alone_loses_recall(truth: Truth) -> None:
    lines = list(report(truth, links(truth, lambda row: f"{row['variable']}{row['wording']}")))
    precision, recall, _ = shares(lines, "all ")
    assert precision == "1.0000"
    assert float(recall) < 0.7
    assert shares(lines, "wording: another") == ["0.0000"]
    assert shares(lines, "wording: the same") == ["1.0000"]


def test_statements_that_were_not_found_count_in_recall_only(truth: Truth) -> None:
    half = links(truth, lambda row: str(row["variable"]))[::2]
    precision, recall, possible = shares(list(report(truth, half)), "all ")
    assert (precision, possible) == ("1.0000", "1.0000")
    assert 0.15 < float(recall) < 0.35


def test_links_on_no_statement_are_counted_apart(truth: Truth) -> None:
    extra = [{"type": "link", "document": "m001", "start": 0, "end": 2, "variable": "x"}]
    lines = list(report(truth, links(truth, lambda row: str(row["variable"])) + extra))
    assert "links on no statement 1" in lines
    assert shares(lines, "all ")[0] == "1.0000"


def test_a_wrong_relation_lowers_precision(truth: Truth) -> None:
    rows = oracle(truth)
    swapped = {"witness": "revision", "revision": "witness", "contradiction": "witness"}
    bad = [row | {"relation": swapped[row["relation"]]} if row["type"] == "relation" else row for row in rows]
    lines = list(report(truth, bad))
    assert shares(lines, "revision")[0] == "0.0000"
    assert shares(lines, "witness")[0] == "0.0000"


def test_a_verdict_turned_round_is_wrong(truth: Truth) -> None:
    turn = {"missed": "met"}
    bad = [
        row | {"verdict": turn.get(row["verdict"], "missed")} if row["type"] == "promise" else row
        for row in oracle(truth)
    ]
    lines = list(report(truth, bad))
    assert shares(lines, "outcome")[0] == "1.0000"
    assert float(shares(lines, "said missed")[0]) < 0.01


def test_a_row_of_no_known_type_is_an_error(truth: Truth) -> None:
    with pytest.raises(ValueError, match="type='guess'"):
        list(report(truth, [{"type": "guess"}]))


def test_a_line_that_is_no_object_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps([1]) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        read_lines(tmp_path / "rows.jsonl")
