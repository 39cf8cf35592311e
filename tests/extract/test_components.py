import json

import pytest
import spacy
from spacy.tokens import DocBin

from shilu.extract.language import make_language
from shilu.schemas import Name, Quantity, Time

TEXT = "今年以来，石门镇建成36座便民书屋，发放补助金120.5万元。"


@pytest.fixture(params=["blank", "ours"])
def nlp(request: pytest.FixtureRequest) -> spacy.language.Language:
    return spacy.blank("zh") if request.param == "blank" else make_language()


def test_quantities_work_alone_in_any_pipeline(nlp: spacy.language.Language) -> None:
    nlp.add_pipe("shilu_quantities")
    doc = nlp(TEXT)
    group = doc.spans["quantities"]
    assert [(span.text, span.label_) for span in group] == [("36座", "count"), ("120.5万元", "money")]
    records = [Quantity.model_validate_json(row) for row in group.attrs["records"]]
    assert records[1].amount.value == 1205000


def test_times_take_the_publication_date_from_the_configuration(nlp: spacy.language.Language) -> None:
    nlp.add_pipe("shilu_times", config={"published": "2022-12"})
    doc = nlp(TEXT)
    group = doc.spans["times"]
    assert [(span.text, span.label_) for span in group] == [("今年以来", "period")]
    assert Time.model_validate_json(group.attrs["records"][0]).value == "2022-01/2022-12"


def test_names_work_alone_in_any_pipeline(nlp: spacy.language.Language) -> None:
    nlp.add_pipe("shilu_names")
    doc = nlp("《春到石门》在北京首演")
    group = doc.spans["names"]
    assert "春到石门" in [Name.model_validate_json(row).span.surface for row in group.attrs["records"]]


def test_facts_are_found_with_our_language() -> None:
    nlp = make_language()
    nlp.add_pipe("shilu_clauses")
    nlp.add_pipe("shilu_facts", config={"published": "2022-12"})
    doc = nlp(TEXT)
    first = json.loads(doc.spans["facts"].attrs["records"][0])
    assert (first["kind"], first["item"]["text"], first["period"]["value"]) == (
        "count",
        "便民书屋",
        "2022-01/2022-12",
    )
    assert next(span.text for span in doc.spans["clauses"]) == "今年以来，"


def test_spans_and_records_survive_a_docbin() -> None:
    nlp = make_language()
    nlp.add_pipe("shilu_quantities")
    stored = DocBin(docs=[nlp(TEXT)]).to_bytes()
    doc = next(iter(DocBin().from_bytes(stored).get_docs(nlp.vocab)))
    assert [span.text for span in doc.spans["quantities"]] == ["36座", "120.5万元"]
    assert len(doc.spans["quantities"].attrs["records"]) == 2
