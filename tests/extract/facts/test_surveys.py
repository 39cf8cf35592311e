"""In a survey, a text that names fifty undertakings and more, a sentence owes nothing to the names before it."""

from functools import cache

import pytest

from shilu.extract.facts import find_facts_in_doc
from shilu.extract.language import make_language
from shilu.schemas import Fact

_MARKS = "春夏秋冬晨暮晴雨风云"
_OTHERS = "青蓝红橙紫"
_LAST = "启动“碧水行动”，各村响应。培训农民30名。"


@cache
def _last(undertakings: int) -> Fact:
    names = [f"{first}{second}" for first in _MARKS for second in _OTHERS][:undertakings]
    text = "".join(f"实施“{name}计划”。" for name in names) + "\n" + _LAST
    return find_facts_in_doc(make_language()(text))[-1]


@pytest.mark.parametrize(("undertakings", "programme"), [(5, "碧水行动"), (50, None)])
def test_a_programme_is_not_carried_over_a_sentence_of_a_survey(
    undertakings: int, programme: str | None
) -> None:
    found = _last(undertakings)
    assert found.quantity.span.surface == "30名"
    assert (found.programme.text if found.programme else None) == programme
