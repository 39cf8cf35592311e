"""Every guard and cue is asked for: what no code reads is no knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

import pytest

from shilu.extract.quantities.cues import cues
from shilu.extract.quantities.rows import NumberCue
from shilu.extract.times.rows import Guard, guards

TABLES: tuple[tuple[str, Iterable[Guard | NumberCue]], ...] = (("times", guards()), ("quantities", cues()))


def _code(folder: str) -> str:
    parts = (resources.files("shilu.extract") / folder).iterdir()
    return "\n".join(one.read_text(encoding="utf-8") for one in parts if one.name.endswith(".py"))


CODE = {folder: _code(folder) for folder, _ in TABLES}


@pytest.mark.parametrize(("folder", "name"), [(folder, row.id) for folder, table in TABLES for row in table])
def test_is_asked_for(folder: str, name: str) -> None:
    asked = f'"{name}"' in CODE[folder] or f"'{name}'" in CODE[folder]
    assert asked, "no code reads this row"
