"""The make-up of a page: which articles stand where, as HTML that a browser typesets."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tools.pages.texts import Part, Story, invented

__all__ = ["Design", "design_page"]

_BODY = 16
_STYLE = """
* { box-sizing: border-box; margin: 0; padding: 0 }
body { width: %(width)dpx; padding: 24px; font: 16px/1.5 "Noto Serif CJK SC", serif; background: #fff; color: #000 }
.band { display: flex; gap: 18px; margin-bottom: 22px; align-items: flex-start }
.vertical .band { flex-direction: row-reverse }
.story { min-width: 0 } .stack { display: flex; flex-direction: column; gap: 26px }
.boxed { border: 1.5px solid #000; padding: 10px }
.text { column-gap: 18px; text-align: justify; column-fill: balance }
.text p { text-indent: 2em; line-break: strict; orphans: 1; widows: 1 }
.text p.subhead { text-indent: 0; text-align: center; font: bold 19px/1.7 "Noto Sans CJK SC"; break-after: avoid }
.text p.caption, p.caption { text-indent: 0; font: 14px/1.4 "Noto Sans CJK SC" }
.picture { background: repeating-linear-gradient(45deg, #999 0 6px, #ccc 6px 12px); height: 110px; margin: 4px 0 }
.head { margin-bottom: 10px; font-family: "Noto Sans CJK SC" } .head p { line-height: 1.25 }
.kicker { font-size: 20px } .title { font-weight: bold } .byline { font-size: 15px; text-align: center; margin-top:
4px } .masthead { display: flex; justify-content: space-between; border-bottom: 2px solid #000; margin-bottom: 18px }
.masthead .paper { font: bold 30px "Noto Serif CJK SC" }
.centred .head { text-align: center }
.rule { border-top: 1px solid #000; padding-top: 10px }
.ruled .text { column-rule: 1px solid #000 }
.vertical .story { flex: none; min-width: max-content; writing-mode: vertical-rl; height: %(height)dpx; display: flex;
flex-direction: column } .vertical .head { margin: 0 0 0 12px } .vertical .text { height: 100%% }
"""


@dataclass(frozen=True, slots=True)
class Design:
    """A page to be made: the HTML, its articles in reading order, and what it is like."""

    name: str
    html: str
    stories: tuple[Story, ...]
    vertical: bool
    columns: int


def design_page(
    name: str, *, columns: int, characters: int, seed: int, vertical: bool = False, centred: bool = False
) -> Design:
    """A page of so many columns and about so many characters, the same for the same seed. With `centred` titles are set
    to the middle of their articles, not to the left.

    The articles stand in bands across the page, two to a place now and then, so that headings of one, two
    and all columns occur, with boxes, pictures, rules, or none of them.
    """
    maker = _Maker(random.Random(f"{name}-{seed}"), columns, vertical)
    body = maker.page(characters)
    width = 48 + columns * 15 * _BODY + (columns - 1) * 18
    style = _STYLE % {"width": width if not vertical else 1900, "height": columns * 14 * _BODY}
    classes = " ".join(
        name for name, has in (("vertical", vertical), ("ruled", maker.ruled), ("centred", centred)) if has
    )
    html = f'<!doctype html><meta charset="utf-8"><style>{style}</style><body class="{classes}">{body}</body>'
    return Design(name, html, tuple(maker.stories), vertical, columns)


class _Maker:
    def __init__(self, chance: random.Random, columns: int, vertical: bool) -> None:
        self.chance = chance
        self.columns = columns
        self.vertical = vertical
        self.ruled = chance.random() < 0.3
        self.stories: list[Story] = []

    def page(self, characters: int) -> str:
        """The masthead and bands of articles until the page is full."""
        parts = [] if self.vertical else [self._masthead()]
        said = 0
        while said < characters:
            before = sum(story.size for story in self.stories)
            parts.append(self._vertical_band() if self.vertical else self._band())
            said += sum(story.size for story in self.stories) - before
        return "".join(parts)

    def _masthead(self) -> str:
        day = f"2023年{self.chance.randint(1, 12)}月{self.chance.randint(1, 28)}日"
        return (
            '<div class="masthead" data-a="0"><p class="paper" data-r="note">柳河日报</p>'
            f'<p data-r="note">{day} 第{self.chance.randint(1, 8)}版</p></div>'
        )

    def _band(self) -> str:
        """Articles side by side; their columns add up to those of the page."""
        left, places = self.columns, []
        while left:
            span = self.chance.randint(1, left) if self.chance.random() < 0.6 else left
            stack = left != self.columns and self.chance.random() < 0.35
            inner = [self._story(span, self.chance.randint(180, 420)) for _ in range(2 if stack else 1)]
            if not stack:
                inner = [self._story_again(span)]
            places.append((span, inner))
            left -= span
        cells = []
        for span, inner in places:
            width = span * 15 * _BODY + (span - 1) * 18
            cells.append(f'<div class="stack" style="width:{width}px">{"".join(inner)}</div>')
        rule = " rule" if self.chance.random() < 0.4 else ""
        return f'<div class="band{rule}">{"".join(cells)}</div>'

    def _story_again(self, span: int) -> str:
        # the unused draft of a stack is taken out again: an article of the whole place stands for it
        self.stories.pop()
        return self._story(span, self.chance.randint(220, 380) * span)

    def _story(self, span: int, size: int) -> str:
        story = invented(self.chance, size, picture=self.chance.random() < 0.3)
        self.stories.append(story)
        return _story_html(
            story, len(self.stories), span, _title_size(self.chance, story, span), self._box(span)
        )

    def _box(self, span: int) -> bool:
        return span > 1 and self.chance.random() < 0.2

    def _vertical_band(self) -> str:
        """A row of articles from right to left, each with its tiers."""
        cells = []
        for _ in range(self.chance.randint(1, 3)):
            story = invented(self.chance, self.chance.randint(220, 500))
            self.stories.append(story)
            cells.append(_story_html(story, len(self.stories), self.columns, 30, False))
        return f'<div class="band">{"".join(cells)}</div>'


def _title_size(chance: random.Random, story: Story, span: int) -> int:
    room = span * 15 * _BODY * 0.95
    title = next(part.text for part in story.parts if part.role == "title")
    return max(20, min(int(room / len(title)), chance.choice((30, 38, 46))))


def _story_html(story: Story, number: int, span: int, size: int, boxed: bool) -> str:
    head = _before_text(story.parts)
    rest = story.parts[len(head) :]
    heads = "".join(_paragraph(one, size) for one in head)
    text = "".join(_paragraph(one, size) for one in rest)
    kind = "story boxed" if boxed else "story"
    return (
        f'<div class="{kind}" data-a="{number}"><div class="head">{heads}</div>'
        f'<div class="text" style="column-count:{span}">{text}</div></div>'
    )


def _before_text(parts: Sequence[Part]) -> list[Part]:
    end = next(i for i, part in enumerate(parts) if part.role == "body")
    return list(parts[:end])


def _paragraph(part: Part, size: int) -> str:
    style = f' style="font-size:{size}px"' if part.role == "title" else ""
    picture = '<div class="picture"></div>' if part.role == "caption" else ""
    return f'{picture}<p class="{part.role}" data-r="{part.role}"{style}>{escape(part.text)}</p>'
