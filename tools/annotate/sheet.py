"""The sheet that a reader marks from: the page with amounts and times numbered in its text, and the amounts as read."""

from __future__ import annotations

import json

from tools.annotate.page import Read

__all__ = ["sheet"]

_BEGINS, _ENDS = "\n=== MARKED FROM HERE ===\n", "\n=== TO HERE ===\n"
_HEAD = 500  # characters of the page's head that are shown before a window far below it
_BEFORE = 300  # and of what stands right before the window: what it speaks of is often named there
_FIELDS = ("kind", "value", "lower", "upper", "bound", "unit")


def sheet(read: Read) -> str:
    """What is printed for the reader."""
    lines = [
        "\t".join([str(number), repr(row["surface"]), *(row[field] or "-" for field in _FIELDS)])
        for number, row in enumerate(read.amounts, 1)
    ]
    listed = "\n-- amounts as read: id surface " + " ".join(_FIELDS)
    return "\n".join([json.dumps(read.meta, ensure_ascii=False), _shown(read), listed, *lines])


def _shown(read: Read) -> str:
    """The marked text; of a page with windows its head, and the text from a little before the first to the last."""
    whole = _numbered(read)
    if read.windows == ((0, len(read.text)),):
        return whole
    first, last = max(whole.find(_BEGINS), 0), whole.rfind(_ENDS)
    end = last + len(_ENDS) if last >= 0 else len(whole)
    if first <= _HEAD:
        return whole[:end]
    return f"{whole[:_HEAD]}\n… (between: left out) …\n{whole[max(_HEAD, first - _BEFORE) : end]}"


def _numbered(read: Read) -> str:
    marks = [(row["start"], row["end"], f"⟦{number}:", "⟧") for number, row in enumerate(read.amounts, 1)]
    taken = [(start, end) for start, end, *_ in marks]
    marks += [
        (row["start"], row["end"], f"⟨t{number}:", "⟩")
        for number, row in enumerate(read.times, 1)
        if not any(start < row["end"] and row["start"] < end for start, end in taken)
    ]
    for start, end in read.windows:
        marks += [(start, start, _BEGINS, "")] if start > 0 else []
        marks += [(end, end, _ENDS, "")] if end < len(read.text) else []
    at, parts = 0, []
    for start, end, opens, closes in sorted(marks):
        if start >= at:
            parts += [read.text[at:start], opens, read.text[start:end], closes]
            at = end
    return "".join(parts) + read.text[at:]
