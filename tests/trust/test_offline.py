"""Nothing is sent, no name is asked for, and nothing is left in the user's folders."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shilu.extract.offline import SILENCED

_PAGE = "柳河县建成102座书屋，投资3万元。"
_WAYS = {
    "extractor": f"import shilu; shilu.Extractor().page({_PAGE!r})",
    "spaCy components": (
        "import spacy; n = spacy.blank('zh', config={'nlp': {'tokenizer': {'@tokenizers': 'shilu.LacTokenizer.v1'}}});"
        f"n.add_pipe('shilu_quantities'); n({_PAGE!r})"
    ),
    "tagger alone": f"from shilu.extract.language import LacTagger; LacTagger()([{_PAGE!r}])",
}
_LINGER = ";import time; time.sleep(1.5)"  # the uploader of onnxruntime works in a thread of its own


class _Home:
    """Folders of a user who has nothing yet."""

    def __init__(self, base: Path) -> None:
        self.home, self.temporary = base / "home", base / "temporary"
        self.home.mkdir()
        self.temporary.mkdir()
        self.environment = {key: value for key, value in os.environ.items() if key not in SILENCED} | {
            "HOME": str(self.home), "TMPDIR": str(self.temporary), "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        self.environment = {
            key: value for key, value in self.environment.items() if not key.startswith("XDG_")
        }

    def left(self) -> list[str]:
        """What lies in them."""
        return [str(path) for base in (self.home, self.temporary) for path in base.rglob("*")]


@pytest.fixture
def user(tmp_path: Path) -> _Home:
    return _Home(tmp_path)


def _command(tmp_path: Path, *options: str) -> list[str]:
    page = tmp_path / "page.txt"
    page.write_text(_PAGE, encoding="utf-8")
    return [sys.executable, "-m", "shilu", "extract", str(page), "--out", str(tmp_path / "out"), *options]


@pytest.mark.parametrize("way", _WAYS)
def test_nothing_is_left_in_the_users_folders(user: _Home, way: str) -> None:
    subprocess.run([sys.executable, "-c", _WAYS[way] + _LINGER], env=user.environment, check=True)
    assert user.left() == []


def test_a_run_in_processes_leaves_nothing_there(user: _Home, tmp_path: Path) -> None:
    subprocess.run([*_command(tmp_path, "--jobs", "2"), "--quiet"], env=user.environment, check=True)
    assert user.left() == []


def test_a_library_loaded_before_is_told_to_be_silent() -> None:
    code = (
        "import sys, types; told = []; sys.modules['onnxruntime'] = types.SimpleNamespace("
        "disable_telemetry_events=lambda: told.append(1)); import shilu.extract; assert told == [1]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_switches_win_over_the_environment() -> None:
    code = "import os, shilu.extract; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    environment = {**os.environ, "ORT_DISABLE_TELEMETRY": "0"}
    assert subprocess.check_output([sys.executable, "-c", code], env=environment, text=True).strip() == "1"


def _in_a_net_of_its_own(command: list[str], report: Path, user: _Home) -> str:
    """What the command asked of the net; the test is skipped where no such net can be made."""
    unshare, ip = shutil.which("unshare"), shutil.which("ip")
    if not unshare or not ip:
        pytest.skip("needs unshare and ip")
    space = [unshare, "--user", "--map-root-user", "--net"]
    if subprocess.run([*space, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody make a network of their own")
    server = [sys.executable, str(Path(__file__).with_name("nameserver.py"))]
    subprocess.run([*space, *server, str(report), *command], env=user.environment, check=True)
    return report.read_text(encoding="utf-8")


def test_the_net_of_its_own_sees_who_asks(user: _Home, tmp_path: Path) -> None:
    code = (
        "import socket\ntry: socket.getaddrinfo('collector.example.org', 443)\nexcept OSError: pass\n"
        "socket.create_connection(('192.0.2.7', 443)).close()"
    )
    seen = _in_a_net_of_its_own([sys.executable, "-c", code], tmp_path / "report", user)
    assert "connection to 192.0.2.7:443" in seen
    if "nameserver" in Path("/etc/resolv.conf").read_text(encoding="utf-8"):
        assert "name collector.example.org" in seen


@pytest.mark.parametrize("options", [(), ("--jobs", "2"), ("--format", "duckdb"), ("--format", "parquet")])
def test_no_name_is_asked_for_and_no_connection_made(
    user: _Home, tmp_path: Path, options: tuple[str, ...]
) -> None:
    command = _command(tmp_path, *options)
    if options[:1] == ("--format",):
        command = [*command[:5], "--out", str(tmp_path / f"out.{options[1]}")]
    seen = _in_a_net_of_its_own([*command, "--quiet"], tmp_path / "report", user)
    assert seen == ""


def test_the_spacy_components_ask_for_nothing(user: _Home, tmp_path: Path) -> None:
    code = _WAYS["spaCy components"] + _LINGER
    assert _in_a_net_of_its_own([sys.executable, "-c", code], tmp_path / "report", user) == ""


@pytest.mark.repeat  # a run in processes asks for nothing either; this is the same on a cluster
def test_ray_asks_for_nothing(user: _Home, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    user.environment.pop("TMPDIR")  # Ray's sockets need a short path; its sessions lie in /tmp/ray
    command = _command(tmp_path, "--on", "ray", "--jobs", "1", "--quiet")
    seen = _in_a_net_of_its_own(command, tmp_path / "report", user)
    own = "name " + os.uname().nodename  # the machine's own name, which tells Ray its address
    assert [line for line in seen.splitlines() if not line.startswith(own)] == []
