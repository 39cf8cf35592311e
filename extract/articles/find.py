"""A page's articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shilu.extract.articles.datelines import find_dateline
from shilu.extract.articles.drafts import Draft
from shilu.extract.articles.features import Feature, features_of
from shilu.extract.articles.group import group
from shilu.extract.articles.reading import runs_on
from shilu.extract.articles.sections import sections_of
from shilu.extract.articles.titles import join_titles
from shilu.extract.articles.units import units_of, visible
from shilu.extract.text import fold, traditional_share
from shilu.schemas import Article, ArticleKind, Block, Page, Role
from shilu.schemas.page import PageLine, Script

__all__ = ["find_articles"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_TRADITIONAL_SHARE = 0.1

_WITHIN_TEXT = frozenset({"caption", "byline", "continuation", "note", "duplicate"})
"""What a page may set in the middle of a sentence; a title or subhead it does not."""


def find_articles(page: Page) -> tuple[Article, ...]:
    """The articles of the page, numbered in the order in which they begin, their blocks in reading order.

    Every line that is not blank is in exactly one block; a page without words has no articles. A page that
    is one phrase is one article of kind `other`, its words `body`.
    """
    features = features_of(join_titles(units_of(page.text, page.lines)))
    drafts = group(features, ordered=_is_ordered(page))
    found = (_article(page, number, draft, features) for number, draft in enumerate(drafts, 1))
    sections = sections_of(page, drafts, features)
    unsure = [line for line in page.lines if line.unsure]
    return tuple(
        article.with_fields(section=section or None, unsure=_is_unsure(article, unsure))
        if section or unsure
        else article
        for article, section in zip(found, sections, strict=True)
    )


def _is_unsure(article: Article, lines: Sequence[PageLine]) -> bool:
    """Whether one of the lines stands in the article."""
    return any(block.start <= line.start < block.end for block in article.blocks for line in lines)


def _is_ordered(page: Page) -> bool:
    """Whether the places of its lines gave the order of the page."""
    return sum(line.runs_on is not None for line in page.lines) * 2 > len(page.lines) > 0


def _article(page: Page, number: int, draft: Draft, features: Sequence[Feature]) -> Article:
    roles = draft.roles if draft.bodies else _without_text(draft)
    titles = [_title(page, features[index]) for index, role in roles.items() if role == "title"]
    return Article(
        page=page.id,
        article=number,
        kind=_kind(draft, features),
        title=" ".join(titles) or None,
        byline=tuple(dict.fromkeys(_people(page, draft, features))),
        blocks=tuple(_block(features, index, roles[index]) for index in _reading_order(draft, features)),
        dateline=find_dateline(page, (features[index] for index in draft.roles)),
        script=_script(
            "".join(page.text[features[i].unit.start : features[i].unit.end] for i in draft.roles)
        ),
    )


def _script(text: str) -> Script | None:
    """The script of a text: traditional where a tenth of its Chinese characters are used only there."""
    if not _HAN.search(text):
        return None
    return "traditional" if traditional_share(text) >= _TRADITIONAL_SHARE else "simplified"


def _without_text(draft: Draft) -> dict[int, Role]:
    """The roles where nothing is running text: the lines of a poem or a list are no subheads, nor is the
    one line of a phrase a title."""
    if len(draft.roles) == 1 and draft.title is not None:
        return {draft.title: "body"}
    return {index: "body" if role == "subhead" else role for index, role in draft.roles.items()}


def _kind(draft: Draft, features: Sequence[Feature]) -> ArticleKind:
    if draft.photo or _tells_picture(draft, features):
        return "photo"
    return "news" if draft.bodies else "other"


def _tells_picture(draft: Draft, features: Sequence[Feature]) -> bool:
    """Whether its one paragraph closes with the credit of a picture."""
    closing = features[draft.bodies[0]].closing if len(draft.bodies) == 1 else None
    return closing is not None and closing.of == "picture"


def _title(page: Page, feature: Feature) -> str:
    """The title as printed, without heading marks and characters that print nothing."""
    printed = visible(page.text[feature.unit.start : feature.unit.end])
    if feature.unit.wrapped_title:
        return "".join(line.strip() for line in printed.splitlines())
    return printed[-feature.unit.size :] if feature.unit.level and not feature.unit.sized else printed


def _people(page: Page, draft: Draft, features: Sequence[Feature]) -> Iterator[str]:
    """The people who sign, as printed but for spaces within a name (王 珂)."""
    for index, role in draft.roles.items():
        feature = features[index]
        printed = page.text[feature.unit.start : feature.unit.end]
        for name in _signing(feature, role):
            match = re.search(r"\s*".join(map(re.escape, name)), fold(printed))
            yield re.sub(r"\s+", "", printed[slice(*match.span())]) if match else name


def _signing(feature: Feature, role: Role) -> tuple[str, ...]:
    if role == "byline" and feature.byline:
        return feature.byline.people
    signed = (feature.opening or feature.closing) if role == "body" else None
    return signed.people if signed else ()


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
