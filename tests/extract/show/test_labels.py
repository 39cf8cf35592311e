"""Every word of the page is there in both languages."""

from __future__ import annotations

import re
from importlib import resources
from typing import get_args

import pytest

from shilu.extract.show.labels import LANGUAGES, Words, load_labels
from shilu.extract.show.marks import LAYERS
from shilu.schemas import (
    AnyFact,
    ArticleKind,
    Bound,
    Change,
    Kind,
    Name,
    NameType,
    NumberAccount,
    NumberRole,
    Record,
    Resolution,
    Role,
    Status,
    Time,
    TimeType,
)

GROUPS = {
    "kind": get_args(Kind),
    "status": get_args(Status),
    "change": get_args(Change),
    "bound": get_args(Bound),
    "name": get_args(NameType),
    "time": get_args(TimeType),
    "resolution": get_args(Resolution),
    "number": get_args(NumberRole),
    "role": get_args(Role),
    "article": get_args(ArticleKind),
    "layer": LAYERS,
}

SHOWN: tuple[type[Record], ...] = (*get_args(get_args(AnyFact)[0]), Name, Time, NumberAccount)
UNSEEN = {"span", "rules", "page", "quantity", "sentence", "amount"}
"""Fields that are shown under labels of their parts, or not at all."""


@pytest.mark.parametrize("group", GROUPS)
def test_every_value_has_a_label(group: str) -> None:
    labels = load_labels()
    for language in LANGUAGES:
        named = {key.partition(".")[2] for key in labels[language] if key.startswith(f"{group}.")}
        assert set(GROUPS[group]) <= named


@pytest.mark.parametrize("record", SHOWN, ids=lambda record: record.__name__)
def test_every_field_has_a_label(record: type[Record]) -> None:
    missing = {name for name in record.model_fields if f"field.{name}" not in load_labels()["en"]}
    assert missing <= UNSEEN


def test_labels_are_there_in_both_languages_and_take_the_same_numbers() -> None:
    zh, en = (load_labels()[language] for language in LANGUAGES)
    assert set(zh) == set(en)
    for key in zh:
        assert zh[key].strip()
        assert sorted(re.findall(r"{\w+}", zh[key])) == sorted(re.findall(r"{\w+}", en[key])), key


def test_no_label_is_idle_or_missing() -> None:
    """What the code and the script name is there, and the labels of the page itself are all named."""
    package = resources.files("shilu.extract.show")
    code = "\n".join(
        one.read_text(encoding="utf-8") for one in package.iterdir() if one.name.endswith((".py", ".js"))
    )
    groups = "|".join({*GROUPS, "ui", "field"})
    named = set(re.findall(rf'"((?:{groups})\.\w+)"', code))
    assert named <= set(load_labels()["en"])
    own = {key for key in load_labels()["en"] if key.startswith("ui.")}
    asked = {f"ui.{one}" for one in re.findall(r'field\("(\w+)"', code)}
    asked |= {f"ui.published_{how}" for how in ("given", "metadata", "page")}
    assert own <= named | asked


def test_a_field_of_a_later_version_is_called_by_its_name() -> None:
    assert Words("zh").text("field.seen_by") == "seen by"
