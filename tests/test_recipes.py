"""The recipes and the tutorial print what stands on their pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recipes import PAGES, TUTORIAL, filled


@pytest.mark.repeat  # reads the samples, which the tests of the README and of the stores do too
@pytest.mark.parametrize("pages", [PAGES, TUTORIAL], ids=["recipes", "tutorial"])
def test_they_print_what_they_say(
    pages: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for page, text in filled(pages):
        assert page.read_text(encoding="utf-8") == text, f"{page.name}: run `python -m tests.recipes`"


def test_there_are_twenty_and_each_does_something() -> None:
    sections = [part for page in PAGES[1:] for part in page.read_text(encoding="utf-8").split("\n## ")[1:]]
    assert len(sections) >= 20
    assert [part.splitlines()[0] for part in sections if "```text" not in part] == []
