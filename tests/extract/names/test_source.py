"""Words of an article by offset, cut anew where a place stands, and candidates that overlap."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.language import Word
from shilu.extract.names.choose import choose
from shilu.extract.names.scan import Scanner, pairs_of
from shilu.extract.names.source import Found, Source

TEXT = "柳河镇外来务工人员"


def source_of(*sizes: int, tag: str = "n") -> Source:
    """The text in words of these sizes, beginning with tag LOC."""
    words, at = [], 0
    for size in sizes:
        words.append(Word(at, at + size, TEXT[at : at + size], tag if at else "LOC"))
        at += size
    return Source(TEXT, TEXT, tuple(words))


def test_words_are_found_by_their_bounds() -> None:
    source = source_of(3, 2, 4)
    assert [source.starting(at) for at in range(10)] == [0, None, None, 1, None, 2, None, None, None, None]
    assert [source.ending(at) for at in range(10)] == [None, None, None, 0, None, 1, None, None, None, 2]


def test_span_cuts_the_words_that_it_begins_and_ends_in() -> None:
    recut = source_of(4, 3, 2).recut([(0, 2, "LOC"), (3, 5, "nz")])
    assert [(word.text, word.tag) for word in recut.words] == [
        ("柳河", "LOC"), ("镇", "n"), ("外来", "nz"), ("务工", "n"), ("人员", "n"),
    ]  # fmt: skip


@given(st.sets(st.integers(1, len(TEXT) - 1)), st.sets(st.integers(0, len(TEXT)), max_size=6))
def test_recut_words_cover_the_text(cuts: set[int], bounds: set[int]) -> None:
    edges = [0, *sorted(cuts), len(TEXT)]
    source = source_of(*(end - start for start, end in pairwise(edges)))
    ends = sorted(bounds)
    spans = [(start, end, "LOC") for start, end in zip(ends[::2], ends[1::2], strict=False)]
    words = source.recut(spans).words
    assert "".join(word.text for word in words) == TEXT
    assert [(word.start, word.end, word.tag) for word in words if word.tag == "LOC"] == spans


def test_scanner_knows_the_words_of_its_base() -> None:
    base = Scanner(["柳河", "外来"])
    more = Scanner(["柳河镇"], base=base)
    assert list(more(TEXT)) == list(more(TEXT, pairs=pairs_of(TEXT))) == [(0, 3), (3, 5)]
    assert list(base(TEXT)) == [(0, 2), (3, 5)]


def test_scanner_knows_the_words_of_all_its_bases() -> None:
    last = Scanner(["务工"], base=Scanner(["外来务工"], base=Scanner(["柳河", "外来"])))
    assert list(last("柳河外来务工务工")) == [(0, 2), (2, 6), (6, 8)]


@given(st.sets(st.text("柳河镇", max_size=4), max_size=6), st.text("柳河镇", max_size=12))
def test_scanner_takes_the_longest_word_at_the_first_place(words: set[str], text: str) -> None:
    expected, at = [], 0
    while at < len(text):
        sizes = [len(word) for word in words if len(word) > 1 and text.startswith(word, at)]
        if sizes:
            expected.append((at, at + max(sizes)))
        at += max(sizes, default=1)
    assert list(Scanner(words)(text)) == expected


def test_words_by_tag_are_in_order() -> None:
    tags = ["LOC", "n", "nz", "LOC", "PER", "v"]
    source = Source(
        "柳河镇外来务",
        "柳河镇外来务",
        tuple(Word(at, at + 1, "柳河镇外来务"[at], tag) for at, tag in enumerate(tags)),
    )
    assert source.tagged_as("LOC", "PER") == [0, 3, 4]
    assert source.tagged_as("nz") == [2]
    assert source.tagged_as("ORG") == []


_SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6), st.booleans()), max_size=15)


@given(_SPANS)
def test_marked_and_longer_candidates_stand(spans: list[tuple[int, int, bool]]) -> None:
    found = [Found(start, start + size, "place", ("a",), marked) for start, size, marked in spans]
    expected: list[Found] = []
    for one in sorted(found, key=lambda one: (not one.marked, one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in expected):
            expected.append(one)
    assert choose(found) == sorted(expected)


def test_straight_single_marks_quote_and_apostrophes_do_not() -> None:
    text = "打造'石榴籽'书屋,It's 5'10 don't,获'先进集体'称号"
    quotes = Source(text, text, ()).quotes
    assert [text[one.start : one.end] for one in quotes] == ["石榴籽", "先进集体"]
