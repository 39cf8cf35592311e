from __future__ import annotations

import typing

import pytest
from pydantic import TypeAdapter, ValidationError

from shilu import schemas
from shilu.extract.dictionary import record_schemas
from shilu.schemas import AnyFact, Fact, Page, PageRecords, Record, Row, Span, spans_of
from tests.extract.stores.records import MONEY, RECORDS, TEXT


def test_records_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        RECORDS.page.id = "other"  # type: ignore[misc]


def test_records_refuse_what_they_do_not_know() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Page.model_validate({"id": "p", "text": "", "colour": "red"})


def test_a_page_whose_records_disagree_with_its_text_cannot_exist() -> None:
    moved = MONEY.with_fields(sentence=Span(start=1, end=4, surface="三年来"))
    with pytest.raises(ValidationError, match="span 1-4: the page has '年来，', not '三年来'"):
        PageRecords(**{**dict(RECORDS), "facts": (moved,)})


def test_spans_are_found_however_deep() -> None:
    surfaces = [span.surface for span in spans_of(RECORDS.facts)]
    assert surfaces == ["近4500万元", "昭苏县", "发放", "昭苏县", "三年来", TEXT]


def test_a_page_and_all_its_records_come_back_from_json() -> None:
    assert PageRecords.model_validate_json(RECORDS.model_dump_json()) == RECORDS


def test_a_fact_is_read_back_as_its_own_type() -> None:
    fact: AnyFact = TypeAdapter(AnyFact).validate_json(MONEY.model_dump_json())
    assert type(fact) is type(MONEY)


def test_numbers_in_json_are_strings_so_that_no_digit_is_lost() -> None:
    assert '"value":"45000000"' in MONEY.model_dump_json()


def test_every_kind_of_quantity_has_a_type_of_fact() -> None:
    kinds = [
        kind
        for option in typing.get_args(typing.get_args(AnyFact)[0])
        for kind in typing.get_args(option.model_fields["kind"].annotation)
    ]
    assert sorted(kinds) == sorted(typing.get_args(schemas.Kind))


@pytest.mark.parametrize("name", schemas.__all__)
def test_public_names_exist(name: str) -> None:
    assert hasattr(schemas, name)


def test_all_public_records_are_closed_and_frozen_and_have_a_schema() -> None:
    records = [one for one in vars(schemas).values() if isinstance(one, type) and issubclass(one, Record)]
    assert all(one.model_config == {**one.model_config, "frozen": True, "extra": "forbid"} for one in records)
    named = {one.__name__ for one in records} - {Record.__name__, Row.__name__}
    assert set(record_schemas()) == named | {"AnyFact"}


def test_facts_share_what_all_facts_have() -> None:
    shared = set(Fact.model_fields)
    for option in typing.get_args(typing.get_args(AnyFact)[0]):
        assert shared < set(option.model_fields)


def test_a_row_of_a_table_needs_an_example_and_is_named_after_its_first_surface() -> None:
    row = Row.model_validate({"surfaces": ["座", "幢"], "examples": ["102座书屋"]})
    assert row.id == "座"
    with pytest.raises(ValidationError, match="examples"):
        Row.model_validate({"surfaces": ["座"], "examples": []})
