from functools import cache

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from shilu.extract.language import WordReader, make_language, words_of
from shilu.extract.text import fold


@cache
def english() -> Language:
    return spacy.blank("en")


def test_words_have_the_place_and_tag_of_the_tokens() -> None:
    doc = make_language()("建成102座书屋，\n新增5万人。")
    assert words_of(doc).words == [
        (token.idx, token.idx + len(token), fold(token.text), token.tag_) for token in doc
    ]


@settings(deadline=None)
@given(st.text(alphabet="ab 建成", max_size=30))
def test_blanks_between_the_tokens_of_another_pipeline_belong_to_no_word(text: str) -> None:
    doc = english()(text)
    assert [word.text for word in words_of(doc).words] == [token.text for token in doc]


def test_words_read_without_a_document_are_those_of_the_document() -> None:
    text = "張三　在北京。\n建成102座書屋，"
    words = next(WordReader().read([text]))
    known = words_of(make_language()(text))
    assert known[:-1] == words[:-1]
    assert known.states is not None
    assert words.states is not None
    assert known.states.shape == (len(text), 64)
    assert (known.states == words.states).all()
    assert words_of(words) is words
