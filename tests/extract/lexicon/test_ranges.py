"""What joins a range is told once; times and amounts take it from there."""

import re
from importlib import resources
from pathlib import Path

import pytest

from shilu.extract.lexicon import load_table
from shilu.extract.lexicon.ranges import JOINERS, JOINT
from shilu.extract.quantities import find_quantities
from shilu.extract.text import fold
from shilu.extract.times import find_times
from shilu.schemas import Row

_ROWS = load_table("shilu.extract.lexicon", "ranges.toml", Row)
_WRITTEN_OUT = re.compile(r"[至到][-—–~]|[-—–~][至到]|[至到]\|?\[?[-—–~]")


@pytest.mark.parametrize("example", [one for row in _ROWS for one in row.examples])
def test_an_example_is_joined(example: str) -> None:
    assert re.search(rf"\d{JOINT}\d|月{JOINT}\d", example)


@pytest.mark.parametrize("joiner", [*JOINERS, "——", "～", "－"])
def test_times_and_amounts_are_joined_alike(joiner: str) -> None:
    assert fold(joiner)[0] in JOINERS
    assert [one.span.surface for one in find_times(f"2021{joiner}2023年建成。")] == [f"2021{joiner}2023年"]
    assert [one.span.surface for one in find_times(f"每周一{joiner}周五开放。")] == [f"每周一{joiner}周五"]
    found = find_quantities(f"投入3{joiner}5万元。").quantities
    assert [one.span.surface for one in found] == [f"3{joiner}5万元"]


def test_no_code_writes_the_joiners_out_again() -> None:
    root = Path(str(resources.files("shilu.extract")))
    lines = [
        f"{path.relative_to(root)}: {line.strip()}"
        for stage in ("times", "quantities")
        for path in sorted((root / stage).rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if _WRITTEN_OUT.search(line) and "# " not in line and '"""' not in line
    ]
    assert lines == []
