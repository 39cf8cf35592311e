"""For the site of the documentation: examples in docstrings are shown as code, and each language has a search of its
own.

The theme keeps one index for all languages. Here it is parted, since a reader of Chinese pages who looks for `index`
wants those, and a page under `zh/` is told that its index is there.
"""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import griffe

__all__ = ["Examples", "on_config", "on_post_page", "on_shutdown", "on_startup"]

_EXAMPLE = re.compile(r"(?:^[ ]*>>> .*(?:\n(?![ ]*\n).+)*\n?)+", re.MULTILINE)

_CHINESE = "zh/"
_BASE = re.compile(r'("base": ")((?:\.\./)*)\.\.(")')
"""How a page is told where the site begins, as seen from it."""

_sites: set[Path] = set()
"""The folders that this process writes: MkDocs does not tell them again at its end."""


class Examples(griffe.Extension):
    """Puts each `>>>` example of a docstring into a block of code, as MkDocs reads them."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change the docstring of an object that was found."""
        if obj.docstring and ">>>" in obj.docstring.value:
            obj.docstring.value = _EXAMPLE.sub(
                lambda match: f"```pycon\n{match[0].rstrip()}\n```\n", obj.docstring.value
            )


def on_startup(**_: Any) -> None:
    """MkDocs begins: jieba tells each time, on standard error, that it has loaded its table."""
    logging.getLogger("jieba").setLevel(logging.ERROR)


def on_config(config: Any) -> None:
    """Remember where the site is written."""
    _sites.add(Path(config.site_dir))


def on_post_page(output: str, *, page: Any, **_: Any) -> str:
    """A Chinese page looks for its index one folder below where the site begins."""
    if not page.url.startswith(_CHINESE):
        return output
    return _BASE.sub(
        lambda found: f"{found[1]}{found[2].removesuffix('/') or '.'}{found[3]}", output, count=1
    )


def on_shutdown() -> None:
    """MkDocs ends: part the index of the search."""
    for site in _sites:
        path = site / "search" / "search_index.json"
        if path.exists():
            index = json.loads(path.read_text(encoding="utf-8"))
            for folder, language in ((site, "en"), (site / _CHINESE, "zh")):
                _write(folder / "search", _of(index, language))


def _of(index: dict[str, Any], language: str) -> dict[str, Any]:
    """The part of the index that is of one language, its places told from the folder of that language."""
    chinese = language == "zh"
    docs = [one for one in index["docs"] if one["location"].startswith(_CHINESE) == chinese]
    docs = [one | {"location": one["location"].removeprefix(_CHINESE)} for one in docs]
    languages = ["en", "zh"] if chinese else ["en"]  # Chinese pages have English words
    return index | {"docs": docs, "config": index["config"] | {"lang": languages}}


def _write(folder: Path, index: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (folder / "search_index.json").write_text(text, encoding="utf-8")
    (folder / "search_index.js").write_text(f"var __index = {text}", encoding="utf-8")
