"""The documentation in Chinese has the headings, the commands and the figures of the one in English."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from tests import pairs as pairs_module
from tests.pairs import (
    DOCS,
    FENCED,
    WHOLE,
    bare,
    chinese_figure,
    commands,
    figures,
    filled,
    headings,
    is_figure,
    pairs,
    sections,
    tables,
)  # fmt: skip

PAIRS = [pytest.param(*pair, id=str(pair[0].relative_to(DOCS))) for pair in pairs().items()]


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
class TestPair:
    """One page in both languages."""

    def test_the_headings_are_as_many_and_as_deep(self, english: Path, chinese: Path) -> None:
        assert headings(chinese.read_text("utf-8")) == headings(english.read_text("utf-8")) != []

    def test_code_and_figures_of_tables_are_those_of_the_english_page(
        self, english: Path, chinese: Path
    ) -> None:
        page, other = english.read_text("utf-8"), chinese.read_text("utf-8")
        assert FENCED.findall(other) == FENCED.findall(page)
        assert [list(map(len, one)) for one in tables(other)] == [list(map(len, one)) for one in tables(page)]
        assert english.name in WHOLE or filled(page, other) == other, "run `python -m tests.pairs`"

    def test_what_is_typed_is_the_same(self, english: Path, chinese: Path) -> None:
        assert commands(chinese.read_text("utf-8")) == commands(english.read_text("utf-8"))

    def test_no_figure_is_told_that_the_english_page_does_not_tell(
        self, english: Path, chinese: Path
    ) -> None:
        parts = zip(*(sections(one.read_text("utf-8")) for one in (chinese, english)), strict=True)
        assert [(part[:20], more) for part, other in parts if (more := figures(part) - figures(other))] == []

    def test_it_is_chinese_and_leads_to_chinese_pages(self, english: Path, chinese: Path) -> None:
        text = bare(chinese.read_text("utf-8"))
        assert len(re.findall(r"[\u4e00-\u9fff]", text)) > 30
        links = [one for one in re.findall(r"\]\(([^)#]+\.md)", text) if "://" not in one]
        assert [one for one in links if not (chinese.parent / one).exists()] == []
        alone = {english.name, "api.md"}
        assert [one for one in links if not one.endswith(".zh.md") and Path(one).name not in alone] == []


def test_a_figure_of_a_table_is_carried_over_and_a_word_is_not() -> None:
    english = "| run | seconds |\n|---|---|\n| 2 jobs | 9.2 |\n\n```sh\nshilu demo\n```\n"
    chinese = "| 运行 | 秒 |\n|---|---|\n| 2 个进程 | 8 |\n\n```sh\n```\n"
    told = "| 运行 | 秒 |\n|---|---|\n| 2 个进程 | 9.2 |\n\n```sh\nshilu demo\n```\n"
    assert filled(english, chinese) == told
    assert not is_figure("2 jobs")
    assert chinese_figure("+0.1 (-0.2 to +0.5)") == "+0.1 (-0.2 至 +0.5)"


def test_numbers_are_told_from_what_stands_around_them() -> None:
    assert figures("1,950 characters, .86 of 3.5, v2") == {"1950", ".86", "3.5", "2"}


def test_the_examples_of_the_tool_hold() -> None:
    found = doctest.testmod(pairs_module)
    assert found.attempted > 1
    assert found.failed == 0
