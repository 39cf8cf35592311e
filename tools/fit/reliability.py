"""The reliability plot of the documentation: how sure choices are against the share of them that is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["drawn"]

_SIDE, _GAP, _COLUMNS = 120, 34, 5
_HEAD = 20
_LEAST, _MOST = 1.5, 6.0
"""Radius of a dot, in pixels, from no choices to a third of them."""

Point = tuple[float, float, int]
"""How sure a group of choices is in the mean, the share of it that is right, how many it holds."""


def drawn(slots: Mapping[str, Sequence[Point]]) -> str:
    """A square for each slot, as SVG: a dot for each group of choices, by how sure they are (to the right) and how
    many are right (upwards); on the diagonal both are the same."""
    rows = -(-len(slots) // _COLUMNS)
    width, height = _COLUMNS * (_SIDE + _GAP) + _GAP, rows * (_SIDE + _GAP + _HEAD) + _GAP
    squares = (_square(number, name, points) for number, (name, points) in enumerate(slots.items()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        f'font-size="12">\n<rect width="{width}" height="{height}" fill="#fff"/>\n{"".join(squares)}</svg>\n'
    )


def _square(number: int, name: str, points: Sequence[Point]) -> str:
    left = _GAP + number % _COLUMNS * (_SIDE + _GAP)
    top = _GAP + number // _COLUMNS * (_SIDE + _GAP + _HEAD)
    most = max(sum(count for _, _, count in points), 1) / 3
    dots = (
        f'<circle cx="{sure * _SIDE:.1f}" cy="{_SIDE * (1 - right):.1f}" '
        f'r="{_LEAST + (_MOST - _LEAST) * min(count / most, 1):.1f}" fill="#3949ab" fill-opacity=".75"/>\n'
        for sure, right, count in points
    )
    return (
        f'<g transform="translate({left},{top})">\n<text y="-6">{name}</text>\n'
        f'<rect width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#bbb"/>\n'
        f'<path d="M0 {_SIDE}L{_SIDE} 0" stroke="#bbb" stroke-dasharray="3 3"/>\n'
        f'<text y="{_SIDE + 14}" fill="#777" font-size="10">0</text>\n'
        f'<text x="{_SIDE}" y="{_SIDE + 14}" fill="#777" font-size="10" text-anchor="end">1</text>\n'
        f"{''.join(dots)}</g>\n"
    )
