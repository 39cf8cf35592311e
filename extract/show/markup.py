"""HTML that is escaped by construction: text becomes markup only through `tag`, which escapes it."""

from __future__ import annotations

import html
import json
import re
from typing import Any

__all__ = ["VOID", "Markup", "join", "json_data", "legible", "tag", "verbatim"]

VOID = frozenset({"br", "img", "input", "link", "meta"})

_C0_PICTURES = 0x2400
_REPLACEMENT = "\ufffd"

_ILLEGIBLE = {
    **{code: chr(_C0_PICTURES + code) for code in range(0x20) if chr(code) not in "\t\n"},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT),
    0x61C: _REPLACEMENT,
    0x200E: _REPLACEMENT,
    0x200F: _REPLACEMENT,
    **dict.fromkeys(range(0x2028, 0x202F), _REPLACEMENT),
    **dict.fromkeys(range(0x2066, 0x206A), _REPLACEMENT),
    **dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT),
    0xFFFE: _REPLACEMENT,
    0xFFFF: _REPLACEMENT,
}
_SEARCH = re.compile(f"[{''.join(re.escape(chr(code)) for code in _ILLEGIBLE)}]")
_JSON_ESCAPES = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}
_ATTRIBUTE = re.compile(r"[a-z][a-z-]*")


class Markup(str):
    """Text that is markup already. Only this module makes it."""

    __slots__ = ()


def legible(text: str) -> str:
    """The text with every character that could hide or turn others replaced, one character by one.

    Control characters become their pictures; marks of direction (Unicode 15, annex 9), line separators, lone
    surrogates and noncharacters become U+FFFD, so that the file is valid and a line reads as it stands.

    >>> legible("a\\x00b\\u202ec")
    'a\u2400b\ufffdc'
    """
    return text.translate(_ILLEGIBLE) if _SEARCH.search(text) else text


def tag(name: str, /, *children: str | None, **attributes: str | int | bool | None) -> Markup:
    """An element. Children that are no `Markup` are escaped; None and False leave a child or attribute out.

    `class_` gives `class`, `data_m` gives `data-m`; True gives an attribute without a value.

    >>> tag("p", "1 < 2 & 3", class_="a\\"b")
    '<p class="a&quot;b">1 &lt; 2 &amp; 3</p>'
    >>> tag("input", type="text", disabled=True)
    '<input type="text" disabled>'
    """
    head = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Markup(f"<{head}>")
    return Markup(f"<{head}>{join(*children)}</{name}>")


def join(*children: str | None) -> Markup:
    """Children one after another, escaped where they are no `Markup`."""
    return Markup("".join(_child(child) for child in children if child is not None))


def json_data(value: Any, **attributes: str | int) -> Markup:
    """A data block that no browser runs, and that no text within it can end.

    >>> json_data({"a": "</script>"}, class_="data")
    '<script type="application/json" class="data">{"a":"\\\\u003c/script\\\\u003e"}</script>'
    """
    text = json.dumps(_legible_data(value), ensure_ascii=False, separators=(",", ":"))
    return tag("script", Markup(text.translate(_JSON_ESCAPES)), type="application/json", **attributes)


def verbatim(text: str) -> Markup:
    """Code of our own for a `style` or `script` element, which cannot be escaped. Refuses one that would end it."""
    if re.search(r"</|<!--", text):
        raise ValueError("code for a style or script element may not contain '</' or '<!--'")
    return Markup(text)


def _legible_data(value: Any) -> Any:
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, dict):
        return {key: _legible_data(one) for key, one in value.items()}
    return [_legible_data(one) for one in value] if isinstance(value, list | tuple) else value


def _child(child: str) -> str:
    return child if isinstance(child, Markup) else html.escape(legible(child), quote=False)


def _attribute(key: str, value: str | int | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if not _ATTRIBUTE.fullmatch(name) or name.startswith("on") or name == "style":
        raise ValueError(f"{name!r} is no attribute that a page of ours may have")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{html.escape(legible(str(value)))}"'
