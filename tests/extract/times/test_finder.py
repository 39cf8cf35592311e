"""What a record says beside its value: how it was resolved, its anchor, and whether it is part of a name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shilu.extract.times import find_times


def test_stated() -> None:
    (one,) = find_times("2019年12月开工", published="2022-12")
    assert (one.resolution, one.anchor, one.rules) == ("stated", None, ("date", "year", "month"))


def test_anchored() -> None:
    (one,) = find_times("今年7月以来", published="2022-12")
    assert (one.resolution, one.anchor) == ("anchored", "2022-12")
    assert one.rules[0] == "since"


def test_from_context() -> None:
    _, one = find_times("2018年立项,次年完工", published="2022-12")
    assert (one.value, one.resolution, one.anchor) == ("2019", "context", "2018")


def test_a_dateline_is_told_apart() -> None:
    texts = ("本报北京11月30日电 (记者张平)", "11月30日,展馆开放", "11月30日电影展映")
    wire, event, film = (find_times(one, published="2022-12-01")[0] for one in texts)
    assert (wire.rules[0], event.rules[0], film.rules[0]) == ("dateline", "date", "date")


def test_unresolved_says_why() -> None:
    (one,) = find_times("昨日开工", published="2022-12")
    assert (one.value, one.resolution) == (None, "unresolved")
    assert "day" in (one.reason or "")


def test_without_publication_date() -> None:
    (one,) = find_times("今年以来")
    assert (one.value, one.resolution) == (None, "unresolved")
    assert "publication date" in (one.reason or "")


def test_vague() -> None:
    (one,) = find_times("近年来", published="2022-12")
    assert (one.value, one.resolution) == (None, "vague")


def test_inside_a_name() -> None:
    text = "《江阴新区2023年行动方案》于2023年3月印发"
    first, second = find_times(text, names=[(1, 13)])
    assert first.inside_name
    assert not second.inside_name


def test_sentences_do_not_share_their_year() -> None:
    *_, one = find_times("2019年3月开工。5月验收", published="2022-12")
    assert one.value == "2022-05"


def test_a_phrase_that_is_the_whole_text_looks_ahead() -> None:
    (alone,) = find_times("元旦", published="2013-02-12")
    (told,) = find_times("元旦当日人潮涌动", published="2013-02-12")[:1]
    assert (alone.value, told.value) == ("2014-01-01", "2013-01-01")


def test_a_part_of_the_day_belongs_to_the_day_just_named() -> None:
    _, one = find_times("昨天,论坛开幕。下午3时,举行签约仪式", published="2022-12-01")
    assert (one.type, one.value, one.resolution) == ("date", "2022-11-30T15:00", "context")


def test_the_year_of_a_review() -> None:
    *_, past = find_times("2025年工作回顾。全年完成投资", published="2026-02-05")
    *_, coming = find_times("2026年工作安排。全年完成投资", published="2026-02-05")
    assert (past.value, coming.value) == ("2025", "2026")


@pytest.mark.parametrize("page", ["000", "001", "002"])
def test_every_firm_time_of_the_gold_pages_is_found(shared: Path, page: str) -> None:
    text = (shared / "gold" / f"{page}.txt").read_text(encoding="utf-8")
    meta = json.loads((shared / "gold" / f"{page}.meta.json").read_text(encoding="utf-8"))
    rows = (shared / "gold" / f"{page}.times.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(row) for row in rows]
    firm = [one for one in gold if not one.get("optional")]
    found = find_times(text, published=meta["published"])
    missed = [
        one["surface"]
        for one in firm
        if not any(each.span.start < one["end"] and one["start"] < each.span.end for each in found)
    ]
    assert len(missed) <= 0.04 * len(firm), missed
