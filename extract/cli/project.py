"""The project file `shilu.toml`: what would otherwise be said with every command."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from shilu.extract.errors import ShiluError
from shilu.extract.pages import parse_published

__all__ = ["PROJECT_FILE", "Project", "read_project"]

PROJECT_FILE = "shilu.toml"
"""What the file is called that is found in the working directory."""


class Project(BaseModel):
    """What a project file may say. Options of a command win over it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    published: str | None = None
    """Publication date of all pages, as for `--published`."""
    lang: Literal["en", "zh"] | None = None
    """Language of heads of columns (`--headers`) and of labels (`show --lang`)."""
    tagger: Literal["lac", "jieba"] | None = None
    """What finds words, as for `--tagger`."""
    out: str | None = None
    """Where `extract` writes, as for its `--out`; a path in it begins at the file's folder."""
    words: str | list[str] | None = None
    """Tables of words of one's own, as for `--words`; a path in it begins at the file's folder."""
    weights: str | None = None
    """A file of weights fitted to one's own pages, as for `--weights`; a path in it begins at the file's folder."""

    @field_validator("published", mode="before")
    @classmethod
    def _published(cls, value: object) -> object:
        """TOML writes 2022 as a number and 2022-12-01 as a date."""
        try:
            return parse_published(str(value))
        except ShiluError as error:
            raise ValueError(str(error).partition("] ")[2]) from error

    @field_validator("out")
    @classmethod
    def _out(cls, value: str | None) -> str | None:
        if value is not None and not value.strip():
            raise ValueError("it names nothing")
        return value

    def defaults(self, command: str) -> dict[str, Any]:
        """What the file says for the options of a command, by their names in the code."""
        return {
            option: value
            for option, key in _OPTIONS.get(command, {}).items()
            if (value := getattr(self, key)) is not None
        }


_OPTIONS: Mapping[str, Mapping[str, str]] = {
    "extract": {
        "published": "published",
        "tagger": "tagger",
        "out": "out",
        "headers": "lang",
        "words": "words",
        "weights": "weights",
    },
    "export": {"headers": "lang"},
    "learn": {"tagger": "tagger", "words": "words"},
    "names": {"published": "published", "tagger": "tagger", "words": "words"},
    "promises": {"lang": "lang"},
    "series": {"lang": "lang"},
    "show": {"lang": "lang"},
}
"""For each command that reads the file: its options, and the keys that stand for them."""


def read_project(path: Path) -> Project:
    """The project file. Raises `ShiluError`: S132 where there is none, S206 where it cannot be read, S303 where it is
    not TOML, S130 for a key that is not known, S131 for a value that will not do."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ShiluError("S132", path=path) from error
    except OSError as error:
        raise ShiluError("S206", path=path, why=error.strerror or error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ShiluError("S303", path=path, why=error) from error
    for key in found:
        if key not in Project.model_fields:
            raise ShiluError("S130", path=path, key=key, known=", ".join(Project.model_fields))
    try:
        project = Project.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        why = first["msg"].removeprefix("Value error, ")
        raise ShiluError("S131", path=path, key=first["loc"][0], why=why) from error
    changes: dict[str, object] = {}
    if project.out and "://" not in project.out:
        changes["out"] = str(path.parent / project.out)
    if project.weights:
        changes["weights"] = str(path.parent / project.weights)
    if project.words:
        tables = [project.words] if isinstance(project.words, str) else project.words
        changes["words"] = [str(path.parent / table) for table in tables]
    return project.model_copy(update=changes)
