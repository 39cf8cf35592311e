"""The picture of a page beside its text: small enough to be mailed, with the place of each record on it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from shilu.extract.pages import lost_picture, page_picture
from shilu.extract.show.entries import Entry
from shilu.extract.show.labels import Words
from shilu.extract.show.markup import Markup, tag
from shilu.schemas import Page, PageRecords

__all__ = ["Leaf", "Picture", "figure", "leaf_of"]

_SIDE, _QUALITY = 1500, 45
"""Pixels of the longer side, and the quality of the JPEG: a newspaper page takes about 300 kilobytes so."""
_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a `data:` address, the size of that to which the places of the records belong, and what these call
    it."""

    address: str
    width: float
    height: float
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """The records of a page, with its picture: set into the file, named beside it, or looked for in vain."""

    records: PageRecords
    embedded: Picture | None = None
    beside: str | None = None
    """The address of a file."""
    lost: str | None = None
    """Where it was looked for, should it not be there."""


def leaf_of(records: PageRecords, *, beside: str | None = None) -> Leaf:
    """The page with the picture that its lines have places on, unless its file stands `beside`."""
    page = records.page
    if beside or not any(line.box for line in page.lines):
        return Leaf(records, beside=beside)
    if path := lost_picture(page):
        return Leaf(records, lost=str(path))
    return Leaf(records, embedded=_embedded(page))


def _embedded(page: Page) -> Picture | None:
    """The picture of a page, made small; None where it cannot be read, or the extra `ocr` is not installed."""
    found = page_picture(page)
    if found is None:
        return None
    image, scale = found
    small: Any = image.convert("L")
    small.thumbnail((_SIDE, _SIDE))
    written = BytesIO()
    small.save(written, "JPEG", quality=_QUALITY, optimize=True)
    address = "data:image/jpeg;base64," + b64encode(written.getvalue()).decode("ascii")
    name = next((line.image for line in page.lines if line.image), None)
    return Picture(address, image.width * scale, image.height * scale, name)


def figure(picture: Picture, entries: Sequence[Entry], words: Words) -> Markup:
    """The picture with a spot for each place; the script sets them on it, since the file's policy has no styles within
    elements."""
    spots = (spot for entry in entries for spot in _spots(entry, picture))
    image = tag("img", src=picture.address, alt=words.text("ui.picture"))
    return tag(
        "figure",
        tag("div", image, *spots, class_="sheet"),
        id="picture",
        tabindex=0,
        aria_label=words.text("ui.picture"),
        data_al="ui.picture",
    )


def _spots(entry: Entry, picture: Picture) -> Iterable[Markup]:
    for place in getattr(entry.record, "boxes", ()):
        if picture.name and place.image != picture.name:
            continue  # the rest of a sentence, on the next page
        share = (
            round(_PARTS * place.x / picture.width),
            round(_PARTS * place.y / picture.height),
            round(_PARTS * place.width / picture.width),
            round(_PARTS * place.height / picture.height),
        )
        yield tag("i", class_="spot", data_m=entry.mention.key, data_b=" ".join(map(str, share)))
