import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shilu import Extractor, ShiluError
from shilu.extract.facts import FactFindings, find_facts_in_all
from shilu.schemas import Page, spans_of

PAGE = """两年来，柳河县联手外地商会开设门店5家，累计实现农产品销售2.4亿元，带动6000余名果农增收。

援建队推动柳河县建成86座向日葵书屋。

临江镇推出“云上街区”项目，智能井盖、智能路灯等八类共3120个传感设备运行平稳。"""


def test_a_sum_a_count_and_a_list(extractor: Extractor) -> None:
    facts = {fact.span.surface: fact for fact in extractor.page(PAGE, published="2022-12").facts}
    money = facts["2.4亿元"]
    assert (money.kind, money.quantity.amount.value, money.item.text) == ("money", 240_000_000, "农产品销售")
    assert (money.cumulative, money.period.value, money.status) == (True, "2020/2022", "actual")
    assert (facts["86座"].item.text, facts["86座"].action.text) == ("向日葵书屋", "建成")
    assert facts["3120个"].item.text == "传感设备"
    assert facts["3120个"].programme.text == "云上街区"


def test_a_date_that_is_none_is_refused(extractor: Extractor) -> None:
    with pytest.raises(ShiluError, match="S103"):
        extractor.page("建成三座", published="soon")


@pytest.mark.parametrize(
    ("text", "why"),
    [(5, "text: Input should be a valid string"), ("建成\ud800座", r"U\+D800\) at offset 2")],
    ids=["number", "surrogate"],  # pytest writes an id as UTF-8
)
def test_a_text_that_is_none_is_refused_in_plain_words(extractor: Extractor, text: str, why: str) -> None:
    with pytest.raises(ShiluError, match=rf"S110.*{why}"):
        extractor.page(text)


def test_a_page_that_is_far_too_long_is_refused(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shilu.extract.extractor.MOST_CHARACTERS", 20)
    assert extractor.records(Page(id="p", text="书" * 20)).page.id == "p"
    with pytest.raises(ShiluError, match=r"\[S212\] in/年\.txt: 21 characters .* Split it"):
        extractor.records(Page(id="p", text="书" * 21, source="in/年.txt"))


def test_a_date_on_the_page_is_taken_and_marked_as_inferred(extractor: Extractor) -> None:
    page = extractor.page("江城日报\n2022年11月30日 星期三\n\n今年，全县建成36座书屋。").page
    assert page.published is not None
    assert (page.published.value, page.published.source) == ("2022-11-30", "page")


PIECES = st.sampled_from(
    [
        *(
            "建成",
            "102座",
            "“",
            "”",
            "《",
            "》",
            "书屋",
            "\n",
            "\n\n",
            " ",
            "　",
            "1.5亿元",
            "，",
            "。",
            "三年来",
            "一",
        ),
        *(
            "百",
            "万",
            "—",
            "(",
            ")",
            "本报讯",
            "记者",
            "# ",
            "第三",
            "近",
            "余",
            "每",
            "%",
            "𠮷",
            "\u200b",
            "：",
            "增长",
        ),
        *("到", "0", "９", ".", "的"),
    ]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=25).map("".join))
def test_any_text_gives_grounded_records_twice_the_same(extractor: Extractor, text: str) -> None:
    page = Page(id="any", text=text)
    first, second = extractor.records(page), extractor.records(page)
    assert first == second
    assert all(
        text[span.start : span.end] == span.surface
        for span in spans_of(first.facts + first.names + first.times)
    )


def test_a_page_is_read_without_spacy() -> None:
    """Importing it takes as long as all else together, and forty megabytes; only docs need it."""
    code = "import sys, shilu; shilu.Extractor().page('建成5座书屋。'); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "False\n"


def test_two_facts_of_one_amount_have_two_ids(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where one amount is said of two things: what finds facts is made to give each fact twice."""
    once = extractor.page(PAGE, id="p")

    def twice(*arguments: Any, **options: Any) -> Iterator[FactFindings]:
        for found in find_facts_in_all(*arguments, **options):
            facts = tuple(fact for fact in found.facts for _ in range(2))
            yield FactFindings(facts=facts, refused=found.refused)

    monkeypatch.setattr("shilu.extract.extractor.find_facts_in_all", twice)
    doubled = extractor.page(PAGE, id="p")
    ids = [fact.id for fact in doubled.facts]
    assert len(set(ids)) == len(ids) == 2 * len(once.facts)
    assert ids[:2] == [once.facts[0].id, f"{once.facts[0].id}~2"]
    assert {row.fact for row in doubled.numbers if row.fact} == {fact.id for fact in once.facts}
