"""The finders as spaCy components, each of which works alone in anyone's pipeline.

    nlp = spacy.blank("zh")
    nlp.add_pipe("shilu_facts")
    doc = nlp("建成86座便民书屋")
    doc.spans["facts"]                   # [86座]
    doc.spans["facts"].attrs["records"]  # the whole record of each, as JSON

A component writes one span group: a span for each record, labelled with its kind or type, and the records
themselves in the group's attributes, so that both survive `DocBin`. Names and facts are read from our words: where the
pipeline's tokenizer is another, the text of the doc is read anew, and its own tokens stay as they are. spaCy imports
this module whenever any pipeline is made, hence the imports inside the functions.

Components pickle, run with `n_process` (spawned processes too), and are kept by `nlp.to_disk`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

if TYPE_CHECKING:
    from shilu.extract.language import Words
    from shilu.extract.names import OwnWords
    from shilu.schemas import AnyFact, Name, PageRecords, Quantity, Time

__all__ = [
    "FactFinder", "NameFinder", "QuantityFinder", "TimeFinder", "create_clauses", "create_facts", "create_names",
    "create_quantities", "create_times", "displacy_data",
]  # fmt: skip

Component = Callable[[Doc], Doc]


def _write(doc: Doc, key: str, labelled: Sequence[tuple[str, Quantity | Time | Name | AnyFact]]) -> Doc:
    """Write one span group. A span widens to whole tokens where the user's tokenizer cuts elsewhere."""
    bounds = ((label, record.span.start, record.span.end) for label, record in labelled)
    found = (doc.char_span(start, end, label=label, alignment_mode="expand") for label, start, end in bounds)
    spans = [span for span in found if span is not None]
    records = [record.model_dump_json() for _, record in labelled]
    doc.spans[key] = SpanGroup(doc, name=key, spans=spans, attrs={"records": records})
    return doc


def _words(doc: Doc) -> Words:
    """The words of our tokenizer: the doc's own where it comes from that, else the text read anew."""
    from shilu.extract.language import WordReader, words_of
    from shilu.extract.language.words import TAGGER

    return words_of(doc) if TAGGER in doc.user_data else next(WordReader().read([doc.text]))


def _times(doc: Doc) -> list[Time] | None:
    """The times that a component before has written; None where none has, or the group is somebody else's."""
    from pydantic import ValidationError

    from shilu.schemas import Time

    group = doc.spans.get("times")
    if group is None or "records" not in group.attrs:
        return None
    try:
        return [Time.model_validate_json(record) for record in group.attrs["records"]]
    except ValidationError:
        return None


def _day(value: object) -> str:
    """A date as EDTF. Raises `ShiluError` S103 for what is none."""
    from shilu.extract.pages import parse_published

    return parse_published(value.isoformat()[:10] if isinstance(value, date) else value)  # type: ignore[arg-type]


class _Dated:
    """A component that reckons with a date of publication: the doc's own, else that of its configuration."""

    def __init__(self, published: str | None) -> None:
        self._published = None if published is None else _day(published)
        if not Doc.has_extension("published"):
            Doc.set_extension("published", default=None)

    def published(self, doc: Doc) -> str | None:
        """The date of this doc: `doc._.published`, `published` of its context (`as_tuples`), or the configured one."""
        own = doc._.published if Doc.has_extension("published") else None
        context = doc._context
        if own is None and isinstance(context, Mapping):
            own = context.get("published")
        return self._published if own is None else _day(own)


class _Worded:
    """A component with a table of the user's own words. `to_disk` and `to_bytes` keep its rows."""

    def __init__(self, table: str | None) -> None:
        self._table = table
        self._own: OwnWords | None = None
        if table and Path(table).exists():
            self.own()

    def own(self) -> OwnWords | None:
        """The user's words. A table that is not there is missed only now: `from_disk` may have brought its rows."""
        from shilu.extract.names import read_words

        if self._own is None and self._table:
            self._own = read_words(self._table)
        return self._own

    def to_bytes(self, *, exclude: Collection[str] = ()) -> bytes:  # noqa: ARG002 - spaCy's signature
        """The rows of the table, and what it was called."""
        return json.dumps(self._kept(), ensure_ascii=False).encode()

    def from_bytes(self, data: bytes, *, exclude: Collection[str] = ()) -> _Worded:  # noqa: ARG002
        """Take the rows that `to_bytes` kept, unless the configuration names another table now."""
        return self._take(json.loads(data))

    def to_disk(self, path: str | Path, *, exclude: Collection[str] = ()) -> None:  # noqa: ARG002
        """Write what `to_bytes` gives to that file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Collection[str] = ()) -> _Worded:  # noqa: ARG002
        """Read it back. A file that is not there changes nothing."""
        return self.from_bytes(Path(path).read_bytes()) if Path(path).exists() else self

    def _kept(self) -> dict[str, Any]:
        own = self.own()
        rows = [[word.surface, word.type, word.canonical, word.use] for word in own.words] if own else []
        return {"table": self._table, "rows": rows}

    def _take(self, kept: dict[str, Any]) -> _Worded:
        from shilu.extract.names import OwnWord, OwnWords

        if self._table and kept["table"] == self._table:
            self._own = OwnWords.of(OwnWord(*row) for row in kept["rows"])
        return self


class QuantityFinder:
    """Writes amounts, labelled with their kind."""

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc.spans["quantities"]`. The numbers of times are no amounts: `shilu_times` before it has found
        those, else they are found here."""
        from shilu.extract.quantities import find_quantities

        found = find_quantities(doc.text, times=_times(doc))
        return _write(doc, "quantities", [(one.kind, one) for one in found.quantities])


