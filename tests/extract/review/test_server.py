"""Who gets in, and what the server says to everybody else."""

from __future__ import annotations

import http.client
import json
import socket
from pathlib import Path
from typing import Any

import pytest

from shilu import Extractor
from shilu.extract.decisions import Book
from shilu.extract.errors import ShiluError
from shilu.extract.review.desk import Desk
from shilu.extract.review.server import ReviewServer, serve_desk
from shilu.schemas import Box, Page, PageLine, PageRecords
from tests.extract.review.conftest import Serve

TEXT = "三年来，柳河县建成86座便民书屋，发放补助资金2.5亿元。"


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> PageRecords:
    return extractor.page(TEXT, published="2022-12", id="p")


def ask(
    server: ReviewServer,
    path: str,
    *,
    method: str = "GET",
    body: Any = None,
    inside: bool = True,
    **headers: str,
) -> tuple[int, dict[str, str], bytes]:
    """A request as the page itself would send it, but for the headers that are given."""
    host = f"127.0.0.1:{server.server_port}"
    told = {"Host": host}
    if method == "POST":
        told |= {"Origin": f"http://{host}", "X-Shilu": "review", "Content-Type": "application/json"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    told = {name: value for name, value in told.items() if value}
    data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    connection.request(method, f"/{server.token}/{path}" if inside else path, body=data, headers=told)
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


RIGHT = {"n": 0, "verdict": "right"}


def test_it_listens_on_this_machine_alone(serve: Serve, records: PageRecords) -> None:
    server = serve([records])
    assert server.server_address[0] == "127.0.0.1"
    assert len(server.token) >= 43, "256 bits of chance"
    assert serve([records]).token != server.token
    own = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in own - {"127.0.0.1", "127.0.1.1"}:
        with pytest.raises(OSError, match=r"refused|timed out"):
            socket.create_connection((address, server.server_port), timeout=2)


def test_the_page_itself_may_decide(serve: Serve, records: PageRecords, path: Path) -> None:
    server = serve([records])
    status, _, body = ask(server, "do/decide", method="POST", body=RIGHT)
    assert status == 200
    assert json.loads(body)["row"]["status"] == "right"
    assert [one.verdict for one in Book.open(path)] == ["right"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"X_Shilu": ""}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Length": "70000"}, 413),
        ({"Content_Length": "-1"}, 413),
    ],
)
def test_nobody_else_may(
    headers: dict[str, str], status: int, serve: Serve, records: PageRecords, path: Path
) -> None:
    server = serve([records])
    assert ask(server, "do/decide", method="POST", body=RIGHT, **headers)[0] == status
    assert not path.exists()


@pytest.mark.parametrize("address", ["/", "/x/", "/{wrong}/", "/{token}", "/{token}x/", "//", "/../{token}/"])
@pytest.mark.parametrize("what", ["", "ask/start", "do/decide"])
def test_without_the_secret_there_is_nothing(
    address: str, what: str, serve: Serve, records: PageRecords, path: Path
) -> None:
    server = serve([records])
    place = address.format(token=server.token, wrong=server.token[::-1])
    method = "POST" if what.startswith("do") else "GET"
    status, _, body = ask(
        server, place + what, method=method, body=RIGHT if method == "POST" else None, inside=False
    )
    assert status == 404
    assert b"86" not in body
    assert not path.exists()


def test_a_decision_is_no_get(serve: Serve, records: PageRecords, path: Path) -> None:
    server = serve([records])
    assert ask(server, "do/decide?n=0&verdict=right")[0] == 404
    assert ask(server, "do/decide", method="PUT", body=RIGHT)[0] == 501
    assert not path.exists()


@pytest.mark.parametrize("what", ["", "review.js", "ask/start", "nothing", "labels.json"])
def test_every_answer_forbids_what_is_not_its_own(what: str, serve: Serve, records: PageRecords) -> None:
    _, headers, _ = ask(serve([records]), what)
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["form-action"] == policy["base-uri"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    "asked",
    [
        {"n": 99, "verdict": "right"},
        {"n": "x", "verdict": "right"},
        {"n": 0, "verdict": "undone"},
        {"n": 0},
        {"n": 0, "verdict": "fixed", "fields": {"item": {"text": "书屋", "at": [5, 900]}}},
        {"n": 0, "verdict": "fixed", "fields": {"item": {"text": "书屋", "at": ["0", 2]}}},
        {"n": 0, "verdict": "fixed", "fields": {"item": "不在页上"}},
        {"n": 0, "verdict": "fixed", "fields": {"period": "昨天"}},
        {"n": 0, "verdict": "fixed", "fields": {"status": "maybe"}},
        {"n": 0, "verdict": "fixed", "fields": {"value": "many"}},
        {"n": 0, "verdict": "fixed", "fields": {"id": "x"}},
        {"n": 0, "verdict": "fixed", "span": [7, 7]},
        {"n": 0, "verdict": "doubtful", "note": "x" * 401},
        {"n": 0, "verdict": "doubtful", "note": 7},
    ],
)
def test_what_no_record_can_say_is_refused_in_words(
    asked: dict[str, Any], serve: Serve, records: PageRecords, path: Path
) -> None:
    status, _, body = ask(serve([records]), "do/decide", method="POST", body=asked)
    assert status == 422
    assert json.loads(body)["refused"]
    assert not path.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"null"], ids=repr)
def test_a_body_that_is_no_object_is_refused(body: bytes, serve: Serve, records: PageRecords) -> None:
    assert ask(serve([records]), "do/decide", method="POST", body=body)[0] in {400, 413}


def test_a_port_that_is_taken_is_named(serve: Serve, records: PageRecords, tmp_path: Path) -> None:
    server = serve([records])
    desk = Desk([records], Book.open(tmp_path / "y"), "甲")
    with pytest.raises(ShiluError, match=rf"\[S707\].*{server.server_port}"):
        serve_desk(desk, port=server.server_port)
    desk.pages.close()


def test_only_the_pages_own_picture_is_given(serve: Serve, extractor: Extractor, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "scan.png").write_bytes(b"picture")
    (tmp_path / "scan.txt").write_text("x", encoding="utf-8")
    line = PageLine(start=0, end=10, box=Box(x=1, y=2, width=3, height=4), image="../elsewhere/scan.png")
    page = Page(id="p", text=TEXT, source=str(tmp_path / "scan.xml"), lines=(line,))
    server = serve([extractor.records(page)])
    assert ask(server, "picture?page=0&name=scan.png")[::2] == (200, b"picture")
    for name in ("secret.png", "../scan.png/../secret.png", "scan.txt", "", "/etc/passwd"):
        assert ask(server, f"picture?page=0&name={name}")[0] == 404
    assert ask(server, "picture?page=7&name=scan.png")[0] == 404
    found = json.loads(ask(server, "ask/card?n=0")[2])
    assert found["picture"] == {"name": "scan.png", "boxes": [[1, 2, 3, 4]]}
