"""The attacks, each a generator that gives the number of what it tried; it raises `AssertionError`, or whatever the
product raises, where one succeeds."""

from __future__ import annotations

import io
import json
import random
import tarfile
import zipfile
from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from importlib import resources
from pathlib import Path

from shilu.extract.errors import ShiluError
from shilu.extract.extractor import Extractor
from shilu.extract.pages import Failure, count_members, read_pages
from shilu.extract.stores import FailedDocument, open_store, page_rows, read_failures, read_store
from shilu.schemas import Page, PageRecords
from tests.attack.browser import browser
from tests.attack.growth import shapes
from tests.attack.kills import TARGETS, kills
from tests.attack.mutate import bytes_of, text_of
from tests.attack.noted import noted
from tests.benchmarks.shapes import SHAPES, shape

__all__ = ["ATTACKS"]

_FILES: Mapping[str, str] = {
    "a.html": '<html><head><title>书屋</title><meta name="PubDate" content="2022-12-01"></head><body><h1>书屋</h1>'
    "<table><tr><td>县</td><td>86座</td></tr></table><p>全县建成<b>102座</b>书屋。</p></body></html>",
    "a.hocr": '<div class="ocr_page" title="image x.png; bbox 0 0 900 900"><p class="ocr_par"><span class="ocr_line" '
    'title="bbox 1 2 30 40"><span class="ocrx_word" title="bbox 1 2 3 4; x_wconf 90">建成102座</span></span></p></div>',
    "a.xml": '<?xml version="1.0"?><alto><Layout><Page><PrintSpace><TextBlock><TextLine HPOS="1" VPOS="2" WIDTH="3" '
    'HEIGHT="4"><String CONTENT="建成102座" WC="0.9"/><SP/><String CONTENT="书屋"/></TextLine></TextBlock></PrintSpace>'
    "</Page></Layout></alto>",
    "b.xml": '<PcGts><Page imageFilename="x"><TextRegion><TextLine><Coords points="1,2 3,4"/><TextEquiv conf="0.8">'
    "<Unicode>建成102座书屋</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>",
    "a.jsonl": '{"id": "甲", "text": "修路3公里", "title": "路", "published": "2022"}\n{"text": "5座桥"}\n',
    "a.md": "# 书屋\n\n| 县 | 书屋 |\n|---|---|\n| 柳河 | 86座 |\n\n全县建成102座。\n",
    "a.txt": "=== 第1版 ===\n本报讯（记者 张三）全县建成102座书屋。\n=== 第2版 ===\n修路3公里。\n",
    "a.meta.json": '{"published": "2022-12", "title": "一版", "版": [1, {"x": null}]}',
}


def _samples() -> list[str]:
    folder = resources.files("shilu.extract.samples") / "pages"
    return [one.read_text(encoding="utf-8") for one in folder.iterdir() if one.name.endswith((".txt", ".md"))]


def pages(chance: random.Random, _: Path) -> Generator[int, None, None]:
    """Mutated pages: nothing is raised but messages, and every span is grounded."""
    extractor, samples, tried = Extractor(), _samples(), 0
    while True:
        start = chance.choice((*samples, shape(chance.choice(SHAPES), 2000)))
        first = chance.randrange(len(start))
        text = text_of(start[first : first + 3000], chance)
        with suppress(ShiluError), noted(text):
            records = extractor.page(text)
            again = PageRecords.model_validate_json(
                records.model_dump_json()
            )  # checks each span against the text
            assert again == records
            page_rows(records)
        tried += 1
        yield tried


def readers(chance: random.Random, folder: Path) -> Generator[int, None, None]:
    """Mutated files of every kind, as text and as bytes: each gives pages or failures."""
    tried = 0
    (folder / "z.txt").write_text("一座桥", encoding="utf-8")  # a folder with metadata alone is refused
    while True:
        name, text = chance.choice(list(_FILES.items()))
        data = (
            text_of(text, chance).encode(errors="surrogatepass") if chance.random() < 0.5 else text.encode()
        )
        data = bytes_of(data, chance) if chance.random() < 0.7 else data
        (folder / name).write_bytes(data)
        with noted(name, data):
            for found in read_pages([folder]):
                assert isinstance(found, Page | Failure)
                json.dumps(
                    found.model_dump(mode="json") if isinstance(found, Page) else found.message
                ).encode()
        tried += 1
        yield tried


def _zip(files: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return made.getvalue()


def _tar(mode: str) -> Callable[[Mapping[str, str]], bytes]:
    def pack(files: Mapping[str, str]) -> bytes:
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode=mode) as packed:  # type: ignore[call-overload]
            for name, text in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(text.encode())
                packed.addfile(info, io.BytesIO(text.encode()))
        return made.getvalue()

    return pack


_PACKERS = {
    ".zip": _zip,
    ".tar": _tar("w"),
    ".tar.gz": _tar("w:gz"),
    ".tar.bz2": _tar("w:bz2"),
    ".tar.xz": _tar("w:xz"),
}


def archives(chance: random.Random, folder: Path) -> Generator[int, None, None]:
    """Damaged archives: where a check sum vouches for the text, none is given that was not in it."""
    texts = {f"{number}.txt": f"第{number}县建成{number * 37 + 11}座书屋" for number in range(6)}
    packed = {ending: pack(texts) for ending, pack in _PACKERS.items()}
    tried = 0
    while True:
        ending = chance.choice(list(packed))
        path = folder / f"a{ending}"
        data = bytes_of(packed[ending], chance)
        path.write_bytes(data)
        with noted(ending, data):
            read = [one for one in read_pages([path]) if isinstance(one, Page)]
            found = {one.text for one in read if "unverified" not in one.meta}  # those of an archive cut off
            assert ending == ".tar" or found <= set(texts.values()), found - set(texts.values())
            count_members(path)
        path.unlink()
        tried += 1
        yield tried


def stores(chance: random.Random, folder: Path) -> Generator[int, None, None]:
    """Odd pages through every store that can be read back: they come back as they were, or are told as lost."""
    extractor, tried = Extractor(), 0
    targets = [folder / name for name in TARGETS]
    while True:
        records = [one for one in (_odd_page(extractor, chance, n) for n in range(3)) if one]
        failed = FailedDocument(text_of("a.txt", chance)[:60] or "x", 1, text_of("why", chance)[:200] or "x")
        with noted(failed.source, failed.reason, *((one.page.id, one.page.text) for one in records)):
            for target in targets:
                _there_and_back(target, records, failed)
        tried += 1
        yield tried


def _odd_page(extractor: Extractor, chance: random.Random, number: int) -> PageRecords | None:
    name = text_of(f"页{number}", chance)[:40].strip() or "x"
    with suppress(ShiluError):  # a page may be refused
        return extractor.page(text_of("全县建成102座书屋，投资5万元。", chance), id=f"{number}{name}")
    return None


def _there_and_back(target: Path, records: list[PageRecords], failed: FailedDocument) -> None:
    kept = []
    with open_store(target) as store:
        for one in records:
            with suppress(ShiluError):
                store.add(page_rows(one))
                kept.append(one)
        store.fail(failed)
        store.finish()
    assert list(read_store(target)) == kept, target
    assert len(list(read_failures(target))) == (target.suffix != ".spacy"), target  # that holds pages only


ATTACKS: Mapping[str, Callable[[random.Random, Path], Generator[int, None, None]]] = {
    "kills": kills, "browser": browser, "shapes": shapes,
    "pages": pages, "readers": readers, "archives": archives, "stores": stores,
}  # fmt: skip
"""Each, for as long as one likes."""
