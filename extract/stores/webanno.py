"""Findings as W3C Web Annotations in JSON-LD.

Web Annotation Data Model, W3C Recommendation of 23 February 2017: each finding has a `TextQuoteSelector` (4.2.4) with
what stands around it, by which it is found again in a text that has moved, and a `TextPositionSelector` (4.2.5), whose
offsets count characters from 0 with the end exclusive, as ours do.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from shilu.extract.stores.annotations import Annotation, annotate
from shilu.extract.stores.rows import PageRows
from shilu.extract.stores.textfile import TextFileWriter, compact_json

__all__ = ["BASE", "WebAnnotationWriter", "web_annotation"]

BASE = "urn:x-shilu:"
"""What the names of pages and annotations begin with, where the user gives no address."""

_AROUND = 32
"""Characters of the text before and after a finding that its selector quotes."""


def web_annotation(one: Annotation, *, page: str, text: str, base: str = BASE) -> dict[str, Any]:
    """One finding as an Annotation: a body with its label, a body with its whole record, and the two selectors; where
    its place on a picture is known, that is a target beside the text."""
    words = {
        "type": "SpecificResource",
        "source": base + quote(page, safe=""),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": one.surface,
                "prefix": text[max(0, one.start - _AROUND) : one.start],
                "suffix": text[one.end : one.end + _AROUND],
            },
            {"type": "TextPositionSelector", "start": one.start, "end": one.end},
        ],
    }
    pictures = [_on_picture(place) for place in json.loads(one.record).get("boxes", ())]
    return {
        "id": base + quote(one.id, safe="/"),
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": one.label},
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "application/json",
                "value": one.record,
            },
        ],
        "target": [words, *pictures] if pictures else words,
    }


def _on_picture(place: dict[str, Any]) -> dict[str, Any]:
    """A place on the picture of a page: a `FragmentSelector` (4.2.1) with the value that Media Fragments URI 1.0
    gives."""
    value = "xywh=pixel:{x},{y},{width},{height}".format_map(place)
    return {
        "type": "SpecificResource",
        "source": quote(str(place["image"] or ""), safe="/#=&"),
        "selector": {
            "type": "FragmentSelector",
            "conformsTo": "http://www.w3.org/TR/media-frags/",
            "value": value,
        },
    }


class WebAnnotationWriter(TextFileWriter):
    """Writes one AnnotationCollection with one AnnotationPage in it, a line an annotation."""

    def __init__(self, path: Path, *, base: str) -> None:
        super().__init__(path)
        self._base, self._count = base, 0
        collection = base + "annotations"
        head = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": collection,
            "type": "AnnotationCollection",
            "label": "Facts, names and times found by Shilu",
        }
        first = {"id": f"{collection}/1", "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
        self.head = f'{compact_json(head)[:-1]},"first":{compact_json(first)[:-1]},"items":['

    def begin(self) -> None:
        """Begin the file."""
        super().begin()
        self.lacks(
            "annotations are facts, names and times: articles and numbers that are no facts are not in it"
        )

    def add(self, rows: PageRows) -> None:
        """Append the findings of a page."""
        (page,) = rows["pages"]
        for one in annotate(rows):
            line = web_annotation(one, page=str(page["page"]), text=str(page["text"]), base=self._base)
            self.put((",\n" if self._count else "\n") + compact_json(line))
            self._count += 1

    def finish(self) -> None:
        """Close the collection with its count and give the file its name."""
        self.tail = f'\n]}},"total":{self._count}}}\n'
        super().finish()
