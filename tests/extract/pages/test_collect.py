"""From what the user named to files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.pages import collect, read_pages, walk
from shilu.extract.pages.collect import _fit
from shilu.schemas import Page


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder of pages, with other things between them."""
    for name in ("b.txt", "a/2.md", "a/10.txt", "a/sub/x.htm", "a.zip", "c/note.csv", "c/d.TXT", "e.tar.gz"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("书屋", encoding="utf-8")
    return tmp_path / "in"


def names(root: Path, *paths: Path | str) -> list[str]:
    return [path.relative_to(root).as_posix() for path in collect(paths)]


EVERYTHING = ["a/10.txt", "a/2.md", "a/sub/x.htm", "a.zip", "b.txt", "c/d.TXT", "e.tar.gz"]


def test_a_folder_gives_its_pages_and_archives_in_order(tree: Path) -> None:
    assert names(tree, tree) == EVERYTHING


PATTERNS = {
    "*.txt": ["b.txt"],
    "**/*.txt": ["a/10.txt", "b.txt"],
    "a/[0-9].*": ["a/2.md"],
    "?": ["a/10.txt", "a/2.md", "a/sub/x.htm", "c/d.TXT"],
    "**": EVERYTHING,
    "**/sub": ["a/sub/x.htm"],
    "**/s*/**/*.htm": ["a/sub/x.htm"],
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_gives_what_fits_it(tree: Path, pattern: str) -> None:
    assert names(tree, tree / pattern) == PATTERNS[pattern]


@pytest.mark.parametrize("pattern", ["*.pdf", "**/*.csv", "nothing*/*.txt", "c/*.csv"])
def test_a_pattern_without_a_page_is_refused(tree: Path, pattern: str) -> None:
    with pytest.raises(ShiluError, match="S102"):
        collect([tree / pattern])


def test_a_pattern_in_a_folder_that_is_not_there_is_a_missing_path(tree: Path) -> None:
    with pytest.raises(ShiluError, match="S101"):
        collect([tree / "nowhere" / "*.txt"])


def test_a_file_with_a_wildcard_in_its_name_is_that_file(tree: Path) -> None:
    (tree / "a[1].txt").write_text("书屋", encoding="utf-8")
    assert names(tree, tree / "a[1].txt") == ["a[1].txt"]


def test_each_file_is_given_once_where_it_comes_first(tree: Path) -> None:
    assert names(tree, tree / "c" / "d.TXT", tree / "a", tree / "**/*.txt", tree, tree / "b.txt") == [
        "c/d.TXT", "a/10.txt", "a/2.md", "a/sub/x.htm", "b.txt", "a.zip", "e.tar.gz",
    ]  # fmt: skip
    assert names(tree, tree / "**/*.txt", tree / "a") == ["a/10.txt", "b.txt", "a/2.md", "a/sub/x.htm"]


def test_a_file_that_is_not_read_is_given_after_its_folder(tree: Path) -> None:
    assert names(tree, tree / "c", tree / "c" / "note.csv") == ["c/d.TXT", "c/note.csv"]


def test_nothing_is_listed_before_it_is_asked_for(tree: Path) -> None:
    files = collect([tree])
    assert next(files).name == "10.txt"
    (tree / "z.txt").write_text("书屋", encoding="utf-8")
    (tree / "c" / "new.txt").write_text("书屋", encoding="utf-8")
    assert [path.name for path in files][-3:] == ["d.TXT", "new.txt", "e.tar.gz"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_to_folders_are_not_followed_and_links_to_files_are(tree: Path) -> None:
    (tree / "c" / "loop").symlink_to(tree)
    (tree / "c" / "dangling.txt").symlink_to(tree / "nowhere.txt")
    (tree / "c" / "link.txt").symlink_to(tree / "b.txt")
    assert names(tree, tree / "c") == ["c/d.TXT", "c/dangling.txt", "c/link.txt"]
    assert names(tree, tree / "b.txt", tree / "c") == ["b.txt", "c/d.TXT", "c/dangling.txt"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything is allowed here")
def test_a_folder_that_may_not_be_listed_is_told(tree: Path) -> None:
    (tree / "c").chmod(0)
    found = [one for one in read_pages([tree / "b.txt", tree]) if not isinstance(one, Page)]
    (tree / "c").chmod(0o700)
    assert any("Permission denied" in one.message for one in found)


def test_a_folder_of_any_size_is_sorted_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        (tmp_path / f"页{number}é.txt").touch()
    (tmp_path / os.fsdecode(b"\xff.txt")).touch()
    whole = list(walk.walk(tmp_path))
    monkeypatch.setattr(walk, "_HELD", 10)
    assert list(walk.walk(tmp_path)) == whole
    assert len(whole) == 31


def test_a_name_that_is_no_text_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text("书屋", encoding="utf-8")
    (tmp_path / "a.txt").write_text("书屋", encoding="utf-8")
    good, bad = read_pages([tmp_path])
    assert isinstance(good, Page)
    assert not isinstance(bad, Page)
    bad.message.encode()


def test_stars_of_a_pattern_take_no_exponential_time() -> None:
    assert not _fit(["a"] * 60, [*["**", "a"] * 30, "b"])
    assert _fit(["a"] * 60, [*["**", "a"] * 30, "**"])
