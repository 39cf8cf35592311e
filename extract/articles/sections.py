"""Which label of the page stands over each article: 综合新闻 for all of a page, 图片新闻 for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shilu.extract.articles.drafts import Draft
from shilu.extract.articles.features import Feature
from shilu.extract.articles.openings import label_of
from shilu.schemas import Page

__all__ = ["sections_of"]


def sections_of(page: Page, drafts: Sequence[Draft], features: Sequence[Feature]) -> list[str | None]:
    """The label over each article, as printed.

    One at the head of the page, before any text, holds for all its articles; one between articles holds for
    the article that begins below it.
    """
    general: str | None = None
    own: dict[int, str] = {}
    for label, following in _labels(page, features):
        if following is None:
            general = general or label
        else:
            own[following] = label
    return [own.get(_first(draft, features), general) for draft in drafts]


def _labels(page: Page, features: Sequence[Feature]) -> Iterator[tuple[str, int | None]]:
    """Each label with the unit that begins below it; None for one at the head of the page."""
    held: str | None = None
    begun = False
    for index, feature in enumerate(features):
        if feature.furniture:
            label = label_of(page.text[feature.unit.start : feature.unit.end])
            if label and not begun:
                yield label, None
            held = label or held
        else:
            if held and begun:
                yield held, index
            held, begun = None, True


def _first(draft: Draft, features: Sequence[Feature]) -> int:
    """The first unit of an article that is no furniture; -1 where it has none."""
    return min((index for index in draft.roles if not features[index].furniture), default=-1)
