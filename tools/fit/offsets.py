"""Marks of texts that are not ours, kept as offsets and codes: the words are those of `../shared/corpus`.

A file holds the path of its text there, the hash of the text, the marked window, and facts, names and times whose
answers are spans `[start, end]` of the text, codes, or null. A window of which only the names were marked has no facts.
Where it tells `"fit": "names"`, the facts only measure.

    python -m tools.fit.offsets FOLDER [--names]    keeps what `python -m tools.annotate build` wrote into FOLDER

Beside the marks FOLDER has `PAGE.txt` and `PAGE.meta.json`, which tells the `source` below `../shared/corpus`, without
ending, and what was `marked`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.fit.marks import MarkedPage, group_of, read_folder

__all__ = ["HELD", "read_offsets", "write_offsets"]

HELD = frozenset(
    {
        "hk-news-07",
        "shenbao-06",
        "newsw-20240520",
        "reportw-浙江",
        "annual-report-04",
        "local-business-news-09",
        "reportx-安徽",
        "reportx-广东c",
        "districtx-2019",
        "newsx-20221003b",
        "newsx-20251111",
        "newsn-20231022n",
    }
)
"""Pages on which nothing is fitted: they tell at the end how good the product is on pages nobody looked at."""

_KEPT = Path(__file__).parents[1] / "marks"
_WORDS = ("item", "subject", "action", "programme", "place", "per", "speaker", "office", "base", "purpose")


def read_offsets(folder: Path, shared: Path, *, held: bool, of: str = "facts") -> Iterator[MarkedPage]:
    """The marked pages of a folder to fit the choice `of` facts or names on, with their words from `shared`; `held` for
    those too that are held back. A text that is absent or has changed is left out, and told on standard output."""
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        if not held and (path.stem in HELD or told.get("fit", of) != of):
            continue
        source = shared / "corpus" / told["source"]
        text = source.read_text(encoding="utf-8") if source.exists() else None
        if text is None or _hash(text) != told["hash"]:
            print(
                f"{path.name}: {source} is {'not there' if text is None else 'another text'}; its marks are left out"
            )
            continue
        facts = tuple(_worded(one, text) for one in told["facts"])
        yield MarkedPage(
            id=path.stem, group=group_of(path.stem, "marks"), text=text, meta=told["meta"], facts=facts,
            names=tuple({**one, "surface": text[one["start"] : one["end"]]} for one in told["names"]),
            times=tuple({**one, "surface": text[one["start"] : one["end"]]} for one in told["times"]),
        )  # fmt: skip


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _worded(mark: Mapping[str, Any], text: str) -> dict[str, Any]:
    found = dict(mark)
    for slot in _WORDS:
        if slot in found:
            found[slot] = [None if one is None else text[one[0] : one[1]] for one in found[slot]]
    return found


def write_offsets(
    folder: Path,
    source: str,
    text: str,
    meta: Mapping[str, Any],
    page: str,
    rows: Mapping[str, Sequence[Any]],
    *,
    names_only: bool = False,
) -> list[str]:
    """Write the marks of a page without its words; gives what could not be placed in the text. With `names_only` its
    facts are not fitted on."""
    lost: list[str] = []
    facts = []
    for mark in rows["facts"]:
        kept = {key: value for key, value in mark.items() if key not in {"surface", *_WORDS}}
        for slot in _WORDS:
            value = mark.get(slot)
            spans = [
                _place(one, text, mark["start"]) for one in (value if isinstance(value, list) else [value])
            ]
            lost += [f"{page} {slot} {value}" for span in spans if span == []]
            kept[slot] = [span for span in spans if span != []] or [None]
        facts.append(kept)
    others = {
        kind: [
            {key: value for key, value in one.items() if key not in {"surface", "canonical"}}
            for one in rows[kind]
        ]
        for kind in ("names", "times")
    }
    kind = {"fit": "names"} if names_only else {}
    told = {"source": source, "hash": _hash(text), **kind, "meta": dict(meta), "facts": facts, **others}
    (folder / f"{page}.json").write_text(json.dumps(told, ensure_ascii=False) + "\n", encoding="utf-8")
    return lost


def _place(words: str | None, text: str, near: int) -> list[int] | None:
    """The span of words nearest to an offset; None for no words, an empty list where they stand nowhere."""
    if words is None:
        return None
    starts, start = [], text.find(words)
    while start >= 0:
        starts.append(start)
        start = text.find(words, start + 1)
    if not starts:
        return []
    best = min(starts, key=lambda one: abs(one - near))
    return [best, best + len(words)]


def main() -> None:
    """Keep the marks of a folder without the words."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--names", action="store_true", help="the facts only measure")
    given = parser.parse_args()
    for page in read_folder(given.folder, "marks"):
        meta = {key: value for key, value in page.meta.items() if key != "source"}
        rows = {"facts": page.facts, "names": page.names, "times": page.times}
        source = f"{page.meta['source']}.txt"
        for lost in write_offsets(_KEPT, source, page.text, meta, page.id, rows, names_only=given.names):
            print(f"not on the page: {lost}")


if __name__ == "__main__":
    main()
