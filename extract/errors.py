"""A message for the user: a code, what was wrong, where, what to do. The words of all of them, in English and Chinese,
are in `talk/messages.toml`.

S1xx  what was asked for       a path, an option
S2xx  what was read            a file, a line of it
S3xx  tables of words          a row of a data file
S4xx  stores                   what a run is written to and read from
S5xx  what is asked of a run   its folder, a fact of it, marked pages
S6xx  runs                     the ledger, other machines
S7xx  corrections              decisions, the page of `shilu review`, edited tables
S8xx  many pages               variables, promises, two runs held against each other
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import PurePath

from shilu.extract.talk import MESSAGES

__all__ = ["MESSAGES", "ShiluError", "escaped", "in_one_line"]


class ShiluError(Exception):
    """A message for the user. `code` names its row in `MESSAGES`; the keywords fill it in. Its words are
    English, as they are kept; `said` of `shilu.extract.talk` says them in the language of the user.

    >>> str(ShiluError("S207", path="a.txt", why="is empty"))
    '[S207] a.txt: the file is empty'
    """

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        shown = {
            key: escaped(value) if isinstance(value, str | PurePath) else value
            for key, value in details.items()
        }
        super().__init__(f"[{code}] {MESSAGES[code].format(**shown)}")

    def __reduce__(self) -> tuple[Callable[..., ShiluError], tuple[str, dict[str, object]]]:
        """Made anew of its code and details in another process."""
        return _again, (self.code, self.details)

    def with_path(self, path: object, shown: str) -> ShiluError:
        """The same message, with `shown` where it names `path`: the name that the user knows a file by.

        >>> str(ShiluError("S207", path="/tmp/x/a.txt", why="is empty").with_path("/tmp/x/a.txt", "all.zip/a.txt"))
        '[S207] all.zip/a.txt: the file is empty'
        """
        details = {
            key: str(value).replace(str(path), shown) if isinstance(value, str | PurePath) else value
            for key, value in self.details.items()
        }
        return ShiluError(self.code, **details)


def _again(code: str, details: dict[str, object]) -> ShiluError:
    return ShiluError(code, **details)


def escaped(words: object) -> str:
    r"""Words for one line of a terminal: what would break or forge a line (control characters, marks of direction,
    characters that print nothing) is shown by its number.

    >>> print(escaped("a\x1b[2K\nshilu: done"))
    a\x1b[2K\x0ashilu: done
    """
    text = str(words)
    if text.isprintable():
        return text
    return "".join(
        one if one == " " or unicodedata.category(one) not in _UNSHOWN else _number(one) for one in text
    )


_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _number(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


_LONGEST = 200
"""Characters of another program's message that one of ours repeats."""


def in_one_line(message: object) -> str:
    """What another program or library says, short enough to stand in a message of ours.

    >>> in_one_line(ValueError("bad row:\\n  3"))
    'bad row: 3'
    """
    return " ".join(str(message).split())[:_LONGEST]
