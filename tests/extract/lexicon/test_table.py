from pathlib import Path

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.lexicon import load_table
from shilu.extract.lexicon.table import alternation
from shilu.schemas import Row


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    name = f"tables_{abs(hash(request.node.name))}"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    return name


def write(tmp_path: Path, package: str, text: str) -> None:
    (tmp_path / package / "words.toml").write_text(text, encoding="utf-8")


GOOD = '[[word]]\nsurfaces = ["担", "石"]\nexamples = ["三担米"]\n'


def test_rows_by_surface(tmp_path: Path, tables: str) -> None:
    write(tmp_path, tables, GOOD)
    table = load_table(tables, "words.toml", Row)
    assert table.get("石") == table.rows[0]
    assert table.rule(table.rows[0]) == "words.担"
    assert table.get("斗") is None


def test_a_surface_claimed_twice_is_refused_with_both_lines(tmp_path: Path, tables: str) -> None:
    write(tmp_path, tables, GOOD + '\n[[word]]\nid = "old"\nsurfaces = ["担"]\nexamples = ["两担"]\n')
    with pytest.raises(
        ShiluError, match=r"\[S302\].*words\.toml, line 5: row 'old' claims '担'.*row '担' \(line 1\)"
    ):
        load_table(tables, "words.toml", Row)


def test_rows_that_say_they_are_ambiguous_may_share(tmp_path: Path, tables: str) -> None:
    ambiguous = GOOD.replace('"石"]', '"石"]\nambiguous = true')
    write(tmp_path, tables, ambiguous + ambiguous.replace("surfaces", 'id = "b"\nsurfaces'))
    assert len(load_table(tables, "words.toml", Row).by_surface["担"]) == 2


def test_a_row_without_an_example_is_refused_with_its_line(tmp_path: Path, tables: str) -> None:
    write(tmp_path, tables, GOOD + '\n[[word]]\nsurfaces = ["斗"]\n')
    with pytest.raises(
        ShiluError, match=r"\[S301\].*words\.toml, line 5: row .*斗.*examples: Field required"
    ):
        load_table(tables, "words.toml", Row)


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path, tables: str) -> None:
    write(tmp_path, tables, "[[word]\n")
    with pytest.raises(ShiluError, match=r"\[S303\]"):
        load_table(tables, "words.toml", Row)


def test_alternation_tries_the_longest_first() -> None:
    assert alternation(["瓦", "千瓦", "千瓦时"]) == "千瓦时|千瓦|瓦"
