"""How right the relations between figures and the outcomes of promises are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any, Protocol

from tools.made_series.truth import CONTRADICTS_WITHIN

__all__ = ["score_promises", "score_relations"]

Row = Mapping[str, Any]


class TruthLike(Protocol):
    """What scoring needs of the truth."""

    @property
    def statements(self) -> Mapping[str, Row]:
        """Statements by id."""

    @property
    def relations(self) -> Sequence[Row]:
        """Repeats, revisions, contradictions."""

    @property
    def promises(self) -> Sequence[Row]:
        """Targets and outcomes."""

    def at(self, place: Row) -> str | None:
        """The statement at a span."""


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.4f}" if whole else "-"


def score_relations(truth: TruthLike, given: Sequence[Row], found: set[str]) -> Iterator[str]:
    """Lines about witnesses, revisions and contradictions."""
    pairs = [(row["relation"], truth.at(row["a"]), truth.at(row["b"])) for row in given]
    known = [(relation, one, other) for relation, one, other in pairs if one and other]
    yield f"relations given {len(pairs)}, between two statements {len(known)}"
    yield f"{'relation':42} {'precision':>9} {'recall':>7} {'of those found':>14}"
    yield _witnesses(truth, [(one, other) for relation, one, other in known if relation == "witness"], found)
    for sort in ("revision", "contradiction"):
        yield _changes(truth, sort, [pair for pair in known if pair[0] == sort], found)


def _witnesses(truth: TruthLike, pairs: Sequence[tuple[str, str]], found: set[str]) -> str:
    """Witness pairs. A figure with 近 or 约 in it, or one over a change of place code, counts neither way."""
    rows, right, wrong = truth.statements, 0, 0
    root: dict[str, str] = {}
    for one, other in pairs:
        if rows[one]["reading"] == rows[other]["reading"] and one != other:
            right += 1
            root[_root(root, one)] = _root(root, other)
        elif not _loosely(rows[one], rows[other]):
            wrong += 1
    whole = possible = have = 0
    for row in truth.relations:
        members = [
            name
            for name in row.get("statements", ())
            if rows[name]["bound"] == "exact" or rows[name]["status"] != "actual"
        ]
        whole += len(members) * (len(members) - 1) // 2
        members = [name for name in members if name in found]
        possible += len(members) * (len(members) - 1) // 2
        have += sum(_root(root, one) == _root(root, other) for one, other in combinations(members, 2))
    return _line("witness", right, wrong, have, whole, possible)


def _loosely(one: Row, other: Row) -> bool:
    same = (
        one["line"] == other["line"] and one["period"] == other["period"] and one["status"] == other["status"]
    )
    return bool(
        same
        and (one["variable"] != other["variable"] or one["bound"] != "exact" or other["bound"] != "exact")
    )


def _root(root: Mapping[str, str], name: str) -> str:
    while name in root and root[name] != name:
        name = root[name]
    return name


def _line(name: str, right: int, wrong: int, have: int, whole: int, possible: int) -> str:
    return (
        f"{name:42} {_share(right, right + wrong):>9} {_share(have, whole):>7} {_share(have, possible):>14}"
        f"  ({right} right, {wrong} wrong, {whole} true)"
    )


def _changes(truth: TruthLike, sort: str, pairs: Sequence[tuple[str, str, str]], found: set[str]) -> str:
    """Revisions or contradictions, as pairs of figures, however many statements tell each."""
    rows = truth.statements
    known = {
        _readings(rows, row["before"][0], row["after"][0]): row for row in truth.relations if "before" in row
    }
    right, wrong, seen = 0, 0, set()
    for _, one, other in pairs:
        row = known.get(_readings(rows, one, other))
        if row and _accepts(sort, row, rows[one], rows[other]):
            right += 1
            seen.add(_readings(rows, one, other))
        elif not _neither(rows[one], rows[other]):
            wrong += 1
    true = [key for key, row in known.items() if row["relation"] == sort]
    possible = [key for key in true if all(set(known[key][side]) & found for side in ("before", "after"))]
    have = sum(key in seen for key in true)
    return _line(sort, right, wrong, have, len(true), len(possible))


def _readings(rows: Mapping[str, Row], one: str, other: str) -> tuple[str, ...]:
    return tuple(sorted((rows[one]["reading"], rows[other]["reading"])))


def _neither(one: Row, other: Row) -> bool:
    """Two targets of one thing may be called a revision; a changed place code and 近 count neither way too."""
    planned = one["status"] == other["status"] == "planned" and one["line"] == other["line"]
    return planned or _loosely(one, other)


def _accepts(sort: str, row: Row, one: Row, other: Row) -> bool:
    """Whether the pair may be called so: a wrong figure contradicts; long after, it may look like a revision."""
    if row["relation"] == sort:
        return True
    days = abs((date.fromisoformat(one["published"]) - date.fromisoformat(other["published"])).days)
    return bool(row["wrong"]) and (sort == "contradiction" or days > CONTRADICTS_WITHIN)


def score_promises(truth: TruthLike, given: Sequence[Row], found: set[str]) -> Iterator[str]:
    """Lines about promises: their outcomes, and what is said of them."""
    known = {row["promise"]: row for row in truth.promises}
    right = wrong = 0
    met: set[str] = set()
    verdicts: dict[str, set[str]] = {}
    for row in given:
        promise = truth.at(row["promise"])
        if promise is None or promise not in known:
            wrong += bool(row.get("outcome"))
            continue
        verdicts.setdefault(promise, set()).add(str(row.get("verdict")))
        if row.get("outcome"):
            good = truth.at(row["outcome"]) in known[promise]["outcomes"]
            right, wrong = right + good, wrong + (not good)
            met |= {promise} if good else set()
    told = [name for name, row in known.items() if row["outcomes"]]
    possible = [name for name in told if name in found and set(known[name]["outcomes"]) & found]
    yield f"{'promises':42} {'precision':>9} {'recall':>7} {'of those found':>14}"
    yield _line("outcome", right, wrong, len(met), len(told), len(possible))
    yield from _verdicts(known, verdicts, found)


def _verdicts(known: Mapping[str, Row], given: Mapping[str, set[str]], found: set[str]) -> Iterator[str]:
    """For each verdict: how many promises have it truly, and what was said of them."""
    said, right = Counter[str](), Counter[str]()
    for promise, names in given.items():
        row = known[promise]
        if row.get("derivable") and "not_reported" not in names:
            continue
        for name in names:
            said[name] += 1
            right[name] += name in row["accepts"]
    for name in sorted(said):
        yield f"  said {name:35} {_share(right[name], said[name]):>9}  of {said[name]}"
    true = Counter(row["verdict"] for row in known.values())
    good = Counter(
        known[one]["verdict"] for one, names in given.items() if names & set(known[one]["accepts"])
    )
    here = Counter(row["verdict"] for one, row in known.items() if one in found)
    for name in sorted(true):
        shares = f"{_share(good[name], true[name]):>7} {_share(good[name], here[name]):>14}"
        yield f"  truly {name:34} {'':>9} {shares}  of {true[name]}"
