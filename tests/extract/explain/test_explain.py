"""`shilu explain`: what it tells, that its marks stand under the right characters, and what it says of unknown ids."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from shilu.extract.errors import ShiluError
from shilu.extract.explain import explain, find_fact
from shilu.extract.explain.pageview import PageView, shown
from shilu.extract.explain.rules import meaning
from shilu.extract.facts.actions import CONSTRUCTIONS as ACTIONS
from shilu.extract.facts.comparison import BASES
from shilu.extract.facts.constructions import CONSTRUCTIONS as ITEMS
from shilu.extract.stores import write_folder
from shilu.extract.talk import speak
from shilu.schemas import Span

if TYPE_CHECKING:
    from shilu import Extractor
    from shilu.schemas import PageRecords

PAGE = """柳河县建成102座便民书屋

本报讯（记者 王建国）今年以来，柳河县加快补齐公共文化短板，全县建成便民书屋1
02座，其中城区32座、乡镇70座，累计投入资金约1.2亿元，比去年增长3.5%，方便群众就近阅读。
"""


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> PageRecords:
    return extractor.page(PAGE, published="2022-12", id="p")


def told(records: PageRecords, surface: str) -> list[str]:
    fact = next(fact for fact in reversed(records.facts) if fact.span.surface == surface)
    return list(explain(records, fact))


def section(lines: list[str], title: str) -> list[str]:
    """The lines of a section, without their indent."""
    if title not in lines:
        return []
    rest = lines[lines.index(title) + 1 :]
    return [line[2:] for line in (rest[: rest.index("")] if "" in rest else rest)]


def test_the_head_names_fact_place_and_confidence(records: PageRecords) -> None:
    head = told(records, "约1.2亿元")[:2]
    fact = next(fact for fact in records.facts if fact.span.surface == "约1.2亿元")
    assert head[0] == f"{fact.id}: 约1.2亿元, money, confidence {fact.confidence}"
    line, column = (
        PAGE[: fact.span.start].count("\n") + 1,
        fact.span.start - PAGE.rindex("\n", 0, fact.span.start),
    )
    assert (
        head[1]
        == f"page p, article 1, line:column {line}:{column}, characters {fact.span.start}-{fact.span.end}"
    )


def under(lines: list[str], letter: str) -> str:
    """The characters of the page that stand over a mark."""
    words = ""
    for text, marks in zip(lines[::2], lines[1::2], strict=False):
        column = 0
        for character in text:
            if marks.ljust(column + 1)[column] == letter:
                words += character
            column += cell_len(character)
    return words


def test_marks_stand_under_the_words_that_they_mark(records: PageRecords) -> None:
    lines = section(told(records, "约1.2亿元"), "On the page")
    assert under(lines, "^") == "约1.2亿元"
    assert under(lines, "i") == "资金"
    assert under(lines, "v") == "投入"
    assert lines[-1].startswith("^ amount  i item")


def test_an_amount_over_two_lines_is_marked_on_both(records: PageRecords) -> None:
    lines = section(told(records, "1\n02座"), "On the page")
    assert under(lines, "^") == "102座"
    assert [line[:5].strip() for line in lines[:-1:2]] == ["3", "4"]


def test_slots_come_with_place_rule_and_its_meaning(records: PageRecords) -> None:
    lines = section(told(records, "1\n02座"), "Slots")
    assert lines[0].split()[:2] == ["item", "便民书屋"]
    assert f"by topic_noun: {meaning('topic_noun', slot=True)}" in [line.strip() for line in lines]
    assert ", sure " in lines[0]
    assert any(line.startswith("subject") and "柳河县 at 3:17, sure " in line for line in lines)
    assert any(line.startswith("programme") and line.endswith("none") for line in lines)


def test_words_of_the_clause_and_their_links(records: PageRecords) -> None:
    words = section(told(records, "3.5%"), "Words of the clause, with the tagger's tags")
    assert words[0] == "比/p 去年/T 增长/v [3.5%/Q] ,/w"
    assert "增长 (change)" in words[1]


def test_cues_name_the_rows_of_their_tables(records: PageRecords) -> None:
    cues = section(told(records, "约1.2亿元"), "Change, rate, status and total")
    assert cues[0] == "a level, no change; no rate; actual; a running total"
    row = next(line for line in cues if line.startswith("cumulative."))
    assert "累计" in row
    assert "extract/grammar/cumulative.toml, line " in row


def test_the_contest_of_each_slot_is_shown_as_it_was(records: PageRecords) -> None:
    fact = next(fact for fact in reversed(records.facts) if fact.span.surface == "3.5%")
    lines = section(told(records, "3.5%"), "Contests: chance, answer, who suggested it, its signs")
    first = {line.split()[0]: line for line in lines if not line.startswith(" ")}
    assert fact.item
    assert fact.item.text in first["item"]
    assert all(0 <= float(line[10:].split()[0]) <= 1 for line in lines)
    assert any(line.startswith(" ") for line in lines), "those that did not win are shown too"


# In Chinese


@pytest.fixture
def chinese() -> Iterator[None]:
    speak("zh")
    yield
    speak("en")


def catalogue() -> dict[str, str]:
    text = resources.files("shilu.extract.talk").joinpath("explained.toml").read_text(encoding="utf-8")
    return {row: told for group in tomllib.loads(text).values() for row, told in group.items()}


def test_each_phrase_of_the_code_is_in_the_catalogue(repo_root: Path) -> None:
    """Those that stand in it as they are; `phrase(told)` says what another place of the code or a table holds."""
    said = set()
    for path in (repo_root / "extract" / "explain").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "phrase":
                said |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    assert len(said) > 30
    assert said - set(catalogue()) == set(), "write these rows into extract/talk/explained.toml"


@pytest.mark.usefixtures("chinese")
def test_each_rule_that_is_code_is_told_in_chinese(repo_root: Path) -> None:
    table = tomllib.loads((repo_root / "extract" / "explain" / "rules.toml").read_text(encoding="utf-8"))
    rules = [
        ("" if group in ("slot", "trace") else f"{group}.") + name for group in table for name in table[group]
    ]
    rules += [one.__name__ for one in (*ITEMS, *ACTIONS, *BASES)]
    assert len(rules) > 100
    untold = [rule for rule in rules if meaning(rule, slot=True) not in catalogue().values()]
    assert untold == [], "write the rows of these rules into extract/talk/explained.toml"


@pytest.mark.usefixtures("chinese")
def test_all_of_it_is_chinese_but_words_names_and_signs(records: PageRecords) -> None:
    lines = told(records, "约1.2亿元")
    assert lines[0].split("，")[1:2] == ["金额"]
    assert section(lines, "增减、比率、状态和累计")[0] == "是水平，不是变化；不是比率；已完成；累计数"
    assert section(lines, "在版面上")[-1].startswith("^ 数量  i 事项")
    slots = section(lines, "要素")
    assert slots[0].split()[:2] == ["事项", "资金，在"]
    contests = lines.index("竞选：可能性、答案、由什么提出、有哪些迹象")
    assert not [line for line in lines[:contests] if re.search(r"[a-z]{3,} [a-z]{2,} [a-z]", line)]
    assert section(lines, "重读一遍") == ["同一条事实，各要素都相同"]


RULE = re.compile(r"\"(share|shape|leftover|compound|rank|numeral|label)\.([^\"{}]+)\"")


def test_each_rule_that_the_code_names_has_a_meaning(repo_root: Path) -> None:
    code = [path.read_text(encoding="utf-8") for path in (repo_root / "extract").rglob("*.py")]
    rules = {f"{table}.{name}" for text in code for table, name in RULE.findall(text)}
    assert len(rules) > 40
    assert sorted(rule for rule in rules if not meaning(rule)) == [], (
        "write them into extract/explain/rules.toml"
    )


def test_ties_and_checks_are_told(records: PageRecords) -> None:
    ties = section(told(records, "1\n02座"), "Other statements")
    assert any(line.startswith("the same is stated by p#5-9.count: 102座 at 1:6") for line in ties)
    assert any(
        line.startswith("sum: 1⏎02座 agrees with 32座, 70座: stated 102, reckoned 102") for line in ties
    )


def test_what_is_read_otherwise_now_is_told(records: PageRecords) -> None:
    fact = records.facts[-1]
    other = fact.with_fields(status="planned")
    assert section(list(explain(records, fact)), "Read again") == ["the same fact, in all its slots"]
    assert "it fills otherwise: status" in section(list(explain(records, other)), "Read again")[0]
    lost = fact.with_fields(article=None)
    assert "does not find the amount" in section(list(explain(records, lost)), "Read again")[0]


def test_a_fact_is_found_by_its_id_in_any_store(records: PageRecords, tmp_path: Path) -> None:
    write_folder([records], tmp_path)
    assert find_fact(tmp_path, records.facts[2].id) == (records, records.facts[2])


UNKNOWN = {
    "p#54-58.count": "Nearest: p#53-58.count, p#63-66.count",
    "q#53-58.count": "Nearest: p#53-58.count",
    "": "Nearest: p#",
    "p#" + "9" * 5000: "Nearest: p#",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_id_is_answered_with_near_ones(name: str, records: PageRecords, tmp_path: Path) -> None:
    write_folder([records], tmp_path)
    with pytest.raises(ShiluError, match="S505") as error:
        find_fact(tmp_path, name)
    assert UNKNOWN[name] in str(error.value)
    assert len(str(error.value)) < 600


def test_a_run_without_facts_says_so(extractor: Extractor, tmp_path: Path) -> None:
    write_folder([extractor.page("今天天气很好。", id="p")], tmp_path)
    with pytest.raises(ShiluError, match="no facts at all"):
        find_fact(tmp_path, "p#1-2.count")


def test_every_rule_of_the_samples_has_a_meaning(records: PageRecords) -> None:
    slots = [slot.rule for fact in records.facts for slot in (fact.item, fact.subject, fact.place) if slot]
    rules = [(rule, True) for one in slots for rule in one.split("+")]
    rules += [(rule, False) for fact in records.facts for rule in fact.trace]
    assert [rule for rule, slot in rules if not meaning(rule, slot=slot)] == []
    assert meaning("no_such_rule") == meaning("no.such") == ""


@pytest.mark.parametrize(
    ("text", "safe"),
    [("a\x1b[31mb", "a·[31mb"), ("1\n2", "1⏎2"), ("一\u202e二", "一·二"), ("\ud800", "·")],
    ids=["escape", "line", "direction", "surrogate"],
)
def test_nothing_on_a_page_can_disturb_a_terminal(text: str, safe: str) -> None:
    assert shown(text) == safe


@given(st.text(min_size=1, max_size=300), st.data())
@settings(deadline=None)
def test_marks_are_as_wide_as_what_they_mark_whatever_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span.of(text, start, data.draw(st.integers(start + 1, min(len(text), start + 8))))
    lines = list(PageView(text).marked([("^", span)], main=span))
    wide = sum(cell_len(shown(one)) for one in span.surface if one != "\n")
    assert "".join(lines[1::2]).count("^") == wide
    line, column = PageView(text).place(start)
    assert text.split("\n")[line - 1][column - 1 : column] in (text[start], "")


PIECES = st.sampled_from(
    [
        "柳河县",
        "建成",
        "书屋",
        "86座",
        "，",
        "。",
        "\n",
        "约3亿元",
        "增长5%",
        "去年",
        "“",
        "”",
        "\x1b",
        "𠮷",
        "的",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_fact_of_any_text_can_be_explained(extractor: Extractor, text: str) -> None:
    records = extractor.page(text, published="2022-12")
    for fact in records.facts:
        lines = list(explain(records, fact))
        assert lines[-1].strip() == "the same fact, in all its slots"
        assert not any("\x1b" in line or "\n" in line for line in lines)
