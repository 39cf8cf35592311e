"""The page on spaCy: what it prints works, and it names every component and option."""

from __future__ import annotations

import contextlib
import inspect
import io
import re
from pathlib import Path

from shilu.extract import components

TEXT = (Path(__file__).parent.parent / "docs" / "spacy.md").read_text(encoding="utf-8")


def test_the_code_of_the_page_prints_what_is_expected() -> None:
    code = "\n".join(re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL))
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, {})
    assert printed.getvalue().splitlines() == [
        "36座 count 便民书屋 2022-01/2022-12",
        "120.5万元 money 补助金 2022-01/2022-12",
        "2",
        "['2019']",
        "['2022']",
    ]


def test_every_component_and_its_options_are_told() -> None:
    rows = dict(re.findall(r"^\| `(shilu_\w+)` \|.*\|([^|]*)\|$", TEXT, re.MULTILINE))
    for name, told in rows.items():
        create = getattr(components, f"create_{name.removeprefix('shilu_')}")
        options = [one for one in inspect.signature(create).parameters if one not in ("nlp", "name")]
        assert re.findall(r"`(\w+)`", told) == options
    made = {name for name in components.__all__ if name.startswith("create_")}
    assert {f"create_{name.removeprefix('shilu_')}" for name in rows} == made
