"""How one page sets its titles: what all its headings together tell about each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shilu.extract.articles.features import Feature

__all__ = ["Style", "shape", "style_of"]

_SIBLING_REACH = 3
_TEXT = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Style:
    """What is usual on a page.

    `title_levels`: heading marks that titles have; `signed_share`: the share of headings that a byline or the
    head of a report follows; `grouped`: whether paragraphs follow each other without blank lines; `apart`:
    whether blank lines then stand above titles;
    `usual_gap`: blank lines between units; `sibling_shapes`: shapes that several unsigned headings near each
    other have in common.
    """

    title_levels: frozenset[int]
    signed_share: float
    grouped: bool
    apart: bool
    usual_gap: int
    sibling_shapes: frozenset[str]


def shape(text: str) -> str:
    """How a heading is built: the lengths of its parts and what stands between them.

    >>> shape("引水上山,浇灌千亩果园"), shape("引水上山 修路进村")
    ('4,6', '4 4')
    """
    return _TEXT.sub(lambda match: str(len(match.group())), text)


def style_of(features: Sequence[Feature]) -> Style:
    """The style of a page, from the features of its units."""
    headings = [i for i, feature in enumerate(features) if feature.heading and feature.repeat_of is None]
    signed = {i for i in headings if _is_signed(features, i)}
    marked = [i for i in headings if features[i].unit.level]
    levels = {features[i].unit.level for i in signed if features[i].unit.level}
    levels = levels or {min((features[i].unit.level for i in marked), default=0)} - {0}
    gaps = Counter(feature.unit.gap for feature in features[1:])
    text = [feature for feature in features if not feature.heading]
    grouped = sum(1 for feature in text if feature.unit.run_length > 1)
    return Style(
        title_levels=frozenset(levels),
        signed_share=min(1.0, len(signed) / 2) if len(signed) * 4 >= len(headings) else 0.5 * bool(signed),
        grouped=grouped * 2 > len(text),
        apart=grouped * 2 > len(text) and sum(1 for i in headings if features[i].unit.run_first) > 1,
        usual_gap=max(1, gaps.most_common(1)[0][0] if gaps else 1),
        sibling_shapes=_sibling_shapes(features, [i for i in headings if i not in signed]),
    )


def _is_signed(features: Sequence[Feature], index: int) -> bool:
    following = features[index + 1] if index + 1 < len(features) else None
    if following is None:
        return False
    return bool(following.opening) or bool(following.byline and following.byline.of != "picture")


def _sibling_shapes(features: Sequence[Feature], unsigned: list[int]) -> frozenset[str]:
    """Shapes of two parts and more that recur within a few headings of each other."""
    shapes = [shape(features[i].text) for i in unsigned]
    found = set()
    for number, one in enumerate(shapes):
        if not one.isdigit() and one in shapes[number + 1 : number + 1 + _SIBLING_REACH]:
            found.add(one)
    return frozenset(found)
