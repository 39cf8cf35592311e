"""From a page to what the ledger keeps of it: the part of a run that is done in parallel."""

from __future__ import annotations

import gc
import importlib.util
import json
import os
import re
import signal
import threading
import time
import traceback
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, Protocol

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.extras import missing
from shilu.extract.report import Tally
from shilu.extract.runs.least import keep_sure
from shilu.extract.stores import Form, file_parts, page_rows, row_streams
from shilu.schemas import Page, PageRecords

if TYPE_CHECKING:
    from shilu.extract.facts import TaughtWeights
    from shilu.extract.language import TaggerName  # brings the tagger, which the leading process does without
    from shilu.extract.names import OwnWords

__all__ = [
    "ENVIRONMENT", "Job", "Load", "LoadExtractor", "Loaded", "Reader", "Result", "Trouble", "killed", "loaded", "pack",
    "process", "started", "unpack",
]  # fmt: skip

_PIECE = 1 << 16  # characters
_MOST_TOGETHER = 1 << 20  # characters of JSON after which another object is begun
_LEVEL = 3  # of zlib: a sixth smaller than 1 for no more time
_ROOT = str(Path(__file__).parents[2])
_STAGES = frozenset(
    (
        "articles", "language", "quantities", "numerals", "times", "names", "grammar", "facts", "choice", "checks",
        "account", "extractor", "stores",
    )
)  # fmt: skip
"""What a failure may be told to have happened in; what serves many stages (`text`, `lexicon`) is told by who asked."""
_LIBRARIES = re.compile(r'File "[^"\n]*?[/\\](?:site-packages|lib[/\\]python\d\.\d+)[/\\]')
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")


ENVIRONMENT = "environment"
"""The stage of failures that are none of the document: a process that was killed, or no memory left."""


class PageTimeoutError(Exception):
    """A page took longer than it may."""


class Reader(Protocol):
    """What a run needs of an extractor."""

    def records(self, page: Page) -> PageRecords:
        """All that is found on the page."""


Load = Callable[[], Reader]
"""Makes the reader of a process. A function or object of a module, so that other processes can find it; equal ones make
equal readers (`loaded`)."""


@dataclass(frozen=True)
class Job:
    """A page to be read, the name of its result (`digest_of`), the form in which the store wants it, the confidence
    that a fact needs to be kept, and the seconds that it may take; 0 for any number."""

    digest: bytes
    page: Page
    form: Form = "rows"
    least: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True)
class Trouble:
    """Why there is no result: in words for the user, the stage of the work, and the trace for whoever mends it."""

    reason: str
    stage: str
    trace: str | None = None


@dataclass(frozen=True)
class Result:
    """What became of a page: it packed in the form of the store, and its counts; or its trouble. `loading` are the
    seconds that the process which read it took to be ready."""

    digest: bytes
    rendered: bytes | None = None
    tally: str | None = None
    trouble: Trouble | None = None
    characters: int = 0
    loading: float = 0.0


@dataclass(frozen=True)
class LoadExtractor:
    """Makes the extractor of a process, with the tagger of that name, ready for the first page.

    `words` are tables of the user's own words, read where the extractor is made: a job that brought them along would
    take longer than its page. `held` are the words themselves, for machines that do not have the files. `weights` are
    what `shilu learn` made of the user's marks.
    """

    tagger: TaggerName = "lac"
    words: tuple[Path, ...] = ()
    digest: str = ""
    held: OwnWords | None = None
    weights: TaughtWeights | None = None

    @classmethod
    def of(cls, tagger: TaggerName, words: tuple[Path, ...], weights: Path | None = None) -> LoadExtractor:
        """With the tables and the file of weights read once, so that what is wrong with them is told before the work
        begins. Raises what `read_words` and `read_weights` raise."""
        own = cls(tagger, words).own()
        if weights is None:
            return cls(tagger, words, own.digest if own else "")
        from shilu.extract.facts import read_weights

        return cls(tagger, words, own.digest if own else "", weights=read_weights(weights))

    def own(self) -> OwnWords | None:
        """The user's words. Raises what `read_words` raises, and S312 where a table has changed meanwhile."""
        if self.held is not None or not self.words:
            return self.held
        from shilu.extract.names import read_words

        own = read_words(*self.words)
        if self.digest and own.digest != self.digest:
            raise ShiluError("S312", path=", ".join(map(str, self.words)))
        return own

    def holding(self) -> LoadExtractor:
        """The same with the words in it."""
        return replace(self, words=(), held=self.own())

    def check(self) -> None:
        """Raise `ShiluError` S109 where the tagger is not installed. Loads nothing."""
        if self.tagger == "jieba" and importlib.util.find_spec("rjieba") is None:
            raise missing("rjieba", extra="fast", what="--tagger jieba")

    def __call__(self) -> Reader:
        """The extractor: loading the tagger takes a fraction of a second."""
        from shilu.extract.extractor import Extractor

        extractor = Extractor(tagger=self.tagger, words=self.own(), weights=self.weights)
        extractor.page("。")  # loads the tagger and the tables
        gc.collect()
        gc.freeze()  # what was loaded stays for good: the collector need not look at it again for every page
        return extractor


@dataclass(frozen=True)
class Loaded:
    """A reader, and the seconds that it took to make it."""

    reader: Reader
    seconds: float


