"""What a newcomer sees first: the list of commands, at once, in an order that leads on."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.test_cli import shilu

COMMANDS = (
    "demo", "extract", "show", "explain", "export", "series", "promises", "diff", "review",
    "apply", "evaluate", "test", "learn",
    "articles", "names", "schema", "dictionary", "version",
)  # fmt: skip


def test_the_commands_stand_in_the_order_in_which_they_are_needed() -> None:
    listed = shilu("--help").stdout.partition("Commands:")[2]
    assert tuple(re.findall(r"^  (\w+)  +\S", listed, re.MULTILINE)) == COMMANDS
    assert "..." not in listed, "a command's first sentence is cut: it should fit the line"


def test_nothing_heavy_is_loaded_for_the_help() -> None:
    heavy = ("spacy", "numpy", "onnxruntime", "pydantic", "schemas")
    code = f"import sys, shilu.extract.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_tells_what_its_arguments_and_options_take(command: str) -> None:
    said = shilu(command, "--help").stdout
    assert (
        re.findall(r"^  --\S+ <?(?:text|integer|float|path|str|int|list)\b.*", said, re.IGNORECASE | re.M)
        == []
    )
    usage = said.splitlines()[0].partition(f" {command} ")[2]
    assert usage.isupper(), "an argument is shown under the name of a variable"


@pytest.mark.parametrize("name", ["fact", "FACT", "Fact"])
def test_a_record_is_found_in_capitals_or_not(name: str) -> None:
    assert shilu("schema", name).stdout == shilu("schema", "Fact").stdout != ""
