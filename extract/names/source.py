"""An article as the finders of names see it: folded text, words with tags, quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from shilu.extract.language import States, Word, Words, words_of
from shilu.extract.names.gazetteer import iter_full
from shilu.extract.names.scan import pairs_of
from shilu.extract.names.tables import HeadMatch, heads, own_head
from shilu.schemas import NameType

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from shilu.extract.names.own.vocabulary import OwnWords

__all__ = ["Found", "Quote", "Rejected", "Source"]

_FEW = 50  # words of which it is quicker to see first whether any stands in the text
_LAC = frozenset(
    {"PER", "LOC", "ORG", "TIME", "w", "u", "m", "p", "nz", "vn", "d", "a"}
)  # n and v others have too
_NAMED = frozenset({"PER", "LOC", "ORG", "nz", "nw"})  # tags of proper nouns


class Quote(NamedTuple):
    """A quotation: `start` and `end` are those of the words within the marks; `book` for 《》."""

    start: int
    end: int
    book: bool


class Found(NamedTuple):
    """A candidate for a name. Of two that overlap, a marked one stands, then the longer one."""

    start: int
    end: int
    type: NameType
    rules: tuple[str, ...]
    marked: bool = False


class Rejected(NamedTuple):
    """A candidate that is no name, and why."""

    start: int
    end: int
    surface: str
    reason: str


@dataclass(frozen=True)
class Source:
    """One article's text. `text` is the original, `folded` of the same length, `words` cover it in order."""

    text: str
    folded: str
    words: tuple[Word, ...]
    breaks: tuple[tuple[int, int, str], ...] = ()
    states: States | None = None  # what LAC's encoder knows of each character
    own: OwnWords | None = None  # the user's own words

    @classmethod
    def of(
        cls, doc: Doc | Words, *, breaks: Sequence[tuple[int, int, str]] = (), own: OwnWords | None = None
    ) -> Source:
        """Read a document of any pipeline. Tags that are not LAC's are left out."""
        text, folded, words, _, states = words_of(doc)
        if not any(word.tag in _LAC for word in words):
            words = [word._replace(tag="") for word in words]
        if own is not None:
            words = own.whole(folded, words)
        return cls(text, folded, tuple(words), tuple(breaks), states, own)

    @cached_property
    def tagged(self) -> bool:
        """Whether the words carry LAC tags."""
        return any(word.tag for word in self.words)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def starting(self, at: int) -> int | None:
        """Number of the word that starts at an offset."""
        number = bisect_left(self._starts, at)
        return number if number < len(self.words) and self.words[number].start == at else None

    def ending(self, at: int) -> int | None:
        """Number of the word that ends at an offset."""
        number = bisect_left(self._starts, at) - 1
        return number if number >= 0 and self.words[number].end == at else None

    def covering(self, at: int) -> int:
        """Number of the word that holds the character at an offset."""
        return bisect_right(self._starts, at) - 1

    def numbers(self, words: Collection[str]) -> list[int]:
        """Numbers of the words that are one of `words`, in order."""
        if len(words) < _FEW and not any(word in self.folded for word in words):
            return []
        return sorted(chain.from_iterable(found for text, found in self._by_text.items() if text in words))

    @cached_property
    def _by_text(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(word.text, []).append(number)
        return found

    @cached_property
    def _named(self) -> list[int]:
        return [number for number, word in enumerate(self.words) if word.tag in _NAMED]

    def tagged_as(self, *tags: Literal["PER", "LOC", "ORG", "nz", "nw"]) -> list[int]:
        """Numbers of the words that have one of the tags of proper nouns, in order."""
        return [number for number in self._named if self.words[number].tag in tags]

    @cached_property
    def heads(self) -> list[tuple[int, HeadMatch]]:
        """The words that end in a head noun, by their numbers, each with the longest head that ends there; those apart
        that end in the name of a division (辛集市 is no market)."""
        divisions = {end for start, end in self.full_names if self.starting(start) is not None}
        found = heads().ends(self.folded, (word.end for word in self.words))
        known = [
            (number, head)
            for number, head in found
            if head.row.type == "place" or self.words[number].end not in divisions
        ]
        return known if self.own is None else self._with_own_heads(known, self.own)

    def _with_own_heads(
        self, known: Iterable[tuple[int, HeadMatch]], own: OwnWords
    ) -> list[tuple[int, HeadMatch]]:
        """The heads, the user's own in place of shorter ones."""
        found = dict(known)
        for number, word in enumerate(self.words):
            head = own.head(self.folded, word.end)
            if head and (number not in found or len(found[number].surface) <= len(head[0])):
                found[number] = own_head(*head)
        return sorted(found.items(), key=itemgetter(0))

    def head_at(self, end: int, start: int = 0) -> HeadMatch | None:
        """The longest head noun that `folded[start:end]` ends in, the user's own before one of the tables."""
        head = self.own.head(self.folded, end, start) if self.own else None
        return own_head(*head) if head else heads().at(self.folded, end, start=start)

    @cached_property
    def pairs(self) -> list[str]:
        """Each two characters of the text, for the scanners."""
        return pairs_of(self.folded)

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """Quotations in order of their start; inner ones too."""
        return tuple(one for one in sorted(_quotes(self.folded)) if self.folded[one.start : one.end].strip())

    @cached_property
    def full_names(self) -> list[tuple[int, int]]:
        """Where full names of administrative divisions stand."""
        return list(iter_full(self.folded))

    @cached_property
    def divisions(self) -> frozenset[str]:
        """Full names of administrative divisions that stand in the text."""
        return frozenset(self.folded[start:end] for start, end in self.full_names)

    def rejected(self, start: int, end: int, reason: str) -> Rejected:
        """A refusal of `text[start:end]`."""
        return Rejected(start, end, self.text[start:end], reason)

    def recut(self, spans: Iterable[tuple[int, int, str]]) -> Source:
        """The same text with each span (start, end, tag) as one word; spans in order, without overlap."""
        old = list(self.words)
        for number in self.tagged_as("LOC"):
            old[number] = old[number]._replace(tag="n")
        words: list[Word] = []
        done = 0  # words that are copied or covered by a span
        for first, last, tag in spans:
            number = bisect_right(old, first, lo=done, key=_end)
            if number == len(old):
                break
            words += old[done:number]
            start = old[number].start
            if start < first:
                words.append(self._cut(old[number], start, first))
            if start <= first:
                words.append(Word(first, last, self.folded[first:last], tag))
            done = bisect_right(old, last, lo=number, key=_end)
            if done < len(old) and old[done].start < last:
                old[done] = self._cut(old[done], last, old[done].end)
        words += old[done:]
        recut = Source(self.text, self.folded, tuple(words), self.breaks, self.states, self.own)
        # what is worked out from the text alone is handed on
        vars(recut)["pairs"] = self.pairs
        return recut

    def _cut(self, word: Word, start: int, end: int) -> Word:
        return Word(start, end, self.folded[start:end], word.tag)


_end = attrgetter("end")


_OPEN = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "<": ">"}
_CLOSE = {close: open_ for open_, close in _OPEN.items()}
_STRAIGHT = "\"'"
_MARK = re.compile(r"[“”‘’「」『』《》〈〉<>\"\n]|(?<![A-Za-z0-9\s])'|'(?![A-Za-z0-9])")
_LONGEST = {"“": 60, "‘": 60, "「": 60, "『": 60, "《": 120, "〈": 120, "<": 40, '"': 40, "'": 20}
_STOP = re.compile(r"[。!?;,，、:]")