class TimeFinder(_Dated):
    """Writes times, labelled with their type."""

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc.spans["times"]`. Raises `ShiluError` S103 where the doc's own date is none."""
        from shilu.extract.times import find_times

        found = find_times(doc.text, published=self.published(doc))
        return _write(doc, "times", [(one.type, one) for one in found])


class NameFinder(_Worded):
    """Writes names, labelled with their type."""

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc.spans["names"]`."""
        from shilu.extract.names import find_names

        return _write(doc, "names", [(one.type, one) for one in find_names(_words(doc), words=self.own())])


class FactFinder(_Dated, _Worded):
    """Writes facts, labelled with their kind."""

    def __init__(self, published: str | None, words: str | None) -> None:
        _Dated.__init__(self, published)
        _Worded.__init__(self, words)

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc.spans["facts"]`. Raises `ShiluError` S103 where the doc's own date is none."""
        from shilu.extract.facts import find_facts_in_doc

        found = find_facts_in_doc(_words(doc), published=self.published(doc), words=self.own())
        return _write(doc, "facts", [(one.kind, one) for one in found])


@Language.factory("shilu_clauses", assigns=["doc.spans"])
def create_clauses(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy's signature
    """Clauses into `doc.spans["clauses"]`."""
    from shilu.extract.grammar import mark_clauses

    return mark_clauses


@Language.factory("shilu_quantities", assigns=["doc.spans"])
def create_quantities(nlp: Language, name: str) -> Component:  # noqa: ARG001
    """Amounts into `doc.spans["quantities"]`, labelled with their kind."""
    return QuantityFinder()


@Language.factory("shilu_times", assigns=["doc.spans"], default_config={"published": None})
def create_times(nlp: Language, name: str, published: str | None) -> Component:  # noqa: ARG001
    """Dates, periods, durations and recurring times into `doc.spans["times"]`, labelled with their type.

    `published` is the EDTF date that relative expressions are reckoned from; `doc._.published`, or the context of the
    doc (`nlp.pipe([(text, {"published": "2022-12"})], as_tuples=True)`), goes before it. Raises `ShiluError` S103 for
    what is no date.
    """
    return TimeFinder(published)


@Language.factory("shilu_names", assigns=["doc.spans"], default_config={"words": None})
def create_names(nlp: Language, name: str, words: str | None) -> Component:  # noqa: ARG001
    """Names into `doc.spans["names"]`, labelled with their type.

    `words` is a table of names of your own (CSV or Excel).
    """
    return NameFinder(words)


@Language.factory("shilu_facts", assigns=["doc.spans"], default_config={"published": None, "words": None})
def create_facts(nlp: Language, name: str, published: str | None, words: str | None) -> Component:  # noqa: ARG001
    """Whole facts into `doc.spans["facts"]`, labelled with their kind; finds quantities, times and names itself.

    `published` is as for `shilu_times`, `words` a table of names of your own (CSV or Excel).
    """
    return FactFinder(published, words)


def displacy_data(found: Doc | PageRecords, key: str = "facts") -> dict[str, Any]:
    """What was found, as `spacy.displacy.render(…, style="ent", manual=True)` draws it: of a doc its span group `key`,
    of the records of a page its facts, names or times. Of two that overlap the first and longer one is drawn, since
    this style knows no overlap.

    >>> from shilu.schemas import Page, PageRecords
    >>> page = Page(id="p", text="建成86座书屋")
    >>> displacy_data(PageRecords(page=page, articles=(), facts=(), names=(), times=(), numbers=()))
    {'text': '建成86座书屋', 'ents': [], 'title': 'p'}
    """
    title: str | None = None
    if isinstance(found, Doc):
        text = found.text
        spans = [(span.start_char, span.end_char, span.label_) for span in found.spans.get(key, ())]
    else:
        text, title = found.page.text, found.page.id
        spans = [
            (one.span.start, one.span.end, one.kind if key == "facts" else one.type)
            for one in getattr(found, key)
        ]
    drawn: list[dict[str, Any]] = []
    for start, end, label in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not drawn or start >= drawn[-1]["end"]:
            drawn.append({"start": start, "end": end, "label": label})
    return {"text": text, "ents": drawn, "title": title}
