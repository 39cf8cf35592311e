"""Names and words of the user's own, made ready for the finders."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from shilu.extract.language import Word
from shilu.extract.names.scan import Scanner
from shilu.extract.text import fold
from shilu.schemas import NameType

__all__ = ["OwnWord", "OwnWords", "Use"]

Use = Literal["name", "head", "none"]
"""`name`: the word is a name; `head`: names end in it (工作法); `none`: it is no name, whatever it looks like."""


class OwnWord(NamedTuple):
    """One word. `type` is null for a word that is no name; `canonical` is the name's full form."""

    surface: str
    type: NameType | None
    canonical: str
    use: Use = "name"


@dataclass(frozen=True)
class OwnWords:
    """The user's words. Equal ones say the same of every page.

    >>> own = OwnWords.of([OwnWord("青禾", "organisation", "临江青禾科技有限公司")])
    >>> list(own.mentions("青禾在临江建厂。"))
    [(0, 2)]
    >>> own.canonical("青禾")
    '临江青禾科技有限公司'
    """

    words: tuple[OwnWord, ...]

    @classmethod
    def of(cls, words: Iterable[OwnWord]) -> OwnWords:
        """In an order that does not depend on that of the table."""
        return cls(tuple(sorted(set(words), key=lambda word: (word.surface, word.use, word.type or ""))))

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """A name for what the words say: a result depends on it."""
        lines = ("\t".join((word.use, word.surface, word.type or "", word.canonical)) for word in self.words)
        return hashlib.blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()

    @cached_property
    def _known(self) -> dict[str, OwnWord]:
        return {fold(word.surface): word for word in self.words if word.use != "head"}

    @cached_property
    def _scan(self) -> Scanner:
        return Scanner(self._known)

    @cached_property
    def _heads(self) -> dict[str, NameType]:
        return {fold(word.surface): word.type for word in self.words if word.use == "head" and word.type}

    @cached_property
    def _head_sizes(self) -> tuple[int, ...]:
        return tuple(sorted({len(head) for head in self._heads}, reverse=True))

    def mentions(self, text: str, *, pairs: Sequence[str] | None = None) -> Iterator[tuple[int, int]]:
        """Where the words stand in a folded text, the longest at each place, head nouns aside."""
        return self._scan(text, pairs=pairs)

    def find(self, text: str) -> OwnWord | None:
        """What is said of a word, given folded."""
        return self._known.get(text)

    def canonical(self, text: str) -> str | None:
        """The full form of a name, given folded; null for what is no name of the table."""
        word = self._known.get(text)
        return word.canonical if word and word.use == "name" else None

    @cached_property
    def _scan_heads(self) -> Scanner:
        return Scanner(self._heads)

    def whole(self, text: str, words: Sequence[Word]) -> list[Word]:
        """The words of a folded text with each head noun of the table as a word of its own, tagged as a noun."""
        found: list[Word] = []
        rest = list(words)[::-1]
        for start, end in self._scan_heads(text) if self._heads else ():
            while rest and rest[-1].end <= start:
                found.append(rest.pop())
            if rest and rest[-1].start < start:
                found.append(_cut(rest[-1], text, rest[-1].start, start))
            found.append(Word(start, end, text[start:end], "n"))
            while rest and rest[-1].start < end:
                last = rest.pop()
                if last.end > end:
                    rest.append(_cut(last, text, end, last.end))
                    break
        return [*found, *rest[::-1]]

    def head(self, text: str, end: int, start: int = 0) -> tuple[str, NameType] | None:
        """The longest head noun of the table that `text[start:end]` ends in, with the type of what ends so."""
        for size in self._head_sizes:
            if end - size >= start and (kind := self._heads.get(text[end - size : end])):
                return text[end - size : end], kind
        return None


def _cut(word: Word, text: str, start: int, end: int) -> Word:
    return Word(start, end, text[start:end], word.tag)
