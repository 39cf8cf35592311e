"""Which languages the models in the package read: a page in another one is refused by its name, and one that is mostly
unsure is refused in place of giving signs that are not on it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.ocr.read import Reading

__all__ = ["refuse_language", "unreadable"]

_FEWEST, _SHARE, _SURE = 4, 3, 0.6
_WORD = re.compile(r"[^\W_]")


@cache
def _table() -> dict[str, Any]:
    text = resources.files("shilu.extract.ocr").joinpath("languages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _held() -> str:
    table = _table()
    return ", ".join(table["names"][code] for code in table["held"])


def refuse_language(told: object, path: Path) -> None:
    """Raise `ShiluError` S223 where the metadata of a picture tells a language (`ko`, `ru-RU`) that no model in the
    package reads; what is no code of a language tells nothing."""
    code = re.match(r"[A-Za-z]{2,3}(?=$|[-_])", told) if isinstance(told, str) else None
    if code is None or code[0].lower() in _table()["held"]:
        return
    name = _table()["names"].get(code[0].lower(), f"{told:.20}")
    raise ShiluError("S223", path=path, language=name, held=_held())


def unreadable(reading: Reading, path: Path, page: int) -> ShiluError | None:
    """Why what was read is no page: more than two lines in three are unsure or without a letter or figure, as where the
    text is of another script. None where it is one, or too short to tell."""
    count = len(reading.lines) + reading.dropped
    sure = sum((line.confidence or 0) >= _SURE and bool(_WORD.search(line.text)) for line in reading.lines)
    if count < _FEWEST or sure * _SHARE >= count:
        return None
    return ShiluError("S224", path=path, page=page, count=count, unsure=count - sure, held=_held())
