"""The tables and corpora of bylines, openings, furniture and captions: every example is read as it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shilu.extract.articles.bylines import is_name, parse_byline
from shilu.extract.articles.fragments import _LEAD
from shilu.extract.articles.openings import furniture_role, has_caption_cue, match_opening
from shilu.extract.articles.reading import runs_on
from shilu.extract.articles.tables import (
    Lead,
    captions,
    credit_words,
    furniture_words,
    openers,
)
from shilu.extract.lexicon import load_table
from shilu.extract.lexicon.people import surnames, transliteration
from shilu.extract.text import fold

LEADS = load_table("shilu.extract.articles", "leads.toml", Lead)
CORPUS = Path(__file__).parent / "corpus"


def cases(name: str) -> list[Any]:
    lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(row, id=row["text"]) for row in map(json.loads, lines)]


def examples(table: Any) -> list[Any]:
    return [pytest.param(text, id=text) for row in table for text in row.examples]


@pytest.mark.parametrize("case", cases("bylines"))
def test_bylines(case: dict[str, Any]) -> None:
    byline = parse_byline(fold(case["text"]))
    assert (None if byline is None else list(byline.people)) == case["people"]
    assert byline is None or "of" not in case or byline.of == case["of"]


@pytest.mark.parametrize("case", cases("openings"))
def test_openings(case: dict[str, Any]) -> None:
    opening = match_opening(fold(case["text"]))
    assert (None if opening is None else case["text"][: opening.end]) == case["head"]
    assert opening is None or list(opening.people) == case["people"]


@pytest.mark.parametrize(
    "text", [*examples(surnames(without="首字")), *examples(transliteration()), *examples(credit_words())]
)
def test_examples_of_names_and_credits(text: str) -> None:
    assert parse_byline(text) is not None


@pytest.mark.parametrize("text", examples(openers()))
def test_examples_of_openers(text: str) -> None:
    assert match_opening(text) is not None


@pytest.mark.parametrize("text", [pytest.param(t, id=t) for row in openers() for t in row.counter])
def test_what_is_no_opener(text: str) -> None:
    assert match_opening(text) is None


@pytest.mark.parametrize("text", examples(furniture_words()))
def test_examples_of_furniture(text: str) -> None:
    assert furniture_role(fold(text)) in {"note", "continuation"}


@pytest.mark.parametrize(
    "text",
    [
        "编辑部的灯亮到了深夜,大家都在等前方的消息。",
        "(",
        "2.5",
        "建成书屋102座",
        "转变发展方式,推动乡村振兴",
        "7月14日凌晨,山洪来了",
    ],
)
def test_what_is_no_furniture(text: str) -> None:
    assert furniture_role(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2023年3月5日 星期日",
        "3月5日 周日 农历二月十四",
        "2023年3月5日 责编:王海燕",
        "第3版",
        "A12",
        "— 5 —",
        "www.example.cn",
        "* * *",
    ],
)
def test_lines_of_a_page_header(text: str) -> None:
    assert furniture_role(text) == "note"


@pytest.mark.parametrize("text", [pytest.param(t, id=t) for row in furniture_words() for t in row.counter])
def test_counter_examples_of_furniture(text: str) -> None:
    assert furniture_role(fold(text)) is None


@pytest.mark.parametrize("text", examples(captions()))
def test_examples_of_captions(text: str) -> None:
    assert has_caption_cue(text)


@pytest.mark.parametrize("text", ["近日", "高速公路", "", "王", "共同富裕", "Wang"])
def test_what_is_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("row", "text"), [pytest.param(row, one, id=one) for row in LEADS for one in row.examples]
)
def test_examples_of_leads(row: Lead, text: str) -> None:
    """All begin a sentence, and no heading; some begin a paragraph behind a block that was broken off."""
    assert any(text.startswith(surface) for surface in row.surfaces)
    assert row.paragraph or _LEAD.match(text)
    assert runs_on("服务了群众", text) != row.paragraph
