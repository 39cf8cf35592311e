"""The evidence for where an article begins, each piece a small function with its weight, all in one place.

No sign decides alone. Each gives a strength from -1 (against) to 1 (for), 0 where it has nothing to say;
`outweighs` adds them up. A heading begins an article where the sum is above 0, and is a line under a picture
rather than a subhead where the second sum is. Signs that read much of the page stand last in their table, for most
headings are settled before them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from shilu.extract.articles.drafts import Draft
from shilu.extract.articles.features import Feature
from shilu.extract.articles.lexical import Lexicon, longest_shared
from shilu.extract.articles.listed import is_section
from shilu.extract.articles.reading import runs_on
from shilu.extract.articles.style import Style, shape

__all__ = ["CAPTION", "HEADLESS", "START", "UNTITLED", "Candidate", "Signal", "outweighs"]

_WITHIN_TEXT = 6
"""The level that `extract.layout` gives to subheads."""

_LONGEST_WORD = 4  # characters


@dataclass(frozen=True)
class Candidate:
    """Headings `start` to `end` of a page (one or several lines together), and what stands around them."""

    features: Sequence[Feature]
    start: int
    end: int
    draft: Draft
    lexicon: Lexicon
    style: Style

    @property
    def first(self) -> Feature:
        """The first line."""
        return self.features[self.start]

    @cached_property
    def text(self) -> str:
        """All lines."""
        return " ".join(feature.text for feature in self.features[self.start : self.end])

    @cached_property
    def following(self) -> Feature | None:
        """The next unit that is no furniture and no repeat."""
        rest = self.features[self.end : self.end + 6]
        return next((one for one in rest if not one.furniture and one.repeat_of is None), None)

    @cached_property
    def bodies(self) -> list[int]:
        """Up to three units of running text that follow before the next heading."""
        found: list[int] = []
        for feature in self.features[self.end : self.end + 8]:
            if feature.heading or (feature.opening and found):
                break
            if feature.body:
                found.append(feature.unit.index)
        return found[:3]

    @property
    def signed(self) -> bool:
        """Whether a byline or the head of a report follows."""
        return byline_follows(self) > 0 or opening_follows(self) > 0


@dataclass(frozen=True)
class Signal:
    """One piece of evidence: `strength(candidate)`, between -1 and 1, counts `weight` times."""

    weight: float
    strength: Callable[[Candidate], float]


def outweighs(signals: Sequence[Signal], candidate: Candidate, *, bias: float) -> bool:
    """Whether the sum of the evidence is above 0; `bias` is what stands against it beforehand.

    Signs are asked in their order, until those left could not turn the sum.
    """
    total, left = bias, sum(abs(signal.weight) for signal in signals)
    for signal in signals:
        if abs(total) > left:
            break
        total += signal.weight * signal.strength(candidate)
        left -= abs(signal.weight)
    return total > 0


def byline_follows(at: Candidate) -> float:
    """A byline of the text stands next: 旧粮仓变成书屋 / 王小明 李红. One of a picture tells the
    contrary.
    """
    byline = at.following.byline if at.following else None
    return 0.0 if byline is None else -1.0 if byline.of == "picture" else 1.0


def opening_follows(at: Candidate) -> float:
    """The next paragraph begins as reports do: 本报讯(记者 王小明)."""
    return 1.0 if at.following and at.following.opening else 0.0


def is_first(at: Candidate) -> float:
    """Nothing but furniture of the page was read before it."""
    return 0.0 if at.draft.begun else 1.0


def has_title_level(at: Candidate) -> float:
    """Its heading mark is one that titles have on this page; a deeper one is a subhead's, and none, where
    titles have one, tells against it a little."""
    levels = [feature.unit.level for feature in at.features[at.start : at.end] if feature.unit.level]
    if not at.style.title_levels:
        return 0.0
    if not levels:
        return -0.4
    return 1.0 if min(levels) <= max(at.style.title_levels) else -1.0


def has_large_type(at: Candidate) -> float:
    """By its place on the page its type is larger than that of the smallest titles, as no subhead's is."""
    levels = [f.unit.level for f in at.features[at.start : at.end] if f.unit.sized and f.unit.level]
    if not levels or not at.style.title_levels:
        return 0.0
    return 1.0 if min(levels) < max(at.style.title_levels) else 0.0


