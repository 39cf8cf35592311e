"""Whether a page is of the kind of others: by its writing, not by its subject or its length."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest

from shilu.extract.learn import PageKind, fit_kind, kind_signs, other_pages, pieces_of, written_signs
from shilu.extract.samples import sample_pages

TOPICS = ("书屋", "水渠", "茶园", "学校", "桥梁", "粮仓", "医院", "公园")


def minutes(topic: str) -> str:
    """A page of questions and answers, in traditional script."""
    return "".join(
        f"李委員：請問部長，{topic}的預算為何只編{number}億元？這個數字對嗎？\n"
        f"部長：報告委員，{topic}今年有{number * 3}處，我們會再檢討。\n"
        for number in range(2, 22)
    )


def table(topic: str) -> str:
    """A page of rows without a sentence."""
    return "".join(f"{number}. {topic}{number}号 {number * 12}平方米 {number}%\n" for number in range(10, 70))


def test_other_pages_of_the_kind_are_known_and_pages_of_other_kinds_are_not() -> None:
    for write, other in ((minutes, table), (table, minutes)):
        kind = fit_kind([write(topic) for topic in TOPICS[:3]], other_pages())
        assert kind is not None
        assert all(kind.holds(write(topic)) for topic in TOPICS[3:])
        assert not any(kind.holds(other(topic)) for topic in TOPICS)
        assert not any(kind.holds(page.text) for page in sample_pages())


def test_one_page_is_enough_and_it_tells_the_same_kind_in_a_longer_text() -> None:
    kind = fit_kind([minutes("书屋")], other_pages())
    assert kind is not None
    assert kind.holds(minutes("水渠") * 5)


def test_without_pages_or_others_there_is_no_kind() -> None:
    assert fit_kind([], other_pages()) is None
    assert fit_kind([minutes("书屋")], []) is None


def test_a_page_given_twice_counts_once_and_the_same_pages_give_the_same() -> None:
    texts = [minutes(topic) for topic in TOPICS[:2]]
    assert fit_kind(texts, other_pages()) == fit_kind([*texts, texts[0]], other_pages())


@pytest.mark.parametrize("text", ["", "\n", "书", "。" * 5000, "\U00020bb7 \ud7ff\x00" * 50])
def test_any_text_has_a_chance(text: str) -> None:
    kind = fit_kind([minutes("书屋")], other_pages())
    assert kind is not None
    assert 0 <= kind.chance(text) <= 1
    assert len(written_signs(text)) == len(kind_signs())


def test_pieces_hold_the_whole_text() -> None:
    text = minutes("书屋")
    assert "".join(pieces_of(text)) == text
    assert len(pieces_of(text, 2)) == 2
    assert pieces_of("书") == ["书"]


def test_it_is_told_and_read_back_and_other_signs_are_refused() -> None:
    kind = fit_kind([minutes("书屋")], other_pages())
    assert kind is not None
    told = json.loads(json.dumps(kind.told()))
    assert PageKind.read(told) == kind
    with pytest.raises(ValueError, match="signs"):
        PageKind.read({**told, "signs": {"no such sign": 1.0}})


def test_each_row_of_words_is_shown_by_its_examples(repo_root: Path) -> None:
    """An example raises the signs of its row, over the same text without it."""
    rows = tomllib.loads((repo_root / "extract" / "learn" / "kinds.toml").read_text(encoding="utf-8"))["sign"]
    names = kind_signs()
    for row in rows:
        of_row = [names.index(word) for word in (row["words"] if row.get("each") else [row["id"]])]
        for example in row["examples"]:
            assert sum(written_signs(example)[one] > 0 for one in of_row) >= min(len(of_row), 2), example
    assert len(set(names)) == len(names)


def test_what_ships_is_of_these_signs() -> None:
    pages = other_pages()
    assert len(pages) > 50
    assert {page.shape[1] for page in pages} == {len(kind_signs())}
    assert all(np.isfinite(page).all() for page in pages)
