"""Files of OCR programs (../shared/asks/files): two pages in many formats, each of which must give the facts that the
clean text gives. Nothing of them is kept here."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from shilu import Extractor
from shilu.extract.ocr import missing
from shilu.extract.pages import Failure, read_pages
from shilu.schemas import Page

FILES = Path(__file__).parents[4] / "shared" / "asks" / "files"
WHOLE = ["p_alto.xml", "p_hocr.hocr", "p_txt.txt", "rapid.json", "rapid.txt", "rapidq.json"]
MISREAD = ["q_alto.xml", "q_char.hocr", "q_hocr.hocr", "q_lstm.hocr"]
"""The program misread one amount, so that these hold all but one."""
PARTS = (
    "a_*.xml",
    "abbyy.xml",
    "k*",
    "t_*.xml",
    "u_*",
    "paddle_res.json",
    "umi.jsonl",
    "x_content_list.json",
)
"""Three lines of the page."""

pytestmark = pytest.mark.skipif(
    not FILES.is_dir(), reason=f"no {FILES}: files of many programs were not read"
)


def facts(page: Page, extractor: Extractor) -> Counter[tuple[str, str]]:
    return Counter((one.kind, re.sub(r"\s", "", one.span.surface)) for one in extractor.records(page).facts)


@pytest.fixture(scope="module")
def true(extractor: Extractor) -> Counter[tuple[str, str]]:
    (page,) = read_pages([FILES / "truth.txt"])
    assert isinstance(page, Page)
    return facts(page, extractor)


@pytest.mark.parametrize(("name", "lost"), [*((one, 0) for one in WHOLE), *((one, 1) for one in MISREAD)])
def test_a_page_in_every_format_gives_the_facts_of_the_clean_text(
    name: str, lost: int, extractor: Extractor, true: Counter[tuple[str, str]]
) -> None:
    (page,) = read_pages([FILES / name])
    assert isinstance(page, Page)
    assert sum((true - facts(page, extractor)).values()) == lost


@pytest.mark.repeat
@pytest.mark.skipif(missing() is not None, reason="the extra `ocr` is not installed: no picture was read")
@pytest.mark.parametrize("name", ["p.png", "q.png"])
def test_the_pictures_give_them_too(name: str, extractor: Extractor, true: Counter[tuple[str, str]]) -> None:
    """Some seconds, of recognition."""
    (page,) = read_pages([FILES / name])
    assert isinstance(page, Page)
    assert not true - facts(page, extractor)


def test_every_other_file_reads_as_the_same_lines_or_is_refused(
    extractor: Extractor, true: Counter[tuple[str, str]]
) -> None:
    read = list(read_pages(sorted(path for part in PARTS for path in FILES.glob(part))))
    pages = [one for one in read if isinstance(one, Page)]
    assert len(pages) > 15
    for page in pages:
        found = facts(page, extractor)
        assert sum(found.values()) == 4, page.id
        assert not found - true, page.id
    refused = [one.message for one in read if isinstance(one, Failure)]
    assert all("no text" in message for message in refused), refused
    (tei,) = read_pages([FILES / "tei.xml"])
    assert isinstance(tei, Failure)
    assert "TEI" in tei.message