def is_unsigned(at: Candidate) -> float:
    """Other titles of the page are followed by a byline or 本报讯, and this one is not."""
    return at.style.signed_share if not at.signed else 0.0


def is_enumerated(at: Candidate) -> float:
    """It has a number, as sections have (一、, (二)); that of items (3.) may number the news of a round too."""
    if not at.first.enumerated:
        return 0.0
    return 1.0 if is_section(at.first.text) else 0.6


def stands_apart(at: Candidate) -> float:
    """Where paragraphs follow each other without blank lines, a title stands after one and a subhead does
    not. Where the places on the page tell that it stands within running text, as subheads do, the blank lines around it
    are our own.
    """
    if at.first.unit.sized and at.first.unit.level == _WITHIN_TEXT:
        return -1.0
    if not at.style.apart:
        return 0.0
    return 1.0 if at.first.unit.run_first else -1.0


def cuts_sentence(at: Candidate) -> float:
    """The sentence before it is not finished."""
    return 1.0 if at.draft.is_open(at.features) else 0.0


def is_foreign(at: Candidate) -> float:
    """What follows has little in common with the article so far (1), or much (-1)."""
    if not at.draft.bodies or not at.bodies:
        return 0.0
    likeness = at.lexicon.likeness(at.draft.sample(), at.bodies)
    return max(-0.6, min(1.0, (0.04 - likeness) / 0.03))


def names_what_follows(at: Candidate) -> float:
    """Words of three and more characters of it recur in what follows (1), or stood in what went before
    (-1).
    """
    after = "".join(at.features[i].text for i in at.bodies)[:1500]
    before = "".join(at.features[i].text for i in at.draft.sample())[:3000]
    ahead, behind = longest_shared(at.text, after), longest_shared(at.text, before)
    if max(ahead, behind) < 3 or ahead == behind:
        return 0.0
    return 1.0 if ahead > behind else -1.0


def has_siblings(at: Candidate) -> float:
    """Another heading nearby is built alike (引水上山,浇灌千亩果园 / 修路进村,打通百里茶山), as subheads
    are.
    """
    return 1.0 if not at.signed and shape(at.first.text) in at.style.sibling_shapes else 0.0


def has_caption_cue(at: Candidate) -> float:
    """Its words are those of a line under a picture: 图为…."""
    return 1.0 if at.first.caption_cue else 0.0


def follows_picture(at: Candidate) -> float:
    """More blank lines than usual stand before it, where the OCR left out a picture."""
    return 1.0 if at.first.unit.gap > at.style.usual_gap else 0.0


def follows_furniture(at: Candidate) -> float:
    """A section label, a turn to another page or other furniture stands before it: there the article
    ended.
    """
    return 1.0 if at.start and at.features[at.start - 1].furniture else 0.0


def is_column(at: Candidate) -> float:
    """It is the name of a column of brief items."""
    return 1.0 if at.first.column else 0.0


def heads_picture(at: Candidate) -> float:
    """All that follows before the next heading is one paragraph with the credit of a picture."""
    closing = at.features[at.bodies[0]].closing if len(at.bodies) == 1 else None
    return 1.0 if closing is not None and closing.of == "picture" else 0.0


def follows_signature(at: Candidate) -> float:
    """The last paragraph of the article so far closes with who wrote it, or its only one with who took the
    picture."""
    closing = at.features[at.draft.bodies[-1]].closing if at.draft.bodies else None
    if closing is None:
        return 0.0
    return 1.0 if closing.of == "text" or len(at.draft.bodies) == 1 else 0.0


def follows_end(at: Candidate) -> float:
    """Right before it something stands that ends articles: a byline, furniture, a turn to another page."""
    if not at.start:
        return 0.0
    before = at.features[at.start - 1]
    text_byline = before.byline is not None and before.byline.of != "picture"
    return 1.0 if before.furniture or text_byline else follows_signature(at)


