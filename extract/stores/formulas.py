"""What a spreadsheet would take for a formula: a cell that no one typed, and that must do nothing when it is opened."""

from __future__ import annotations

import re

from shilu.extract.stores.rows import Cell

__all__ = ["guarded", "harmless", "looks_like_formula", "unguarded"]

_UNSEEN = (
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef\"']"
)
_FIRST = re.compile(rf"[\t\r\n]|{_UNSEEN}*[=+\-@＝＋－＠﹢﹣﹦﹫]")
_BETWEEN = "[;," + _UNSEEN.removeprefix("[")
_RUN = re.compile(rf"(?<!{_BETWEEN}){_BETWEEN}+(?=[=@＝＠﹦﹫])")
"""All that stands between the words of two cells, which nothing but its own end stops: each run is looked at once."""

_ENDS_CELL = re.compile(r"[;,\t\r\n]")
_ANY = re.compile(r"[=+\-@＝＋－＠﹢﹣﹦﹫\t\r\n]")
_NUMBER = re.compile(r"[-+]\d[\d.,]*[%‰]?|-\d{4}(?:-\d\d){0,2}[?~%]?")
"""What makes a spreadsheet reckon with a cell: OWASP's list for CSV injection at its beginning, also behind blanks,
quotation marks and characters that print nothing, which some programs strip; and = or @ behind a mark that ends a cell
where the language of the system says so (`;=`)."""


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula.

    >>> looks_like_formula("=1+1"), looks_like_formula("＋86"), looks_like_formula("86座")
    (True, True, False)
    """
    return _FIRST.match(text) is not None or any(map(_ends_cell, _RUN.finditer(text)))


def harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula.

    >>> harmless(" =1+1"), harmless("县;=1+1"), harmless("86座")
    ("' =1+1", "县;'=1+1", '86座')
    """
    inner = _guard_inner(text)
    return f"'{inner}" if _FIRST.match(text) else inner


def _guard_inner(text: str) -> str:
    """With an apostrophe before each = and @ behind the end of a cell."""
    return _RUN.sub(lambda run: f"{run[0]}'" if _ends_cell(run) else run[0], text)


def _ends_cell(run: re.Match[str]) -> bool:
    return _ENDS_CELL.search(run[0]) is not None


def guarded(cell: Cell) -> Cell:
    """A cell of any CSV file: text that a spreadsheet would take for a formula with its apostrophe, a bare number with
    a sign (a year before our era, a share that fell) as it is.

    >>> guarded("=1+1"), guarded("-3.2%"), guarded(-3)
    ("'=1+1", '-3.2%', -3)
    """
    if not isinstance(cell, str) or not _ANY.search(cell) or _NUMBER.fullmatch(cell):
        return cell
    led = cell[:1] == "'" and _FIRST.match(cell.lstrip("'"))  # or what is read back would lose the page's own
    return f"'{_guard_inner(cell)}" if led else harmless(cell)


def unguarded(text: str) -> str:
    """The text of a cell that `guarded` wrote.

    >>> unguarded("'=1+1"), unguarded("县;'=1+1"), unguarded("'86座")
    ('=1+1', '县;=1+1', "'86座")
    """
    if "'" not in text:
        return text
    led = text[0] == "'" and _FIRST.match(text.lstrip("'"))
    return _RUN.sub(_without_guard, text[1:] if led else text)


def _without_guard(run: re.Match[str]) -> str:
    guarded = run[0].endswith("'") and _ENDS_CELL.search(run[0])
    return run[0][:-1] if guarded else run[0]
