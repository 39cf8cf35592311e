"""For the site of the documentation: the examples in docstrings are shown as code."""

from __future__ import annotations

import re
from typing import Any

import griffe

__all__ = ["Examples"]

_EXAMPLE = re.compile(r"(?:^[ ]*>>> .*(?:\n(?![ ]*\n).+)*\n?)+", re.MULTILINE)


class Examples(griffe.Extension):
    """Puts each `>>>` example of a docstring into a block of code, as MkDocs reads them."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change the docstring of an object that was found."""
        if obj.docstring and ">>>" in obj.docstring.value:
            obj.docstring.value = _EXAMPLE.sub(
                lambda match: f"```pycon\n{match[0].rstrip()}\n```\n", obj.docstring.value
            )
