"""Articles that are weighed together get what each gets alone."""

from __future__ import annotations

import pytest

from shilu.extract.facts import ArticleContext, FactFindings, Mentioned, find_facts, find_facts_in_all
from shilu.extract.names import find_names
from shilu.extract.quantities import find_quantities
from shilu.extract.times import find_times
from tests.extract.facts.looking import PUBLISHED, reader

TEXTS = [
    "三年来，柳河县建成102座书屋，累计投入1.5亿元；今年计划再建30座。",
    "会议在临江镇召开，没有讲数字。",
    "全市粮食产量12万吨，同比增长3.5%，其中小麦5万吨、玉米7万吨。据市农业局局长李青山介绍，带动800户增收。",
    "",
    "青禾公司去年销售额2400万元，比上年下降一成。",
]


def _mentioned(text: str) -> Mentioned:
    words = next(iter(reader().read([text])))
    names = find_names(words)
    times = find_times(text, published=PUBLISHED, names=[(one.span.start, one.span.end) for one in names])
    return Mentioned(
        words, find_quantities(text).quantities, times, names, ArticleContext(published=PUBLISHED)
    )


def _alone(one: Mentioned) -> FactFindings:
    return find_facts(
        one.words, quantities=one.quantities, times=one.times, names=one.names, context=one.context
    )


@pytest.mark.parametrize("together", [1, 3, 512])
def test_articles_weighed_together_get_what_each_gets_alone(
    together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shilu.extract.facts.find._TOGETHER", together)
    monkeypatch.setattr("shilu.extract.facts.choose._TOGETHER", together)
    articles = [_mentioned(text) for text in TEXTS]
    found = list(find_facts_in_all(iter(articles)))
    assert sum(len(one.facts) for one in found) > 8
    assert found == [_alone(one) for one in articles]


def test_no_article_has_no_facts() -> None:
    assert list(find_facts_in_all([])) == []
