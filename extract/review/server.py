"""The server of `shilu review`: this machine alone, a secret in the address, no request from another page.

The standard library's server is enough for one person, and nothing of it is shown to a network: it listens on
127.0.0.1 alone. What keeps others on the machine and other pages in the browser away:

- the address holds 256 bits of chance, without which every request is a 404;
- `Host` must be ours, so that a name that somebody points at 127.0.0.1 is of no use;
- what changes anything must be a POST of JSON with our own `Origin` and a header that a form cannot send;
- the answer says: no script, style, picture or request but our own, no frame around us, no referrer.
"""

from __future__ import annotations

import json
import secrets
import sys
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from hmac import compare_digest
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.review.actions import ASKED, DONE
from shilu.extract.review.card import picture_file
from shilu.extract.review.desk import Desk, RefusedError
from shilu.extract.show.labels import load_labels

__all__ = ["ReviewServer", "serve_desk"]

_HOST = "127.0.0.1"
_LARGEST = 65_536
"""Bytes of one request."""

_FILES = {
    "": ("review.html", "text/html; charset=utf-8"),
    "review.css": ("review.css", "text/css; charset=utf-8"),
    "review.js": ("review.js", "text/javascript; charset=utf-8"),
    "text.js": ("text.js", "text/javascript; charset=utf-8"),
}
_POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
        "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)  # fmt: skip
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class ReviewServer(ThreadingHTTPServer):
    """Serves one desk until it is shut down. `address` is where a browser finds it."""

    daemon_threads = True

    def __init__(self, desk: Desk, *, port: int = 0, token: str | None = None) -> None:
        self.desk = desk
        self.token = token or secrets.token_urlsafe(32)
        super().__init__((_HOST, port), _Handler)
        self.hosts = {f"{name}:{self.server_port}" for name in (_HOST, "localhost")}
        self.origins = {f"http://{host}" for host in self.hosts}

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the library's
        """A browser that went away in the middle is no error; what else happens is told in one line."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            print(f"shilu: a request failed: {type(error).__name__}: {in_one_line(error)}", file=sys.stderr)

    @property
    def address(self) -> str:
        """The address, with the secret."""
        return f"http://{_HOST}:{self.server_port}/{self.token}/"


def serve_desk(desk: Desk, *, port: int = 0) -> ReviewServer:
    """A server for a desk, on a free port unless one is named. Raises `ShiluError` S707 where it cannot be had."""
    try:
        return ReviewServer(desk, port=port)
    except (OSError, OverflowError) as error:
        raise ShiluError("S707", port=port, why=getattr(error, "strerror", None) or error) from error


@cache
def _asset(name: str) -> bytes:
    return resources.files("shilu.extract.review").joinpath(name).read_bytes()


@cache
def _labels() -> bytes:
    """The words of the page: those of `show`, and its own."""
    own = tomllib.loads(_asset("labels.toml").decode())
    told: dict[str, dict[str, str]] = {}
    for at, language in enumerate(("zh", "en")):
        told[language] = dict(load_labels()[language])
        told[language] |= {
            f"{group}.{key}": texts[at] for group, rows in own.items() for key, texts in rows.items()
        }
    return json.dumps(told, ensure_ascii=False).encode()


class _RefusalError(Exception):
    """A request that is not answered."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    protocol_version = "HTTP/1.1"
    server_version = "shilu"
    sys_version = ""
    timeout = 30
    wbufsize = 65_536  # head and body in one packet: apart, the second waits for the first one's receipt
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """A file of the page, or what it asks for."""
        self._within(self._get)

    def do_POST(self) -> None:
        """What the page does."""
        self._within(self._post)

    def _within(self, work: Callable[[str], None]) -> None:
        try:
            work(self._inside())
        except _RefusalError as refusal:
            self.close_connection = True  # what was sent with it was not read
            told = f"{refusal.status.value} {refusal.status.phrase}\n".encode()
            self._send(told, "text/plain; charset=utf-8", refusal.status)

    def _get(self, path: str) -> None:
        if path in _FILES:
            name, kind = _FILES[path]
            self._send(_asset(name), kind)
        elif path == "labels.json":
            self._send(_labels(), "application/json")
        elif path == "picture":
            self._picture()
        elif path.startswith("ask/") and path[4:] in ASKED:
            self._answer(ASKED[path[4:]], dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True)))
        else:
            raise _RefusalError(HTTPStatus.NOT_FOUND)

    def _post(self, path: str) -> None:
        if not path.startswith("do/") or path[3:] not in DONE:
            raise _RefusalError(HTTPStatus.NOT_FOUND)
        if self.headers.get("Origin") not in self.server.origins or self.headers.get("X-Shilu") != "review":
            raise _RefusalError(HTTPStatus.FORBIDDEN)
        if self.headers.get_content_type() != "application/json":
            raise _RefusalError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        self._answer(DONE[path[3:]], self._body())

    def _inside(self) -> str:
        """What stands behind the secret in the address, for those who know it."""
        if self.headers.get("Host") not in self.server.hosts:
            raise _RefusalError(HTTPStatus.FORBIDDEN)
        token, slash, rest = urlsplit(self.path).path.removeprefix("/").partition("/")
        if not slash or not compare_digest(unquote(token).encode(), self.server.token.encode()):
            raise _RefusalError(HTTPStatus.NOT_FOUND)
        if self.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
            raise _RefusalError(HTTPStatus.FORBIDDEN)
        return rest

    def _body(self) -> Mapping[str, Any]:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _LARGEST:
            raise _RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            found = json.loads(self.rfile.read(int(length)))
        except ValueError as error:
            raise _RefusalError(HTTPStatus.BAD_REQUEST) from error
        if not isinstance(found, dict):
            raise _RefusalError(HTTPStatus.BAD_REQUEST)
        return found

    def _answer(self, action: Any, asked: Mapping[str, Any]) -> None:
        try:
            with self.server.desk.lock:
                told = action(self.server.desk, asked)
        except RefusedError as refused:
            self._json({"refused": str(refused)}, HTTPStatus.UNPROCESSABLE_ENTITY)
        except ShiluError as error:
            self._json({"refused": str(error)}, HTTPStatus.INTERNAL_SERVER_ERROR)
        except Exception as error:
            why = f"{type(error).__name__}: {in_one_line(error)}"
            self._json(
                {"refused": f"a fault in Shilu, please report it: {why}"}, HTTPStatus.INTERNAL_SERVER_ERROR
            )
        else:
            self._json(told)

    def _picture(self) -> None:
        asked = dict(parse_qsl(urlsplit(self.path).query))
        number, pages = asked.get("page", ""), self.server.desk.pages
        found = None
        if number.isdecimal() and int(number) < len(pages):
            with self.server.desk.lock:
                found = picture_file(pages.get(int(number)).page, asked.get("name"))
        try:
            data = found[0].read_bytes() if found else None
        except OSError:
            data = None
        if found is None or data is None:
            raise _RefusalError(HTTPStatus.NOT_FOUND)
        self._send(data, found[1])

    def _json(self, told: Mapping[str, Any], status: HTTPStatus = HTTPStatus.OK) -> None:
        data = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self._send(data, "application/json", status)

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Nothing: the address holds the secret, and a log might be kept."""
