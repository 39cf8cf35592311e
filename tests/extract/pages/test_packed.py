"""Pages that are packed alone, as archives keep them: page.txt.gz."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from shilu.extract.pages import Failure, count_members, read_pages
from shilu.schemas import Page

TEXT = "全县建成102座书屋"
PACKED: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress,
}  # fmt: skip


def write(folder: Path, ending: str, text: str = TEXT) -> Path:
    path = folder / f"a.txt{ending}"
    path.write_bytes(PACKED[ending](text.encode()))
    return path


@pytest.mark.parametrize("ending", PACKED)
def test_a_folder_gives_its_pages_that_are_packed_alone(ending: str, tmp_path: Path) -> None:
    path = write(tmp_path, ending)
    (tmp_path / "a.meta.json").write_text('{"published": "2023-05"}', encoding="utf-8")
    (tmp_path / f"notes.docx{ending}").write_bytes(b"PK")
    (page,) = read_pages([tmp_path])
    assert isinstance(page, Page)
    assert (page.id, page.text, page.source) == ("a", TEXT, f"{path}/a.txt")
    assert page.published
    assert page.published.value == "2023-05"
    assert count_members(path) == 1


@pytest.mark.parametrize("ending", PACKED)
def test_a_flipped_bit_gives_nothing_and_is_told(ending: str, tmp_path: Path) -> None:
    path = write(tmp_path, ending, TEXT * 50)
    whole = path.read_bytes()
    for place in range(10 if ending == ".gz" else 0, len(whole)):  # gzip vouches for no byte of its first ten
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        (found,) = read_pages([path])
        assert isinstance(found, Failure) or found.text == TEXT * 50, place
    path.write_bytes(whole[:-6])
    (found,) = read_pages([path])
    assert isinstance(found, Failure)
    assert "S206" in found.message


def test_a_small_file_of_much_text_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"0" * (64 << 20)))
    (found,) = read_pages([path])
    assert isinstance(found, Failure)
    assert "S213" in found.message
