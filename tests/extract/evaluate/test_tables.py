from io import StringIO

from rich.console import Console

from shilu.extract.evaluate import GoldPage, RunPage, evaluate, evaluation_tables, miss_lines
from tests.extract.evaluate.test_judge import FACT, found


def shown(*, facts) -> str:
    console = Console(width=120, record=True, file=StringIO())
    told = evaluate([GoldPage("p", facts=[FACT])], {"p": RunPage(facts=facts)})
    for table in evaluation_tables(told):
        console.print(table)
    return console.export_text()


def test_the_tables_have_measures_kinds_and_slots() -> None:
    text = shown(facts=[found(subject="[red]镇")])
    rows = {line.split("  ")[0]: line.split()[-3:] for line in text.splitlines() if line.strip()}
    assert rows["facts found (detect)"] == ["1", "0", "0"]
    assert rows["facts, all right (full)"] == ["0", "1", "1"]
    assert rows["subject"] == ["0", "1", "0.000"]
    assert rows["item (near enough)"] == ["1", "1", "1.000"]
    assert "count" in rows


def test_what_was_not_marked_has_no_row() -> None:
    text = shown(facts=[])
    assert "names" not in text
    assert "times" not in text
    assert "facts found (detect)" in text


def test_each_miss_is_one_line_that_says_what_should_be() -> None:
    told = evaluate(
        [GoldPage("p", facts=[{**FACT, "surface": "8\n6座", "item": ["书屋", None]}])],
        {"p": RunPage(facts=[found(item="路", value=None, lower="80")])},
    )
    assert list(miss_lines(told.misses)) == [
        "p 4 fact wrong: 86座 (amount should be 86 exact, is none lower 80 exact; item should be 书屋 or none, is 路)"
    ]
