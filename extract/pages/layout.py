"""Lines with their places on an image, put together to the text of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shilu.schemas.page import Box, PageLine

__all__ = ["Line", "Scan", "around", "lay_out", "spell"]

_BREAKS = re.compile(r"[\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the OCR gave it; `confidence` from 0 to 1."""

    text: str
    box: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """One page of a file of OCR: its blocks of lines in the order of the file, and the name of its image."""

    blocks: tuple[tuple[Line, ...], ...]
    image: str | None = None


def lay_out(scan: Scan) -> tuple[str, tuple[PageLine, ...]]:
    """The text of a page, one line a line with a blank line between blocks, and where each line of it stands.

    >>> lay_out(Scan(((Line("书屋"), Line("开门")), (Line("果园"),))))[0]
    '书屋\\n开门\\n\\n果园\\n'
    """
    text: list[str] = []
    lines: list[PageLine] = []
    place = 0
    for block in scan.blocks:
        shown = [(line, _BREAKS.sub(" ", line.text).strip()) for line in block]
        shown = [(line, words) for line, words in shown if words]
        if not shown:
            continue
        if text:
            text.append("\n")
            place += 1
        for line, words in shown:
            where = PageLine(
                start=place,
                end=place + len(words),
                box=line.box,
                confidence=line.confidence,
                image=scan.image,
            )
            lines.append(where)
            text.append(words + "\n")
            place += len(words) + 1
    return "".join(text), tuple(lines)


def spell(words: Sequence[str], spaces: Iterable[int]) -> str:
    """The words of a line as one string; `spaces` tells before which of them the file has a space.

    Most OCR puts a space between any two words, Chinese ones too. Where it stands in half the gaps or more between
    Chinese characters it means nothing there and is left out; where it is rarer it was printed.

    >>> spell(["全县", "建成", "102", "座"], [1, 2, 3]), spell(["书", "屋", "开", "门"], [2])
    ('全县建成102座', '书屋 开门')
    """
    spaced = frozenset(spaces)
    kept = [(word, index in spaced) for index, word in enumerate(words) if word]
    gaps = [(one[0], *other, _is_wide(one[0], other[0])) for one, other in pairwise(kept)]
    chinese = [has_space for _, _, has_space, wide in gaps if wide]
    idle = sum(chinese) * 2 >= len(chinese)
    rest = (" " + word if has_space and not (wide and idle) else word for _, word, has_space, wide in gaps)
    return "".join([kept[0][0], *rest]) if kept else ""


def _is_wide(before: str, after: str) -> bool:
    """Whether a Chinese character stands at either side of a gap."""
    return bool(_WIDE.match(before[-1]) or _WIDE.match(after[0]))


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box that holds all of them; None where there is none."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    x, y = min(box.x for box in known), min(box.y for box in known)
    right = max(box.x + box.width for box in known)
    bottom = max(box.y + box.height for box in known)
    return Box(x=x, y=y, width=right - x, height=bottom - y)
