from functools import cache

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from shilu.extract.language import make_language


@cache
def language() -> Language:
    return make_language()


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from("建成102座书屋，。“” \n\t　1.5万亿%：；()"), st.characters(codec="utf-8")
        ),
        max_size=80,
    )
)
def test_a_doc_keeps_every_character(text: str) -> None:
    assert language()(text).text == text


def test_blanks_are_tokens_of_their_own() -> None:
    doc = language()("记者 王\n建国")
    assert [token.tag_ for token in doc if token.text.isspace()] == ["SP", "SP"]


def test_tags_and_sentence_starts() -> None:
    doc = language()("张三在北京。李四去上海。")
    assert [(token.text, token.tag_) for token in doc if token.tag_ in {"PER", "LOC"}] == [
        ("张三", "PER"), ("北京", "LOC"), ("李四", "PER"), ("上海", "LOC"),
    ]  # fmt: skip
    assert [sentence.text for sentence in doc.sents] == ["张三在北京。", "李四去上海。"]


def test_traditional_text_is_read_folded_and_shown_as_printed() -> None:
    doc = language()("張三在臺灣")
    assert doc.text == "張三在臺灣"
    assert doc[-1].tag_ == "LOC"


def test_texts_together_are_read_as_one_by_one() -> None:
    texts = ["张三在北京。\n建成102座书屋，", "", "新增5万人！他说。", "“好。”"]
    together = language().tokenizer.pipe(texts)
    assert list(map(_tokens, together)) == [_tokens(language()(text)) for text in texts]


def _tokens(doc: Doc) -> list[tuple[str, str, bool | None]]:
    return [(token.text, token.tag_, token.is_sent_start) for token in doc]


def test_the_tokenizer_is_registered_for_configurations() -> None:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "shilu.LacTokenizer.v1"}}})
    assert nlp("建成书屋")[0].tag_ == "v"
    fast = {"@tokenizers": "shilu.LacTokenizer.v1", "tagger": "jieba"}
    assert spacy.blank("zh", config={"nlp": {"tokenizer": fast}})("书屋")[0].tag_ == "n"


def test_a_sentence_longer_than_the_tagger_reads_is_kept_whole() -> None:
    text = "一" * 1000 + "，" * 500 + "建成书屋" * 300
    assert language()(text).text == text


def test_spacys_limit_of_a_million_characters_does_not_hold() -> None:
    assert language().max_length > 1_000_000
