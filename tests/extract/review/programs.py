"""Label Studio and doccano as they are installed and started for the tests, each in an environment of its own.

Their pins would bend ours, so `uv` makes an environment for each outside the repository, in the user's cache or in the
folder that SHILU_TOOLS names, the first time that a test wants it. Where it cannot be made (no uv, no network), or a
program is not done in its time (a busy machine), the test is skipped and says why: none of it may wait without end.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
from filelock import FileLock, Timeout

__all__ = ["Ask", "Patience", "doccano", "label_studio"]

Ask = Callable[..., Any]

WANTED: Mapping[str, tuple[str, ...]] = {
    "label-studio": ("label-studio>=1.20",),
    # doccano's own pins let in a numpy that its pandas was not built for, and a marshmallow that its environs breaks on
    "doccano": ("doccano>=1.8.4", "marshmallow<4", "numpy<2", "setuptools<80"),
}
_TO_INSTALL = 600
"""Seconds that an installation may take, that of another test before it included."""

_TO_WORK = 480
"""Seconds from the start of a program to the last that is asked of it."""

_TOKEN = "c" * 40
_PASSWORD = "secret-word-1"


class Patience:
    """The seconds that are left for all that a program does."""

    def __init__(self, name: str, seconds: float = _TO_WORK) -> None:
        self._name, self._seconds, self._until = name, seconds, time.monotonic() + seconds

    def left(self, most: float = _TO_WORK) -> float:
        """Seconds that a step may take. Skips the test where none are left."""
        left = self._until - time.monotonic()
        if left <= 0:
            self.over()
        return min(left, most)

    def over(self) -> NoReturn:
        """Skip the test."""
        pytest.skip(
            f"{self._name} was not done in {self._seconds:.0f} s here: not tested in the real program"
        )


def program(name: str) -> Path:
    """The command of a program, installed if it is not there yet. Skips the test where it cannot be installed."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "shilu-tests"
    folder = Path(os.environ.get("SHILU_TOOLS") or cache).absolute() / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    patience = Patience(f"the installation of {name}", _TO_INSTALL)
    try:
        with FileLock(folder.with_name(f"{name}.lock"), timeout=patience.left()):
            if not (folder / "installed").exists():
                _install(name, folder, patience)
    except Timeout:
        patience.over()
    return folder / "bin" / name


def _install(name: str, folder: Path, patience: Patience) -> None:
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.exists() else shutil.which("uv")
    if uv is None:
        pytest.skip(f"no uv to install {name} with: not tested in the real program")
    environment = {**os.environ, "UV_HTTP_TIMEOUT": "20"}
    python = folder / "bin" / "python"
    for command in (
        [uv, "venv", "--quiet", "--clear", "--no-project", "--python", "3.11", str(folder)],
        [uv, "pip", "install", "--quiet", "--python", str(python), *WANTED[name]],
    ):
        try:
            subprocess.run(command, env=environment, capture_output=True, timeout=patience.left(), check=True)
        except (OSError, subprocess.SubprocessError) as error:
            why = (getattr(error, "stderr", None) or str(error).encode()).decode(errors="replace").strip()
            pytest.skip(f"{name} cannot be installed here: not tested in the real program: {why[-300:]}")
    (folder / "installed").touch()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(
    address: str, processes: Sequence[subprocess.Popen[bytes]], log: Path, patience: Patience
) -> None:
    while all(one.poll() is None for one in processes):
        try:
            urllib.request.urlopen(address, timeout=patience.left(20)).close()
        except urllib.error.HTTPError:
            return
        except (OSError, http.client.HTTPException):
            time.sleep(1)
        else:
            return
    pytest.fail(f"it ended before it answered at {address}: {log.read_text(errors='replace')[-2000:]}")


@contextmanager
def _started(
    command: Sequence[str], environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs in a group of its own, which is ended with it: it has workers."""
    with log.open("ab") as told:
        process = subprocess.Popen(
            command,
            env=environment,
            stdout=told,
            stderr=told,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        for number in (15, 9):
            try:
                os.killpg(process.pid, number)
                process.wait(20)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue


def _asker(base: str, patience: Patience, token: str | None = None) -> Ask:
    def ask(
        path: str,
        body: Any = None,
        *,
        data: bytes | None = None,
        kind: str = "application/json",
        method: str | None = None,
    ) -> Any:
        """What a program answers: JSON read, other things as bytes."""
        headers = {"Content-Type": kind} | ({"Authorization": f"Token {token}"} if token else {})
        sent = data if body is None else json.dumps(body).encode()
        request = urllib.request.Request(base + path, data=sent, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=patience.left()) as answer:
                told: bytes = answer.read()
                as_json = answer.headers.get_content_type() == "application/json"
        except urllib.error.HTTPError as error:
            pytest.fail(f"{path}: {error.code} {error.read()[:500]!r}")
        except (TimeoutError, urllib.error.URLError) as error:
            if isinstance(getattr(error, "reason", error), TimeoutError):
                patience.over()
            pytest.fail(f"{path}: {error}")
        return json.loads(told) if as_json else told

    return ask


@contextmanager
def label_studio(folder: Path) -> Iterator[Ask]:
    """Label Studio with an empty store of its own, asked by its API."""
    command, port, log = program("label-studio"), _free_port(), folder / "label-studio.log"
    patience = Patience("Label Studio")
    environment = {
        **os.environ, "LABEL_STUDIO_BASE_DATA_DIR": str(folder / "ls"), "LABEL_STUDIO_USERNAME": "a@example.org",
        "LABEL_STUDIO_PASSWORD": _PASSWORD, "LABEL_STUDIO_USER_TOKEN": _TOKEN, "COLLECT_ANALYTICS": "False",
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true", "LATEST_VERSION_CHECK": "False", "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    }  # fmt: skip
    start = [str(command), "start", "--no-browser", "--port", str(port), "--data-dir", str(folder / "ls")]
    with _started(start, environment, log) as process:
        _wait_for(f"http://127.0.0.1:{port}/health", [process], log, patience)
        yield _asker(f"http://127.0.0.1:{port}", patience, _TOKEN)


@contextmanager
def doccano(folder: Path) -> Iterator[Ask]:
    """doccano with an empty database of its own and the worker that reads and writes its files, asked by its API."""
    command, port, log = str(program("doccano")), _free_port(), folder / "doccano.log"
    patience = Patience("doccano")
    environment = {
        **os.environ,
        "DOCCANO_HOME": str(folder / "dc"),
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
    }
    user = ["--username", "admin", "--password", _PASSWORD, "--email", "a@example.org"]
    for step in (["init"], ["createuser", *user]):
        try:
            subprocess.run(
                [command, *step], env=environment, capture_output=True, timeout=patience.left(), check=True
            )
        except subprocess.TimeoutExpired:
            patience.over()
    base = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        processes = [
            stack.enter_context(_started([command, *words], environment, log))
            for words in (
                ["webserver", "--port", str(port), "--workers", "1"],
                ["task", "--concurrency", "1"],
            )
        ]
        _wait_for(f"{base}/v1/health/", processes, log, patience)
        token = _asker(base, patience)("/v1/auth/login/", {"username": "admin", "password": _PASSWORD})["key"]
        yield _asker(base, patience, token)
