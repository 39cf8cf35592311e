"""Phrases that are names by what governs or begins them: a verb of naming, a word of reach."""

from __future__ import annotations

import re

from shilu.extract.language import Word
from shilu.extract.names.rows import NamingCue
from shilu.extract.names.tables import cues, generic, heads

__all__ = ["governor", "initiative", "of_reach"]

_LONGEST = 12  # words of a phrase
_MANY, _CHARACTERS = 3, 9  # modifiers and letters with which a phrase of general words is told from others
_OF_ROW = 7  # letters of one that is joined to another by 和
_WITHIN = frozenset({"n", "nz", "vn", "v", "a", "an"})
_TERM = re.compile(r"[一二三四五六七八九十两\d]+年|新一轮")
_ROUND = re.compile(r"新一轮|第[一二三四五六七八九十]轮")
_JOINTS = ("和", "、", "及", "与")


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
    国企改革深化提升三年行动; alone or as one of two: 实施青禾增收计划和 + 稻香提质行动."""
    joined = number + 1 < len(words) and words[number + 1].text in _JOINTS
    at = number
    while at > 0 and number - at < _LONGEST:
        before = words[at - 1]
        row = joined or before.text in _JOINTS
        least = _OF_ROW if row else _CHARACTERS
        if number - at >= _MANY - row and words[number].end - words[at].start >= least:
            rule = _governing(words, at - 1)
            if rule:
                return at + bool(_ROUND.fullmatch(words[at].text)), rule
        if before.tag not in _WITHIN and not _TERM.fullmatch(before.text):
            break
        at -= 1
    return None, ""


def _governing(words: tuple[Word, ...], number: int) -> str:
    """The rule of the verb of naming that word `number` is, or that governs the undertaking which ends before it."""
    cue = cues().get(words[number].text)
    if cue:
        return cue[0] if cue[1].type == "programme" else ""
    if words[number].text not in _JOINTS or number < 2:
        return ""
    head = heads().at(words[number - 1].text, len(words[number - 1].text))
    if head is None or head.row.type != "programme":
        return ""
    return initiative(words, number - 1)[1]


def of_reach(words: tuple[Word, ...], first: int, number: int) -> int | None:
    """A meeting of general words that begins with its reach: 世界茶业装备大会, not 国际会议."""
    reach = (at for at in range(first, number - 1) if words[at].text in generic("会级"))
    return next(reach, None)
