from shilu.extract.grammar.cutting import make_passage
from shilu.schemas import Exact, Name, Quantity, Span, Time
from tests.extract.facts.looking import language


def test_mentions_stay_whole_and_blanks_are_left_out() -> None:
    text = "今年 “北湖 之声”平台服务1.5万人次"
    quantity = Quantity(span=_at(text, "1.5万人次"), kind="count", amount=Exact(value="15000"), unit="人次")
    time = Time(span=_at(text, "今年"), type="date", value="2022", resolution="anchored")
    name = Name(span=_at(text, "北湖 之声"), type="platform", canonical="北湖之声")
    passage = make_passage(language()(text), [quantity], [time], [name])
    texts = [chunk.text for chunk in passage.chunks]
    assert texts[:3] == ["今年", "“", "北湖 之声"]
    assert texts[-1] == "1.5万人次"
    assert [chunk.tag for chunk in passage.chunks if chunk.mention] == ["T", "NAME", "Q"]
    assert "".join(texts) == text.replace("今年 ", "今年")


def test_an_amount_goes_before_a_name_that_overlaps_it() -> None:
    text = "建成86座向日葵书屋"
    quantity = Quantity(span=_at(text, "86座"), kind="count", amount=Exact(value="86"), unit="座")
    name = Name(span=_at(text, "86座向日葵书屋"), type="facility", canonical="向日葵书屋")
    passage = make_passage(language()(text), [quantity], [], [name])
    assert [chunk.tag for chunk in passage.chunks if chunk.mention] == ["Q"]


def test_only_paragraphs_with_an_amount_are_cut() -> None:
    text = "县里开了会。\n建成86座书屋。大家高兴。\n天气很好。"
    quantity = Quantity(span=_at(text, "86座"), kind="count", amount=Exact(value="86"), unit="座")
    passage = make_passage(language()(text), [quantity], [], [])
    assert "".join(chunk.text for chunk in passage.chunks) == "建成86座书屋。大家高兴。"
    assert [text[start:end] for start, end in passage.sentences] == ["建成86座书屋。", "大家高兴。", "\n"]
    assert len(passage.paragraphs) == 3


def _at(text: str, surface: str) -> Span:
    start = text.index(surface)
    return Span.of(text, start, start + len(surface))
