"""What the user's own words change: names, their canonical forms, head nouns, facts, runs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
import spacy

from shilu import Extractor
from shilu.extract.names import OwnWord, OwnWords, find_names, read_words
from shilu.extract.samples import samples_folder
from shilu.schemas import NameType
from tests.extract.names.language import read, read_learned

GOLD = samples_folder().parent / "gold"
TYPES: tuple[NameType, ...] = get_args(NameType)


def found(text: str, *words: OwnWord, states: bool = True) -> list[tuple[str, str, str]]:
    doc = (read_learned if states else read)(text)
    return [(one.span.surface, one.type, one.canonical) for one in find_names(doc, words=OwnWords.of(words))]


@pytest.mark.parametrize("states", [True, False])
def test_every_mention_of_an_own_name_has_its_type_and_canonical_form(*, states: bool) -> None:
    text = "滴水湖畔，“云杉”开张；云杉昨天说，雲杉的客人多了两成。"
    own = OwnWord("云杉", "organisation", "临江云杉书店")
    assert [one for one in found(text, own, states=states) if "杉" in one[0]] == [
        ("云杉", "organisation", "临江云杉书店"),
        ("云杉", "organisation", "临江云杉书店"),
        ("雲杉", "organisation", "临江云杉书店"),
    ]


def test_an_own_name_wins_over_what_it_overlaps_and_a_longer_own_one_over_a_shorter() -> None:
    text = "柳河镇青禾计划启动，青禾计划惠及300户。"
    words = [OwnWord("柳河镇青禾计划", "policy", "青禾计划"), OwnWord("青禾计划", "policy", "青禾计划")]
    assert [one[:2] for one in found(text, *words)] == [("柳河镇青禾计划", "policy"), ("青禾计划", "policy")]


def test_a_part_of_a_word_of_a_longer_name_stays_in_it() -> None:
    text = "华东理工大学的学生来到上海市。"
    assert ("华东理工大学", "organisation") in [
        one[:2] for one in found(text, OwnWord("理工", "brand", "理工"))
    ]


def test_an_own_word_is_cut_from_what_the_tagger_glued_to_it() -> None:
    text = "翻查医管局的文件，上海交通大学的学生说。"
    words = [OwnWord(name, "brand", name) for name in ("医管局", "交通大学")]
    kept = [one[:2] for one in found(text, *words)]
    assert ("医管局", "brand") in kept
    assert ("上海交通大学", "organisation") in kept


@pytest.mark.parametrize("page", ["jingning-2023-11", "neixiang-1997-10", "yanling-2021-08", "yilan-2019-06"])
def test_twenty_names_of_a_page_make_all_their_mentions_right(page: str) -> None:
    """The types are those that no finder would give, so that only the table can tell them."""
    marks = [json.loads(line) for line in (GOLD / f"{page}.names.jsonl").read_text("utf-8").splitlines()]
    often = Counter(mark["surface"] for mark in marks if len(mark["surface"]) > 1)
    twenty = [surface for surface, _ in sorted(often.items(), key=lambda one: (-one[1], one[0]))][:20]
    types = {mark["surface"]: mark["type"] for mark in marks}
    other = {one: TYPES[(TYPES.index(types[one]) + 1) % len(TYPES)] for one in twenty}
    own = OwnWords.of([OwnWord(one, other[one], f"全称{one}") for one in twenty])
    text = next(path for path in samples_folder().glob(f"{page}.*") if path.suffix != ".json").read_text(
        "utf-8"
    )
    names = Extractor(words=own).page(text).names
    told = {(one.span.start, one.span.end, one.type, one.canonical) for one in names}
    wanted = {
        (mark["start"], mark["end"], other[one], f"全称{one}")
        for mark in marks
        if (one := mark["surface"]) in other
    }
    assert len(twenty) == 20
    assert wanted <= told


def test_a_word_that_is_no_name_is_none() -> None:
    text = "启动“青禾计划”，覆盖100户。"
    assert [one[0] for one in found(text)] == ["青禾计划"]
    assert found(text, OwnWord("青禾计划", None, "青禾计划", "none")) == []


@pytest.mark.parametrize(
    ("text", "head", "kind", "expected"),
    [
        ("临江县柳河共学舱开放，接待300人。", "共学舱", "facility", "临江县柳河共学舱"),
        ("全县推广“三色”共治法，惠及20个村。", "共治法", "programme", "“三色”共治法"),
    ],
)
def test_names_end_in_a_head_noun_of_the_users(text: str, head: str, kind: NameType, expected: str) -> None:
    own = OwnWord(head, kind, head, "head")
    plain = [one[:2] for one in found(text, states=False)]
    assert (expected, kind) not in plain
    assert (expected, kind) in [one[:2] for one in found(text, own, states=False)]


def test_facts_know_the_names() -> None:
    text = "云杉今年新开门店12家。"
    own = OwnWords.of([OwnWord("云杉", "organisation", "临江云杉书店")])
    fact = Extractor(words=own).page(text, published="2022-12").facts[0]
    assert fact.subject is not None
    assert fact.subject.span is not None
    assert fact.subject.span.surface == "云杉"
    names = Extractor(words=own).page(text).names
    assert [(one.span.surface, one.canonical) for one in names] == [("云杉", "临江云杉书店")]


def test_a_word_that_stands_for_a_name_may_be_an_own_name_itself() -> None:
    """It would resolve to itself without end."""
    text = "临江青禾公司开业。公司今年新开门店12家。"
    (fact,) = Extractor(words=OwnWords.of([OwnWord("公司", "organisation", "公司")])).page(text).facts
    assert fact.item is not None
    assert fact.item.text == "门店"


@pytest.mark.parametrize("component", ["shilu_names", "shilu_facts"])
def test_components_take_the_table(tmp_path: Path, component: str) -> None:
    path = tmp_path / "words.csv"
    path.write_text("name,type\n云杉,organisation\n", encoding="utf-8")
    nlp = spacy.blank("zh")
    nlp.add_pipe(component, config={"words": str(path)})
    doc = nlp("云杉今年新开门店12家。")
    if component == "shilu_names":
        assert [(span.text, span.label_) for span in doc.spans["names"]] == [("云杉", "organisation")]
    else:
        assert len(doc.spans["facts"]) == 1


def test_a_register_is_a_table_of_words_again(tmp_path: Path) -> None:
    from shilu.extract.register import build_register, write_register

    page = Extractor().page("临江县启动“青禾计划”，临江县柳河镇200户报名。", published="2022-12")
    entries = build_register([page])
    for name in ("names.csv", "names.xlsx"):
        pytest.importorskip("xlsxwriter", reason="workbooks are an extra: pip install 'shilu[xlsx]'")
        write_register(entries, tmp_path / name)
        told = {(word.surface, word.type) for word in read_words(tmp_path / name).words}
        assert {(one.canonical, one.type) for one in entries} <= told
