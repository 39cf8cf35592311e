"""A file holds one idea: none of the source is longer than a reader keeps in mind."""

from __future__ import annotations

from pathlib import Path

_LONGEST = 400  # lines


def test_no_file_is_long(repo_root: Path) -> None:
    files = [
        one for part in ("extract", "schemas", "src", "tools") for one in (repo_root / part).rglob("*.py")
    ]
    assert len(files) > 400
    sizes = {one: len(one.read_text(encoding="utf-8").splitlines()) for one in files}
    assert {str(one.relative_to(repo_root)): size for one, size in sizes.items() if size > _LONGEST} == {}
