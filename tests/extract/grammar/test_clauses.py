import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.grammar import clause_bounds, mark_clauses

MARKS = st.text(alphabet="建成1,:;。！？!?…\n”“，、——a", max_size=60)


@given(MARKS)
def test_clauses_cover_the_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in clause_bounds(text)) == text


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("占地1,200亩，建成3栋。", ["占地1,200亩，", "建成3栋。"]),
        ("比例为1:1，8:30开门", ["比例为1:1，", "8:30开门"]),
        ("他说：“好。”走了", ["他说：", "“好。”", "走了"]),
        ("苗圃、果园和茶园", ["苗圃、果园和茶园"]),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert [text[start:end] for start, end in clause_bounds(text)] == clauses


def test_clauses_are_written_into_any_doc() -> None:
    doc = mark_clauses(spacy.blank("zh")("建成三座，还有两座"))
    assert [span.text for span in doc.spans["clauses"]] == ["建成三座，", "还有两座"]
