"""What is counted by an index is what is counted by looking."""

from bisect import bisect_left

from shilu.extract.grammar.cutting import make_passage
from shilu.extract.grammar.stretch import Stretch, is_amount, is_colon, is_no_joint, is_verb, last_before
from shilu.extract.language import WordReader
from shilu.extract.quantities import find_quantities

TEXT = "全县投入：新建书屋12座、广场3个和公园2座，总投资8.6亿元，比去年增长5%；其中修路：30公里。"


def test_a_stretch_as_its_chunks() -> None:
    passage = make_passage(next(WordReader().read([TEXT])), find_quantities(TEXT).quantities, (), ())
    for start in range(0, len(TEXT), 3):
        for end in range(0, len(TEXT), 4):
            chunks = passage.chunks_between(start, end)
            stretch = Stretch(passage, start, end)
            assert len(stretch) == len(chunks)
            assert stretch.ends() == ((chunks[0], chunks[-1]) if chunks else (None, None))
            for test in (is_amount, is_verb, is_no_joint, is_colon):
                assert stretch.count(test) == sum(map(test, chunks))


def test_the_last_of_some_indices() -> None:
    marked = [2, 5, 9]
    for first in range(11):
        for last in range(11):
            within = [one for one in marked if first <= one < last]
            assert last_before(marked, first, last) == (within[-1] if within else None)
    assert bisect_left(marked, 5) == 1
