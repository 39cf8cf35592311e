"""The tool for marking pages by hand: notes become marks, what they get wrong is told, two readings become one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from shilu.schemas import Kind
from tools.annotate.__main__ import main
from tools.annotate.amounts import amount
from tools.annotate.marks import read_marks

TEXT = (
    "县里安排2亿元用于修路，今年7月建成86座书屋。东方欲晓，海南东方市来人，康伴\n计划启动，七成的农户受益。"
)
AMOUNTS = (("2亿元", "money,200000000,,,exact,元"), ("86座", "count,86,,,exact,座"))
TIMES = (("今年7月", "2022-07,date"),)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for place in ("pages", "run"):
        (tmp_path / place).mkdir()
    (tmp_path / "pages" / "p.txt").write_text(TEXT, encoding="utf-8")
    heads = "page,start,end,surface,"
    for table, more, rows in (
        ("facts", "kind,value,lower,upper,bound,unit", AMOUNTS),
        ("times", "value,type", TIMES),
    ):
        lines = [f"p,{TEXT.index(one)},{TEXT.index(one) + len(one)},{one},{rest}\n" for one, rest in rows]
        (tmp_path / "run" / f"{table}.csv").write_text(
            "".join([f"{heads}{more}\n", *lines]), encoding="utf-8"
        )
    return tmp_path


def build(home: Path, notes: str, out: str = "out") -> dict[str, list[dict[str, Any]]]:
    (home / "notes").write_text(notes, encoding="utf-8")
    main(["build", *(str(home / one) for one in ("pages", "run")), "p", str(home / "notes"), str(home / out)])
    return {kind: read_marks(home / out, "p", kind) for kind in ("facts", "times", "names")}


def test_slots_of_a_note_are_marks(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = build(home, "1 | item=null | action=安排/拨付 | purpose=修路 | status=planned\n2 drop\nt1 drop\n")
    (mark,) = found["facts"]
    assert (mark["surface"], mark["purpose"], mark["status"]) == ("2亿元", "修路", "planned")
    assert mark["action"] == ["安排", "拨付"]
    assert capsys.readouterr().out.startswith("FAULT line 1: action '拨付' is not on the page")


def test_what_the_run_misread_or_missed_is_written(home: Path) -> None:
    notes = "1 ok\n2 opt unit=座/间 value=85 | item=书屋 | cum\n+ 七成@七成的农户 kind=percent value=70 | item=农户\n"
    first, second, third = build(home, notes)["facts"]
    assert first.get("optional") is None
    assert (second["unit"], second["value"], second["cumulative"]) == (["座", "间"], 85, True)
    assert second["optional"] is True
    assert (third["surface"], third["kind"], third["value"]) == ("七成", "percent", 70)


def test_times_have_values_and_alternatives(home: Path) -> None:
    found = build(home, "t1 2022-07;2022 period opt\n+ t 东方欲晓 - date\n")["times"]
    assert [(one["value"], one["type"], one.get("optional")) for one in found] == [
        (["2022-07", "2022"], "period", True),
        (None, "date", None),
    ]


def test_names_are_marked_wherever_they_stand(home: Path) -> None:
    """Over the end of a line, the longest first, not where there is none, and once alone."""
    notes = (
        "programme: 康伴计划=任港街道康伴计划\nplace: 东方\n-name 东方@东方欲晓\n+place 海南东方市=东方市\n"
    )
    found = build(home, notes)["names"]
    assert [(one["surface"], one["canonical"]) for one in found] == [
        ("海南东方市", "东方市"),
        ("康伴\n计划", "任港街道康伴计划"),
    ]


@pytest.mark.parametrize(
    ("note", "fault"),
    [
        ("9 | item=书屋", "line 1: no amount 9"),
        ("t9 2022 date", "line 1: no time 9"),
        ("1 | items=书屋", "line 1: what is 'items=书屋'?"),
        ("1 | status=done", "line 1: status 'done'"),
        ("1 value=many", "line 1: 'value=many' is no number"),
        ("1 kind=things", "line 1: kind 'things'"),
        ("1 surface=三亿元", "line 1: surface '三亿元' is not there"),
        ("+ 八成@八成的农户 kind=percent", "not on the page: 八成@八成的农户"),
        ("person: 王小明", "name not on the page: 王小明"),
        ("perhaps", "line 1: not understood: perhaps"),
        ("", "amount 1 2亿元 has no line"),
    ],
)
def test_what_a_note_gets_wrong_is_told(
    note: str, fault: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(home, note)
    assert f"FAULT {fault}\n" in capsys.readouterr().out


def test_every_kind_may_be_marked() -> None:
    """The list is that of the schema: a dimension that is added there may be marked at once."""
    faults: list[str] = []
    for kind in (name for one in get_args(Kind) for name in (get_args(one) or (one,))):
        row = {"start": 0, "end": 2, "kind": kind, "bound": "", "unit": ""}
        amount(row, (), TEXT, faults.append)
    assert faults == []


def test_two_readings_become_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(home, "1 | subject=县里 | cum\n2 | item=书屋\nt1 2022-07 date\nplace: 海南\n", "one")
    build(home, "1 | subject=县\n2 drop\nt1 2022 date\norganisation: 海南\n", "other")
    main(["merge", *(str(home / one) for one in ("one", "other", "both")), "p"])
    facts, times, names = (read_marks(home / "both", "p", kind) for kind in ("facts", "times", "names"))
    assert (facts[0]["subject"], facts[0]["doubt"], facts[0].get("optional")) == (
        ["县里", "县"],
        ["cumulative"],
        None,
    )
    assert facts[1]["optional"] is True
    assert times[0]["value"] == ["2022-07", "2022"]
    assert names[0]["optional"] is True
    assert "p facts A 2 B 1 same span 1" in capsys.readouterr().out


def test_the_sheet_shows_the_head_of_a_page_and_its_window(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = home / "pages" / "p.txt"
    text = "县报。" + "无关的话。" * 200 + TEXT
    page.write_text(text, encoding="utf-8")
    meta = {"marked": [[text.index("县里"), len(text) - 3]]}
    (home / "pages" / "p.meta.json").write_text(json.dumps(meta), encoding="utf-8")
    table = home / "run" / "facts.csv"
    at = text.index("2亿元")
    table.write_text(
        "page,start,end,surface,kind,value,lower,upper,bound,unit\n"
        f"p,{at},{at + 3},2亿元,money,200000000,,,exact,元\np,0,1,县,count,1,,,exact,个\n",
        encoding="utf-8",
    )
    assert main(["sheet", *(str(home / one) for one in ("pages", "run")), "p"]) == 0
    said = capsys.readouterr().out
    assert "县报。无关" in said
    assert "… (between: left out) …" in said
    assert "安排⟦1:2亿元⟧用于" in said
    assert "1\t'2亿元'\tmoney\t200000000\t-\t-\texact\t元" in said


def test_the_help_is_told_where_nothing_was_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark"]) == 2
    assert "python -m tools.annotate build" in capsys.readouterr().out
