"""The command `shilu` in a process of its own, forked from one that has loaded everything.

Most of the time of a test of the command line went into starting Python, loading Shilu and reading its tables, the same
each time. Here one process for each worker of pytest does that once and forks a child for each command, with standard
streams, environment and working directory of its own; what is loaded is shared, nothing that a command does is kept.
No session of onnxruntime is made before the fork. What is about starting itself (streams that are closed, signals,
what reaches the net, the wheel) is tested with processes that begin from nothing.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import re
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import IO

__all__ = ["Done", "begun_from_nothing", "forked", "load"]

Done = subprocess.CompletedProcess[str]

_ROOM = 65536
"""Bytes that a pipe takes when nobody reads yet: a longer standard input goes to a process begun from nothing."""

_SIZE = 1 << 20
"""Bytes of the longest message to the zygote: arguments, environment, directory."""


def begun_from_nothing(arguments: Sequence[str], given: str = "", timeout: float = 300) -> Done:
    """Run the command as users do, with `given` on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "shilu", *arguments],
        capture_output=True,
        input=given,
        encoding="utf-8",
        env=_environment(),
        timeout=timeout,
        check=False,
    )


def forked(arguments: Sequence[str], given: str = "", timeout: float = 300) -> Done:
    """The same, from a process that has loaded what the command needs, where the system can fork."""
    typed = given.encode()
    if not hasattr(os, "fork") or len(typed) > _ROOM:
        return begun_from_nothing(arguments, given, timeout)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        code = _zygote().run(arguments, typed, out, err, timeout)
        return Done(["shilu", *arguments], code, *map(_said, (out, err)))


def _said(file: IO[bytes]) -> str:
    """What was written there, as `subprocess` gives it: every line ends with a single newline."""
    file.seek(0)
    return file.read().decode().replace("\r\n", "\n").replace("\r", "\n")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1"}


@cache
def _zygote() -> _Zygote:
    zygote = _Zygote()
    atexit.register(zygote.close)
    return zygote


class _Zygote:
    """The process that is forked, as the tests see it."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.zygote", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=_environment(),
                cwd=Path(__file__).parent.parent,
                pass_fds=[theirs.fileno()],
            )

    def run(
        self, arguments: Sequence[str], given: bytes, out: IO[bytes], err: IO[bytes], timeout: float
    ) -> int:
        """The exit code of a command that writes to those files; minus its number where a signal ended it."""
        read, write = os.pipe()
        os.write(write, given)
        os.close(write)
        wanted = {"arguments": list(arguments), "environment": _environment(), "directory": str(Path.cwd())}
        message = json.dumps(wanted).encode()
        socket.send_fds(self._line, [message], [read, out.fileno(), err.fileno()])
        os.close(read)
        self._line.settimeout(timeout)
        child = int(self._answer())
        try:
            return os.waitstatus_to_exitcode(int(self._answer()))
        except TimeoutError:
            os.kill(child, signal.SIGKILL)
            self._line.settimeout(None)
            self._answer()
            raise subprocess.TimeoutExpired(["shilu", *arguments], timeout) from None

    def _answer(self) -> bytes:
        answer = self._line.recv(64)
        if not answer:
            raise RuntimeError(
                "the process that commands are forked from has died; it says why on standard error"
            )
        return answer

    def close(self) -> None:
        """End the process, which waits for commands no longer."""
        self._line.close()
        self._process.wait()


@dataclass(frozen=True)
class _Command:
    """What a child is to run."""

    arguments: list[str]
    environment: Mapping[str, str]
    directory: str


_TAGS = ("LOC", "n", "PER", "v", "ORG", "m", "nz")


def load() -> None:
    """Load the modules that commands may need, and the tables that reading needs: a sample page is read up to where
    the weights are asked for, by a tagger that tells no words from others."""
    import shilu.extract

    for module in pkgutil.walk_packages(shilu.extract.__path__, "shilu.extract."):
        importlib.import_module(module.name)
    from shilu.extract.extractor import read_articles
    from shilu.extract.language import WordReader
    from shilu.extract.samples import samples_folder
    from shilu.schemas import Page

    reader = WordReader.__new__(WordReader)
    reader.tagger = "jieba"
    reader._tagged = lambda sentences: [
        list(zip(re.findall("..?", one, re.S), cycle(_TAGS), strict=False)) for one in sentences
    ]
    text = (samples_folder() / "yanling-2021-08.md").read_text(encoding="utf-8")
    for _ in read_articles(Page(id="page", text=text), reader):
        pass


def _serve(line: socket.socket) -> _Command | None:
    """Fork a child for each message, wait for it and tell how it ended. What is returned is for the child; the zygote
    itself returns None, when nobody is left to ask."""
    while True:
        message, files, *_ = socket.recv_fds(line, _SIZE, 3)
        if not message:
            return None
        child = os.fork()
        if not child:
            for number, file in enumerate(files):
                os.dup2(file, number)
                os.close(file)
            return _Command(**json.loads(message))
        for file in files:
            os.close(file)
        line.send(str(child).encode())
        line.send(str(os.waitpid(child, 0)[1]).encode())


def _become(command: _Command) -> None:
    """Run the command as `python -m shilu` does, and end this process, which is a child by now.

    What the command has registered for its end is done. All that was loaded is left to the system: taking it to pieces
    in each child would cost a tenth of a second.
    """
    from shilu.extract.offline import stay_offline

    os.environ.clear()
    os.environ.update(command.environment)
    stay_offline()  # as the import of our package did, in the environment of the zygote
    os.chdir(command.directory)
    sys.path[0] = command.directory
    sys.argv = ["shilu", *command.arguments]
    code = 0
    try:
        runpy.run_module("shilu", run_name="__main__", alter_sys=True)
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _main() -> None:
    with socket.socket(fileno=int(sys.argv[1])) as line:
        load()
        gc.freeze()  # what is loaded is left alone by the children's collector, so that it stays shared
        command = _serve(line)
    if command:
        _become(command)


if __name__ == "__main__":
    _main()
