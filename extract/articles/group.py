"""From units to articles: one pass down the page, then what stands out of place is put where it belongs."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.extract.articles.bylines import Byline
from shilu.extract.articles.displaced import move_displaced
from shilu.extract.articles.drafts import Draft
from shilu.extract.articles.features import Feature
from shilu.extract.articles.fragments import without_fragments
from shilu.extract.articles.lexical import Lexicon
from shilu.extract.articles.openings import is_turn_from
from shilu.extract.articles.reading import runs_on
from shilu.extract.articles.signals import CAPTION, HEADLESS, START, UNTITLED, Candidate, outweighs
from shilu.extract.articles.style import style_of
from shilu.extract.articles.units import ends_sentence
from shilu.schemas import Role

__all__ = ["group"]

_START_BIAS = -1.0
_UNTITLED_BIAS = -1.5
_CAPTION_BIAS = -1.25
_HEADLESS_BIAS = -3.5
_HEADING_LINES = 6
_CAPTION_LONGEST = 40
_DECK_RATIO = 1.6
_COUPLET_SHORTEST = 6
_PARTICLES = "的了着过和与在让把被为将是,、: "


def group(features: Sequence[Feature], *, ordered: bool = False) -> list[Draft]:
    """The articles of a page, each unit in exactly one, in the order in which they begin.

    `ordered` says that the places of the lines on the page gave their order: then nothing is looked for elsewhere.
    """
    lexicon = Lexicon([feature.unit for feature in features])
    features = without_fragments(features, lexicon)
    drafts = _Pass(features, lexicon).run()
    return drafts if ordered else move_displaced(drafts, features, lexicon)


def _is_couplet(above: str, text: str) -> bool:
    """Whether two headings are the halves of one: of one length, with the same particles at the same places.

    >>> _is_couplet("引水上山浇灌果园", "修路进村打通茶山"), _is_couplet("走向明天的脚步", "村医的出诊账本")
    (True, False)
    """
    if not len(above) == len(text) >= _COUPLET_SHORTEST:
        return False
    return [c if c in _PARTICLES else "" for c in above] == [c if c in _PARTICLES else "" for c in text]


class _Pass:
    """One pass down the page. `draft` is the article being read; `behind` the one that a picture
    interrupted.
    """

    def __init__(self, features: Sequence[Feature], lexicon: Lexicon) -> None:
        self.features = features
        self.lexicon = lexicon
        self.style = style_of(features)
        self.draft = Draft()
        self.drafts = [self.draft]
        self.home: dict[int, Draft] = {}

    def run(self) -> list[Draft]:
        index = 0
        while index < len(self.features):
            index = self._take(index)
        return [draft for draft in self.drafts if draft.roles]

    def _take(self, index: int) -> int:
        feature = self.features[index]
        if feature.repeat_of is not None:
            self._put(index, "duplicate", self.home[feature.repeat_of])
        elif feature.furniture:
            if self._continues_elsewhere(index):
                self._begin()
            self._put(index, feature.furniture)
        elif feature.byline:
            self._take_byline(index, feature.byline)
        elif feature.heading:
            return self._take_headings(index)
        else:
            self._take_body(index, feature)
        return index + 1

    def _continues_elsewhere(self, index: int) -> bool:
        """Whether the line brings the rest of an article from another page (上接A1版), and text follows at once."""
        if (
            not is_turn_from(self.features[index].text)
            or not self.draft.bodies
            or self.draft.is_open(self.features)
        ):
            return False
        after = self.features[index + 1] if index + 1 < len(self.features) else None
        return after is not None and after.body

    def _put(self, index: int, role: Role, draft: Draft | None = None) -> None:
        draft = draft or self.draft
        draft.add(index, role)
        self.home[index] = draft

    def _begin(self) -> None:
        """Begin an article; furniture at the head of the page goes with the first."""
        if self.draft.begun:
            self.draft = Draft()
            self.drafts.append(self.draft)

    def _candidate(self, start: int, end: int) -> Candidate:
        return Candidate(self.features, start, end, self.draft, self.lexicon, self.style)

    # --- headings

    def _take_headings(self, index: int) -> int:
        end = index + 1
        while end < min(index + _HEADING_LINES, len(self.features)) and self._goes_with(index, end):
            end += 1
        if self._starts(index, end):
            self._begin()
            lines = range(index, end)
            self.draft.head(lines, self._titles_of(lines))
            self.home.update(dict.fromkeys(lines, self.draft))
            return end
        self._put(index, "caption" if self._is_caption(index) else "subhead")
        return index + 1

    def _starts(self, index: int, end: int) -> bool:
        """Whether the lines begin an article: all of them together, or the lower ones below a kicker."""
        whole = self._candidate(index, end)
        if self.draft.title is not None and not self.draft.bodies and not whole.signed:
            return False
        if outweighs(START, whole, bias=_START_BIAS):
            return True
        if end - index == 1 or self._is_caption(index):
            return False
        return outweighs(START, self._candidate(index + 1, end), bias=_START_BIAS)

    def _is_caption(self, index: int) -> bool:
        return outweighs(CAPTION, self._candidate(index, index + 1), bias=_CAPTION_BIAS)

    def _goes_with(self, first: int, index: int) -> bool:
        one, feature = self.features[first], self.features[index]
        if not feature.heading or feature.repeat_of is not None or one.caption_cue or one.enumerated:
            return False
        return feature.unit.gap <= self.style.usual_gap and not feature.enumerated

    def _titles_of(self, lines: range) -> range:
        """The title among several lines, mostly one of them: the highest mark; else the last, above a dash or
        a longer line below. A title broken over lines takes them all."""
        marked = [i for i in lines if self.features[i].unit.level]
        if marked:
            first = min(marked, key=lambda i: (self.features[i].unit.level, i))
            last = first
            while last + 1 in lines and self._is_broken(last + 1):
                last += 1
            return range(first, last + 1)
        last = lines[-1]
        while last > lines[0] and self._is_deck(last):
            last -= 1
        first = last
        while first > lines[0] and self._is_broken(first):
            first -= 1
        return range(first, last + 1)

    def _is_deck(self, index: int) -> bool:
        """Whether the line explains the one above it: by its dash, or longer by far and of one piece."""
        text, above = self.features[index].text, self.features[index - 1].text
        if text.startswith(("—", "-", "─")):
            return True
        return len(text) >= _DECK_RATIO * len(above) and (" " in above or " " not in text)

    def _is_broken(self, index: int) -> bool:
        """Whether the line and the one above it are one title: of one rank, and close to each other where
        other lines stand apart, or of one length, as the halves of a couplet are."""
        text, above = self.features[index], self.features[index - 1]
        if text.unit.level != above.unit.level:
            return False
        if text.unit.gap == 0 and not self.style.grouped:
            return True
        return not text.unit.level and _is_couplet(above.text, text.text)

    # --- running text

    def _take_body(self, index: int, feature: Feature) -> None:
        if self.draft.bodies and (feature.opening or self._lost_its_head(index)):
            self._begin()
        self.draft.signed = self.draft.signed or bool(feature.opening)
        picture = feature.closing is not None and feature.closing.of == "picture"
        if picture and self.draft.bodies and not self._continues(index):
            self._take_picture(index, feature)
        elif feature.caption_cue and feature.unit.size <= _CAPTION_LONGEST and self.draft.bodies:
            self._put(index, "caption")
        else:
            self._put(index, "body")

    def _lost_its_head(self, index: int) -> bool:
        return outweighs(HEADLESS, self._candidate(index, index), bias=_HEADLESS_BIAS)

    def _take_picture(self, index: int, feature: Feature) -> None:
        """A paragraph that ends in the credit of a picture: a line under it, or news that a picture tells."""
        if feature.unit.size <= _CAPTION_LONGEST or feature.caption_cue:
            self._put(index, "caption")
            return
        self._photo([(index, "body")])

    def _continues(self, index: int) -> bool:
        """Whether a paragraph with the credit of a picture is the rest of a sentence, not a line within it."""
        before, text = self.features[self.draft.bodies[-1]].text, self.features[index].text
        if not runs_on(before, text):
            return False
        after = self.features[index + 1] if index + 1 < len(self.features) else None
        last = after is None or not after.body or after.opening is not None
        return last or self.lexicon.seam(before, text)

    def _photo(self, units: list[tuple[int, Role]]) -> None:
        """Set news that a picture tells apart, and go back to the article that it interrupts."""
        photo = Draft(photo=True)
        self.drafts.append(photo)
        for index, role in units:
            self._put(index, role, photo)

    # --- bylines

    def _take_byline(self, index: int, byline: Byline) -> None:
        draft = self.draft
        if not draft.bodies:
            draft.signed = True
        elif self._closes(index, byline):
            self._close(index, byline)
            return
        elif outweighs(UNTITLED, self._candidate(index, index + 1), bias=_UNTITLED_BIAS):
            self._begin()
            self.draft.signed = True
        self._put(index, "byline")

    def _closes(self, index: int, byline: Byline) -> bool:
        """Whether a byline stands at the end of what it signs: a picture's always, another before a
        heading.
        """
        rest = self.features[index + 1 : index + 5]
        following = next((one for one in rest if not one.furniture and one.repeat_of is None), None)
        return (
            byline.of == "picture" or following is None or not following.body or following.opening is not None
        )

    def _close(self, index: int, byline: Byline) -> None:
        draft, before = self.draft, index - 1
        if draft.roles.get(before) in ("subhead", "caption"):
            draft.roles[before] = "caption"
        elif self._tells_picture(before, byline):
            role = draft.remove(before)
            self._photo([(before, role), (index, "byline")])
            return
        elif byline.of == "picture" and len(draft.bodies) == 1:
            draft.photo = True
        self._put(index, "byline")

    def _tells_picture(self, before: int, byline: Byline) -> bool:
        """Whether the paragraph before a byline is news of its own that a picture tells.

        It is where the article around it is signed at its start already, or the byline is a picture's.
        """
        bodies = self.draft.bodies
        if len(bodies) < 2 or bodies[-1] != before or not (byline.of == "picture" or self.draft.signed):
            return False
        text = self.features[before].text
        return ends_sentence(text) and not runs_on(self.features[bodies[-2]].text, text)
