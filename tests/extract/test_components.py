import json
import multiprocessing
import pickle
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, SpanGroup

from shilu.extract.components import displacy_data
from shilu.extract.errors import ShiluError
from shilu.extract.language import make_language
from shilu.extract.quantities import finder
from shilu.schemas import Name, Quantity, Time
from tests.extract.stores.records import RECORDS

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


@pytest.mark.parametrize("before", ["shilu_times", "somebody's", None])
def test_amounts_take_the_times_that_were_found_before(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp = spacy.blank("zh")
    if before == "shilu_times":
        nlp.add_pipe("shilu_times")
    nlp.add_pipe("shilu_quantities")
    doc = nlp.make_doc("2021年建成36座便民书屋。")
    if before == "somebody's":
        doc.spans["times"] = SpanGroup(doc, attrs={"records": ["2021"]})
    asked: list[str] = []
    found = finder.find_times
    monkeypatch.setattr(finder, "find_times", lambda text: asked.append(text) or found(text))
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert [span.text for span in doc.spans["quantities"]] == ["36座"]
    assert len(asked) == (before != "shilu_times")


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


FINDERS = ("shilu_clauses", "shilu_quantities", "shilu_times", "shilu_names", "shilu_facts")


def items(doc: Doc) -> list[str | None]:
    records = map(json.loads, doc.spans["facts"].attrs["records"])
    return [row["item"]["text"] if row["item"] else None for row in records]


def everything(doc: Doc) -> list[object]:
    groups = ("clauses", "quantities", "times", "names", "facts")
    return [doc.text, *((key, [(span.text, span.label_) for span in doc.spans[key]]) for key in groups),
            *(doc.spans[key].attrs["records"] for key in groups[1:])]  # fmt: skip


def whole(nlp: Language, **config: str) -> Language:
    for name in FINDERS:
        own = {key: value for key, value in config.items() if name == "shilu_facts" or (key, name) in (
            ("published", "shilu_times"), ("words", "shilu_names"))}  # fmt: skip
        nlp.add_pipe(name, config=own)
    return nlp


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text("canonical,type\n石门青禾社,organisation\n", encoding="utf-8")
    return path


@pytest.fixture
def spawn() -> Iterator[None]:
    before = multiprocessing.get_start_method()
    multiprocessing.set_start_method("spawn", force=True)
    yield
    multiprocessing.set_start_method(before, force=True)


def test_facts_of_any_pipeline_are_those_of_ours(nlp: Language) -> None:
    nlp.add_pipe("shilu_facts", config={"published": "2022-12"})
    ours = make_language()
    ours.add_pipe("shilu_facts", config={"published": "2022-12"})
    doc = nlp(TEXT)
    assert items(doc) == ["便民书屋", "补助金"]
    assert doc.spans["facts"].attrs == ours(TEXT).spans["facts"].attrs


def test_names_of_any_pipeline_are_those_of_ours(nlp: Language) -> None:
    nlp.add_pipe("shilu_names")
    doc = nlp("县长王建国到石门镇调研")
    assert [(span.text, span.label_) for span in doc.spans["names"]] == [
        ("王建国", "person"), ("石门镇", "place"),
    ]  # fmt: skip


def test_words_that_another_tokenizer_cuts_stay_as_they_are() -> None:
    nlp = spacy.blank("zh")
    before = [token.text for token in nlp(TEXT)]
    assert [token.text for token in whole(nlp)(TEXT)] == before


def test_a_doc_that_was_stored_without_its_states_is_read_anew() -> None:
    nlp = whole(make_language())
    stored = DocBin(docs=[nlp.make_doc(TEXT)]).to_bytes()
    doc = next(iter(DocBin().from_bytes(stored).get_docs(nlp.vocab)))
    assert items(nlp(doc)) == items(nlp(TEXT))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "没有数字。", "😀"])
def test_texts_with_nothing_in_them(nlp: Language, text: str) -> None:
    doc = whole(nlp)(text)
    assert doc.text == text
    assert len(doc.spans["facts"]) == len(doc.spans["facts"].attrs["records"]) == 0


def test_piped_is_as_one_by_one(nlp: Language) -> None:
    whole(nlp)
    texts = [TEXT, "", "去年投资3亿元。", TEXT]
    assert [everything(doc) for doc in nlp.pipe(texts)] == [everything(nlp(text)) for text in texts]


def test_the_assigned_attribute_is_declared(nlp: Language) -> None:
    whole(nlp)
    assert nlp.analyze_pipes()["problems"] == {name: [] for name in FINDERS}
    assert all(nlp.get_pipe_meta(name).assigns == ["doc.spans"] for name in FINDERS)


def test_a_component_renamed_disabled_or_removed_is_as_any(nlp: Language) -> None:
    whole(nlp)
    nlp.rename_pipe("shilu_facts", "facts")
    with nlp.select_pipes(disable="facts"):
        assert "facts" not in nlp(TEXT).spans
    assert "facts" in nlp(TEXT).spans
    nlp.remove_pipe("facts")
    assert "facts" not in nlp(TEXT).spans


