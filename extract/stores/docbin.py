"""A run as a spaCy `DocBin`: a doc for each page, a token for each character, the findings as span groups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.stores.annotations import annotate
from shilu.extract.stores.rows import LISTS, PageRows, page_records
from shilu.extract.stores.writer import Part, StoreWriter, writing
from shilu.schemas import FORMAT, PageRecords

__all__ = ["DocbinWriter", "docbin_format", "read_docbin"]

_SPANS = ("facts", "names", "times")


class DocbinWriter(StoreWriter):
    """Writes a `.spacy` file. `doc.spans["facts"]`, `["names"]` and `["times"]` have the findings, labelled with their
    kind or type, and their records in the groups' attributes, as our components leave them; what else is known of the
    page is in `doc.user_data["shilu"]`. All docs are held until `finish`: the format has no other way.
    """

    def __init__(self, path: Path) -> None:
        self._part = Part(path)
        super().__init__(str(path), lock=self._part.lock)
        from spacy.tokens import DocBin
        from spacy.vocab import Vocab

        self._docs = DocBin(attrs=["ORTH", "SPACY"], store_user_data=True)
        self._docs.strings.add("shilu")  # the mark by which a file is known to be ours, whatever is in it
        self._vocab = Vocab()

    def begin(self) -> None:
        """Make room for the file."""
        self._part.create().close()

    def add(self, rows: PageRows) -> None:
        """Append a doc."""
        from spacy.tokens import Doc, Span, SpanGroup

        (page,) = rows["pages"]
        # One token a character: every offset is a token boundary, and no blank is swallowed by the token before it.
        words = list(str(page["text"]))
        doc = Doc(self._vocab, words=words, spaces=[False] * len(words))
        found = list(annotate(rows))
        for table in _SPANS:
            own = [one for one in found if one.table == table]
            spans = [Span(doc, one.start, one.end, label=one.label.partition(".")[2]) for one in own]
            records = [one.record for one in own]
            doc.spans[table] = SpanGroup(doc, name=table, spans=spans, attrs={"records": records})
        others = {table: [str(row["record"]) for row in rows.get(table, ())] for table in LISTS}
        doc.user_data["shilu"] = {
            "format": FORMAT,
            "page": str(page["record"]),
            **{table: records for table, records in others.items() if table not in _SPANS},
        }
        self._docs.add(doc)

    def finish(self) -> None:
        """Write the file and give it its name."""
        with writing(self.target):
            self._docs.to_disk(self._part.part)
            self._part.publish()

    def discard(self) -> None:
        """Remove what was not finished."""
        self._part.discard()


def read_docbin(path: Path) -> Iterator[PageRecords]:
    """The records of the file, page by page. Raises `ShiluError` S402 where it is not one of ours."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        docs = DocBin().from_disk(path)
        for doc in docs.get_docs(Vocab()):
            yield page_records(_rows(doc))
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = in_one_line(error)
        raise ShiluError("S402", path=path, why=why or type(error).__name__) from error


def docbin_format(path: Path) -> int | None:
    """The version of the records in the file; null where that cannot be told. 0.1.0 wrote none."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        first = next(DocBin().from_disk(path).get_docs(Vocab()), None)
        return int(first.user_data["shilu"].get("format", 1)) if first is not None else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _rows(doc: Any) -> PageRows:
    known = doc.user_data["shilu"]
    rows: dict[str, Any] = {
        table: [{"record": one} for one in known[table]] for table in LISTS if table in known
    }
    for table in _SPANS:
        rows[table] = [{"record": one} for one in doc.spans[table].attrs["records"]]
    return {**rows, "pages": ({"text": doc.text, "record": known["page"]},)}
