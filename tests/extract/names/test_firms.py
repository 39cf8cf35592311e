"""Companies whose name goes on behind a bracket."""

from __future__ import annotations

import pytest

from shilu import Extractor


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("今年,宏澜(江苏)纺织科技有限公司捐款30万元。", "宏澜(江苏)纺织科技有限公司"),
        ("项目由中建三局集团(贵州)建设有限公司承建。", "中建三局集团(贵州)建设有限公司"),
        ("永丰农业开发(海南)有限责任公司落户本县。", "永丰农业开发(海南)有限责任公司"),
    ],
)
def test_a_company_is_named_through_its_bracket(extractor: Extractor, text: str, name: str) -> None:
    assert name in [one.span.surface for one in extractor.page(text).names if one.type == "organisation"]


def test_a_bracket_beside_a_company_is_no_part_of_it(extractor: Extractor) -> None:
    names = [one.span.surface for one in extractor.page("他说(昨天)。宏澜纺织有限公司捐款30万元。").names]
    assert not any("(" in one for one in names)
