"""Short lines that are no headings but pieces of a paragraph which a column cut: the evidence, weighed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from shilu.extract.articles.features import Feature
from shilu.extract.articles.lexical import Lexicon
from shilu.extract.articles.style import Style, shape, style_of
from shilu.extract.articles.tables import lead_words
from shilu.extract.lexicon import alternation

__all__ = ["without_fragments"]

_BIAS = -2.0

_FUNCTION = re.compile(r"[的了着是在将已被把就也都还与]")
_LEAD = re.compile(
    rf"{alternation(lead_words(paragraph=False))}|\d{{1,4}}年|\d{{1,2}}月"
    r"|“[^”]+$"  # a quotation that goes on in the next line
    r"|[\u4e00-\u9fff]{2,16}(?:说|表示|介绍|告诉|认为|指出)(?:[,:]|$)"  # 县长李明说:
    r"|[\u4e00-\u9fff]{1,6}[前后时中],|[在从自到].{2,12}[上下中里内前后起],"  # 入冬后, 在全县范围内,
)
_CONTINUES = re.compile(r"[,。、;:)”’》%]|的(?!确)|了(?![解结却])|们|着(?![力眼手])")
_CUT_NUMBER = re.compile(r"[\d.万亿百千]$")


@dataclass(frozen=True)
class _Place:
    """A line in question and its neighbours."""

    feature: Feature
    before: Feature | None
    after: Feature | None
    beyond: Feature | None
    lexicon: Lexicon
    style: Style


def without_fragments(features: Sequence[Feature], lexicon: Lexicon) -> list[Feature]:
    """The features, with cut-off lines no longer taken for headings."""
    found = list(features)
    style = style_of(features)
    for index, feature in enumerate(features):
        if not feature.heading or feature.unit.level:
            continue
        before = features[index - 1] if index else None
        after = features[index + 1] if index + 1 < len(features) else None
        beyond = features[index + 2] if index + 2 < len(features) else None
        place = _Place(feature, before, after, beyond, lexicon, style)
        if _BIAS + sum(weight * strength(place) for weight, strength in _SIGNALS) > 0:
            found[index] = replace(feature, heading=False)
    return found


def _is_signed(at: _Place) -> float:
    """A byline or the head of a report follows, as after a title."""
    return 1.0 if at.after and (at.after.byline or at.after.opening) else 0.0


def _holds_sentence_end(at: _Place) -> float:
    """A full stop or semicolon within: running text."""
    return 1.0 if re.search(r"[。;](?=.)", at.feature.text) else 0.0


def _opens_like_sentence(at: _Place) -> float:
    """It begins as sentences do: 今年入冬, …"""
    return 1.0 if _LEAD.match(at.feature.text) else 0.0


def _has_function_words(at: _Place) -> float:
    """The share of 的, 了, 在 and their like, which titles spare: a tenth of running text."""
    return min(1.0, 10 * len(_FUNCTION.findall(at.feature.text)) / at.feature.unit.size)


def _is_long(at: _Place) -> float:
    """Longer than titles mostly are."""
    return max(0.0, min(1.0, (at.feature.unit.size - 16) / 16))


def _is_lopsided(at: _Place) -> float:
    """A comma or list in it; parts of like length tell little, parts of the same length against it, as headings have
    them: 引水上山,修路进村."""
    parts = [len(part) for part in re.split("[,、]", at.feature.text) if part]
    if len(parts) < 2:
        return 0.0
    if len(set(parts)) == 1 and parts[0] > 4:
        return -1.0
    return 1.0 if min(parts) * 2 < max(parts) else 0.3


def _ends_in_number(at: _Place) -> float:
    """It stops within an amount: 下拨救灾款15."""
    return 1.0 if _CUT_NUMBER.search(at.feature.text) else 0.0


def _joins_next(at: _Place) -> float:
    """With the text after it, past a picture, it makes a pair of characters that the page has elsewhere
    (平|台); surer still (2) where that text begins with a comma, a full stop or a particle, or a number is
    cut."""
    following = at.beyond if _precedes_picture(at) else at.after
    if following is None or not following.body:
        return -1.0
    if _CONTINUES.match(following.text) or (at.feature.text[-1].isdigit() and following.text[0].isdigit()):
        return 2.0
    return 1.0 if at.lexicon.seam(at.feature.text, following.text) else 0.0


def _joins_previous(at: _Place) -> float:
    """The line before it is open and makes such a pair with it, with no picture between."""
    if at.before is None or not at.before.body or not at.before.open or _follows_picture(at):
        return 0.0
    return 1.0 if at.lexicon.seam(at.before.text, at.feature.text) or at.before.text[-1] in ",、" else 0.0


def _precedes_picture(at: _Place) -> float:
    """The next line looks like one under a picture, with text after it: pictures stand within text, not below
    headings."""
    after, beyond = at.after, at.beyond
    if after is None or beyond is None or not after.heading or after.unit.level or not beyond.body:
        return 0.0
    return 1.0 if after.caption_cue or after.unit.gap > at.style.usual_gap else 0.0


def _parts_sentence(at: _Place) -> float:
    """The sentence before it runs on into the text after it, and not into the line: it stands under a picture."""
    before, after = at.before, at.after
    if before is None or after is None or not (before.body and before.open and after.body):
        return 0.0
    if at.lexicon.seam(before.text, at.feature.text):
        return 0.0
    cut_number = before.text[-1].isdigit() and after.text[0].isdigit()
    joined = cut_number or _CONTINUES.match(after.text) or at.lexicon.seam(before.text, after.text)
    return 1.0 if joined else 0.0


def _is_alone(at: _Place) -> float:
    """The titles of this page are followed by bylines, this line is not, and no subhead is built like it."""
    return 0.0 if shape(at.feature.text) in at.style.sibling_shapes else at.style.signed_share


def _lacks_mark(at: _Place) -> float:
    """The titles of this page have heading marks, and this line has none."""
    return 1.0 if at.style.title_levels else 0.0


def _follows_picture(at: _Place) -> float:
    """More blank lines than usual stand before it, where the OCR left out a picture."""
    return 1.0 if at.feature.unit.gap > at.style.usual_gap else 0.0


def _is_spaced(at: _Place) -> float:
    """A space between words, which headings have for a comma."""
    return 1.0 if re.search(r"[\u4e00-\u9fff”] +[\u4e00-\u9fff“]", at.feature.text) else 0.0


_SIGNALS: tuple[tuple[float, Callable[[_Place], float]], ...] = (
    (-4.0, _is_signed),
    (3.0, _holds_sentence_end),
    (1.5, _opens_like_sentence),
    (1.5, _has_function_words),
    (1.5, _is_long),
    (1.0, _is_lopsided),
    (1.5, _ends_in_number),
    (1.0, _joins_next),
    (1.5, _joins_previous),
    (1.5, _precedes_picture),
    (1.0, _is_alone),
    (1.0, _lacks_mark),
    (-2.5, _follows_picture),
    (-1.0, _is_spaced),
    (-3.0, _parts_sentence),
)
