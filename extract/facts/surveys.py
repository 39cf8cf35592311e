"""Surveys: texts that pass many undertakings in review and move on from each, such as a government's work report."""

from __future__ import annotations

from collections.abc import Iterable

from shilu.schemas import Name

__all__ = ["is_survey"]

_MANY = 50  # different undertakings; a page of news names as many only in all its articles together
_UNDERTAKINGS = frozenset({"programme", "platform", "brand", "facility", "award", "event", "policy"})


def is_survey(names: Iterable[Name]) -> bool:
    """Whether an article names so many different undertakings that a sentence owes nothing to those named before it.

    In such a text each sentence is a statement of its own: it has no topic or programme from the sentence before
    unless a word of it says so.
    """
    return len({name.canonical for name in names if name.type in _UNDERTAKINGS}) >= _MANY
