"""Text becomes markup only by being escaped."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.show.markup import Markup, join, json_data, legible, tag, verbatim

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
"""Lone surrogates and noncharacters included."""


class Reader(HTMLParser):
    """What a parser makes of markup: the elements met, and the text between."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.names: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(ANY_TEXT, ANY_TEXT)
def test_whatever_the_text_it_stays_text(child: str, attribute: str) -> None:
    read = Reader(tag("p", child, tag("b", child), title=attribute))
    assert read.names == ["p", "b"]
    assert read.text == legible(child) * 2
    assert read.attributes == {"title": legible(attribute)}


@given(ANY_TEXT)
def test_legible_text_keeps_its_length_and_can_be_written(text: str) -> None:
    assert len(legible(text)) == len(text)
    assert legible(text).encode("utf-8").decode("utf-8") == legible(text) == legible(legible(text))


@given(st.dictionaries(st.text("ab", max_size=2), st.lists(ANY_TEXT, max_size=3), max_size=3))
def test_data_comes_back_whole_and_ends_nowhere_else(value: dict[str, list[str]]) -> None:
    block = json_data(value)
    inner = block.removeprefix('<script type="application/json">').removesuffix("</script>")
    assert not set("<>&") & set(inner)
    assert json.loads(inner) == {key: [legible(one) for one in texts] for key, texts in value.items()}


@pytest.mark.parametrize("attribute", ["onclick", "onerror", "style", "style_", "Class", "a b"])
def test_attributes_that_could_run_are_refused(attribute: str) -> None:
    with pytest.raises(ValueError, match="no attribute"):
        tag("p", **{attribute: "x"})


def test_children_that_are_none_are_left_out() -> None:
    assert join(None, "<", Markup("<br>")) == "&lt;<br>"
    assert tag("input", disabled=True, hidden=False, value=None) == "<input disabled>"


@pytest.mark.parametrize("code", ["a</script>", "b</style>", "c<!--"])
def test_code_that_would_end_its_element_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="may not contain"):
        verbatim(code)
