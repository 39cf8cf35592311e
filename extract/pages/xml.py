"""XML to a small tree, safely: nothing outside the file is fetched and no entity is expanded.

The parsers of the standard library expand entities that a document declares, which a few lines can make into
gigabytes ("billion laughs"). Files of OCR declare none, so one that does is refused. Namespaces are left out of
names: ALTO has had four, PAGE-XML one for each of its versions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from shilu.extract.errors import ShiluError

__all__ = ["Node", "parse_xml"]

_LARGEST = 1e9
_DEEPEST = 200
"""Levels of elements; OCR has some ten."""
_MOST = 2_000_000
"""Elements of a file, at half a kilobyte of memory each; a newspaper page has some ten thousand."""


@dataclass(slots=True)
class Node:
    """An element: its name without namespace, its attributes, what is in it, and its own text, that of its children
    aside."""

    name: str
    attributes: Mapping[str, str]
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def all(self, *names: str) -> Iterator[Node]:
        """The elements of these names below this one, however deep, in order of the file."""
        return self._below(names, inside=True)

    def outermost(self, *names: str) -> Iterator[Node]:
        """The same without those within another of them."""
        return self._below(names, inside=False)

    def _below(self, names: tuple[str, ...], *, inside: bool) -> Iterator[Node]:
        stack = list(reversed(self.children))
        while stack:
            node = stack.pop()
            found = node.name in names
            if found:
                yield node
            if inside or not found:
                stack.extend(reversed(node.children))

    def own(self, *names: str) -> list[Node]:
        """The elements of these names directly in this one."""
        return [child for child in self.children if child.name in names]

    def number(self, name: str) -> float | None:
        """An attribute as a number; None where it is missing, no number, or larger than any on a page."""
        try:
            number = float(self.attributes[name])
        except (KeyError, ValueError):
            return None
        return number if abs(number) <= _LARGEST else None  # `nan` is not


class _Builder:
    """Puts the tree together from what the parser reports."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root: Node | None = None
        self.open: list[Node] = []
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > _MOST:
            raise ShiluError("S219", path=self.path, what="elements", most=_MOST)
        if len(self.open) >= _DEEPEST:
            raise ShiluError("S219", path=self.path, what="levels of elements", most=_DEEPEST)
        node = Node(_local(name), {_local(key): value for key, value in attributes.items()})
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def end(self, _name: str) -> None:
        self.open.pop()

    def data(self, text: str) -> None:
        if self.open and (text.strip() or not self.open[-1].children):
            self.open[-1].text += text

    def entity(self, name: str, *_: object) -> None:
        why = f"it declares the entity {name!r}, and entities are not expanded"
        raise ShiluError("S206", path=self.path, why=why)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def parse_xml(text: str, path: Path) -> Node:
    """The root of the document. Raises `ShiluError` S206 where it is not well formed or declares entities.

    >>> parse_xml('<a:Line xmlns:a="u" n="1">书屋</a:Line>', Path("a.xml"))
    Node(name='Line', attributes={'a': 'u', 'n': '1'}, children=[], text='书屋')
    """
    builder = _Builder(path)
    parser = expat.ParserCreate(
        encoding="utf-8"
    )  # whatever the declaration says: the text is decoded already
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = builder.entity
    try:
        parser.Parse(text.lstrip().encode("utf-8", errors="replace"), True)
    except expat.ExpatError as error:
        raise ShiluError("S206", path=path, why=f"it is not well-formed XML: {error}") from error
    if builder.root is None:
        raise ShiluError("S206", path=path, why="it has no element")
    return builder.root
