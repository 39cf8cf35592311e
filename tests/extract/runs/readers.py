"""Readers that are made for the tests, and documents for them. They stand in a module of their own so that other
processes can find them."""

from __future__ import annotations

import json
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

from shilu.schemas import NumberAccount, Page, PageRecords, Span

DIGITS = re.compile(r"\d+")


def read(page: Page) -> PageRecords:
    """The numbers of the page, and nothing else."""
    spans = [Span.of(page.text, *match.span()) for match in DIGITS.finditer(page.text)]
    numbers = tuple(NumberAccount(span=span, role="unread", reason="test") for span in spans)
    return PageRecords(page=page, articles=(), facts=(), names=(), times=(), numbers=numbers)


class Digits:
    """Reads numbers; fails where the page says 坏, and kills its process where it says 死."""

    def records(self, page: Page) -> PageRecords:
        if "坏" in page.text:
            raise KeyError("no such\nrow at 0x7f00deadbeef")
        if "死" in page.text:
            os._exit(9)
        return read(page)


def digits() -> Digits:
    return Digits()


@dataclass(frozen=True)
class Slow:
    """Makes a reader that takes its time, and leaves the number of its process in a folder."""

    folder: Path
    seconds: float = 0.003

    def __call__(self) -> SlowDigits:
        (self.folder / str(os.getpid())).touch()
        return SlowDigits(self.seconds)


class SlowDigits(Digits):
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def records(self, page: Page) -> PageRecords:
        time.sleep(self.seconds)
        return super().records(page)


def write_documents(folder: Path, count: int) -> Path:
    """So many documents, in files of their own, in files of many, and some that cannot be read."""
    folder.mkdir()
    for number in range(count // 3):
        (folder / f"a{number:04}.txt").write_text(
            f"第{number}页，建成{number * 7}座。\n" * 5, encoding="utf-8"
        )
    rows = [
        {"id": f"d{number}", "text": f"修路{number}公里，" * (number % 9 + 1), "版": number}
        for number in range(count // 3 * 2)
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    lines[count // 5 : count // 5] = ["no json", '{"id": "x"}', lines[0], '{"id": "bad", "text": "坏的一页"}']
    (folder / "docs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "zzz.txt").write_bytes(b"%PDF-1.4")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder, those of the ledger aside."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
