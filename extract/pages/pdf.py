"""PDF, page by page: its text layer where that is sound, else what the page looks like."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from shilu.extract import extras
from shilu.extract.errors import ShiluError
from shilu.extract.layout import Line, Scan, lay_out
from shilu.extract.ocr import Kept, Reading, missing, read_kept, unreadable
from shilu.extract.pages.metadata import make_page, page_name, read_metadata
from shilu.extract.pages.pagebreaks import joined
from shilu.extract.pages.pdfchars import SCALE, Layer, layer_of
from shilu.extract.pages.pdfchecks import bounded, has_content, inked, lacking, strange_fonts
from shilu.extract.pages.runningheads import Sheet, running_heads
from shilu.extract.pages.turns import carried
from shilu.schemas import Page

__all__ = ["read_pdf", "render"]

_MOST_PAGES = 20_000
_SAMPLE = 40
"""Each so many pages one whose layer is held against its picture, the first one too."""
_UNMAPPED, _BLANK, _UNSEEN, _LACKING = 0.02, 0.3, 0.9, 0.1
_FEWEST = 8
_OCR_SCALE = 300 / 72
_TYPE = 34.0


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a page is read from: its lines, where they are from, why, the share of the digits seen that its text layer
    lacks, and by how many degrees it must be turned to be read."""

    lines: tuple[Line, ...]
    source: str
    why: str = ""
    lacking: float | None = None
    turned: int = 0


def read_pdf(path: Path, *, published: str | None, kept: Path | None = None) -> Iterator[Page | ShiluError]:
    """The pages of a PDF with words on them, and an error for each that cannot be read, or whose text layer is broken
    where it cannot be recognized anew. `kept` is the folder of what was recognized before.

    `layer` in a page's metadata says what was read, `text` or `picture`, and why. Raises `ShiluError` S109 without the
    extra `pdf`, and S206 for a file that is no PDF, broken, or locked.
    """
    yield from carried(_joined(_pages(path, published, kept)))


def _joined(pages: Iterator[Page | ShiluError]) -> Iterator[Page | ShiluError]:
    """The pages, each with the rest of its last sentence."""
    held: Page | None = None  # the page before, until it is known how its last sentence goes on
    for found in pages:
        if isinstance(found, Page):
            if held is not None:
                held, found = joined(held, found)
                yield held
            held = found
            continue
        if held is not None:
            yield held
            held = None
        yield found
    if held is not None:
        yield held


def _pages(path: Path, published: str | None, kept: Path | None) -> Iterator[Page | ShiluError]:
    """The pages one by one, each with the sentences that stand on it."""
    pdfium, raw = _pdfium()
    with _opened(path, pdfium) as document:
        count = len(document)
        if count > _MOST_PAGES:
            raise ShiluError(
                "S206", path=path, why=f"it has {count:,} pages, and {_MOST_PAGES:,} are the most"
            )
        known = read_metadata(path)
        heads = running_heads(lambda number: _sheet(document, number, raw), count)
        reader = _Reader(path, Kept(kept), raw)
        several, words = count > 1, False
        for number in range(count):
            found = reader.page(document, number)
            if isinstance(found, ShiluError):
                words = True
                yield found
                continue
            text, lines = lay_out(Scan((found.lines,), f"{path.name}#page={number + 1}", found.turned))
            if not text:
                continue
            words = True
            notes = heads.of(text, lines)
            name = page_name(path) + (f"-p{number + 1}" if several else "")
            more = {"layer": _told(found), "image": f"{path.name}#page={number + 1}", **known}
            yield make_page(name, text, path, more, published=published).with_fields(lines=notes)
        if not words:
            raise ShiluError("S207", path=path, why="holds no text")


def render(path: Path, number: int, *, scale: float) -> Any:
    """The picture of a page, counted from 1, with `scale` dots for each point. Raises `ShiluError` as `read_pdf`
    does."""
    pdfium, _ = _pdfium()
    with _opened(path, pdfium) as document:
        if not 1 <= number <= len(document):
            raise ShiluError("S206", path=path, why=f"it has no page {number}")
        page = document[number - 1]
        return page.render(scale=bounded(page, scale)).to_pil().convert("RGB")


def _pdfium() -> tuple[Any, Any]:
    try:
        import pypdfium2
        import pypdfium2.raw as raw
    except ModuleNotFoundError as error:
        raise extras.missing("pypdfium2", extra="pdf", what="a PDF") from error
    return pypdfium2, raw


@contextmanager
def _opened(path: Path, pdfium: Any) -> Iterator[Any]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = (
            "it is locked by a password; save a copy without one"
            if locked
            else f"it is no PDF, or broken ({error})"
        )
        raise ShiluError("S206", path=path, why=why) from error
    try:
        yield document
    finally:
        document.close()


def _sheet(document: Any, number: int, raw: Any) -> Sheet | None:
    """The lines of a page, for the running heads; None where it cannot be opened."""
    try:
        page = document[number]
        try:
            width, height = page.get_size()
            return Sheet(layer_of(page, raw).lines, width * SCALE, height * SCALE)
        finally:
            page.close()
    except Exception:
        return None


