"""Facts of one article: each amount with the answers to whose, what, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from shilu.extract.facts.amount import AmountView
from shilu.extract.facts.article import ArticleView
from shilu.extract.facts.build import build_fact
from shilu.extract.facts.choose import Answers, Scorer, choose_in_all
from shilu.extract.facts.context import ArticleContext
from shilu.extract.facts.select import Selection, select
from shilu.extract.grammar.cutting import make_passage
from shilu.extract.grammar.scene import make_scene
from shilu.extract.language import Words, words_of
from shilu.extract.names import OwnWords, find_names
from shilu.extract.quantities import find_quantities
from shilu.extract.times import find_times
from shilu.schemas import AnyFact, Name, NumberRole, Quantity, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = [
    "FactFindings", "Mentioned", "find_facts", "find_facts_in_all", "find_facts_in_doc", "view_amounts",
]  # fmt: skip

_TOGETHER = 512
"""Amounts of the articles whose facts are found at once: more of them gain nothing, and what they are made of takes
room."""


class Mentioned(NamedTuple):
    """What facts are made of: the words of an article and what is mentioned in it."""

    words: Words
    quantities: Sequence[Quantity]
    times: Sequence[Time]
    names: Sequence[Name]
    context: ArticleContext


@dataclass(frozen=True)
class FactFindings:
    """Facts in order of the text, and the amounts that are none, each with its role and the reason."""

    facts: tuple[AnyFact, ...]
    refused: tuple[tuple[Quantity, NumberRole, str], ...]


def view_amounts(
    words: Words,
    quantities: Sequence[Quantity],
    times: Sequence[Time],
    names: Sequence[Name],
    context: ArticleContext,
) -> list[AmountView]:
    """The amounts that are facts, in order, each as the slots see it."""
    passage = make_passage(words, quantities, times, names)
    article = ArticleView(passage, times, names, context)
    amounts = [one for one in passage.chunks if one.tag == "Q" and isinstance(one.mention, Quantity)]
    return [
        AmountView(article, make_scene(passage, chunk, cast("Quantity", chunk.mention)), number)
        for number, chunk in enumerate(amounts)
    ]


def find_facts(
    doc: Doc | Words,
    *,
    quantities: Sequence[Quantity],
    times: Sequence[Time],
    names: Sequence[Name],
    context: ArticleContext | None = None,
    weights: Mapping[str, Scorer] | None = None,
) -> FactFindings:
    """Join the mentions of one text into facts. All spans point into its text. `weights` are those of each slot; the
    ones that ship, if not given."""
    mentioned = Mentioned(words_of(doc), quantities, times, names, context or ArticleContext())
    return next(find_facts_in_all([mentioned], weights=weights))


def find_facts_in_all(
    articles: Iterable[Mentioned], *, weights: Mapping[str, Scorer] | None = None
) -> Iterator[FactFindings]:
    """What `find_facts` gives for each article, in order. Some are read ahead and weighed together."""
    ahead: list[tuple[Mentioned, Selection]] = []
    amounts = 0
    for one in articles:
        ahead.append((one, select(one.words.text, one.quantities, one.times, one.names)))
        amounts += len(ahead[-1][1].chosen)
        if amounts >= _TOGETHER:
            yield from _found(ahead, weights)
            ahead, amounts = [], 0
    yield from _found(ahead, weights)


def _found(
    articles: Sequence[tuple[Mentioned, Selection]], weights: Mapping[str, Scorer] | None
) -> Iterator[FactFindings]:
    views = [
        view_amounts(one.words, selection.chosen, one.times, one.names, one.context)
        if selection.chosen
        else []
        for one, selection in articles
    ]
    answers = choose_in_all(views, weights, ranked=False)
    views.reverse()
    answers.reverse()
    for _, selection in articles:
        yield FactFindings(tuple(_built(views.pop(), answers.pop())), selection.refused)


def _built(views: list[AmountView], answers: list[Answers]) -> Iterator[AnyFact]:
    """The facts, in order; each takes the place of what it is made of."""
    views.reverse()
    answers.reverse()
    while views:
        yield build_fact(views.pop(), answers.pop())


def find_facts_in_doc(
    doc: Doc | Words, *, published: str | None = None, words: OwnWords | None = None
) -> tuple[AnyFact, ...]:
    """The facts of a text that is a doc of its own, its amounts, times and names found here too; `words` are the
    user's own names. They are not calibrated, since the words of a doc may be any pipeline's.

    >>> from shilu.extract.language import make_language
    >>> fact = find_facts_in_doc(make_language()("全县建成102座书屋"))[0]
    >>> fact.item.text, fact.action.text
    ('书屋', '建成')
    """
    names = find_names(doc, words=words)
    inside = [(name.span.start, name.span.end) for name in names]
    times = find_times(doc.text, published=published, names=inside)
    return find_facts(
        doc,
        quantities=find_quantities(doc.text, times=times).quantities,
        times=times,
        names=names,
        context=ArticleContext(published=published),
    ).facts
