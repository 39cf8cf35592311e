"""The catalogue: every sentence of ours is in it, in both languages, and what is stored stays as it was."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from itertools import combinations
from pathlib import Path
from string import Formatter

import pytest
import typer

from shilu.extract.cli import app
from shilu.extract.dictionary import data_dictionary, record_schemas
from shilu.extract.errors import ShiluError
from shilu.extract.series import SERIES_TABLES
from shilu.extract.stores import TABLES
from shilu.extract.stores.sql import VIEWS
from shilu.extract.talk import (
    MESSAGES,
    asked,
    english,
    in_chinese,
    label,
    said,
    speak,
    spoken,
    system_language,
)
from shilu.schemas import SLOTS

ROOT = Path(__file__).parents[3]
CHINESE = re.compile(r"[\u4e00-\u9fff：]")


@pytest.fixture
def chinese() -> Iterator[None]:
    speak("zh")
    yield
    speak("en")


def _fields(template: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(template) if name})


def _messages() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("shilu.extract.talk").joinpath("messages.toml").read_text("utf-8"))


def test_each_message_has_both_languages_with_the_same_fields() -> None:
    for code, row in _messages().items():
        assert CHINESE.search(row["zh"]), code
        assert not CHINESE.search(row["en"].replace("左右", "")), code
        assert _fields(row["en"]) == _fields(row["zh"]), code


def test_each_sentence_has_its_fields_in_chinese() -> None:
    for sentence, told in english().items():
        assert CHINESE.search(told), sentence
        assert set(_fields(told)) == set(_fields(sentence)), sentence


def test_all_that_help_says_is_in_the_catalogue() -> None:
    command = typer.main.get_command(app)
    commands = [command, *command.commands.values()]  # type: ignore[attr-defined]
    texts = [text for one in commands for text in ((one.help or ""), *(p.help or "" for p in one.params))]
    paragraphs = {" ".join(part.split()) for text in texts for part in text.split("\n\n")} - {""}
    assert paragraphs
    assert paragraphs - set(english()) == set(), "write these rows into extract/talk/help.toml"


def test_what_tables_views_and_records_mean_is_in_the_catalogue() -> None:
    tables = [*TABLES.values(), *SERIES_TABLES.values()]
    told = {table.meaning for table in tables} | {one.meaning for table in tables for one in table.columns}
    told |= {shows for shows, _ in VIEWS.values()} | {slot.en for slot in SLOTS}
    fields = [
        field for schema in record_schemas().values() for field in schema.get("properties", {}).values()
    ]
    told |= {field["description"] for field in fields if "description" in field}
    missing = sorted(one for one in told if not CHINESE.search(in_chinese(one)))
    assert missing == [], "write these rows into extract/talk/columns.toml or records.toml"


def test_the_dictionary_in_chinese_is_chinese_throughout() -> None:
    prose = re.sub(r"^\|.*|`[^`]*`|[#\w]*\.jsonl", "", data_dictionary("zh"), flags=re.MULTILINE)
    english = [line for line in prose.splitlines() if re.search(r"[a-z]{2,} [a-z]{2,}", line)]
    assert english == [], "write the docstring of the record into extract/talk/records.toml"


# What the code says


def _skeleton(node: ast.expr) -> str | None:
    """A string of the code with {} for what is put into it; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
        return "".join(map(str, parts))
    return None


