"""The README in Chinese says to do what the one in English does, under the same headings in the same order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pairs import unwrapped

ROOT = Path(__file__).parent.parent
ENGLISH, CHINESE = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))


@pytest.mark.parametrize("kind", ["sh", "bat", "toml", "python"])
def test_the_commands_and_code_are_the_same(kind: str) -> None:
    blocks = [re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL) for text in (ENGLISH, CHINESE)]
    assert blocks[0] == blocks[1] != []


def test_the_headings_match_one_by_one() -> None:
    pairs = {
        "Start": "开始", "At the command line": "在命令行上", "From Python": "在 Python 中",
        "Coming from 0.1.0": "从 0.1.0 升级", "What is inside": "内部", "Limits": "限度",
        "How good it is": "好到什么程度", "Working on it": "参与",
    }  # fmt: skip
    english, chinese = (re.findall(r"^## (.*)$", text, re.MULTILINE) for text in (ENGLISH, CHINESE))
    assert [pairs.get(one, one) for one in english] == chinese


def test_it_begins_with_the_same_picture() -> None:
    pictures = [
        re.findall(r"<!-- picture -->.*?<!-- end picture -->", text, re.DOTALL) for text in (ENGLISH, CHINESE)
    ]
    assert pictures[0] == pictures[1] != [], "run `make readme`"


def test_what_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)", CHINESE)
    assert links
    assert [one for one in links if not (ROOT / one).exists()] == []


def test_no_paragraph_is_broken_over_lines() -> None:
    assert unwrapped(CHINESE) == CHINESE, "a line break between Chinese characters is shown as a blank"