@cache
def loaded(load: Load) -> Loaded:
    """The reader of this process, made when it is first needed: a wrong path should not wait for the tagger."""
    began = time.perf_counter()
    return Loaded(load(), time.perf_counter() - began)


def started(load: Load) -> Loaded:
    """The reader of this process. Raises `ShiluError` S604 where it cannot be made: that is the fault of no page."""
    try:
        return loaded(load)
    except ShiluError:
        raise
    except Exception as error:
        raise ShiluError("S604", why=f"{type(error).__name__}: {in_one_line(error)}") from error


def process(job: Job, load: Load) -> Result:
    """Read one page. Whatever goes wrong in it is the trouble of this page, not of the run."""
    ready = started(load)
    try:
        with _within(job.seconds):
            return _read(job, ready)
    except PageTimeoutError:
        reason = str(ShiluError("S218", page=job.page.id, seconds=job.seconds))
        return Result(job.digest, trouble=Trouble(reason, stage="timeout"))
    except MemoryError:
        reason = str(ShiluError("S209", page=job.page.id, why="there was not enough memory"))
        return Result(job.digest, trouble=Trouble(reason, stage=ENVIRONMENT))
    except ShiluError as error:
        return Result(job.digest, trouble=Trouble(str(error), stage=_stage(error)))
    except Exception as error:  # whatever it is: the reader of a run needs its document's name, not our stack
        why = f"{type(error).__name__}: {in_one_line(error)}"
        reason = str(ShiluError("S209", page=job.page.id, why=_ADDRESS.sub("0x…", why)))
        return Result(job.digest, trouble=Trouble(reason, stage=_stage(error), trace=_trace(error)))


def _read(job: Job, ready: Loaded) -> Result:
    records = ready.reader.records(job.page)
    if job.least:
        records = keep_sure(records, job.least)
    tally = Tally.of(records)
    files = job.form == "files"
    packed = pack(file_parts(row_streams(records)) if files else page_rows(records).items())
    return Result(job.digest, packed, tally.to_json(), characters=tally.characters, loading=ready.seconds)


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raises `PageTimeoutError` in the block after so many seconds, 0 for never; where the system has no timer (on
    Windows, outside the main thread) never."""
    here = threading.current_thread() is threading.main_thread()
    if not seconds or not here or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise PageTimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def killed(job: Job) -> Result:
    """The result of a page whose process died, each time that it was tried."""
    reason = ShiluError(
        "S209", page=job.page.id, why="the process that read it was killed, perhaps for want of memory"
    )
    return Result(job.digest, trouble=Trouble(str(reason), stage=ENVIRONMENT))


def pack(page: Iterable[tuple[str, Any]]) -> bytes:
    r"""A rendered page, given part by part, as compressed JSON; a text may come in pieces. The JSON of a page full of
    amounts is cut into several objects, each compressed alone, so that it need not be held all at once.

    >>> unpack(pack([("facts", iter(["5座\n", "6座\n"])), ("rows", [{"页": 1}, 2])]))
    {'facts': '5座\n6座\n', 'rows': [{'页': 1}, 2]}
    """
    parts: list[bytes] = []
    packing, size = zlib.compressobj(_LEVEL), 0
    for name, value in page:
        if size > _MOST_TOGETHER:
            parts += [packing.compress(b"}"), packing.flush()]
            packing, size = zlib.compressobj(_LEVEL), 0
        parts.append(packing.compress(f"{',' if size else '{'}{json.dumps(name)}:".encode()))
        for piece in _json_pieces(value):
            size += len(piece)
            parts.append(packing.compress(piece.encode()))
    parts += [packing.compress(b"}" if size else b"{}"), packing.flush()]
    return b"".join(parts)


def _json_pieces(value: Any) -> Iterator[str]:
    """The value as JSON, piece by piece: the whole of a long text or list takes more memory than all that it is of."""
    if isinstance(value, (str, Iterator)):
        yield '"'
        for text in (value,) if isinstance(value, str) else value:
            for first in range(0, len(text), _PIECE):
                yield _json(text[first : first + _PIECE])[1:-1]
        yield '"'
    elif isinstance(value, (tuple, list)) and value:
        for number, one in enumerate(value):
            yield f"{',' if number else '['}{_json(one)}"
        yield "]"
    else:
        yield _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def unpack(packed: bytes) -> dict[str, Any]:
    """What was packed; tuples come back as lists, texts whole. Raises `zlib.error` where it is cut off."""
    found: dict[str, Any] = {}
    while packed:
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(packed).decode()
        if not unpacking.eof:
            raise zlib.error("incomplete or truncated stream")
        packed = unpacking.unused_data
        found |= json.loads(text)
    return found


def _stage(error: BaseException) -> str:
    """The stage in whose code it was raised: the innermost part of `extract` on the way that is one."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    stages = [stage for frame in frames if (stage := _part(frame)) in _STAGES]
    return stages[-1] if stages else "process"


def _part(frame: FrameType) -> str:
    module = str(frame.f_globals.get("__name__", "")).split(".")
    return module[2] if module[:2] == ["shilu", "extract"] and len(module) > 2 else ""


def _trace(error: BaseException) -> str:
    """The traceback from here on, without what differs between machines and runs: where Shilu lies, and addresses."""
    lines = "".join(traceback.format_exception(error)).replace(f'File "{_ROOT}{os.sep}', 'File "')
    return _ADDRESS.sub("0x…", _LIBRARIES.sub('File "', lines))
