"""A web page as text: a block element a line, headings marked as Markdown does, the rest as a reader sees
it.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from shilu.extract.errors import ShiluError
from shilu.extract.pages.metadata import parse_published

__all__ = ["html_metadata", "html_text"]

_HIDDEN = (
    "script,style,noscript,template,head,iframe,svg,form,nav,select,button,textarea,datalist,rt,rp,[hidden],"
    '[style*="display:none"i],[style*="display: none"i]'
)
"""What a reader does not see, and the readings over characters, which would stand in the middle of the words."""

_CELLS = frozenset({"td", "th"})
_LONGEST_CELL = 60
_CELL_END = "\0"
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr",
        "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_SPACES = re.compile(r"[ \t\r\n\f]+")

_DATE_FIELDS = (
    'meta[property="article:published_time"]', 'meta[name="publishdate"]', 'meta[name="PubDate"]',
    'meta[name="pubdate"]', 'meta[itemprop="datePublished"]',
    'meta[name="publish_time"]', 'meta[name="date"]',
    'meta[name="DC.date.issued"]', 'meta[property="og:release_date"]',
)  # fmt: skip
"""Where Chinese news and government sites state the day of publication; `PubDate` is the one that the rules
for government web sites (国办发〔2017〕47号) ask for."""


def html_text(html: str) -> str:
    """The text of the page, one paragraph a line, blank lines between; a row of a table is a line, with a tab between
    its cells, unless the table is there to lay out paragraphs.

    Spaces within a paragraph are folded as a browser does; full-width spaces stay.

    >>> html_text("<h1>书屋建成</h1><p>全县建成<b>102座</b>书屋。</p>")
    '# 书屋建成\\n\\n全县建成102座书屋。\\n'
    """
    tree = LexborHTMLParser(html)
    hidden = {node.mem_id for node in tree.css(_HIDDEN)}
    lines = [""]
    if tree.body is not None:
        _walk(tree.body, lines, hidden)
    paragraphs = map(_folded, lines)
    return "".join(f"{line}\n\n" for line in paragraphs if line.strip("# "))[:-1]


def _folded(line: str) -> str:
    cells = (_SPACES.sub(" ", cell).strip(" ") for cell in line.split(_CELL_END))
    return "\t".join(cell for cell in cells if cell)


def _walk(root: LexborNode, lines: list[str], hidden: Set[int]) -> None:
    """Write the text below `root` into `lines`; a stack, as a page may be nested deeper than Python
    recurses.
    """
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if node.mem_id in hidden:
            continue
        if node.tag == "-text":
            lines[-1] += node.text_content or ""
        elif leaving:
            lines.append("")
        elif node.tag == "tr" and (cells := _cells(node, hidden)):
            lines += [_CELL_END.join(cells), ""]
        else:
            if node.tag in _BLOCKS:
                lines.append(_HEADINGS.get(node.tag, ""))
                stack.append((node, True))
            stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))


def _cells(row: LexborNode, hidden: Set[int]) -> list[str]:
    """The cells of a row of data; none where it has one cell only, or where a cell holds more than data."""
    cells = [cell for cell in row.iter() if cell.tag in _CELLS and cell.mem_id not in hidden]
    texts = [_cell(cell, hidden) for cell in cells]
    return [text for text in texts if text is not None] if len(texts) > 1 and None not in texts else []


def _cell(cell: LexborNode, hidden: Set[int]) -> str | None:
    """The text of a cell in one line; None where it is long, holds a table, or many elements."""
    text, visited = "", 0
    stack = [cell]
    while stack:
        node = stack.pop()
        visited += 1
        if node.mem_id in hidden:
            continue
        if node.tag == "table" or visited > _LONGEST_CELL:
            return None
        if node.tag == "-text":
            text += node.text_content or ""
            if len(_SPACES.sub(" ", text)) > _LONGEST_CELL:
                return None
            continue
        text += " " * (node.tag in _BLOCKS)
        stack.extend(reversed(list(node.iter(include_text=True))))
    return text


def html_metadata(html: str) -> dict[str, Any]:
    """`title` and `published` as the page's own head states them; a date that cannot be read is left out."""
    tree = LexborHTMLParser(html)
    found: dict[str, Any] = {}
    title = tree.css_first("title")
    if title is not None and title.text().strip():
        found["title"] = _SPACES.sub(" ", title.text()).strip()
    for selector in _DATE_FIELDS:
        node = tree.css_first(selector)
        day = _day((node.attributes.get("content") if node is not None else None) or "")
        if day:
            return {**found, "published": day}
    return found


def _day(stated: str) -> str | None:
    """The day in front of a time stamp: 2022-12-01T08:30+08:00, 2022/12/01 08:30."""
    match = re.match(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})", stated)
    if not match:
        return None
    try:
        return parse_published("{}-{:0>2}-{:0>2}".format(*match.groups()))
    except ShiluError:
        return None
