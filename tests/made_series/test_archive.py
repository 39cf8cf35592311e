"""The made archive is the same every time, and its truth says what stands on its pages."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tools.made_series.archive import Archive, make_archive
from tools.made_series.model import load_items, load_places
from tools.made_series.score import read_lines
from tools.made_series.targets import judge

DIGEST = "3e5b038212efd21985c2440739a6fec6da62b410d589dc93e0404b4ce9f76205"
"""Of all files of the archive: linking is measured on this one; who changes it changes the measure, and says so."""

FILES = (
    "pages.jsonl",
    "truth/statements.jsonl",
    "truth/variables.jsonl",
    "truth/relations.jsonl",
    "truth/promises.jsonl",
)


def digest(folder: Path) -> str:
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in FILES)).hexdigest()


def rows(folder: Path, name: str) -> list[Any]:
    return list(read_lines(folder / "truth" / name))


def test_the_archive_is_the_one_that_was_committed(folder: Path) -> None:
    assert digest(folder) == DIGEST


def test_another_process_with_another_hash_seed_writes_the_same(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.made_series", str(tmp_path)]
    root = Path(__file__).parents[2]
    subprocess.run(
        command,
        check=True,
        cwd=root,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(root)},
        capture_output=True,
    )
    assert digest(tmp_path) == digest(folder)


def test_another_seed_writes_another_archive() -> None:
    assert make_archive(1, 20).documents != make_archive(2, 20).documents
    assert make_archive(1, 20) == make_archive(1, 20)


def test_more_documents_than_there_are_places_for_is_an_error() -> None:
    with pytest.raises(ValueError, match="documents=5000"):
        make_archive(1, 5000)


def test_three_hundred_documents_of_sixteen_places_over_ten_years(archive: Archive) -> None:
    assert len(archive.documents) == 300
    years = defaultdict(set)
    for one in archive.documents:
        years[one.place].add(one.year)
    assert {place.coded(2012) for place in load_places()} <= set(years)
    assert all(len(years[place.code]) >= 6 for place in load_places())
    kinds = Counter(one.kind for one in archive.documents)
    assert kinds["report"] > 100
    assert all(kinds[kind] >= 5 for kind in ("communique", "budget", "plan", "brief", "paper", "year_news"))


def test_every_statement_stands_where_the_truth_says(folder: Path) -> None:
    texts = {row["id"]: row["text"] for row in read_lines(folder / "pages.jsonl")}
    for row in rows(folder, "statements.jsonl"):
        text = texts[row["document"]]
        start, end = row["sentence"]
        assert text[row["start"] : row["end"]] == row["text"]
        assert start <= row["start"] < row["end"] <= end
        assert not re.search(r"[。！？\n]", text[start : end - 1])
        assert start == 0 or text[start - 1] in "。！？\n"


def test_statements_do_not_overlap(archive: Archive) -> None:
    end = defaultdict(int)
    for one in archive.statements:
        assert one.start >= end[one.document]
        end[one.document] = one.end


def test_values_are_what_is_printed(folder: Path) -> None:
    factors = {(item.id, text): Fraction(factor) for item in load_items() for text, factor, _ in item.units}
    factors |= {("sales", "万元"): Fraction(10**4), ("outlay", "亿元"): Fraction(10**8)}
    for row in rows(folder, "statements.jsonl"):
        printed = [Fraction(number) for number in re.findall(r"\d+(?:\.\d+)?", row["text"])]
        factor = Fraction(1) if row["unit"] in ("%", "个百分点") else factors[row["item"], row["unit"]]
        assert abs(Fraction(row["value"])) == printed[0] * factor
        if row["bound"] == "range":
            assert [Fraction(row["low"]), Fraction(row["high"])] == printed


def test_every_amount_of_a_unit_on_a_page_is_a_statement(folder: Path) -> None:
    known = defaultdict(list)
    for row in rows(folder, "statements.jsonl"):
        known[row["document"]].append((row["start"], row["end"]))
    amount = re.compile(
        r"\d+(?:\.\d+)?(?:%|个百分点|[万亿]*(?:元|美元|人|人次|亩|吨|斤|头|户|件|家|座|公顷|公里)(?!均))"
    )
    for page in read_lines(folder / "pages.jsonl"):
        for found in amount.finditer(page["text"]):
            assert any(start <= found.start() and found.end() <= end for start, end in known[page["id"]]), (
                found
            )


def test_one_figure_is_the_same_in_every_unit_and_rounding(folder: Path) -> None:
    by_reading = defaultdict(list)
    for row in rows(folder, "statements.jsonl"):
        if row["bound"] == "exact" and row["status"] == "actual" and row["period_type"] != "none":
            by_reading[row["reading"]].append(row)
    assert len(by_reading) > 5000
    for members in by_reading.values():
        lows, highs = zip(*map(_room, members), strict=True)
        assert max(lows) <= min(highs), members


def _room(row: Any) -> tuple[Decimal, Decimal]:
    """What the printed figure may be the rounding of."""
    number = re.findall(r"\d+(?:\.\d+)?", row["text"])[0]
    places = len(number.partition(".")[2])
    half = Decimal(5).scaleb(-places - 1) * abs(
        Decimal(row["value"]) / Decimal(number) if Decimal(number) else 1
    )
    return Decimal(row["value"]) - half, Decimal(row["value"]) + half


def test_changes_are_told_by_documents_that_differ(folder: Path) -> None:
    known = {row["id"]: row for row in rows(folder, "statements.jsonl")}
    found = Counter(row["relation"] for row in rows(folder, "relations.jsonl"))
    assert found["witness"] > 1000
    assert found["revision"] > 80
    assert found["contradiction"] > 15
    for row in rows(folder, "relations.jsonl"):
        if "before" in row:
            left, right = ({known[name]["document"] for name in row[side]} for side in ("before", "after"))
            assert left != right
            assert (row["days"] <= 31) == (row["relation"] == "contradiction") or not row["wrong"]


def test_outcomes_are_later_and_every_verdict_occurs(folder: Path) -> None:
    known = {row["id"]: row for row in rows(folder, "statements.jsonl")}
    promises = rows(folder, "promises.jsonl")
    verdicts = Counter(row["verdict"] for row in promises)
    assert all(
        verdicts[name] >= 15 for name in ("met", "missed", "within", "exceeded", "not_reported", "redefined")
    )
    for row in promises:
        promise = known[row["promise"]]
        assert promise["status"] == "planned"
        for name in row["outcomes"]:
            assert known[name]["published"] > promise["published"]
            assert known[name]["period"] == promise["period"]
            assert known[name]["form"] == promise["form"]
            assert (known[name]["variable"] != promise["variable"]) <= (
                row["verdict"] == "redefined" or known[name]["line"] == promise["line"]
            )


@pytest.mark.parametrize(
    ("bound", "low", "high", "actual", "verdict"),
    [
        ("about", "8", "8", "8.3", "within"),
        ("about", "8", "8", "10", "exceeded"),
        ("about", "8", "8", "6", "missed"),
        ("at_least", "8", None, "8", "met"),
        ("at_least", "8", None, "7.9", "missed"),
        ("at_most", None, "4", "3.9", "within"),
        ("at_most", None, "4", "4.1", "missed"),
        ("range", "6", "7", "6.5", "within"),
        ("range", "6", "7", "7.1", "exceeded"),
        ("exact", "6", "6", "6", "met"),
        ("exact", "6", "6", "5.9", "missed"),
        ("exact", "6", "6", "6.1", "exceeded"),
    ],
)
def test_what_becomes_of_a_target(
    bound: str, low: str | None, high: str | None, actual: str, verdict: str
) -> None:
    ends = (None if end is None else Decimal(end) for end in (low, high))
    assert judge(bound, *ends, Decimal(actual)) == verdict


def test_no_outcome_lies_near_the_width_of_about(folder: Path) -> None:
    known = {row["id"]: row for row in rows(folder, "statements.jsonl")}
    for row in rows(folder, "promises.jsonl"):
        if row["bound"] == "about" and row["verdict"] in ("within", "missed", "exceeded"):
            aim = float(known[row["promise"]]["value"])
            for name in row["outcomes"]:
                if known[name]["version"] == "first" and known[name]["bound"] == "exact":
                    off = abs(float(known[name]["value"]) - aim)
                    points = known[name]["base"] == "%"
                    near = off <= (0.31 if points else 0.035 * aim)
                    assert near or off >= (0.9 if points else 0.05 * aim), (row, off)


def test_the_pages_are_read_by_the_product(folder: Path) -> None:
    page = json.loads((folder / "pages.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert set(page) == {"id", "published", "title", "source", "region", "made", "text"}
    assert page["made"] is True
