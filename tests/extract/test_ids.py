from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.ids import Ids


@given(st.lists(st.sampled_from(["x", "y", "x~2", "x~2~2", "x~3"])))
def test_no_name_is_given_twice_and_the_first_is_as_it_was(names: list[str]) -> None:
    ids = Ids()
    found = [ids.give(name) for name in names]
    assert len(set(found)) == len(found)
    assert found[:1] == names[:1]
    assert all(given.startswith(name) for given, name in zip(found, names, strict=True))