def _reasons() -> Iterator[tuple[str, str]]:
    """The words that the code gives to `why=` of a message, with where they stand."""
    for path in sorted((ROOT / "extract").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "ShiluError(" in text else ():
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "ShiluError":
                continue
            for keyword in node.keywords:
                words = _skeleton(keyword.value) if keyword.arg in ("why", "what", "hint") else None
                if words is not None and re.search(r"[a-z]{2} [a-z]", words):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", words


def test_the_reasons_in_messages_are_in_the_catalogue() -> None:
    known = {re.sub(r"{\w+}", "{}", row) for row in english()}
    reasons = list(_reasons())
    assert len(reasons) > 40
    assert [one for one in reasons if one[1] not in known] == [], "write these rows into said.toml"


def test_what_the_commands_print_is_in_the_catalogue() -> None:
    rows = {re.sub(r"{\w+}", "{}", row) for row in english()}
    missing = []
    for path in sorted((ROOT / "extract" / "cli").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in ("tell", "said"):
                continue
            words = _skeleton(node.args[0]) if node.args else None
            bare = (words or "").strip().removeprefix("shilu: ")
            if re.search(r"[a-z]{2} [a-z]", bare) and not any(_fits(bare, row) for row in rows):
                missing.append(f"{path.name}:{node.lineno}: {bare}")
    assert missing == [], "write these rows into extract/talk/said.toml"


def _fits(words: str, row: str) -> bool:
    """Whether a row may be what the words become: a part of either may hold several words of the other."""
    loose = ".*".join(re.escape(part) for part in re.split(r"{}", words))
    return re.fullmatch(loose, row, re.DOTALL) is not None


def test_what_explain_prints_has_one_row_in_one_file() -> None:
    """`explained.toml` is read by `phrase` alone, the other files by `said`: a row in both would be read in one."""
    explained = tomllib.loads(
        resources.files("shilu.extract.talk").joinpath("explained.toml").read_text("utf-8")
    )
    both = {row for rows in explained.values() for row in rows} & set(english())
    assert both <= {"none"}  # `shilu config` says it too


def test_each_row_of_what_is_said_is_said_somewhere() -> None:
    """Its longest words stand in the code or in another table; what is put together of pieces has one of them there."""
    rows = tomllib.loads(resources.files("shilu.extract.talk").joinpath("said.toml").read_text("utf-8"))
    nodes = (
        node
        for path in (ROOT / "extract").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )
    written = "\0".join(
        one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)
    )
    dead = [
        row
        for group in ("progress", "summary", "outline", "evaluate")
        for row in rows[group]
        if max(re.split(r"{\w+}", row), key=len).strip() not in written
    ]
    assert dead == []


# How it is said


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_each_message_is_said_again_with_all_that_it_names(code: str) -> None:
    names = _fields(MESSAGES[code])
    numbers = {"size", "most", "count", "total", "seconds", "done", "least", "rows"}
    numbers |= set(re.findall(r"{(\w+):", MESSAGES[code]))
    details = {name: 7 if name in numbers else f"X{at}Y" for at, name in enumerate(names)}
    told = said(str(ShiluError(code, **details)))
    assert told.startswith(f"[{code}] ")
    assert CHINESE.search(told)
    assert all(str(value) in told for value in details.values())


@pytest.mark.usefixtures("chinese")
def test_reasons_are_said_again_and_names_are_not() -> None:
    told = said(ShiluError("S104", path="pages", why="Permission denied"))
    assert told == "[S104] 无法写入 pages：没有权限。请另选一处"
    assert said("  not held: inputs that failed are not in it") == "  装不下：其中没有失败的输入"
    assert said("facts.value: numbers of more than 15 digits are text (1,203)").endswith("存为文字（1,203）")
    assert said("OUT (3)") == "OUT (3)"
    assert said("三年来建成86座便民书屋") == "三年来建成86座便民书屋"
    assert (label("kind", "money"), label("kind", "of none")) == ("金额", "of none")


def test_what_is_kept_is_english_whatever_is_talked() -> None:
    before = str(ShiluError("S207", path="a.txt", why="is empty"))
    speak("zh")
    try:
        assert str(ShiluError("S207", path="a.txt", why="is empty")) == before
        assert spoken() == "zh"
    finally:
        speak("en")
    assert said(before) == before


@pytest.mark.usefixtures("chinese")
def test_a_long_hostile_text_is_soon_done_with() -> None:
    assert said("shilu: " + ": , ; not held: " * 200_000).startswith("shilu")
    said("[S131] " + ": " * 5_000)
    said("[S605] " + "[S605] ." * 2_000)
    for part in ("shilu: ", "not held: ", "line 3: "):
        assert said(part * 1_000 + "x").endswith("x")
    assert said("x" + " (3)" * 3_000).startswith("x")


def test_the_language_is_that_asked_for_else_that_of_the_system() -> None:
    assert asked([]) is None
    assert asked(["show", "OUT", "--", "--lang", "zh"]) is None
    assert asked(["show", "--lang", "fr", "--lang", "en"]) == "en"
    languages = {"zh_CN.UTF-8": "zh", "zh_TW": "zh", "en_GB.UTF-8": "en", "C": "en", "": "en"}
    for (first, told), (second, _) in combinations(languages.items(), 2):
        if first:
            assert system_language({"LANGUAGE": first, "LANG": second}) == told
