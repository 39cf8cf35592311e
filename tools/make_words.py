"""Make `common_words.txt` from the dictionary of jieba: run once, not by the product.

    python -m tools.make_words jieba-0.42.1.tar.gz

Why this source: a name like 高峰 or 文明 is a word too, and only a general dictionary with frequencies tells
which are. Jieba's is the one that is free (MIT) and counted on large corpora of news.
"""

from __future__ import annotations

import sys
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from shilu.extract.names.tables import family_names

__all__ = ["main", "words_of"]

_HEADER = """\
# Common words of two characters, and those of three that begin with a family name: first character, then the rest.
# Source: dict.txt of {package} (MIT License, Copyright (c) 2013 Sun Junyi). Made by tools/make_words.py.
"""
_NAME_TAGS = ("nr", "ns", "nt", "nz")
_LEAST = {2: 20, 3: 30}  # occurrences: below these stand rare and old words that do occur as given names
_LEAST_NAMES = 40  # tagged as a name of a person in the dictionary: 高峰, 白云, 温馨


def words_of(lines: Iterable[str]) -> Iterator[str]:
    """The common words of a dictionary of lines `word count tag`."""
    for line in lines:
        word, count, tag = line.split()
        least = _LEAST.get(len(word))
        if least is None or not all("\u4e00" <= letter <= "\u9fff" for letter in word):
            continue
        family = word[0] in family_names()
        if tag.startswith("nr"):
            wanted = family and len(word) == 2 and int(count) >= _LEAST_NAMES
        else:
            wanted = not tag.startswith(_NAME_TAGS) and int(count) >= least and (len(word) == 2 or family)
        if wanted:
            yield word


def main(archive: Path) -> None:
    """Write `common_words.txt` beside this file."""
    package = archive.name.removesuffix(".tar.gz")
    with tarfile.open(archive) as files:
        member = files.extractfile(f"{package}/jieba/dict.txt")
        assert member is not None, "the archive has no dictionary"
        words = sorted(set(words_of(member.read().decode("utf-8").splitlines())))
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    lines = (f"{first} {' '.join(found)}\n" for first, found in rests.items())
    target = Path(__file__).with_name("common_words.txt")
    target.write_text(_HEADER.format(package=package) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
