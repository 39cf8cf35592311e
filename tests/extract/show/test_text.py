"""Every character of a page is shown once, in its place."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.articles import find_articles
from shilu.extract.samples import sample_pages
from shilu.extract.show.labels import Words
from shilu.extract.show.marks import Mention, Pieces
from shilu.extract.show.text import TextWriter
from shilu.schemas import Article, Page
from tests.extract.show.building import article

LINES = st.lists(
    st.sampled_from(
        [
            "",
            "村里修桥",
            "本报讯 县里修了7座桥，又",
            "修了8座。",
            "（记者 石磊）",
            "图为新桥。石磊 摄",
            "## 新桥",
            "the new",
            "bridge 9",
        ]
    )
    | st.text("桥路七7，。 \u3000\u200b\u202e\U00020bb7#a", max_size=12),
    max_size=9,
)


class Runs(HTMLParser):
    """The places of all characters that are shown, and whether each is what the page has there."""

    def __init__(self, html: str, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[int] = []
        self._text = text
        self._open: list[bool] = []
        self._at = -1
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        place = dict(attrs).get("data-o")
        self._open.append(place is not None)
        if place is not None:
            self._at = int(place)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        if self._open.pop():
            self._at = -1

    def handle_data(self, data: str) -> None:
        if self._at >= 0:
            printed = self._text[self._at : self._at + len(data)]
            assert all(shown in (there, "\ufffd") for shown, there in zip(data, printed, strict=True))
            self.shown.extend(range(self._at, self._at + len(data)))
            self._at += len(data)


def shown(page: Page, articles: tuple[Article, ...], mentions: tuple[Mention, ...] = ()) -> list[int]:
    html = TextWriter(page, Pieces(mentions), Words("en")).articles(articles)
    return Runs(html, page.text).shown


def visible(text: str) -> set[int]:
    """Places of what a reader sees; the marks of Markdown are left out of the text."""
    marks = {place for found in re.finditer(r"#+|>|\*\*", text) for place in range(*found.span())}
    unseen = "\u200b\u202e"
    return {at for at, one in enumerate(text) if not one.isspace() and one not in unseen} - marks


@given(LINES, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=6))
def test_nothing_is_lost_or_shown_twice(lines: list[str], places: list[tuple[int, int]]) -> None:
    page = Page(id="page", text="\n".join(lines))
    mentions = tuple(Mention(f"n{n}", "n", start, start + size) for n, (start, size) in enumerate(places))
    counted = Counter(shown(page, find_articles(page), mentions))
    assert set(counted.values()) <= {1}
    assert visible(page.text) <= set(counted)


@pytest.mark.parametrize("page", sample_pages(), ids=lambda page: page.id)
def test_the_samples_are_shown_whole(page: Page) -> None:
    assert visible(page.text) <= set(shown(page, find_articles(page)))


def test_articles_are_shown_in_reading_order() -> None:
    text = "县里修桥\n\n图为新桥\n\n和路"
    blocks = [("县里修桥", "body"), ("和路", "body"), ("图为新桥", "caption")]
    places = shown(Page(id="page", text=text), (article(text, blocks),))
    assert "".join(text[place] for place in places) == "县里修桥和路图为新桥"


def test_latin_words_over_a_line_break_stay_apart() -> None:
    text = "the new\nbridge 桥\n路"
    html = TextWriter(Page(id="page", text=text), Pieces(()), Words("en")).articles((article(text),))
    assert re.sub("<[^>]*>", "", html).endswith("the new bridge 桥路")
