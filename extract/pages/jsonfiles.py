"""A `.json` file of an OCR program, or the `content_list.json` of MinerU."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.pages.bounds import whole_file
from shilu.extract.pages.contentlist import content_pages, is_content_list
from shilu.extract.pages.decode import decode
from shilu.extract.pages.metadata import json_value, make_page, page_name, read_metadata
from shilu.extract.pages.ocr import laid_out
from shilu.extract.pages.ocrjson import json_scans
from shilu.schemas import Page

__all__ = ["read_json"]


def read_json(path: Path, *, published: str | None, encoding: str | None) -> Iterator[Page]:
    """The pages of the file. Raises `ShiluError` S203 for what is no JSON, S206 for JSON of another kind and S207
    where no page has words."""
    value = json_value(decode(whole_file(path), path, encoding), path)
    if is_content_list(value):
        yield from _content(value, path, published)
        return
    scans = json_scans(value)
    if not scans:
        raise ShiluError("S206", path=path, why=_no_page(value))
    yield from laid_out(scans, path, published=published)


def _content(value: list[Any], path: Path, published: str | None) -> Iterator[Page]:
    pages = [(number, text) for number, text in content_pages(value) if text.strip()]
    if not pages:
        raise ShiluError("S207", path=path, why="holds no text")
    known = read_metadata(path)
    for number, text in pages:
        name = page_name(path) + (f"-p{number}" if len(pages) > 1 else "")
        yield make_page(name, text, path, known, published=published)


def _no_page(value: Any) -> str:
    """Why JSON holds no page: what it is instead, where that is known."""
    known = "PaddleOCR, RapidOCR, Umi-OCR or MinerU's content_list.json"
    if isinstance(value, dict) and value.keys() >= {"type", "features"}:
        return f"it is GeoJSON, not a page of {known}"
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        return "it is one document as JSON; write it as a line of a .jsonl file"
    return f"its JSON is not that of {known}"
