"""No command, option or coded message is without documentation, in either language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shilu.extract.talk import Language
from tests.commands import PAGES, messages, page


@pytest.mark.parametrize(("language", "path"), PAGES.items())
def test_the_page_of_commands_options_and_messages_is_up_to_date(language: Language, path: Path) -> None:
    assert path.read_text(encoding="utf-8") == page(language), "run `python -m tests.commands`"


def test_each_option_and_each_command_says_what_it_is_for() -> None:
    for language in PAGES:
        text = page(language)
        assert re.findall(r"^\| (`[^|]*`) \|  \|$", text, re.MULTILINE) == []
        sections = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
        assert len(sections) > 15
        assert [one.splitlines()[0] for one in sections if len(one.splitlines()[2]) < 5] == []
    chinese = re.findall(r"^\| `.*` \| (.*) \|$", page("zh"), re.MULTILINE)
    assert [one for one in chinese if not re.search(r"[\u4e00-\u9fff]", one)] == []


def test_each_message_that_has_a_code_is_there() -> None:
    assert len(messages()) > 60
    assert re.findall(r"^\| (S\d{3}) \|", page("en"), re.MULTILINE) == sorted(messages())
