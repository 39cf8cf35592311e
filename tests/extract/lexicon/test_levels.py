"""The words of administration stand in one table; grammars take them from there, down to a level."""

import re
from importlib import resources
from itertools import pairwise
from pathlib import Path

from shilu.extract.lexicon.levels import COUNTY, PROVINCE, TOWN, VILLAGE, division_letters, division_words

_WRITTEN_OUT = re.compile("[省市县州]{3}")  # 省市县, as a class of an expression or a list of characters


def test_each_level_adds_its_words() -> None:
    sets = [set(division_words(finest=level)) for level in (PROVINCE, COUNTY, TOWN, VILLAGE)]
    assert all(coarse < fine for coarse, fine in pairwise(sets))


def test_letters_are_the_words_of_one_character() -> None:
    assert set(division_letters(finest=VILLAGE)) == set("省市州盟县区旗镇乡村")


def test_no_code_writes_the_levels_out_again() -> None:
    root = Path(str(resources.files("shilu.extract")))
    lines = [
        f"{path.relative_to(root)}: {line.strip()}"
        for path in sorted(root.rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if _WRITTEN_OUT.search(line) and "'" not in line and not line.lstrip().startswith(">>>")
    ]
    assert lines == []
