"""Phrases that are names by what governs or begins them: a verb of naming, a word of reach."""

from __future__ import annotations

import re

from shilu.extract.language import Word
from shilu.extract.names.rows import NamingCue
from shilu.extract.names.tables import cues, generic

__all__ = ["governor", "initiative", "of_reach"]

_LONGEST = 12  # words of a phrase
_MANY, _CHARACTERS = 3, 9  # modifiers and letters with which a phrase of general words is told from others
_WITHIN = frozenset({"n", "nz", "vn", "v", "a", "an"})
_TERM = re.compile(r"[一二三四五六七八九十两\d]+年|新一轮")


def governor(words: tuple[Word, ...], first: int) -> tuple[str, NamingCue] | None:
    """The verb of naming, with its rule, that governs the phrase at `first`: 实施(了)(一项)X."""
    for at in range(first - 1, max(-1, first - 4), -1):
        cue = cues().get(words[at].text)
        if cue:
            return cue
        if words[at].tag not in ("u", "m", "q", "a") or words[at].text == "的":
            return None
    return None


def initiative(words: tuple[Word, ...], number: int) -> tuple[int | None, str]:
    """The start of a long phrase, verbs and terms among its words, that a verb of naming governs: 实施 +
    国企改革深化提升三年行动."""
    at = number
    while at > 0 and number - at < _LONGEST:
        cue = cues().get(words[at - 1].text)
        long_ = number - at >= _MANY and words[number].end - words[at].start >= _CHARACTERS
        if cue and long_ and cue[1].type == "programme":
            return at, cue[0]
        if words[at - 1].tag not in _WITHIN and not _TERM.fullmatch(words[at - 1].text):
            break
        at -= 1
    return None, ""


def of_reach(words: tuple[Word, ...], first: int, number: int) -> int | None:
    """A meeting of general words that begins with its reach: 世界茶业装备大会, not 国际会议."""
    reach = (at for at in range(first, number - 1) if words[at].text in generic("会级"))
    return next(reach, None)
