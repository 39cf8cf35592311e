"""A page's articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.articles.drafts import Draft
from extract.articles.features import Feature, features_of
from extract.articles.group import group
from extract.articles.reading import runs_on
from extract.articles.units import units_of
from schemas import Article, ArticleKind, Block, Page, Role

__all__ = ["find_articles"]

_WITHIN_TEXT = frozenset({"caption", "byline", "continuation", "note", "duplicate"})
"""What a page may set in the middle of a sentence; a title or subhead it does not."""


def find_articles(page: Page) -> tuple[Article, ...]:
    """The articles of the page, numbered in the order in which they begin, their blocks in reading order.

    Every line that is not blank is in exactly one block; a page without words has no articles. A page that
    is one phrase is one article of kind `other`, its words `body`.
    """
    features = features_of(units_of(page.text))
    drafts = group(features)
    return tuple(_article(page, number, draft, features) for number, draft in enumerate(drafts, 1))


def _article(page: Page, number: int, draft: Draft, features: Sequence[Feature]) -> Article:
    roles = draft.roles if draft.bodies else _without_text(draft)
    title = draft.title if draft.title is not None and roles[draft.title] == "title" else None
    return Article(
        page=page.id,
        article=number,
        kind=_kind(draft),
        title=None if title is None else _title(page, features[title]),
        byline=tuple(dict.fromkeys(_people(draft, features))),
        blocks=tuple(_block(features, index, roles[index]) for index in _reading_order(draft, features)),
    )


def _without_text(draft: Draft) -> dict[int, Role]:
    """The roles where nothing is running text: the lines of a poem or a list are no subheads, nor is the
    one line of a phrase a title."""
    if len(draft.roles) == 1 and draft.title is not None:
        return {draft.title: "body"}
    return {index: "body" if role == "subhead" else role for index, role in draft.roles.items()}


def _kind(draft: Draft) -> ArticleKind:
    if draft.photo:
        return "photo"
    return "news" if draft.bodies else "other"


def _title(page: Page, feature: Feature) -> str:
    """The title as printed, without heading marks."""
    printed = page.text[feature.unit.start : feature.unit.end]
    return printed[-feature.unit.size :] if feature.unit.level else printed


def _people(draft: Draft, features: Sequence[Feature]) -> Iterator[str]:
    for index, role in draft.roles.items():
        feature = features[index]
        if role == "byline" and feature.byline:
            yield from feature.byline.people
        elif role == "body" and feature.opening:
            yield from feature.opening.people
        elif role == "body" and feature.closing:
            yield from feature.closing.people


def _block(features: Sequence[Feature], index: int, role: Role) -> Block:
    feature = features[index]
    original = None if feature.repeat_of is None else features[feature.repeat_of].unit.start
    return Block(start=feature.unit.start, end=feature.unit.end, role=role, duplicate_of=original)


def _reading_order(draft: Draft, features: Sequence[Feature]) -> list[int]:
    """The units as one would read them: what stands within a sentence comes after the paragraph that ends
    it.
    """
    order: list[int] = []
    held: list[int] = []
    following = dict(pairwise(draft.bodies))
    cut = False
    for index, role in draft.roles.items():
        if role == "body":
            after = following.get(index)
            cut = after is not None and runs_on(features[index].text, features[after].text)
            order += [index] if cut else [index, *held]
            held = held if cut else []
        elif cut and role in _WITHIN_TEXT:
            held.append(index)
        else:
            order.append(index)
    return order + held
