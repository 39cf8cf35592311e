"""The spans that are weighed where the tagger does not help, and the signs of how a span is built."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from shilu.extract.names import tables
from shilu.extract.names.finder import suggest_names
from shilu.extract.names.learned import around
from shilu.extract.names.learned.model import weights
from shilu.extract.names.learned.signs import FINDERS, SIZE, TYPES
from shilu.extract.names.learned.words import kinds_of
from tests.extract.names.language import read_learned
from tools.names.data import passages


def spans(text: str) -> list[str]:
    source, _, suggested = suggest_names(read_learned(text), ())
    return [source.folded[start:end] for start, end in suggested.spans]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("昨天启动第五次湖泊岸线普查。", "第五次湖泊岸线普查"),
        ("会上举行水稻、玉米与大豆高级别公开磋商会。", "水稻、玉米与大豆高级别公开磋商会"),
        ("实施“百校引路、万家同行”工程，惠及30万人。", "“百校引路、万家同行”工程"),
        ("品牌有青禾、稻香、三河口等，柳河县卖得最好。柳河县、白石、青台。", "白石"),
        ("事务所在柳河路一〇七弄三号二楼。", "柳河路一〇七弄三号"),
        ("在野党工党增加了席位。", "工党"),
    ],
)
def test_spans_are_weighed_that_the_tagger_does_not_show(text: str, span: str) -> None:
    assert span in spans(text)


def signs(text: str, span: str) -> dict[str, list[int]]:
    """The numbers of the signs that the span has, by group."""
    source, finds, suggested = suggest_names(read_learned(text), ())
    starts, ends = np.array(suggested.spans, np.int64).T
    lists = [kinds_of(word.text) for word in source.words]
    heads = {end: match for end in ends.tolist() if (match := tables.heads().at(source.folded, end))}
    rows = around.around(source, starts, ends, chosen=finds.chosen, heads=heads, lists=lists)
    row = rows[[source.folded[start:end] for start, end in suggested.spans].index(span)]
    found: dict[str, list[int]] = {}
    first = 0
    for name, size in around._GROUPS:
        found[name] = np.flatnonzero(row[first : first + size]).tolist()
        first += size
    assert first == around.AROUND
    return found


def test_a_span_knows_its_verb_its_head_and_what_stands_before_the_head() -> None:
    told = signs("我们实施了山林虫害防控工程，投入3亿元。", "山林虫害防控工程")
    assert told["governor"] == told["led"] == [TYPES.index("programme")]
    assert told["head"] == [around._row_numbers()["工程"]]
    assert told["needs"] == [1]
    assert told["places"] == [0]
    assert told["stem"] == [5]
    placed = signs("走进临江县柳河镇文化馆。", "临江县柳河镇文化馆")
    assert placed["places"] == [1]
    assert placed["governor"] == [TYPES.index("facility")]


def test_a_row_keeps_its_number_wherever_it_is_put(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that are added to the tables do not shift what the weights know of the other rows."""
    known = around._row_numbers()
    named = dict.fromkeys(row.id for row in tables.head_rows())
    assert [known[name] for name in known] == list(range(len(known)))
    assert set(known) <= set(named), "a row that is gone: `make names`"
    monkeypatch.setattr(
        around, "_row_numbers", lambda: {name: known[name] for name in known if name != "工程"}
    )
    assert signs("我们实施了山林虫害防控工程，投入3亿元。", "山林虫害防控工程")["head"] == []


def test_a_span_knows_the_names_beside_it_in_a_row() -> None:
    told = signs("走进临江县文化馆、柳河书院。", "柳河书院")
    assert told["left"] == [TYPES.index("facility")]
    assert told["right"] == []


def test_a_span_knows_the_spans_that_end_with_it() -> None:
    text = "走进临江县柳河镇文化馆。"
    whole, part = signs(text, "临江县柳河镇文化馆"), signs(text, "柳河镇文化馆")
    assert whole["longer"] < part["longer"]
    assert whole["shorter"] > part["shorter"]


def test_signs_that_came_after_the_fit_weigh_nothing_and_those_of_the_finders_can_be_hidden() -> None:
    assert weights().hidden.shape[0] == SIZE
    assert set((around.ROWS + SIZE - around.AROUND).tolist()) <= set(FINDERS.tolist())


def test_passages_tell_each_name_in_its_place(tmp_path: Path) -> None:
    from shilu.extract.language import WordReader

    path = tmp_path / "passages.txt"
    path.write_text("# told apart\n\n来到[G:临江县]的[F:柳河书院]。\n\n[R:李大海]说。\n", encoding="utf-8")
    first, second = passages(path, WordReader())
    assert [(start, end, TYPES[kind - 1]) for start, end, kind, _ in first.marks] == [
        (2, 5, "place"),
        (6, 10, "facility"),
    ]
    assert [(start, end, TYPES[kind - 1]) for start, end, kind, _ in second.marks] == [(0, 3, "person")]
    assert first.group == "samples"


def test_the_passages_of_ours_are_marked_without_a_slip() -> None:
    """A bracket left open would become text, an unknown letter too."""
    path = Path(__file__).parents[4] / "tools" / "names" / "passages.txt"
    body = path.read_text(encoding="utf-8").split("\n\n", 1)[1]
    assert not re.search(r"[\[\]]", re.sub(r"\[[PTBFLAEWOGR]:[^\[\]]{1,60}\]", "", body))
    assert len(re.findall(r"\[F:", body)) > 300
