from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.language import sentence_bounds

MARKS = st.text(alphabet="建成1,:;。！？!?…\n”“，、——a", max_size=60)


@given(MARKS)
def test_sentences_cover_the_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in sentence_bounds(text)) == text


def test_a_long_line_without_a_stop_is_cut() -> None:
    bounds = list(sentence_bounds("一" * 1_000_000))
    assert (len(bounds), bounds[0], bounds[-1][1]) == (1563, (0, 640), 1_000_000)
