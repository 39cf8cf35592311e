"""The evidence for headings: that each sign says what its docstring says, on pages made for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shilu.extract.articles import signals
from shilu.extract.articles.drafts import Draft
from shilu.extract.articles.features import features_of
from shilu.extract.articles.lexical import Lexicon
from shilu.extract.articles.signals import CAPTION, START, UNTITLED, Candidate
from shilu.extract.articles.style import style_of
from shilu.extract.articles.units import units_of

BODY = "静宁县的果农给苹果套上了纸袋,雇来十二名帮工。"
NEXT = "洋浦港的货轮昨日靠上泊位,码头上装卸繁忙。"


def candidate(heading: str, following: str = NEXT, body: str = BODY, gap: str = "\n\n") -> Candidate:
    """The heading between a paragraph of an article and what follows it."""
    features = features_of(units_of(f"{body}{gap}{heading}\n\n{following}\n\n果园里一片忙碌。"))
    draft = Draft()
    draft.add(0, "body")
    lexicon = Lexicon([feature.unit for feature in features])
    return Candidate(features, 1, 2, draft, lexicon, style_of(features))


@pytest.mark.parametrize(
    ("sign", "at", "expected"),
    [
        ("byline_follows", candidate("渔港添了新码头", "王海燕 李红"), 1),
        ("byline_follows", candidate("渔港添了新码头", "江小琴 摄"), -1),
        ("opening_follows", candidate("渔港添了新码头", "本报讯 " + NEXT), 1),
        ("is_first", candidate("渔港添了新码头"), 0),
        ("has_title_level", candidate("# 渔港添了新码头"), 1),
        ("has_title_level", candidate("渔港添了新码头"), 0),
        ("is_enumerated", candidate("二、渔港的建设"), 1),
        ("cuts_sentence", candidate("渔港添了新码头", body=BODY[:-1]), 1),
        ("is_foreign", candidate("渔港添了新码头"), 1),
        ("is_foreign", candidate("果农忙起来", "静宁县的果农又摘下纸袋,静宁县的帮工还没有走。"), -0.6),
        ("names_what_follows", candidate("洋浦港添了新码头"), 1),
        ("names_what_follows", candidate("静宁县添了新果园"), -1),
        ("has_caption_cue", candidate("图为洋浦港的货轮"), 1),
        ("follows_picture", candidate("洋浦港的货轮", gap="\n\n\n\n"), 1),
        ("follows_furniture", candidate("渔港添了新码头"), 0),
        ("is_long", candidate("渔港添了新码头渔民笑开颜"), 1),
        ("is_long", candidate("渔港新貌"), -1),
        ("has_no_text", candidate("渔港添了新码头"), 0),
        ("is_bridged", candidate("洋浦港的货轮", body=BODY[:-1] + ","), 1),
        ("is_bridged", candidate("洋浦港的货轮"), -1),
        ("is_marked", candidate("## 渔港添了新码头"), 1),
        ("is_signature", candidate("□ 王海燕"), 1),
        ("is_signature", candidate("王海燕 李红"), 0.5),
        ("is_signature", candidate("(记者 王海燕)"), -0.5),
    ],
    ids=lambda value: value.text if isinstance(value, Candidate) else str(value),
)
def test_signs(sign: str, at: Candidate, expected: float) -> None:
    assert getattr(signals, sign)(at) == pytest.approx(expected)


def test_the_first_heading_of_a_page() -> None:
    assert signals.is_first(replace(candidate("渔港添了新码头"), draft=Draft())) == 1


@pytest.mark.parametrize("table", [START, CAPTION, UNTITLED], ids=["START", "CAPTION", "UNTITLED"])
def test_every_sign_has_one_weight_in_a_table(table: tuple[signals.Signal, ...]) -> None:
    names = [signal.strength.__name__ for signal in table]
    assert len(set(names)) == len(names)
    assert all(signal.weight for signal in table)
