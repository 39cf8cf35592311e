"""Sentences are bounded: reading, and what is kept of a text, grow no faster than the text."""

from __future__ import annotations

import pytest

from shilu.extract.extractor import Extractor
from shilu.extract.language.sentences import LONGEST, sentence_bounds
from shilu.schemas import PageRecords

_ROWS = {
    "Markdown": ("| 县 | 投资 | 书屋 |\n|---|---|---|\n", "| 第{0}县 | {1}万元 | {2}座 |"),
    "tabs": ("县\t投资\t书屋\n", "第{0}县\t{1}万元\t{2}座"),
    "points": ("", "- 第{0}县投资{1}万元建成{2}座书屋"),
}


def _table(kind: str, rows: int) -> str:
    head, row = _ROWS[kind]
    return head + "\n".join(row.format(n, n * 7 % 900 + 10, n % 97 + 3) for n in range(rows)) + "\n"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def _size(records: PageRecords) -> int:
    return len(records.model_dump_json())


@pytest.mark.parametrize(
    "text", ["建成3座书屋" * 900, "3座、" * 900, "一" * 5000, "。" * 3, "|3座 " * 900, "a" * 640]
)
def test_no_sentence_is_longer_than_the_bound(text: str) -> None:
    bounds = list(sentence_bounds(text))
    assert [start for start, _ in bounds[1:]] == [end for _, end in bounds[:-1]]
    assert (bounds[0][0], bounds[-1][1]) == (0, len(text))
    assert max(end - start for start, end in bounds) <= LONGEST


def test_a_long_sentence_is_cut_at_the_strongest_pause_of_its_later_half() -> None:
    text = "书" * 300 + "，" + "屋" * 50 + "；" + "座" * 100 + "，" + "册" * 400 + "。"
    assert next(sentence_bounds(text)) == (0, text.index("；") + 1)


@pytest.mark.parametrize("kind", _ROWS)
def test_a_row_of_a_table_is_a_sentence(extractor: Extractor, kind: str) -> None:
    text = _table(kind, 40)
    facts = extractor.page(text).facts
    assert len(facts) >= 80
    assert all("\n" not in fact.sentence.surface for fact in facts)


@pytest.mark.parametrize(
    "unit", ["建成3座书屋", "3座、", "投资5万元，", "| 3座 | 5万元 ", "第3县 5万元\n", "三人和五人"]
)
def test_what_is_kept_grows_with_the_text(extractor: Extractor, unit: str) -> None:
    once, thrice = (_size(extractor.page(unit * (size // len(unit)))) for size in (1500, 4500))
    assert thrice < once * 3.6


def test_evidence_holds_its_amount_and_is_bounded(extractor: Extractor) -> None:
    text = "，".join(f"第{n}县建成{n}座书屋" for n in range(1, 200)) + "。"
    facts = extractor.page(text).facts
    assert len(facts) > 150
    assert all(fact.sentence.covers(fact.span) for fact in facts)
    assert max(len(fact.sentence.surface) for fact in facts) <= 240
    assert all(fact.sentence.surface[-1] in "，。屋" for fact in facts), "cut at clauses"
