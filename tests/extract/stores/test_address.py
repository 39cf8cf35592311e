"""A password is in nothing that is shown or written, however it is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.runs import ledger_folder
from shilu.extract.stores import Address, open_store, read_address, read_store

SECRET = "geheim"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql:///news", "postgresql:///news"),
        ("postgres://h/news?password=geheim", "postgres://h/news"),
        ("postgresql://u:geheim@[::1]:5432/news", "postgresql://u:***@[::1]:5432/news"),
        ("postgresql://u:ge%40heim@a,b:5433/news?sslmode=require", "postgresql://u:***@a,b:5433/news"),
        ("postgresql://u:密码geheim@h/新闻", "postgresql://u:***@h/新闻"),
        ("postgresql://u@%2Fvar%2Frun/news", "postgresql://u@%2Fvar%2Frun/news"),
    ],
)
def test_an_address_is_shown_without_its_password(address: str, shown: str) -> None:
    read = read_address(address)
    assert (read.shown, read.whole) == (shown, address)
    assert SECRET not in repr(read)


def test_what_a_library_repeats_is_masked() -> None:
    read = read_address("postgresql://u:ge%40heim@h/news?sslpassword=zwei")
    assert read.without_secrets("no ge%40heim, no ge@heim, no zwei") == "no ***, no ***, no ***"


_WRITTEN = [
    "postgresql://u:{}%@h/d", "postgresql://u:{}@x@h/d", "postgresql://u:x@{}@h/d", "postgresql://u:{}/x@h/d",
    "postgresql://u:x/{}@h/d", "postgresql://u:{}#x@h/d", "postgresql://u:#{}@h/d", "postgresql://u:{}?x@h/d",
    "postgresql://u:x?{}@h/d", "postgresql://u: {}@h/d", "postgresql://u:{} x@h/d", "postgresql://u:[{}@h/d",
    "postgresql://u:{}]@h/d", "postgresql://u:{}＠h/d", "postgresql://u：{}@h/d", "postgresql：//u:{}@h/d",
    "postgresql:／／u:{}@h/d", "postgresql:/u:{}@h/d", "postgresql:u:{}@h/d", "PostgreSQL://u:{}@h/d",
    "postgresql+psycopg://u:{}@h/d", " postgresql://u:{}@h/d", "postgresql://u:%zz{}@h/d", "postgresql://u:{}:x@h/d",
    "postgresql://u:{}@h:port/d", "postgresql://u:{}\n@h/d", "postgresql://u:\ud800{}@h/d", "mysql://u:{}@h/d",
    "postgresql://u:{}\u3000@h/d", "postgres:://u:{}@h/d", "mariadb:/u:{}@h/d", "postgresql://{}@h:{}x/d",
]  # fmt: skip


@pytest.mark.parametrize("written", _WRITTEN, ids=range(len(_WRITTEN)))
def test_an_address_that_would_be_misread_is_refused_without_repeating_it(written: str) -> None:
    target = written.format(SECRET, SECRET)
    for act in (open_store, ledger_folder, lambda one: list(read_store(one))):
        with pytest.raises(ShiluError) as told:
            act(target)
        assert told.value.code in {"S412", "S415"}
        assert SECRET not in str(told.value)
    assert "%40" in str(told.value) or told.value.code == "S412"


def test_the_ledger_of_a_server_does_not_depend_on_the_password() -> None:
    one, other = (ledger_folder(f"postgresql://u:{password}@h/d") for password in ("geheim", "anders"))
    assert one == other != ledger_folder("postgresql://u@h/e")


@pytest.mark.parametrize("password", ["geheim", "geheim%40", "geheim@x", "geheim/x", "geheim[", "geheim%"])
def test_nothing_that_a_run_leaves_has_the_password(password: str, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("建成102座书屋", encoding="utf-8")
    target = f"postgresql://u:{password}@127.0.0.1:9/news"
    command = [sys.executable, "-m", "shilu", "extract", "page.txt", "--out", target]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stdout + done.stderr
    for path in tmp_path.rglob("*"):
        assert SECRET not in path.name
        assert not path.is_file() or SECRET.encode() not in path.read_bytes()


def test_an_address_has_no_password_in_its_representation() -> None:
    assert "geheim" not in str(Address("a", "b:geheim", ("geheim",)))
