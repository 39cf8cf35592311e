"""What an article says of the region that its metadata names, and of the whole that it speaks of."""

from __future__ import annotations

import pytest

from shilu.extract.facts.context import ArticleContext
from tests.extract.facts.looking import views_of


@pytest.mark.parametrize(
    ("region", "text", "words"),
    [
        ("炎陵县", "炎陵建成书屋3座。", "炎陵"),
        ("忠县", "他忠于职守，建成书屋3座。", None),  # 忠 alone is no place
        ("湘西土家族苗族自治州", "湘西建成书屋3座。", "湘西"),
        ("荆州", "荆山脚下建成书屋3座。", None),
    ],
)
def test_the_region_is_found_by_its_name_or_short_name(region: str, text: str, words: str | None) -> None:
    article = views_of(text, ArticleContext(region=region))[0].article
    assert (article.region and text[slice(*article.region)]) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("全縣建成書屋3座。", ["全縣"]),
        ("我盟建成书屋3座，本公司投入2万元。", ["我盟", "本公司"]),
        ("第七次全国人口普查登记3万人。", []),
        ("该县建成书屋3座。", []),
    ],
)
def test_words_for_the_whole(text: str, words: list[str]) -> None:
    article = views_of(text)[0].article
    assert [text[slice(*whole)] for whole in article.wholes] == words
