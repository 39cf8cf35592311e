"""Sentences that run over the end of a page of a document."""

from __future__ import annotations

from shilu.extract.pages.pagebreaks import joined
from shilu.extract.places import Places
from shilu.schemas import Page
from shilu.schemas.page import Box, PageLine

OPEN = ["账房先生说，铺子去年一共卖出木桶", "四千二百只，净赚三万元，今年打算再投"]
REST = ["入18万元，把后院翻修一遍。伙计们都", "说好，只有老石不作声。"]


def page(number: int, lines: list[str], *, set_in: int = 0, notes: tuple[int, ...] = ()) -> Page:
    places, at = [], 0
    for row, text in enumerate(lines):
        x = 100 + (set_in if row - len([n for n in notes if n == 0]) == 0 else 0)
        box = Box(x=x, y=100 + 40 * row, width=30 * len(text), height=30)
        places.append(
            PageLine(
                start=at,
                end=at + len(text),
                box=box,
                image=f"a.pdf#page={number}",
                runs_on=row > 0,
                note=row in notes,
            )
        )
        at += len(text) + 1
    return Page(id=f"a-p{number}", text="\n".join(lines) + "\n", lines=tuple(places))


def whole(one: Page) -> None:
    """Each line is within the text, and none overlaps another."""
    ends = 0
    for line in one.lines:
        assert ends <= line.start < line.end <= len(one.text)
        ends = line.end


def test_the_rest_of_a_sentence_goes_to_the_page_where_it_began_with_its_own_place() -> None:
    before = page(1, [*OPEN, "- 1 -"], notes=(2,))
    after = page(2, ["木桶铺账本", *REST], notes=(0,))
    first, second = joined(before, after)
    whole(first)
    whole(second)
    assert first.text == "\n".join([*OPEN, "入18万元，把后院翻修一遍。", "- 1 -"]) + "\n"
    assert second.text == "木桶铺账本\n伙计们都\n说好，只有老石不作声。\n"
    assert len(first.text) + len(second.text) == len(before.text) + len(after.text) + 1
    start = first.text.index("18万元")
    (place,) = Places(first).of(start, start + 5)
    assert (place.image, place.y) == ("a.pdf#page=2", 140)
    rest = second.text.index("伙计")
    (place,) = Places(second).of(rest, rest + 2)
    assert place.x > 100 + 30 * 10


def test_pages_that_end_with_a_whole_sentence_stay() -> None:
    before, after = page(1, ["铺子去年卖出木桶四千二百只。"]), page(2, REST)
    assert joined(before, after) == (before, after)


def test_a_paragraph_or_section_or_heading_begins_anew() -> None:
    before = page(1, OPEN)
    for after in (
        page(2, REST, set_in=60),
        page(2, ["二、今年打算再投入十八万元，翻修", *REST]),
        page(2, ["没有句号的一行字一直写到了末尾"]),
    ):
        assert joined(before, after) == (before, after)


def test_a_heading_or_a_cell_is_no_rest() -> None:
    before, after = page(1, OPEN), page(2, REST)
    head = after.with_fields(lines=(after.lines[0].with_fields(level=1), *after.lines[1:]))
    assert joined(before, head) == (before, head)
    cells = before.with_fields(text=before.text.replace("再投\n", "再投\t"))
    assert joined(cells, after) == (cells, after)
