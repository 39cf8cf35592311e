"""Canonical names: the fullest form that the article uses for the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from shilu.extract.lexicon.levels import COUNTY, division_letters
from shilu.extract.names.gazetteer import candidates, level_of, resolve_code, short_name
from shilu.extract.names.repeats import abbreviates
from shilu.extract.names.source import Found, Source
from shilu.extract.names.tables import heads, wholes
from shilu.schemas import Name, Span

__all__ = ["name_records"]

_BLANK = re.compile(r"\s+")
_PART = re.compile(r"[()]")
_QUOTED = re.compile(r"[“‘]([^“”‘’]+)[”’]")
_COUNTRY = "中国"
_BARE = 2  # characters of 新区, 郊区, 矿区
_REMEMBERED = 4096  # places whose parts are kept; the same ones come back in most articles
_LONGEST = 80  # characters of a chain whose places are told apart, which takes time by their square
_COMPARED = 50  # full names that a short form is compared with


def name_records(source: Source, found: Iterable[Found], *, region: str | None) -> tuple[Name, ...]:
    """The records of the chosen candidates, each with its canonical form and, for a division, its code.

    Forms are compared folded; the canonical one is given as the page prints it (宜蘭縣, not 宜兰县).
    """
    chosen = list(found)
    forms = [(one.type, _clean(source.folded[one.start : one.end], one.type)) for one in chosen]
    printed: dict[str, str] = {}
    for one, (kind, text) in zip(chosen, forms, strict=True):
        if text not in printed:
            printed[text] = _clean(source.text[one.start : one.end], kind)
    fullest = _fullest(forms)
    places = Counter(text for kind, text in forms if kind == "place")
    context = _context(places, region)
    codes = {place: _code(place, context) for place in {fullest["place", text] for text in places}}
    names: list[Name] = []
    for one, form in zip(chosen, forms, strict=True):
        full, rules = fullest[form], one.rules
        code = codes[full] if one.type == "place" else None
        if one.type == "place" and not code and candidates(full):
            rules = (*rules, "gazetteer.ambiguous")  # several divisions bear the name and nothing decides
        span = Span.of(source.text, one.start, one.end)
        told = source.own.canonical(source.folded[one.start : one.end]) if source.own else None
        names.append(
            Name.made_of(
                span=span, type=one.type, canonical=told or printed[full], code=code, rules=rules, boxes=()
            )
        )
    return tuple(names)


def _clean(text: str, kind: str) -> str:
    """A name without the breaks and, in a person's name, the blanks that printing put into it."""
    return (
        _BLANK.sub("", text) if kind in ("person", "place", "organisation") or "\n" in text else text.strip()
    )


def _fullest(names: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """For each type and form the longest form of the article that contains it in the way of names."""
    longest: dict[tuple[str, str], str] = {}
    forms = sorted(dict.fromkeys(names), key=lambda form: -len(form[1]))
    by_end: dict[tuple[str, str], list[str]] = {}
    for kind, text in forms:
        by_end.setdefault((kind, text[-1:]), []).append(text)
        for short in _shorter(kind, text):
            longest.setdefault((kind, short), text)
    for kind, text in forms:
        if longest[kind, text] == text and kind not in ("person", "place"):
            fuller = (full for full in by_end[kind, text[-1:]][:_COMPARED] if abbreviates(text, full))
            longest[kind, text] = next(fuller, text)
    return longest


def _shorter(kind: str, full: str) -> Iterator[str]:
    """Itself, its ends, what it quotes, and a place without its level word: how a name is shortened."""
    yield full
    if kind == "person":
        return
    if kind == "place":
        yield from _ends(full)
        return
    for form in [full, *_QUOTED.findall(full)]:
        yield form
        yield from (form[at:] for at in range(1, len(form) - 1))


def _ends(chain: str) -> Iterator[str]:
    """The last places of a chain, with and without level word: 柳河镇 and 柳河 of 嘉禾县柳河镇, not 南亚 of 东南亚."""
    if len(chain) > _LONGEST:
        return
    yield from _stems(chain)
    for at in range(2, len(chain) - 1):
        if _is_province(chain[at:]):  # 平安贵州: a province lies in no place of the list, so this is no chain
            continue
        if _holds(chain[:at]) and chain[:at] != _COUNTRY:
            yield chain[at:]
            yield from _stems(chain[at:])


def _is_province(place: str) -> bool:
    return any(level_of(one.code) == 0 for one in candidates(place))


def _holds(outer: str) -> bool:
    """Whether a place may stand before another one that lies in it."""
    match = heads().at(outer, len(outer))
    whole = wholes().get(outer)
    return bool(
        candidates(outer)
        or (match and match.row.type == "place" and match.row.short)
        or (whole and whole.row.type == "place")
        or outer[-1] in ")区"
    )


def _stems(place: str) -> list[str]:
    """A place without its level word: 柳河 of 嘉禾县柳河镇."""
    match = heads().at(place, len(place))
    if match and match.row.short and len(place) - len(match.surface) >= 2:
        stems = [place[: -len(match.surface)]]
        ends = [place[at:] for at in range(len(place)) if not at or not _is_province(place[at:])]
        return [*stems, *(short_name(end) for end in ends if candidates(end))]
    return []


@lru_cache(maxsize=_REMEMBERED)
def _parts(chain: str) -> tuple[str, ...]:
    """The divisions of a chain of places, outermost first: 嘉禾县, 柳河镇."""
    parts: list[str] = []
    rest = _PART.sub("", chain.removeprefix(_COUNTRY))
    while rest:
        for size in range(min(15, len(rest)), 1, -1):
            if candidates(rest[:size]) and not _cuts(rest, size):
                parts.append(rest[:size])
                rest = rest[size:]
                break
        else:
            break
    return (*parts, rest) if rest else tuple(parts)


def _cuts(chain: str, size: int) -> bool:
    """Whether a short name and what follows are one name: 江东新区 is neither 江东 nor the former 新区 of a city."""
    bare = len(chain) - size == _BARE and chain[-1] == "区"
    return bare and chain[size - 1] not in division_letters(finest=COUNTY)


def _context(places: Counter[str], region: str | None) -> list[str]:
    """Codes of the provinces and cities that the article names without doubt, and of the region given."""
    codes: dict[str, int] = {}
    for text, times in [*([(region, 1)] if region else []), *places.items()]:
        code = _own_code(text)
        for upper in (code[:4] + "00", code[:2] + "0000") if code else ():
            codes[upper] = codes.get(upper, 0) + times
    return sorted(codes, key=lambda code: (code.endswith("0000"), -codes[code]))


@lru_cache(maxsize=_REMEMBERED)
def _own_code(place: str) -> str | None:
    """The code that a place has wherever it is named."""
    return resolve_code(_parts(place))


def _code(place: str, context: list[str]) -> str | None:
    parts = _parts(place)
    whole = bool(parts) and bool(candidates(parts[-1]))
    return resolve_code(parts, context=context) if whole else None
