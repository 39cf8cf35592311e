"""`python -m tools.made_series.score TRUTH RESULTS`: how right the links of many pages are, by kind.

TRUTH is the folder `truth` of a made archive, RESULTS a file of JSON lines; README.md says what a line holds.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

from tools.made_series.score_rest import score_promises, score_relations

__all__ = ["Truth", "load", "report", "score_links"]

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Truth:
    """The truth of an archive, and where its statements stand."""

    statements: Mapping[str, Row]
    relations: Sequence[Row]
    promises: Sequence[Row]

    def at(self, place: Row) -> str | None:
        """The statement that a span of a document stands on: the one it shares most characters with."""
        best, shared = None, 0
        for one in self._by_document.get(place["document"], ()):
            common = min(one["end"], place["end"]) - max(one["start"], place["start"])
            if common > shared:
                best, shared = one["id"], common
        return best

    @cached_property
    def _by_document(self) -> Mapping[str, list[Row]]:
        return _grouped((row["document"], row) for row in self.statements.values())


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    out: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        out[key].append(value)
    return dict(out)


def read_lines(path: Path) -> list[Row]:
    """The rows of a file of JSON lines. Raises ValueError, naming the line, where one is no object."""
    out: list[Row] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError(f"{path}, line {number}: {line[:40]!r} is no JSON object")
            out.append(row)
    return out


def load(folder: Path) -> Truth:
    """The truth in that folder."""
    statements = {row["id"]: row for row in read_lines(folder / "statements.jsonl")}
    return Truth(statements, read_lines(folder / "relations.jsonl"), read_lines(folder / "promises.jsonl"))


def placed(truth: Truth, links: Iterable[Row]) -> tuple[dict[str, Row], int]:
    """The link of every statement that has one, and how many links stand on none.

    Of several links on one statement that counts which covers most of it, then the first.
    """
    out: dict[str, Row] = {}
    idle = 0
    for link in links:
        name = truth.at(link)
        if name is None:
            idle += 1
        elif name not in out or _cover(truth, name, link) > _cover(truth, name, out[name]):
            out[name] = link
    return out, idle


def _cover(truth: Truth, name: str, link: Row) -> int:
    one = truth.statements[name]
    return int(min(one["end"], link["end"]) - max(one["start"], link["start"]))


def _pairs(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def _across(keys: Iterable[tuple[Any, str]]) -> int:
    """How many pairs have the same key and different documents."""
    listed = list(keys)
    return _pairs(Counter(key for key, _ in listed).values()) - _pairs(Counter(listed).values())


def score_links(truth: Truth, links: Iterable[Row]) -> Iterator[str]:
    """Lines that tell how right the variables are."""
    found, idle = placed(truth, links)
    rows = truth.statements
    yield f"statements {len(rows)}, with a link {len(found)} ({_share(len(found), len(rows))})"
    yield f"links on no statement {idle}"
    yield f"{'pairs that join documents':42} {'precision':>9} {'recall':>7} {'of those found':>14}"
    guess = {name: link["variable"] for name, link in found.items()}
    for label, chosen in _kinds(rows):
        yield f"{label:42} " + _pair_line(rows, guess, chosen)
    yield _cubed(rows, guess)
    yield from _recall_by_sort(rows, guess)
    yield from _wrong_joins(rows, guess)
    yield from _told(rows, found)


def _kinds(rows: Mapping[str, Row]) -> Iterator[tuple[str, set[str]]]:
    yield "all", set(rows)
    for field in ("form", "period_type", "item"):
        for value in sorted({row[field] for row in rows.values()}):
            yield f"  {field} {value}", {name for name, row in rows.items() if row[field] == value}


def _pair_line(rows: Mapping[str, Row], guess: Mapping[str, str], chosen: set[str]) -> str:
    """Precision and recall of pairs among the chosen statements. Where a county became a district, a pair over the
    change counts neither way."""

    def across(names: Iterable[str], *fields: str, guessed: bool = True) -> int:
        parts = ((name, tuple(rows[name][field] for field in fields)) for name in names)
        return _across(((key, guess[name] if guessed else ""), rows[name]["document"]) for name, key in parts)

    linked = [name for name in chosen if name in guess]
    right, joined, given = across(linked, "variable"), across(linked, "line"), across(linked)
    everything = across(chosen, "variable", guessed=False)
    possible = across(linked, "variable", guessed=False)
    return (
        f"{_share(right, given - joined + right):>9} {_share(right, everything):>7} {_share(right, possible):>14}"
        f"  ({right} right, {given - joined} wrong)"
    )


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.4f}" if whole else "-"


def _cubed(rows: Mapping[str, Row], guess: Mapping[str, str]) -> str:
    """B-cubed: of each statement, the share of its company that is right, and of its right company that it has."""
    both = Counter((rows[name]["variable"], variable) for name, variable in guess.items())
    lines = Counter((rows[name]["line"], variable) for name, variable in guess.items())
    truly, given = Counter(rows[name]["variable"] for name in guess), Counter(guess.values())
    precision = recall = 0.0
    for name, variable in guess.items():
        same = both[rows[name]["variable"], variable]
        precision += same / (given[variable] - lines[rows[name]["line"], variable] + same)
        recall += same / truly[rows[name]["variable"]]
    return (
        f"B-cubed over statements with a link: precision {_share(precision, len(guess))}, "
        f"recall {_share(recall, len(guess))}; {len(given)} variables for {len(truly)}"
    )


def _recall_by_sort(rows: Mapping[str, Row], guess: Mapping[str, str]) -> Iterator[str]:
    """Recall of pairs by how far apart their wordings are."""
    total, right = Counter[str](), Counter[str]()
    for members in _grouped((rows[name]["variable"], name) for name in guess).values():
        for one, other in combinations(members, 2):
            if rows[one]["document"] == rows[other]["document"]:
                continue
            for sort in _sorts(rows[one], rows[other]):
                total[sort] += 1
                right[sort] += guess[one] == guess[other]
    yield "recall of pairs, both found, by what they are"
    for sort in sorted(total):
        yield f"  {sort:40} {_share(right[sort], total[sort]):>7}  of {total[sort]}"


def _sorts(one: Row, other: Row) -> Iterator[str]:
    for field in ("wording", "unit"):
        yield f"{field}: {'the same' if one[field] == other[field] else 'another'}"
    yield "status: " + " and ".join(sorted((one["status"], other["status"])))
    yield f"period: {'the same' if one['period'] == other['period'] else 'another'}"


_FIELDS = ("place", "subject", "item", "definition", "scope", "form", "period_type")


def _wrong_joins(rows: Mapping[str, Row], guess: Mapping[str, str]) -> Iterator[str]:
    """What wrongly joined statements differ in, with an example of each."""
    count, example = Counter[str](), dict[str, str]()
    for members in _grouped((variable, name) for name, variable in guess.items()).values():
        groups = list(_grouped((rows[name]["line"], name) for name in sorted(members)).values())
        for one, other in combinations(groups, 2):
            sort = " + ".join(field for field in _FIELDS if rows[one[0]][field] != rows[other[0]][field])
            count[sort] += len(one) * len(other)
            example.setdefault(sort, f"{_shown(rows[one[0]])} | {_shown(rows[other[0]])}")
    yield "wrong joins, by what the two differ in"
    for sort, number in count.most_common():
        yield f"  {sort:40} {number:7}  e.g. {example[sort]}"


def _shown(row: Row) -> str:
    return f"{row['document']}:{row['start']} {row['wording']} {row['text']}"


def _told(rows: Mapping[str, Row], found: Mapping[str, Row]) -> Iterator[str]:
    """Periods of the links that name one, against the truth."""
    named = [
        name for name, link in found.items() if link.get("period") and rows[name]["period_type"] != "none"
    ]
    if named:
        right = sum(str(found[name]["period"]) == rows[name]["period"] for name in named)
        yield f"periods given {len(named)}, the same as the truth {_share(right, len(named))}"


def report(truth: Truth, results: Sequence[Row]) -> Iterator[str]:
    """The whole report on such results, line by line. Raises ValueError for a row of an unknown type."""
    by_type = _grouped((row.get("type"), row) for row in results)
    unknown = set(by_type) - {"link", "relation", "promise"}
    if unknown:
        raise ValueError(f"type={min(map(str, unknown))!r}: a line is a link, a relation or a promise")
    yield from score_links(truth, by_type.get("link", ()))
    found, _ = placed(truth, by_type.get("link", ()))
    yield from score_relations(truth, by_type.get("relation", ()), set(found))
    yield from score_promises(truth, by_type.get("promise", ()), set(found))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("truth", type=Path)
    parser.add_argument("results", type=Path)
    given = parser.parse_args()
    print("\n".join(report(load(given.truth), read_lines(given.results))))


if __name__ == "__main__":
    main()
