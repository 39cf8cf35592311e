"""A small scorer: how well a run agrees with gold.

    python -m tests.scoring GOLD RUN

GOLD holds `<page>.facts.jsonl`, `.names.jsonl`, `.times.jsonl` and `.articles.json`, RUN what `shilu extract`
wrote. An optional gold row costs nothing, found or missed. A slot with several answers accepts any of them.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

Row = dict[str, Any]


@dataclass
class Score:
    """Right, wrongly found and missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.extra + self.missed
        return 2 * self.right / total if total else 0.0

    def __str__(self) -> str:
        return f"f1 {self.f1:.3f}  right {self.right}  extra {self.extra}  missed {self.missed}"


def score(gold: Path, run: Path) -> dict[str, Score]:
    """The scores of all pages in `gold` together."""
    found = {name: _csv(run / f"{name}.csv") for name in ("facts", "names", "times")}
    articles = _jsonl(run / "articles.jsonl")
    scores = {
        name: Score() for name in ("facts.detect", "facts.core", "names.strict", "times.detect", "articles")
    }
    for path in sorted(gold.glob("*.facts.jsonl")):
        page = path.name.removesuffix(".facts.jsonl")
        of_page = {name: [row for row in rows if row["page"] == page] for name, rows in found.items()}
        _facts(_jsonl(path), of_page["facts"], scores)
        _names(_jsonl(gold / f"{page}.names.jsonl"), of_page["names"], scores["names.strict"])
        _detect(_jsonl(gold / f"{page}.times.jsonl"), of_page["times"], scores["times.detect"])
        text = next(path for path in _texts(gold, page) if path.exists()).read_text(encoding="utf-8")
        of_this = [row for row in articles if row["page"] == page]
        _grouping(
            json.loads((gold / f"{page}.articles.json").read_text("utf-8")), of_this, text, scores["articles"]
        )
    return scores


def _texts(gold: Path, page: str) -> Iterable[Path]:
    return (
        folder / f"{page}{suffix}" for folder in (gold, gold.parent / "pages") for suffix in (".txt", ".md")
    )


def _facts(gold: Sequence[Row], found: Sequence[Row], scores: dict[str, Score]) -> None:
    pairs = _detect(gold, found, scores["facts.detect"])
    extra = len(found) - len(pairs)
    firm = [(want, got) for want, got in pairs if not want.get("optional")]
    right = sum(_core(want, got) for want, got in firm)
    core = scores["facts.core"]
    core.right += right
    core.extra += extra + len(firm) - right
    core.missed += sum(not want.get("optional") for want in gold) - right


def _core(want: Row, got: Row) -> bool:
    """The number, kind, unit, item, change and status are right."""
    return (
        _magnitude(want, got)
        and want["kind"] == got["kind"]
        and _same(want["unit"], got["unit"])
        and _similar(want["item"], got["item"])
        and _same(want["change"], got["change"])
        and _same(want["status"], got["status"])
    )


def _magnitude(want: Row, got: Row) -> bool:
    if want["value"] is not None and got["value"]:
        return _near(want["value"], got["value"])
    return _near(want["lower"], got["lower"]) and _near(want["upper"], got["upper"])


def _near(want: float | None, got: str) -> bool:
    if want is None or not got:
        return want is None and not got
    return abs(want - float(got)) <= 1e-9 * max(1.0, abs(want))


def _plain(text: str | None) -> str:
    return re.sub(r"[\s“”‘’「」『』\"'《》]", "", text or "").lower()


def _answers(want: Any) -> list[str]:
    return [_plain(one) for one in (want if isinstance(want, list) else [want])]


def _same(want: Any, got: str) -> bool:
    return _plain(got) in _answers(want)


def _similar(want: Any, got: str) -> bool:
    words = _plain(got)
    return _same(want, got) or any(
        min(len(one), len(words)) >= 2 and (one in words or words in one) for one in _answers(want)
    )


def _detect(gold: Sequence[Row], found: Sequence[Row], into: Score) -> list[tuple[Row, Row]]:
    """Pair by overlap, best first, each row once."""
    candidates = []
    for i, want in enumerate(gold):
        for j, got in enumerate(found):
            shared = min(want["end"], int(got["end"])) - max(want["start"], int(got["start"]))
            if shared > 0:
                union = max(want["end"], int(got["end"])) - min(want["start"], int(got["start"]))
                candidates.append((-shared / union, bool(want.get("optional")), i, j))
    of_gold: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in of_gold and j not in used:
            of_gold[i] = j
            used.add(j)
    into.right += sum(not gold[i].get("optional") for i in of_gold)
    into.extra += len(found) - len(used)
    into.missed += sum(not want.get("optional") for i, want in enumerate(gold) if i not in of_gold)
    return [(gold[i], found[j]) for i, j in of_gold.items()]


def _names(gold: Sequence[Row], found: Sequence[Row], into: Score) -> None:
    """Span and type must agree exactly; what lies within an optional name is no error."""
    wanted = {(row["start"], row["end"]): row for row in gold}
    optional = [row for row in gold if row.get("optional")]
    right = 0
    for got in found:
        start, end = int(got["start"]), int(got["end"])
        want = wanted.get((start, end))
        if want is None:
            into.extra += not any(row["start"] <= start and end <= row["end"] for row in optional)
        elif not want.get("optional"):
            right += want["type"] == got["type"]
            into.extra += want["type"] != got["type"]
    into.right += right
    into.missed += sum(not row.get("optional") for row in gold) - right


def _grouping(gold: Sequence[Row], found: Sequence[Row], text: str, into: Score) -> None:
    """Pairs of lines that belong to one article."""
    of_gold = {int(line): row["article"] for row in gold for line in row["lines"]}
    of_found = {}
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        middle = start + len(line) // 2
        for row in found:
            if any(block["start"] <= middle < block["end"] for block in row["blocks"]):
                of_found[number] = row["article"]
        start += len(line) + 1
    for one, other in combinations(sorted(of_gold), 2):
        together = of_gold[one] == of_gold[other]
        joined = one in of_found and of_found.get(one) == of_found.get(other)
        into.right += together and joined
        into.extra += joined and not together
        into.missed += together and not joined


def _jsonl(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    for name, value in score(Path(sys.argv[1]), Path(sys.argv[2])).items():
        print(f"{name:14} {value}")
