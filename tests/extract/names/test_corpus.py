import pytest

from shilu.extract.names import find_names
from tests.corpora import Case, check, corpus, grounded
from tests.extract.names.language import read


@pytest.mark.parametrize("case", corpus("shilu.extract.names"))
def test_examples(case: Case) -> None:
    names = find_names(read(case["text"]))
    check(case, names)
    assert grounded(case["text"], names)
