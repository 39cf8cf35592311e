"""The quick reading of tables gives what `tomllib` gives, and refuses what it refuses."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.lexicon.plain import read_toml

_TABLES = sorted(Path(str(resources.files("shilu.extract"))).rglob("*.toml"))

_SAMPLES = [
    "",
    "# nothing\n",
    '[[a]]\nkey = "值" # a remark\n\n[[b]]\nlist = ["一", "二",\n  "三",\n]\n[[a]]\nyes = true\nno = false\n',
    "[[a]]\nn = -12\nm = 0\nmoves = [[7, 1], [4, -1]]\nempty = []\n",
    '[[a]]\nquote = "\\""\nlist = ["in", "\\"", "\\u7c73"]\n',
    '[[a]]\nreal = 1.5\nday = 2022-12-01\nlate = """x\ny"""\n',
    '[a]\nx = 1\n[a.b]\n"quoted key" = 1\n',
    'top = "x"\n[[a]]\nx = 1',
    "[[a]]\r\nx = 1\r\n",
    "[[a]]\nlist = [1, 2]\nmixed = [1, 'x']\nleft = 'literal'\n",
]
_WRONG = [
    "[[a]]\nx = 1\nx = 2\n",
    '[[a]]\nx = "open\n',
    "[[a]]\nx = 01\n",
    "[[a]]\nx = truely\n",
    "[[a]]\nx = 1 y = 2\n",
    '[[a]]\nx = "a\x01b"\n',
    '[[a]]\nx = ["a" "b"]\n',
    '[[a]]\nx = "\\q"\n',
    "[[a]]\nx = [[7, 1]\n",
    "[[a]]\nx = [7,, 1]\n",
    "[[a]]\nx\n",
]


def _told(read: Any, text: str) -> Any:
    try:
        return read(text)
    except tomllib.TOMLDecodeError:
        return tomllib.TOMLDecodeError


@pytest.mark.parametrize("path", _TABLES, ids=lambda path: path.name)
def test_every_table_is_read_as_tomllib_reads_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read_toml(text) == tomllib.loads(text)


@pytest.mark.parametrize("text", _SAMPLES)
def test_what_is_right_is_read_the_same(text: str) -> None:
    assert read_toml(text) == tomllib.loads(text)


@pytest.mark.parametrize("text", _WRONG)
def test_what_is_wrong_is_refused(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        read_toml(text)


@given(
    st.lists(
        st.sampled_from([*_SAMPLES, *_WRONG, *"[]\",\\\n#= 'x1-", "[[a]]\n", 'k = "v"\n', "k = [\n"]),
        max_size=9,
    )
)
def test_any_patchwork_is_read_the_same(parts: list[str]) -> None:
    text = "".join(parts)
    assert _told(read_toml, text) == _told(tomllib.loads, text)
