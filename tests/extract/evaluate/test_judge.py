"""The figures, on small pages whose answer is plain, and against the scorer beside the gold pages."""

from __future__ import annotations

import csv
import importlib.util
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shilu.extract.evaluate import GoldPage, RunPage, evaluate, read_gold, read_run
from shilu.extract.stores import TABLES

FACT = {
    "start": 4, "end": 7, "surface": "86座", "kind": "count", "value": 86, "lower": None, "upper": None,
    "bound": "exact", "unit": "座", "item": "书屋", "subject": "柳河县", "action": "建成", "change": None, "per": None,
    "programme": None, "place": "柳河县", "period": "2022", "status": "actual", "cumulative": False,
}  # fmt: skip


def found(**changes: Any) -> dict[str, Any]:
    return {**FACT, "value": "86", "cumulative": "false", **changes}


def judge(gold: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> Any:
    return evaluate([GoldPage("p", facts=gold)], {"p": RunPage(facts=list(rows))})


WRONG: list[tuple[dict[str, Any], bool, bool]] = [
    ({}, True, True),
    ({"value": "85"}, False, False),
    ({"kind": "area"}, False, False),
    ({"unit": "间"}, False, False),
    ({"item": "便民书屋"}, True, True),
    ({"item": "屋"}, False, False),
    ({"item": None}, False, False),
    ({"status": "planned"}, False, False),
    ({"change": "increase"}, False, False),
    ({"bound": "about"}, True, False),
    ({"subject": "干窑镇"}, True, False),
    ({"period": "2022-03"}, True, True),
    ({"period": "2021"}, True, False),
    ({"per": "年"}, True, False),
    ({"cumulative": "true"}, True, False),
    ({"action": "修建"}, True, True),
]


@pytest.mark.parametrize(("changes", "core", "full"), WRONG, ids=[str(one[0]) for one in WRONG])
def test_what_core_and_full_ask_for(changes: dict[str, Any], core: bool, full: bool) -> None:
    told = judge([FACT], [found(**changes)])
    assert (told.detect.f1, told.core.f1, told.full.f1) == (1, core, full)
    assert bool(told.misses) == any(
        not one.precision for name, one in told.slots.items() if f"{name}~" not in told.slots
    )


def test_a_field_that_was_not_marked_is_not_judged() -> None:
    told = judge(
        [{"start": 4, "end": 7, "surface": "86座", "item": "书屋"}], [found(kind="area", status="planned")]
    )
    assert set(told.slots) == {"span", "item", "item~"}
    assert told.full.f1 == 1


def test_what_is_missed_and_what_is_too_much() -> None:
    told = judge([FACT], [found(start=20, end=23)])
    assert (told.detect.right, told.detect.missed, told.detect.extra) == (0, 1, 1)
    assert [(miss.what, miss.start) for miss in told.misses] == [("missed", 4), ("extra", 20)]
    assert told.kinds["count"][0].as_json()["fn"] == 1


def test_an_optional_mark_costs_nothing() -> None:
    optional = {**FACT, "optional": True}
    assert judge([optional], []).detect.missed == 0
    assert judge([optional], [found(item="路")]).detect.extra == 0


def test_any_of_several_answers_is_right() -> None:
    told = judge([{**FACT, "subject": ["全县", None]}], [found(subject=None)])
    assert told.slots["subject"].precision == 1


def test_a_page_that_the_run_lacks_is_missed_altogether() -> None:
    told = evaluate([GoldPage("p", facts=[FACT], times=[{"start": 0, "end": 2, "surface": "去年"}])], {})
    assert (told.detect.missed, told.times.missed) == (1, 1)


def test_names_need_place_and_type() -> None:
    gold = [{"start": 0, "end": 3, "surface": "柳河县", "type": "place"}]
    gold += [{"start": 9, "end": 14, "surface": "青禾计划等", "type": "programme", "optional": True}]
    rows = [{"start": 0, "end": 3, "surface": "柳河县", "type": "organisation"}]
    rows += [{"start": 9, "end": 11, "surface": "青禾", "type": "brand"}]
    told = evaluate([GoldPage("p", names=gold)], {"p": RunPage(names=rows)})
    assert told.names.as_json() == {"p": 0.0, "r": 0.0, "f1": 0.0, "tp": 0, "fp": 1, "fn": 1}


# The shared scorer leaves its files to be closed by the collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


def scorer(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location("shared_score", shared / "score" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def same_figures(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    return {name: ours[name] for name in theirs} == dict(theirs)


def write_run(folder: Path, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    tables: dict[str, list[Mapping[str, Any]]] = {"facts": [], "names": [], "times": []}
    for sort, row in rows:
        tables[sort].append(row)
    for sort, told in tables.items():
        with (folder / f"{sort}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, TABLES[sort].names, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows({**row, "page": "p"} for row in told)


PLACE = st.tuples(st.integers(0, 30), st.integers(1, 6))
WORDS = st.sampled_from(["书屋", "便民书屋", "面积", None])
MARKS = st.lists(
    st.tuples(
        st.sampled_from(["facts", "names", "times"]), PLACE, WORDS, WORDS, st.sampled_from([86, 12, None]),
        st.sampled_from(["2022", "2022-12", "2021", None]), st.booleans(), st.sampled_from(["place", "person"]),
    ),
    max_size=12,
)  # fmt: skip


def mark(
    sort: str, place: tuple[int, int], item: Any, subject: Any, value: Any, period: Any, flag: bool, kind: str
) -> dict[str, Any]:
    bounds = {"start": place[0], "end": place[0] + place[1], "surface": "字" * place[1]}
    if sort == "names":
        return {**bounds, "type": kind}
    if sort == "times":
        return {**bounds, "type": "date", "value": period}
    told = {"item": item, "subject": subject, "value": value, "period": period, "cumulative": flag}
    return {**FACT, **bounds, **told}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MARKS, MARKS, st.integers(0, 3))
def test_the_figures_are_those_of_the_shared_scorer_whatever_was_marked(
    shared: Path, tmp_path: Path, gold: list[Any], run: list[Any], optional: int
) -> None:
    for sort in ("facts", "names", "times"):
        told = [mark(*one) for one in gold if one[0] == sort]
        lines = [
            json.dumps({**one, "optional": n % 4 < optional}, ensure_ascii=False)
            for n, one in enumerate(told)
        ]
        (tmp_path / f"p.{sort}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    write_run(tmp_path, ((one[0], mark(*one)) for one in run))
    theirs, _ = scorer(shared).score(tmp_path, tmp_path, ["p"], False)
    assert same_figures(evaluate(read_gold(tmp_path), read_run(tmp_path)).as_json(), theirs)


def test_the_gold_pages_get_the_figures_of_the_shared_scorer(
    shared: Path, tmp_path: Path, extractor: Any
) -> None:
    from shilu.extract.stores import write_folder

    path = shared / "gold" / "001.txt"
    published = json.loads((shared / "gold" / "001.meta.json").read_text("utf-8"))["published"]
    write_folder([extractor.page(path.read_text("utf-8"), published=published, id="001")], tmp_path)
    theirs, _ = scorer(shared).score(shared / "gold", tmp_path, ["001"], False)
    gold = [page for page in read_gold(shared / "gold") if page.page == "001"]
    assert same_figures(evaluate(gold, read_run(tmp_path)).as_json(), theirs)
