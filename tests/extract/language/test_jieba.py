import sys

import pytest
import rjieba
from spacy.vocab import Vocab

from shilu import Extractor
from shilu.extract.errors import ShiluError
from shilu.extract.language import JiebaTagger, LacTokenizer, sentence_bounds
from shilu.extract.language.jieba import JiebaTag, jieba_tags
from shilu.extract.lexicon import load_table

TABLE = load_table("shilu.extract.language", "jieba_tags.toml", JiebaTag)
EXAMPLES = [(row, example) for row in TABLE for example in row.examples]


@pytest.mark.parametrize(
    ("row", "example"), EXAMPLES, ids=[f"{row.id}-{example}" for row, example in EXAMPLES]
)
def test_an_example_has_a_tag_of_its_row_and_is_given_the_tag_of_lac(row: JiebaTag, example: str) -> None:
    tagged = rjieba.tag(example)
    own = [tag in row.surfaces for _, tag in tagged]
    assert any(own)
    assert [tag == row.tag for _, tag in JiebaTagger()([example])[0]] == own


def test_every_tag_is_one_of_lac() -> None:
    known = {
        "n", "nz", "v", "vn", "vd", "a", "ad", "an", "d", "m", "q", "r", "p", "c", "u", "xc", "w", "f", "s", "nw",
        "PER", "LOC", "ORG", "TIME",
    }  # fmt: skip
    assert set(jieba_tags().values()) <= known


def test_words_join_to_the_sentence_again_whatever_it_holds() -> None:
    sentences = ["", "建成102座书屋，GDP增长6.5%。", "𠮷野家 ㍿\tabc", "。。。"]
    assert ["".join(word for word, _ in words) for words in JiebaTagger()(sentences)] == sentences


def test_amounts_and_times_are_the_same_with_either_tagger() -> None:
    text = "三年来，柳河县建成102座书屋，今年新增收入1.5亿元，比去年增长6.5%。"
    slow, fast = (
        Extractor().page(text, published="2022"),
        Extractor(tagger="jieba").page(text, published="2022"),
    )
    assert [fact.quantity for fact in fast.facts] == [fact.quantity for fact in slow.facts]
    assert fast.times == slow.times


def test_a_document_has_the_same_text_and_sentences() -> None:
    text = "建成102座书屋。  新增\n5万人！"
    doc = LacTokenizer(Vocab(), tagger="jieba")(text)
    assert doc.text == text
    assert [(span.start_char, span.end_char) for span in doc.sents] == list(sentence_bounds(text))


def test_without_the_package_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    with pytest.raises(ShiluError, match=r"S109.*rjieba"):
        JiebaTagger()