def follows_signed_end(at: Candidate) -> float:
    """A byline in brackets, on a line of its own, closed the article so far: (王小明 李红)."""
    if not at.start or not at.draft.bodies:
        return 0.0
    before = at.features[at.start - 1]
    signed = before.byline is not None and before.byline.of != "picture"
    return 1.0 if signed and before.text.startswith("(") and at.bodies else 0.0


def is_long(at: Candidate) -> float:
    """Titles of news are longer than subheads: 12 characters and more against 9 and less."""
    size = at.first.unit.size
    return 1.0 if size >= 12 else -1.0 if size <= 9 else 0.0


def is_word(at: Candidate) -> float:
    """It is one word (坚守), as subheads are; a title says more, but for that of a picture (晒秋), of a column, and one
    that is marked."""
    titled = at.first.column or heads_picture(at) or has_title_level(at) > 0
    return 1.0 if at.first.unit.size <= _LONGEST_WORD and not titled else 0.0


def has_no_text(at: Candidate) -> float:
    """No running text follows that it could head."""
    return 0.0 if at.bodies else 1.0


def is_marked(at: Candidate) -> float:
    """It has a heading mark."""
    return 1.0 if at.first.unit.level else 0.0


def is_signature(at: Candidate) -> float:
    """A byline that a mark or a credit word makes sure of (1), or names that fill the line (0.5); in brackets
    it rather closes what stands before it (-0.5)."""
    byline = at.first.byline
    if byline is None:
        return 0.0
    if at.first.text.startswith("("):
        return -0.5
    return 1.0 if byline.marked else 0.5


def is_bridged(at: Candidate) -> float:
    """The sentence before it runs on into the paragraph after it; the characters on both sides make a pair
    that the page has elsewhere, or a pause stands at the cut."""
    if not at.draft.bodies or not at.bodies:
        return 0.0
    before, after = at.features[at.draft.bodies[-1]].text, at.features[at.bodies[0]].text
    if not runs_on(before, after):
        return -1.0
    return 1.0 if before[-1] in ",、;" or at.lexicon.seam(before, after) else 0.5


START = (
    Signal(3.5, byline_follows),
    Signal(4.0, opening_follows),
    Signal(5.0, is_first),
    Signal(2.5, has_title_level),
    Signal(2.0, has_large_type),
    Signal(-1.5, is_unsigned),
    Signal(-6.5, is_enumerated),
    Signal(2.5, stands_apart),
    Signal(-1.5, cuts_sentence),
    Signal(-2.0, has_siblings),
    Signal(-3.0, has_caption_cue),
    Signal(-1.0, follows_picture),
    Signal(0.7, follows_furniture),
    Signal(3.0, is_column),
    Signal(3.0, heads_picture),
    Signal(2.5, follows_signature),
    Signal(2.5, follows_signed_end),
    Signal(0.5, is_long),
    Signal(-2.5, is_word),
    Signal(-2.0, has_no_text),
    Signal(1.5, names_what_follows),
    Signal(2.5, is_foreign),
)
"""Whether headings begin an article."""

UNTITLED = (
    Signal(2.0, is_signature),
    Signal(-3.0, cuts_sentence),
    Signal(2.5, is_foreign),
)
"""Whether a byline between paragraphs begins an article that lost its title."""

HEADLESS = (
    Signal(2.0, follows_end),
    Signal(-3.0, cuts_sentence),
    Signal(-2.0, is_enumerated),
    Signal(2.5, is_foreign),
)
"""Whether a paragraph begins an article that lost both title and byline."""

CAPTION = (
    Signal(3.0, has_caption_cue),
    Signal(1.5, follows_picture),
    Signal(-2.0, is_enumerated),
    Signal(-2.5, is_marked),
    Signal(-1.5, has_siblings),
    Signal(1.0, has_no_text),
    Signal(-1.0, byline_follows),
    Signal(1.5, is_bridged),
)
"""Whether a heading within an article is the line under a picture."""
