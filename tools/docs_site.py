"""For the site of the documentation: the examples in docstrings are shown as code, and jieba, which finds the words of
the Chinese pages for the search, does not talk."""

from __future__ import annotations

import logging
import re
from typing import Any

import griffe

__all__ = ["Examples", "on_startup"]

_EXAMPLE = re.compile(r"(?:^[ ]*>>> .*(?:\n(?![ ]*\n).+)*\n?)+", re.MULTILINE)


class Examples(griffe.Extension):
    """Puts each `>>>` example of a docstring into a block of code, as MkDocs reads them."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change the docstring of an object that was found."""
        if obj.docstring and ">>>" in obj.docstring.value:
            obj.docstring.value = _EXAMPLE.sub(
                lambda match: f"```pycon\n{match[0].rstrip()}\n```\n", obj.docstring.value
            )


def on_startup(**_: Any) -> None:
    """MkDocs begins: jieba tells each time, on standard error, that it has loaded its table."""
    logging.getLogger("jieba").setLevel(logging.ERROR)
