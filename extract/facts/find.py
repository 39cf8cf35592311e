"""Facts of one article: each amount with the answers to whose, what, where and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from shilu.extract.facts.amount import AmountView
from shilu.extract.facts.article import ArticleView
from shilu.extract.facts.build import build_fact
from shilu.extract.facts.choose import Answers, Scorer, choose
from shilu.extract.facts.context import ArticleContext
from shilu.extract.facts.passage import make_passage
from shilu.extract.facts.scene import make_scene
from shilu.extract.facts.select import select
from shilu.extract.language import Words, words_of
from shilu.extract.names import OwnWords, find_names
from shilu.extract.quantities import find_quantities
from shilu.extract.times import find_times
from shilu.schemas import AnyFact, Name, NumberRole, Quantity, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["FactFindings", "find_facts", "find_facts_in_doc", "view_amounts"]


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
    context = context or ArticleContext()
    words = words_of(doc)
    selection = select(words.text, quantities, times, names)
    if not selection.chosen:
        return FactFindings((), selection.refused)
    views = view_amounts(words, selection.chosen, times, names, context)
    answers = choose(views, weights, ranked=False)
    return FactFindings(tuple(_built(views, answers)), selection.refused)


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
    return find_facts(
        doc,
        quantities=find_quantities(doc.text).quantities,
        times=find_times(doc.text, published=published, names=inside),
        names=names,
        context=ArticleContext(published=published),
    ).facts