def _quotes(text: str) -> list[Quote]:
    """Pair the marks line by line; OCR confuses them, so a second opener may close a short quotation."""
    found: list[Quote] = []
    stack: list[tuple[int, str]] = []
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            stack.clear()
        elif mark in _STRAIGHT:
            _straight(stack, at, mark, found)
        elif mark in _OPEN:
            if stack and stack[-1][1] == mark and _could_close(text, stack[-1][0], at):
                found.append(Quote(stack.pop()[0] + 1, at, mark in "《〈<"))
            else:
                stack.append((at, mark))
        else:
            _close(stack, at, mark, found)
    return found


def _straight(stack: list[tuple[int, str]], at: int, mark: str, found: list[Quote]) -> None:
    """A mark that opens or closes: the second of two alike closes."""
    if stack and stack[-1][1] == mark and at - stack[-1][0] <= _LONGEST[mark]:
        start = stack.pop()[0] + 1
        if start < at:
            found.append(Quote(start, at, False))
    else:
        stack.append((at, mark))


def _could_close(text: str, opened: int, at: int) -> bool:
    """“智慧街区“ for “智慧街区”: short, without a stop inside, and no closing mark follows at once."""
    if not 2 <= at - opened - 1 <= 16 or _STOP.search(text, opened, at):
        return False
    return not any(close in text[at + 1 : at + 18] for close in "”》」』")


def _close(stack: list[tuple[int, str]], at: int, mark: str, found: list[Quote]) -> None:
    wanted = _CLOSE[mark]
    for depth in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
        opened, kind = stack[depth]
        if kind == wanted:
            del stack[depth:]
            if 0 < at - opened - 1 <= _LONGEST[kind]:
                found.append(Quote(opened + 1, at, kind in "《〈<"))
            return
