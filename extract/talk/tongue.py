"""Which language this process talks: the one asked for, else that of the system."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

__all__ = ["LANGUAGES", "Language", "asked", "speak", "spoken", "system_language"]

Language = Literal["zh", "en"]

LANGUAGES: tuple[Language, ...] = ("zh", "en")

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where systems other than Windows say the language of messages; the first that says something counts."""

_CHINESE_ON_WINDOWS = 0x04
"""The primary language of a Windows language id, in its lowest ten bits."""


class _Voice:
    """The language of this process. One process talks to one person, so that it is no argument of every function that
    prints; only the command sets it, and a program that uses Shilu hears English."""

    language: Language = "en"


def spoken() -> Language:
    """The language that is talked now."""
    return _Voice.language


def speak(language: Language) -> None:
    """Talk this language from now on."""
    _Voice.language = language


def asked(arguments: Sequence[str]) -> Language | None:
    """What `--lang` says on a command line, wherever it stands; the last one counts. It is read before the options are,
    since what is wrong with those must be said in it too.

    >>> asked(["extract", "p.txt", "--lang", "zh"]), asked(["--lang=en", "demo"]), asked(["demo"])
    ('zh', 'en', None)
    """
    told: Language | None = None
    options = arguments[: list(arguments).index("--")] if "--" in arguments else arguments
    for one, after in pairwise([*options, ""]):
        name, _, value = one.partition("=")
        value = value or after
        if name == "--lang" and value in LANGUAGES:
            told = value
    return told


def system_language(variables: Mapping[str, str] = os.environ) -> Language:
    """Chinese where the system talks it, else English.

    >>> system_language({"LANG": "zh_CN.UTF-8"}), system_language({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
    ('zh', 'en')
    """
    told = next((value for name in _VARIABLES if (value := variables.get(name))), "")
    if not told and sys.platform == "win32":
        import ctypes

        chinese = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _CHINESE_ON_WINDOWS
        return "zh" if chinese else "en"
    return "zh" if told.lower().startswith("zh") else "en"
