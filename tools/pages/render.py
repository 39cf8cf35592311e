"""Made pages through Chromium: the place of every character, the picture and the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.pages.design import Design

__all__ = ["CHROMIUM", "Glyphs", "Made", "browser", "make"]

CHROMIUM = Path("/usr/bin/chromium")
_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
]

_PLACES = """() => {
  const found = [];
  for (const p of document.querySelectorAll('[data-r]')) {
    const article = +p.closest('[data-a]').dataset.a;
    let lines = [], last = null;
    const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    const vertical = getComputedStyle(p).writingMode.startsWith('vertical');
    while (walk.nextNode()) {
      const text = walk.currentNode.data;
      for (let i = 0; i < text.length; i++) {
        const range = document.createRange();
        range.setStart(walk.currentNode, i); range.setEnd(walk.currentNode, i + 1);
        const rects = range.getClientRects();
        if (!rects.length) continue;
        const r = rects[rects.length - 1];
        if (!r.width || !r.height) continue;
        const middle = vertical ? r.left + r.width / 2 : r.top + r.height / 2;
        const at = vertical ? r.top : r.left;
        if (last === null || Math.abs(middle - last.middle) > 4 || at < last.at - 1) {
          lines.push([]);
        }
        last = {middle, at};
        lines[lines.length - 1].push([text[i], r.left + scrollX, r.top + scrollY, r.width, r.height]);
      }
    }
    found.push({article, role: p.dataset.r, size: parseFloat(getComputedStyle(p).fontSize), vertical, lines});
  }
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One printed line: its characters with their boxes (x, y, width, height, pixels of the picture)."""

    article: int
    role: str
    paragraph: int
    vertical: bool
    characters: tuple[tuple[str, float, float, float, float], ...]

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(one[0] for one in self.characters)


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was typeset: its lines in reading order, and its size in pixels."""

    design: Design
    lines: tuple[Glyphs, ...]
    width: int
    height: int


@contextmanager
def browser() -> Iterator[Any]:
    """A Chromium without a window. Raises `ImportError` without Playwright, which the group `dev` has."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_ARGUMENTS)
        yield opened
        opened.close()


def make(chromium: Any, design: Design, *, scale: float = 2.0, folder: Path | None = None) -> Made:
    """The page as typeset, `scale` pixels of the picture a CSS pixel; with `folder` also its PNG and PDF there."""
    context = chromium.new_context(viewport={"width": 1900, "height": 900}, device_scale_factor=scale)
    tab = context.new_page()
    tab.set_content(design.html)
    width, height = tab.evaluate(
        "[document.body.scrollWidth, Math.max(document.body.scrollHeight, document.documentElement.scrollHeight)]"
    )
    found = tab.evaluate(_PLACES)
    if folder is not None:
        tab.set_viewport_size({"width": int(width), "height": int(height)})
        tab.screenshot(path=str(folder / f"{design.name}.png"), full_page=True)
        tab.pdf(
            path=str(folder / f"{design.name}.pdf"),
            width=f"{width}px",
            height=f"{height + 2}px",
            print_background=True,
        )
    context.close()
    lines = tuple(
        Glyphs(one["article"], one["role"], number, one["vertical"], _scaled(line, one, scale))
        for number, one in enumerate(found)
        for line in one["lines"]
    )
    return Made(design, lines, round(width * scale), round(height * scale))


def _scaled(
    line: list[list[Any]], paragraph: dict[str, Any], scale: float
) -> tuple[tuple[str, float, float, float, float], ...]:
    """Boxes of glyphs; the browser gives those of the line's box, as thick as the font's ascent and descent."""
    size, vertical = paragraph["size"], paragraph["vertical"]
    found = []
    for text, x, y, width, height in line:
        over = max(0.0, (width if vertical else height) - size) / 2
        left, top = (over, 0.0) if vertical else (0.0, over)
        box = (x + left, y + top, width - 2 * left, height - 2 * top)
        found.append((text, *(value * scale for value in box)))
    return tuple(found)
