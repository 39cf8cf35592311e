"""The words of the page in Chinese and English, from `labels.toml` of `shilu.extract.talk`."""

from __future__ import annotations

from shilu.extract.show.markup import Markup, tag
from shilu.extract.talk import LANGUAGES, Language, load_labels

__all__ = ["LANGUAGES", "Language", "Words", "load_labels"]


class Words:
    """The labels of the language that the page starts in; elements made here change when it is switched."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._words = load_labels()[language]

    def text(self, key: str) -> str:
        """The label; a key that has none (a field added later) is its own name, readable if not translated."""
        return self._words.get(key) or key.partition(".")[2].replace("_", " ")

    def span(self, key: str, class_: str | None = None) -> Markup:
        """The label as an element."""
        return tag("span", self.text(key), data_l=key, class_=class_)

    def both(self, zh: str, en: str, class_: str | None = None) -> Markup:
        """Words that are made of values, in both languages."""
        if zh == en:
            return tag("span", zh, class_=class_)
        return tag("span", zh if self.language == "zh" else en, data_zh=zh, data_en=en, class_=class_)
