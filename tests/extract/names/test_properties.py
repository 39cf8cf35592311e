from itertools import pairwise

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.extract.names import explain_names, find_names
from tests.corpora import grounded
from tests.extract.names.language import read

PIECES = st.sampled_from(
    [
        *"“”‘’《》（）、，。\n　·等之家张𠮷縣",
        *[
            "——",
            "临江县",
            "柳河镇",
            "数字",
            "平台",
            "工程",
            "实施",
            "打造",
            "书屋",
            "人民医院",
            "王小明",
            "第三批",
            "１２",
        ],
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_gives_grounded_names_that_do_not_overlap(text: str) -> None:
    names = find_names(read(text))
    assert grounded(text, names)
    assert all(one.span.end <= other.span.start for one, other in pairwise(names))
    assert names == find_names(read(text))


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_refusals_are_grounded_and_say_why(text: str) -> None:
    for start, end, surface, reason in explain_names(read(text)):
        assert text[start:end] == surface
        assert reason


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_documents_without_our_tags_are_read_too(text: str) -> None:
    assert grounded(text, find_names(spacy.blank("zh")(text)))