def test_the_date_of_a_doc_goes_before_that_of_its_context_and_the_configuration(nlp: Language) -> None:
    nlp.add_pipe("shilu_times", config={"published": "2020"})
    text = "去年投资3亿元。"

    def value(doc: Doc) -> str | None:
        return Time.model_validate_json(doc.spans["times"].attrs["records"][0]).value

    assert value(nlp(text)) == "2019"
    given = [(text, {"published": "2022-12"}), (text, {"id": 3}), (text, "a string"), (text, None),
             (text, {"published": date(2015, 3, 1)})]  # fmt: skip
    assert [value(doc) for doc, _ in nlp.pipe(given, as_tuples=True)] == [
        "2021",
        "2019",
        "2019",
        "2019",
        "2014",
    ]
    doc = nlp.make_doc(text)
    doc._.published = "2018-01-05"
    assert value(nlp(doc)) == "2017"
    doc = nlp.make_doc(text)
    doc._.published = "2018-01-05"
    ((doc, _),) = nlp.pipe([(doc, {"published": "2022-12"})], as_tuples=True)
    assert value(doc) == "2017"


@pytest.mark.parametrize("name", ["shilu_times", "shilu_facts"])
@pytest.mark.parametrize("day", ["去年", "2022-13", "2022-02-30", "12/2022", ""])
def test_a_date_that_is_none_is_an_error(nlp: Language, name: str, day: str) -> None:
    with pytest.raises(ShiluError, match="S103"):
        nlp.add_pipe(name, config={"published": day})
    nlp.add_pipe(name)
    doc = nlp.make_doc(TEXT)
    doc._.published = day
    with pytest.raises(ShiluError, match="S103"):
        nlp(doc)
    with pytest.raises(ShiluError, match="S103"):
        list(nlp.pipe([(TEXT, {"published": day})], as_tuples=True))


def test_an_error_handler_of_the_pipeline_is_heard(nlp: Language) -> None:
    failed = []
    nlp.add_pipe("shilu_times")
    nlp.set_error_handler(lambda name, _, docs, error: failed.append((name, docs[0].text, type(error))))
    given = [("甲", {"published": "x"}), ("去年", {"published": "2022"})]
    assert [doc.text for doc, _ in nlp.pipe(given, as_tuples=True)] == ["去年"]
    assert failed == [("shilu_times", "甲", ShiluError)]


def test_a_pipeline_pickles(nlp: Language, table: Path) -> None:
    whole(nlp, published="2022-12", words=str(table))
    again = pickle.loads(pickle.dumps(nlp))
    assert everything(again(TEXT)) == everything(nlp(TEXT))


def test_spawned_processes_give_the_same(nlp: Language, table: Path, spawn: None) -> None:  # noqa: ARG001
    whole(nlp, words=str(table))
    given = [(TEXT, {"published": "2022-12"}), ("石门青禾社去年投资3亿元。", {"published": "2020"})]
    one = [everything(doc) for doc, _ in nlp.pipe(given, as_tuples=True)]
    two = [everything(doc) for doc, _ in nlp.pipe(given, as_tuples=True, n_process=2, batch_size=1)]
    assert one == two
    assert "2019" in str(one[1])


def test_a_pipeline_is_kept_on_disk_with_its_table(nlp: Language, table: Path, tmp_path: Path) -> None:
    whole(nlp, published="2022-12", words=str(table))
    text = "石门青禾社去年投资3亿元。"
    expected = everything(nlp(text))
    nlp.to_disk(tmp_path / "kept")
    table.unlink()
    assert everything(spacy.load(tmp_path / "kept")(text)) == expected
    assert everything(spacy.blank("zh").from_config(nlp.config).from_bytes(nlp.to_bytes())(text)) == expected


def test_another_table_named_at_loading_goes_before_the_kept_one(table: Path, tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("shilu_names", config={"words": str(table)})
    nlp.to_disk(tmp_path / "kept")
    other = tmp_path / "other.csv"
    other.write_text("canonical,type\n红杉甲坊,organisation\n", encoding="utf-8")
    again = spacy.load(tmp_path / "kept", config={"components": {"shilu_names": {"words": str(other)}}})
    doc = again("红杉甲坊成立。")
    assert [span.text for span in doc.spans["names"]] == ["红杉甲坊"]


def test_a_table_that_is_missed_is_an_error_when_it_is_needed(nlp: Language, tmp_path: Path) -> None:
    nlp.add_pipe("shilu_names", config={"words": str(tmp_path / "none.csv")})
    with pytest.raises(ShiluError, match=r"none\.csv"):
        nlp(TEXT)


def test_a_configuration_of_another_type_is_refused_by_spacy(nlp: Language) -> None:
    with pytest.raises(ValueError, match="published"):
        nlp.add_pipe("shilu_facts", config={"published": ["2022"]})


def test_displacy_is_given_spans_in_order_without_overlap() -> None:
    nlp = spacy.blank("zh")
    doc = nlp("建成86座书屋，投资3万元")
    doc.spans["facts"] = [doc.char_span(2, 5, label="count"), doc.char_span(3, 5, label="other")]
    drawn = displacy_data(doc)
    assert drawn["ents"] == [{"start": 2, "end": 5, "label": "count"}]
    assert displacy_data(RECORDS, "names")["ents"] == [
        {"start": one.span.start, "end": one.span.end, "label": one.type} for one in RECORDS.names
    ]
    assert "<mark" in displacy.render(drawn, style="ent", manual=True, jupyter=False)
