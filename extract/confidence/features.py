"""What of a fact tells how sure it is.

All of it can be read off the record and the page, so that the confidence of a stored fact can be reckoned again.
Each feature is present or absent; its weight is how much it adds to the log odds (`weights.json`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.extract.text import fold
from shilu.schemas import AnyFact, Slot, value_of

__all__ = ["features"]

_COMMAS = re.compile("[,;。:]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百千万亿两]{2,}")
_MARKS = re.compile('[,;。:()"“”《》、]')
_SMALL = 2
_NEAR, _FAR = 4, 14  # characters between item and amount
_SHORT, _LONG = 1, 8  # characters of an item
_LONG_SENTENCE = 120
_CROWDED = 6  # numbers in a sentence
_PLAIN_KINDS = ("count", "money", "percent", "duration", "area", "mass", "length", "age", "rank")


def features(fact: AnyFact, text: str) -> frozenset[str]:
    """The features that a fact has; `text` is that of its page."""
    return frozenset((*_of_amount(fact), *_of_item(fact, text), *_of_statement(fact)))


def _of_amount(fact: AnyFact) -> Iterator[str]:
    quantity = fact.quantity
    yield f"kind {fact.kind}" if fact.kind in _PLAIN_KINDS else "kind of another sort"
    if quantity.repairs:
        yield "OCR damage read through"
    if "\n" in quantity.span.surface:
        yield "amount broken over lines"
    if any(rule.startswith("numeral.chinese") for rule in quantity.rules):
        yield "number in Chinese characters"
    if quantity.amount.shape != "exact":
        yield "bounded or range"
    value = value_of(quantity.amount)
    if value is not None and abs(value) <= _SMALL and fact.kind != "rank":
        yield "number 2 or less"
    if quantity.unit is None and fact.kind not in {"ratio", "rank", "percent"}:
        yield "no unit"


def _of_item(fact: AnyFact, text: str) -> Iterator[str]:
    item = fact.item
    if item is None:
        yield "no item"
        return
    for rule in item.rule.split("+"):
        yield f"item by {rule.partition('.')[0]}"
    yield from _of_distance(fact, item, text)
    size = len(item.text)
    if size <= _SHORT:
        yield "item of one character"
    elif size > _LONG:
        yield "long item"
    if _MARKS.search(fold(item.text)):
        yield "item with marks"
    if "的" in item.text or re.search(r"\d", fold(item.text)):
        yield "item with 的 or digits"


def _of_distance(fact: AnyFact, item: Slot, text: str) -> Iterator[str]:
    before = item.span.end <= fact.span.start
    start, end = (item.span.end, fact.span.start) if before else (fact.span.end, item.span.start)
    between = re.sub(r"\s", "", fold(text[start:end])) if start <= end else ""
    side = "before" if before else "after"
    if not between:
        yield f"item right {side}"
    elif len(between) <= _NEAR:
        yield f"item near {side}"
    elif len(between) > _FAR:
        yield "item far off"
    if _COMMAS.search(between):
        yield "item in another clause"
    if _NUMBER.search(between):
        yield "number between item and amount"


def _of_statement(fact: AnyFact) -> Iterator[str]:
    if fact.subject is None:
        yield "no subject"
    elif fact.item is not None and (
        fact.subject.text in fact.item.text or fact.item.span.overlaps(fact.subject.span)
    ):
        yield "subject within the item"
    if fact.action is None:
        yield "no verb"
    if fact.change is not None:
        yield "change"
    sentence = fold(fact.sentence.surface)
    if len(sentence) > _LONG_SENTENCE:
        yield "long sentence"
    if len(_NUMBER.findall(sentence)) > _CROWDED:
        yield "many numbers in the sentence"
    if not sentence.rstrip('"”’)').endswith(("。", "!", "?", ";")):
        yield "sentence without end"
