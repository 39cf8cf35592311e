"""A network of its own in which every address is this machine: run a command and print what it asked of the net.

    unshare --user --map-root-user --net python tests/trust/nameserver.py REPORT COMMAND ...

REPORT receives a line for every name asked for and every connection made. Nothing outside can be reached.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from pathlib import Path

_SITES = (80, 443)
_LAST = "127.9.9.9"
"""The address that is called last of all, when the command has ended: what came before it has been reported then."""


def _listen(report: list[str]) -> list[threading.Thread]:
    asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    asked.bind(("0.0.0.0", 53))
    sites = [socket.create_server(("0.0.0.0", port), reuse_port=False) for port in _SITES]

    def names() -> None:
        while True:
            question, asker = asked.recvfrom(4096)
            if not question:
                return
            report.append(f"name {_name(question)}")
            asked.sendto(question[:2] + b"\x81\x83" + question[4:], asker)  # there is no such name

    def calls(server: socket.socket) -> None:
        while True:
            connection, _ = server.accept()
            address, port = connection.getsockname()
            connection.close()
            if address == _LAST:
                return
            report.append(f"connection to {address}:{port}")

    threads = [threading.Thread(target=names, daemon=True)]
    threads += [threading.Thread(target=calls, args=(site,), daemon=True) for site in sites]
    for thread in threads:
        thread.start()
    return threads


def _wait(threads: list[threading.Thread]) -> None:
    """Until all that was asked for is in the report."""
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", (_LAST, 53))
    for port in _SITES:
        socket.create_connection((_LAST, port)).close()
    for thread in threads:
        thread.join()


def _name(question: bytes) -> str:
    parts, at = [], 12
    while at < len(question) and question[at]:
        parts.append(question[at + 1 : at + 1 + question[at]].decode(errors="replace"))
        at += 1 + question[at]
    return ".".join(parts)


def main() -> int:
    """Run the command; its exit code."""
    target, *command = sys.argv[1:]
    for words in ("link set lo up", "route add local default dev lo"):
        subprocess.run(["ip", *words.split()], check=True)
    report: list[str] = []
    threads = _listen(report)
    code = subprocess.run(command, check=False).returncode
    _wait(threads)
    Path(target).write_text("\n".join(report), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
