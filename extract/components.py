"""The finders as spaCy components, each of which works alone in anyone's pipeline.

    nlp = spacy.blank("zh")
    nlp.add_pipe("shilu_quantities")
    doc = nlp("建成86座便民书屋")
    doc.spans["quantities"]                   # [86座]
    doc.spans["quantities"].attrs["records"]  # the whole record of each, as JSON

A component writes one span group: a span for each record, labelled with its kind or type, and the records
themselves in the group's attributes, so that both survive `DocBin`. spaCy imports this module whenever any pipeline
is made, hence the imports inside the functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

if TYPE_CHECKING:
    from shilu.schemas import AnyFact, Name, Quantity, Time

__all__ = ["create_clauses", "create_facts", "create_names", "create_quantities", "create_times"]

Component = Callable[[Doc], Doc]


def _write(doc: Doc, key: str, labelled: Sequence[tuple[str, Quantity | Time | Name | AnyFact]]) -> Doc:
    """Write one span group. A span widens to whole tokens where the user's tokenizer cuts elsewhere."""
    bounds = ((label, record.span.start, record.span.end) for label, record in labelled)
    found = (doc.char_span(start, end, label=label, alignment_mode="expand") for label, start, end in bounds)
    spans = [span for span in found if span is not None]
    records = [record.model_dump_json() for _, record in labelled]
    doc.spans[key] = SpanGroup(doc, name=key, spans=spans, attrs={"records": records})
    return doc


@Language.factory("shilu_clauses", assigns=["doc.spans"])
def create_clauses(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy's signature
    """Clauses into `doc.spans["clauses"]`."""
    from shilu.extract.language import mark_clauses

    return mark_clauses


@Language.factory("shilu_quantities", assigns=["doc.spans"])
def create_quantities(nlp: Language, name: str) -> Component:  # noqa: ARG001
    """Amounts into `doc.spans["quantities"]`, labelled with their kind."""
    from shilu.extract.quantities import find_quantities

    def component(doc: Doc) -> Doc:
        found = find_quantities(doc.text).quantities
        return _write(doc, "quantities", [(one.kind, one) for one in found])

    return component


@Language.factory("shilu_times", assigns=["doc.spans"], default_config={"published": None})
def create_times(nlp: Language, name: str, published: str | None) -> Component:  # noqa: ARG001
    """Dates, periods, durations and recurring times into `doc.spans["times"]`, labelled with their type.

    `published` is the EDTF date that relative expressions are reckoned from.
    """
    from shilu.extract.times import find_times

    def component(doc: Doc) -> Doc:
        return _write(doc, "times", [(one.type, one) for one in find_times(doc.text, published=published)])

    return component


@Language.factory("shilu_names", assigns=["doc.spans"], default_config={"words": None})
def create_names(nlp: Language, name: str, words: str | None) -> Component:  # noqa: ARG001
    """Names into `doc.spans["names"]`, labelled with their type. Reads the tags of our tokenizer where they are.

    `words` is a table of names of your own (CSV or Excel).
    """
    from shilu.extract.names import find_names, read_words

    own = read_words(words) if words else None

    def component(doc: Doc) -> Doc:
        return _write(doc, "names", [(one.type, one) for one in find_names(doc, words=own)])

    return component


@Language.factory("shilu_facts", assigns=["doc.spans"], default_config={"published": None, "words": None})
def create_facts(nlp: Language, name: str, published: str | None, words: str | None) -> Component:  # noqa: ARG001
    """Whole facts into `doc.spans["facts"]`, labelled with their kind; finds quantities, times and names itself.

    `words` is a table of names of your own (CSV or Excel).
    """
    from shilu.extract.facts import find_facts_in_doc
    from shilu.extract.names import read_words

    own = read_words(words) if words else None

    def component(doc: Doc) -> Doc:
        found = find_facts_in_doc(doc, published=published, words=own)
        return _write(doc, "facts", [(one.kind, one) for one in found])

    return component
