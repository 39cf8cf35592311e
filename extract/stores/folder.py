"""A run as a folder of six files, of which none appears before all are whole."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import IO

from extract.errors import ShiluError
from extract.stores.rows import TABLES, article_row, fact_row, name_row, number_row, time_row
from schemas import PageRecords

__all__ = ["FILES", "FolderWriter", "render", "write_folder"]

_HALF_WRITTEN = ".part"

_FAILED = "failed.csv"

FAILED_COLUMNS = ("source", "line", "reason")


def _lines(rows: Iterable[Iterable[str]]) -> str:
    """Rows as RFC 4180 text with plain line ends.

    The csv module quotes only the line ends that it writes itself (before Python 3.13), so it is told to
    write both characters; a carriage return inside a cell would else cut its row in two.
    """
    lines = []
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(row)
        lines.append(line.getvalue().removesuffix("\r\n") + "\n")
    return "".join(lines)


FILES: Mapping[str, str] = MappingProxyType(
    {"facts.jsonl": "", **{name: _lines([columns]) for name, columns in TABLES.items()}, "articles.jsonl": ""}
)
"""The files of a run, each with its first line."""


def render(records: PageRecords) -> dict[str, str]:
    """What one page adds to each file. Pure, so that it can be done where the page was read."""
    page = records.page.id
    titles = {article.article: article.title for article in records.articles}
    facts = [fact_row(fact, title=titles.get(fact.article or 0)) for fact in records.facts]
    return {
        "facts.jsonl": "".join(fact.model_dump_json() + "\n" for fact in records.facts),
        "facts.csv": _lines(row.values() for row in facts),
        "names.csv": _lines(name_row(page, name).values() for name in records.names),
        "times.csv": _lines(time_row(page, time).values() for time in records.times),
        "numbers.csv": _lines(number_row(page, number).values() for number in records.numbers),
        "articles.jsonl": "".join(_json(article_row(article)) + "\n" for article in records.articles),
    }


def _json(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


class FolderWriter:
    """Writes a run into a folder. Use it in a `with` block and call `finish` when all is written.

    Until then the files carry the ending `.part`; a block that is left without `finish` removes them, and the
    files of an earlier run stay as they were. Raises `ShiluError` S104 where the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        """A writer into `folder`, which is made where it is missing."""
        self.folder = folder
        self._open: dict[str, IO[str]] = {}
        self._failures: list[tuple[str, str, str]] = []
        self._stack = ExitStack()

    def __enter__(self) -> FolderWriter:
        """Make the folder and begin its files."""
        with self._writing():
            self.folder.mkdir(parents=True, exist_ok=True)
            for name, header in FILES.items():
                file = self._part(name).open("w", encoding="utf-8", newline="")
                self._open[name] = self._stack.enter_context(file)
                file.write(header)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Remove what was not finished."""
        self._discard()

    def add(self, files: Mapping[str, str]) -> None:
        """Append what `render` gave for a page."""
        with self._writing():
            for name, text in files.items():
                self._open[name].write(text)

    def fail(self, source: str, line: int | None, reason: str) -> None:
        """Note an input that could not be processed; it becomes a row of `failed.csv`."""
        self._failures.append((source, "" if line is None else str(line), reason))

    def finish(self) -> None:
        """Give all files their names. Without failures `failed.csv` goes, even an earlier run's."""
        with self._writing():
            self._stack.close()
            for name in self._open:
                self._part(name).replace(self.folder / name)
            self._write_failures()
            self._open.clear()

    def _write_failures(self) -> None:
        target = self.folder / _FAILED
        if not self._failures:
            target.unlink(missing_ok=True)
            return
        part = self._part(_FAILED)
        part.write_text(_lines([FAILED_COLUMNS, *self._failures]), encoding="utf-8", newline="")
        part.replace(target)

    def _part(self, name: str) -> Path:
        return self.folder / (name + _HALF_WRITTEN)

    def _discard(self) -> None:
        with self._writing():
            self._stack.close()
            for name in self._open:
                self._part(name).unlink(missing_ok=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Turns the system's refusals into a message, and leaves nothing half written behind."""
        try:
            yield
        except OSError as error:
            names, self._open = list(self._open), {}
            self._stack.close()
            for name in names:
                self._part(name).unlink(missing_ok=True)
            raise ShiluError("S104", path=self.folder, why=error.strerror or error) from error


def write_folder(pages: Iterable[PageRecords], folder: str | Path) -> None:
    """Write the records of some pages as the six files of a run.

    Raises `ShiluError` S104 where the folder cannot be written.
    """
    with FolderWriter(Path(folder)) as writer:
        for records in pages:
            writer.add(render(records))
        writer.finish()
