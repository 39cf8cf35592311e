"""How much of a made page a program kept: windows of its text, and which paragraphs it put into one article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from tools.pages.texts import Story

__all__ = ["articles_f1", "windows", "windows_kept"]

_SIZE = 12
_IDLE = re.compile(r"[\s#*|]+")
_VERTICAL = str.maketrans("『』「」﹃﹄﹁﹂︵︶", "“”“”“”“”（）")
"""What quotation marks and brackets are printed as in vertical text."""


def windows(text: str, size: int = _SIZE) -> Counter[str]:
    """All stretches of so many characters, white space left out."""
    plain = _IDLE.sub("", text).translate(_VERTICAL)
    return Counter(plain[i : i + size] for i in range(len(plain) - size + 1))


def windows_kept(stories: Iterable[Story], text: str) -> float:
    """The share of the windows of 12 characters within the running text of the articles that stand in the text."""
    found = windows(text)
    true: Counter[str] = Counter()
    for story in stories:
        true += windows("".join(part.text for part in story.parts))
    kept = sum((true & found).values())
    return kept / max(1, sum(true.values()))


def articles_f1(stories: Sequence[Story], articles: Sequence[str]) -> float:
    """F1 of pairs of paragraphs that belong to one article. A paragraph of the truth is in the article of the program
    that holds most of its windows, and in none where a half of them is nowhere. A paragraph nine tenths of which
    another story has too, word for word, is left out: in whichever article it stands, it is found in both."""
    home: dict[tuple[int, int], int] = {}
    owned = [windows(text, 6) for text in articles]
    told = [_all_windows(story) for story in stories]
    for number, story in enumerate(stories):
        others = told[:number] + told[number + 1 :]
        for place, part in enumerate(story.parts):
            if part.role in ("title", "body") and len(part.text) >= 6 and not _is_said_in(part.text, others):
                home[number, place] = _home(part.text, owned)
    return _pairs_f1(home)


def _all_windows(story: Story) -> Counter[str]:
    return sum((windows(part.text, 6) for part in story.parts), Counter())


def _is_said_in(text: str, others: Iterable[Mapping[str, int]]) -> bool:
    """Whether one of the other stories holds nine tenths of the windows of a text."""
    wanted = windows(text, 6)
    return any(sum(window in other for window in wanted) * 10 >= 9 * len(wanted) for other in others)


def _home(text: str, owned: Sequence[Mapping[str, int]]) -> int:
    wanted = windows(text, 6)
    shares = [sum(min(count, own.get(window, 0)) for window, count in wanted.items()) for own in owned]
    best = max(range(len(shares)), key=shares.__getitem__, default=-1)
    return best if best >= 0 and shares[best] * 2 >= sum(wanted.values()) else -1


def _pairs_f1(home: Mapping[tuple[int, int], int]) -> float:
    both = true = found = 0
    for one, other in combinations(home, 2):
        same = one[0] == other[0]
        put = home[one] == home[other] != -1
        both, true, found = both + (same and put), true + same, found + put
    return 2 * both / (true + found) if true + found else 1.0
