"""What the tests ask a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

MARKED = """key => [...document.querySelectorAll('#text mark')]
    .filter(one => one.dataset.m.split(' ').includes(key)).map(one => one.textContent)"""
MARKS = """() => Object.entries([...document.querySelectorAll('#text mark')].reduce((found, mark) => {
    for (const key of mark.dataset.m.split(' ')) (found[key] ??= []).push(mark.textContent);
    return found;
}, {}))"""
FOCUS = "() => document.activeElement.dataset.m ?? document.activeElement.id ?? ''"
IN_SIGHT = """selector => {
    const box = document.querySelector(selector).getBoundingClientRect();
    const seen = document.elementFromPoint(box.x + 2, box.y + box.height / 2);
    return seen !== null && seen.closest(selector) !== null;
}"""


def count(tab: Tab, selector: str) -> int:
    return tab.locator(selector).count()


def shown_rows(tab: Tab) -> list[str]:
    return tab.locator("tbody:visible tr:visible").evaluate_all("rows => rows.map(one => one.dataset.m)")


def bare(text: str) -> str:
    return "".join(text.split())
