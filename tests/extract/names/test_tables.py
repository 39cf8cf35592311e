"""Every example of every row is read with that row, no counter-example is."""

import pytest

from shilu.extract.lexicon import Table, load_table
from shilu.extract.lexicon.people import surnames
from shilu.extract.names import Aliases, explain_names, find_names, tables
from shilu.extract.names.rows import Alias, Head, NamingCue, Words
from shilu.extract.names.tables import aliases
from shilu.extract.text import fold
from shilu.schemas import Row
from tests.extract.names.language import read

NAMING = {
    "heads": Head,
    "awards": Head,
    "organisations": Head,
    "places": Head,
    "cues": NamingCue,
    "prefixes": NamingCue,
}


def _examples(tables: dict[str, type[Row]], field: str) -> list[object]:
    found = []
    for name, kind in tables.items():
        table = load_table("shilu.extract.names", f"{name}.toml", kind)
        for row in table:
            found += [
                pytest.param(table, row, one, id=f"{name}.{row.id} {one}") for one in getattr(row, field)
            ]
    return found


WHOLE = ("national", "laws", "regions", "gatherings", "companies")


@pytest.mark.parametrize(
    "row",
    [row for name in WHOLE for row in load_table("shilu.extract.names", f"{name}.toml", Head)],
    ids=lambda row: row.id,
)
def test_name_that_the_whole_country_knows_is_found(row: Head) -> None:
    names = [(fold(name.span.surface), name.type) for one in row.examples for name in find_names(read(one))]
    assert any(surface in row.surfaces and kind == row.type for surface, kind in names)


def _surnames() -> list[object]:
    table = surnames(without="少见")
    return [pytest.param(table.rule(row), one, id=one) for row in table for one in row.examples]


@pytest.mark.parametrize(("rule", "text"), _surnames())
def test_family_name_is_used_for_its_example(rule: str, text: str) -> None:
    assert rule in _rules(text)


def _rules(text: str) -> set[str]:
    return {rule for name in find_names(read(text)) for rule in name.rules}


@pytest.mark.parametrize(("table", "row", "text"), _examples(NAMING, "examples"))
def test_row_is_used_for_its_example(table: Table[Row], row: Row, text: str) -> None:
    assert table.rule(row) in _rules(text)


@pytest.mark.parametrize(("table", "row", "text"), _examples(NAMING, "counter"))
def test_row_is_not_used_for_its_counter_example(table: Table[Row], row: Row, text: str) -> None:
    assert table.rule(row) not in _rules(text)


@pytest.mark.parametrize(("table", "row", "text"), _examples({"ordinary": Words}, "examples"))
def test_quoted_ordinary_word_is_refused_by_its_row(table: Table[Row], row: Row, text: str) -> None:
    assert not find_names(read(text))
    assert any(table.rule(row) in reason for *_, reason in explain_names(read(text)))


@pytest.mark.parametrize(("table", "row", "text"), _examples({"offices": Words}, "examples"))
def test_person_with_a_title_is_found_without_it(table: Table[Row], row: Row, text: str) -> None:  # noqa: ARG001
    people = [name.span.surface for name in find_names(read(text)) if name.type == "person"]
    assert people
    assert not any(surface in row.surfaces for surface in people)


@pytest.mark.parametrize(("table", "row", "text"), _examples({"verbs": Words}, "examples"))
def test_verbs_decide_their_example(
    table: Table[Row],  # noqa: ARG001
    row: Row,
    text: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names, words = find_names(read(text)), tables._row
    monkeypatch.setattr(
        tables, "_row", lambda file, name: frozenset() if name == row.id else words(file, name)
    )
    tables.verbs.cache_clear()
    without = find_names(read(text))
    tables.verbs.cache_clear()  # the next test reads all verbs again
    assert without != names


@pytest.mark.parametrize("verb", ["坦言", "介绍", "表示", "补充说", "呼吁", "回忆道"])
def test_a_name_before_a_verb_of_saying_is_a_persons(verb: str) -> None:
    assert verb in tables.speech()
    assert [name.span.surface for name in find_names(read(f"马跃{verb}"))] == ["马跃"]


NAMED = {
    "柳河社区为老服务中心",
    "临江县助残服务站",
    "长江畔",
    "安徽北部",
    "浙江三级医院增加",
    "青禾镇称已动工",
    "驻青禾镇",
}


@pytest.mark.parametrize(("table", "row", "text"), _examples({"generic": Words}, "examples"))
def test_general_words_make_no_name(table: Table[Row], row: Row, text: str) -> None:  # noqa: ARG001
    names = [name.span.surface for name in find_names(read(text))]
    assert bool(names) == (text in NAMED)
    assert not set(names).intersection(row.surfaces)


@pytest.mark.parametrize(("table", "row", "text"), _examples({"honours": Words}, "examples"))
def test_words_before_an_honour_belong_to_it(table: Table[Row], row: Row, text: str) -> None:  # noqa: ARG001
    (award,) = (name.span.surface for name in find_names(read(text)) if name.type == "award")
    assert any(surface in award for surface in row.surfaces)


@pytest.mark.parametrize(("table", "row", "text"), _examples({"aliases": Alias}, "examples"))
def test_alias_stands_for_the_name_before_it(table: Table[Row], row: Row, text: str) -> None:
    names = find_names(read(text))
    word = max((one for one in row.surfaces if one in text.split("。")[1]), key=len)
    found = Aliases(names).at(text.rindex(word), word)
    assert found is not None
    assert found.span.start == 0 or found.span.start == text.index(found.span.surface)
    assert aliases()[word][0] == table.rule(row)
