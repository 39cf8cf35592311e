"""Lines that begin an item: numbers of sections, bullets, rows of tables, labels one under another."""

from __future__ import annotations

import re

__all__ = ["begins_item", "is_enumerated", "is_row"]

_ENUMERATED = re.compile(
    r"\(?[一二三四五六七八九十]{1,3}(?:[、.)]|是)|\(\d{1,2}\)|\d{1,2}[、.)](?!\d)|[①-⑳]|第[一二三四五六七八九十]{1,3}[章节条]|[●◆■▶]"
)


def is_enumerated(text: str) -> bool:
    """Whether the paragraph begins with a number of its section: 一、 (二) 3. ④ 一是."""
    return bool(_ENUMERATED.match(text))


_BULLET = re.compile(r"[●○■◆▲△★☆▶►•▪|]")
_LABELLED = re.compile(
    r"[●○■◆▲△★☆▶►•▪·*-]?\s*[A-Za-z()]*[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z()]{1,15}(?::|——)\s*(?:约|近|超过?|逾|人民币|[¥$])?\s*"
    r"[\d.一二三四五六七八九十百千]"
)


def is_row(text: str) -> bool:
    """Whether the line is a row of a table or a label with its amount, which is no heading: 总投资:8.6亿元.

    >>> is_row("总投资:8.6亿元"), is_row("| 柳湾 | 1820 |"), is_row("总投资创新高")
    (True, True, False)
    """
    return text[:1] == "|" or bool(_LABELLED.match(text))


def begins_item(text: str, before: str) -> bool:
    """Whether a line begins an item of its own after the line `before`, so that no sentence runs on.

    It does with a bullet, a number or a bar of a table, and as one label after another.

    >>> begins_item("占地:1200亩", "总投资:8.6亿元"), begins_item("占地1200亩", "总投资8.6亿元")
    (True, False)
    """
    if is_enumerated(text) or _BULLET.match(text):
        return True
    return bool(_LABELLED.match(text) and _LABELLED.match(before))