def _of_layer(layer: Layer, why: str = "", lack: float | None = None) -> _Taken:
    return _Taken(layer.lines, "text", why, lack, layer.turned)


def _told(taken: _Taken) -> dict[str, Any]:
    told: dict[str, Any] = {"read": taken.source}
    if taken.why:
        told["why"] = taken.why
    if taken.turned:
        told["turned"] = taken.turned
    if taken.lacking is not None:
        told["digits_lacking"] = round(taken.lacking, 3)
    return told


class _Reader:
    """Reads the pages of one file."""

    def __init__(self, path: Path, kept: Kept, raw: Any) -> None:
        self.path = path
        self.kept = kept
        self.raw = raw
        self.can_see = missing() is None

    def page(self, document: Any, number: int) -> _Taken | ShiluError:
        """What a page is read from. One page that cannot be opened leaves the others."""
        try:
            page = document[number]
        except Exception:
            return ShiluError(
                "S206", path=self.path, why=f"its page {number + 1} is broken; the others are read"
            )
        try:
            return self._taken(page, number, layer_of(page, self.raw))
        except ShiluError as error:
            return error
        except Exception as error:
            why = f"its page {number + 1} cannot be read ({type(error).__name__}); the others are read"
            return ShiluError("S206", path=self.path, why=why)
        finally:
            page.close()

    def _taken(self, page: Any, number: int, layer: Layer) -> _Taken | ShiluError:
        doubt = self._doubt(page, layer)
        absent = "" if doubt else self._absent(page, layer)
        if absent:
            return _of_layer(layer, absent)
        sampled = number % _SAMPLE == 0 and layer.characters >= _FEWEST
        if not doubt and not sampled:
            return _of_layer(layer, self._unchecked())
        if not layer.characters and not has_content(page, self.raw):
            return _Taken((), "text")
        if not self.can_see:
            return self._unseen(number, layer, doubt)
        scale = self._scale(page, layer)
        reading = self._seen(page, scale)
        if not reading.lines:
            blank = "its picture shows nothing" if layer.characters else "blank"
            return _of_layer(layer, f"{doubt}; {blank}" if doubt else blank)
        lines = tuple(_ours(line, scale) for line in reading.lines)
        if doubt:
            refused = unreadable(reading, self.path, number + 1)
            return refused or _Taken(lines, "picture", doubt, turned=reading.turned)
        lack = lacking(layer.lines, reading.lines)
        if lack > _LACKING:
            why = f"the text layer lacks {lack:.0%} of the digits that the picture shows"
            return _Taken(lines, "picture", why, lack, reading.turned)
        return _of_layer(layer, "held against its picture", lack)

    def _unchecked(self) -> str:
        return "" if self.can_see else "not checked: that needs the extra shilu[ocr]"

    def _unseen(self, number: int, layer: Layer, doubt: str) -> _Taken | ShiluError:
        """A page that would have to be looked at, where the extra `ocr` is not installed."""
        if not doubt:
            return _of_layer(layer, self._unchecked())
        if layer.characters >= _FEWEST and layer.unmapped < 0.3:
            return _of_layer(layer, f"{doubt}; {self._unchecked()}")
        return ShiluError("S222", path=self.path, page=number + 1, why=doubt)

    def _doubt(self, page: Any, layer: Layer) -> str:
        """Why the text layer is not trusted; empty where it is."""
        if layer.characters < _FEWEST:
            return "there is no text layer" if has_content(page, self.raw) else ""
        if layer.unmapped > _UNMAPPED:
            return f"{layer.unmapped:.0%} of the characters of its text layer have no map to Unicode"
        if self.can_see and not strange_fonts(page, self.raw) and inked(page, layer) < _BLANK:
            return "what its text layer says is not seen on the page"
        return ""

    def _absent(self, page: Any, layer: Layer) -> str:
        """Why the page cannot be held against its picture: its fonts are neither in the file nor on this computer, so
        that the picture lacks what they print. Empty where it shows all."""
        fonts = strange_fonts(page, self.raw) if layer.characters else ()
        seen = inked(page, layer) if fonts else 1.0
        if seen >= _UNSEEN:
            return ""
        fonts_told = f"the file does not hold its fonts ({', '.join(fonts)})"
        return f"not checked: {fonts_told}, and {1 - seen:.0%} of its characters show nothing here"

    def _scale(self, page: Any, layer: Layer) -> float:
        """Dots for each point: 300 an inch, or as many as make the type of the text layer large enough."""
        most = bounded(page, _OCR_SCALE)
        sizes = [min(line.box.width, line.box.height) / SCALE for line in layer.lines if line.box]
        return max(min(1.0, most), min(most, _TYPE / max(1.0, median(sizes)))) if len(sizes) > 4 else most

    def _seen(self, page: Any, scale: float) -> Reading:
        return read_kept(page.render(scale=scale).to_pil().convert("RGB"), self.kept)


def _ours(line: Line, scale: float) -> Line:
    """A line with its place in our pixels, from that in a picture of `scale` dots for each point."""
    from shilu.extract.layout import box_of

    box, by = line.box, SCALE / scale
    place = box and box_of(box.x * by, box.y * by, (box.x + box.width) * by, (box.y + box.height) * by)
    return Line(line.text, place, line.confidence)
