"""Texts and bytes that were good once."""

from __future__ import annotations

import random

__all__ = ["bytes_of", "text_of"]

_ODD = (
    "\0",
    "\ud800", "\u2028", "\u202e", "\u200b", "\ufeff", "\x1b[2J", "\x85", "９", "〇", "l", "O", "“", "”", "（", "《",
    "|",
    "\t", "\n", "。", "，", "、", "%", "&lt;", "<script>alert(1)</script>", "=1+1", "’; DROP TABLE facts", "1e400",
    "nan",
    "第", "万", "亿", "分之", "年", "月", "记者", "本报讯", "\U0001f600", "\U000e0001", "9" * 60, "一" * 40,
)  # fmt: skip


def text_of(text: str, chance: random.Random) -> str:
    """The text with some of it cut, doubled, moved, or replaced by what is seldom thought of."""
    for _ in range(chance.randrange(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 3, 20, 200)))
        piece = chance.choice(
            (chance.choice(_ODD), chance.choice(_ODD) * 30, text[start:end] * 3, text[end : end + 50], "")
        )
        text = text[:start] + piece + text[end:]
    return text[:6000]


def bytes_of(data: bytes, chance: random.Random) -> bytes:
    """The bytes cut, or some of them changed, or with others behind."""
    kind = chance.randrange(4)
    if kind == 0:
        return data[: chance.randrange(len(data) + 1)]
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 12)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    if kind == 1:
        return bytes(changed) + chance.randbytes(chance.randrange(80))
    start = chance.randrange(len(data) + 1)
    return (
        bytes(changed)
        if kind == 2
        else data[:start] + data[start:][: chance.randrange(1, 400)] * 3 + data[start:]
    )
