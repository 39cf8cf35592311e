"""The JSON Schemas, and what is written held against them by a validator that is not ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from shilu import Extractor
from shilu.extract.dictionary import record_schemas
from shilu.extract.samples import sample_pages
from shilu.extract.stores import write_folder
from shilu.schemas import FORMAT

SCHEMAS = record_schemas()

LINES = {"facts.jsonl": "AnyFact", "articles.jsonl": "Article", "pages.jsonl": "PageEntry"}


@pytest.fixture(scope="module")
def out(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    pages = [extractor.records(page) for page in sample_pages()]
    pages.append(extractor.page("三年来，柳河县建成102座书屋。", published="2022-12"))
    write_folder(pages, folder)
    return folder


def validator(name: str) -> Any:
    return jsonschema.Draft202012Validator(SCHEMAS[name])


@pytest.mark.parametrize("file", LINES)
def test_every_line_of_a_run_is_valid(file: str, out: Path) -> None:
    lines = (out / file).read_text(encoding="utf-8").splitlines()
    checked = validator(LINES[file])
    assert lines
    for line in lines:
        checked.validate(json.loads(line))


@pytest.mark.parametrize("file", LINES)
def test_a_line_with_a_key_too_many_or_too_few_is_not(file: str, out: Path) -> None:
    line = json.loads((out / file).read_text(encoding="utf-8").splitlines()[0])
    first = next(iter(line))
    for wrong in (line | {"colour": 1}, {key: value for key, value in line.items() if key != first}):
        assert not validator(LINES[file]).is_valid(wrong)


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_one_and_says_which(name: str) -> None:
    schema = SCHEMAS[name]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:x-shilu:schema:{FORMAT}:{name}"


def test_the_lines_of_pages_tell_their_version(out: Path) -> None:
    lines = (out / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["format"] for line in lines} == {FORMAT}
