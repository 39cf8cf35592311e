"""A PostgreSQL server for the tests, where one is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

DEBIAN = Path("/usr/lib/postgresql")


def _program(name: str) -> str:
    """A program of the server, on the path or where Debian puts it; without one the tests say so and are skipped."""
    newest_first = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: -int(path.parts[-3]))
    found = shutil.which(name) or next(map(str, newest_first), None)
    if found is None:
        pytest.skip(f"no PostgreSQL server on this machine ({name} is neither on the path nor in {DEBIAN})")
    return found


def _user() -> str | None:
    """The server refuses root, so it then runs as another user."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


__all__ = ["database", "server"]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a new server on a free local port, without the name of a database; it is stopped at the end."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    initdb, postgres, user = _program("initdb"), _program("postgres"), _user()
    folder = Path(tempfile.mkdtemp(prefix="shilu-postgres-"))
    if user:
        shutil.chown(folder, user)
    as_user = {"user": user, "cwd": folder, "env": {"PATH": os.defpath, "LC_ALL": "C", "HOME": str(folder)}}
    options = ["-A", "trust", "-U", "shilu", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run([initdb, "-D", folder / "data", *options], check=True, capture_output=True, **as_user)
    port = _free_port()
    settings = ["-F", "-p", str(port), "-k", str(folder), "-c", "listen_addresses=127.0.0.1"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [postgres, "-D", folder / "data", *settings], stdout=log, stderr=log, **as_user
        )
        try:
            address = f"postgresql://shilu@127.0.0.1:{port}"
            _wait(psycopg, f"{address}/postgres", process)
            yield address
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
            shutil.rmtree(folder)


def _wait(psycopg: Any, address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            assert process.poll() is None, "the server ended by itself"
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer within 30 seconds")


_COUNT = count()


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """The address of a new, empty database."""
    import psycopg

    name = f"test_{next(_COUNT)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
