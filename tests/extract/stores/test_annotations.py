"""Files for the tools that annotate text, checked against their documented formats."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import DocBin

from shilu.extract.stores import Options, open_store, page_rows
from shilu.extract.stores.annotations import FIELDS, LABELS
from shilu.extract.stores.tasks import label_studio_config
from shilu.schemas import PageRecords
from tests.extract.stores.records import NASTY, RECORDS, TEXT

PAGES = [RECORDS, NASTY]


def write(path: Path, pages: list[PageRecords] = PAGES, **options: Any) -> str:
    with open_store(path, Options(**options)) as writer:
        for records in pages:
            writer.add(page_rows(records))
        writer.finish()
    return path.read_text(encoding="utf-8") if path.suffix != ".spacy" else ""


def findings(records: PageRecords) -> list[tuple[int, int, str]]:
    """What must be in each file: place and label of every fact, name and time."""
    return [
        *((one.span.start, one.span.end, f"fact.{one.kind}") for one in records.facts),
        *((one.span.start, one.span.end, f"name.{one.type}") for one in records.names),
        *((one.span.start, one.span.end, f"time.{one.type}") for one in records.times),
    ]


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write(tmp_path_factory.mktemp("web") / "x.jsonld"))
    return found


def test_web_annotations_have_what_the_model_requires(collection: dict[str, Any]) -> None:
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    first = collection["first"]
    assert (first["type"], first["partOf"], first["startIndex"]) == ("AnnotationPage", collection["id"], 0)
    assert collection["total"] == len(first["items"]) == sum(len(findings(records)) for records in PAGES)
    names = [collection["id"], first["id"], *(one["id"] for one in first["items"])]
    assert len(set(names)) == len(names)
    for one in first["items"]:
        assert one["type"] == "Annotation"
        assert one["motivation"] == "classifying"
        for name in (
            one["id"],
            one["target"]["source"],
        ):  # an IRI: a scheme, and nothing that must be escaped
            assert re.fullmatch(r"[a-z]+:[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+", name)


def test_both_selectors_point_at_the_same_characters(collection: dict[str, Any]) -> None:
    found = []
    texts = {one["target"]["source"]: None for one in collection["first"]["items"]}
    by_source = dict(zip(texts, PAGES, strict=True))
    for one in collection["first"]["items"]:
        text = by_source[one["target"]["source"]].page.text
        quote, position = one["target"]["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert text[position["start"] : position["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert around in text
        assert text.index(around) + len(quote["prefix"]) == position["start"]
        label, record = one["body"]
        assert (label["purpose"], record["purpose"]) == ("classifying", "describing")
        found.append((position["start"], position["end"], label["value"]))
    assert found == [finding for records in PAGES for finding in findings(records)]


def test_a_web_annotation_carries_the_whole_record(collection: dict[str, Any]) -> None:
    bodies = [json.loads(one["body"][1]["value"]) for one in collection["first"]["items"]]
    assert bodies[0] == json.loads(RECORDS.facts[0].model_dump_json())


def test_an_archive_gives_annotations_its_own_address(tmp_path: Path) -> None:
    found = json.loads(write(tmp_path / "x.jsonld", base="https://archive.example/"))
    one = found["first"]["items"][0]
    assert one["target"]["source"] == "https://archive.example/p"
    assert one["id"] == "https://archive.example/facts/p-1"


def test_a_collection_without_annotations_is_one(tmp_path: Path) -> None:
    found = json.loads(write(tmp_path / "x.jsonld", []))
    assert (found["total"], found["first"]["items"]) == (0, [])


def test_label_studio_tasks_have_a_region_for_each_finding_and_slot(tmp_path: Path) -> None:
    tasks = json.loads(write(tmp_path / "x.labelstudio.json"))
    assert [set(task) for task in tasks] == [{"data", "predictions"}] * 2
    for task, records in zip(tasks, PAGES, strict=True):
        text = task["data"]["text"]
        assert (text, task["data"]["page"]) == (records.page.text, records.page.id)
        (prediction,) = task["predictions"]
        assert prediction["model_version"] == "shilu"
        regions = [one for one in prediction["result"] if one["type"] == "labels"]
        for one in regions:
            value = one["value"]
            assert (one["from_name"], one["to_name"]) == ("label", "text")
            assert text[value["start"] : value["end"]] == value["text"]
        placed = [(one["value"]["start"], one["value"]["end"], *one["value"]["labels"]) for one in regions]
        assert set(findings(records)) <= set(placed)
        ids = [one["id"] for one in regions]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"[A-Za-z0-9_-]+", one) for one in ids), "`#` is a separator in Label Studio"
        assert len(regions) == len(findings(records))
        assert {one["id"] for one in prediction["result"]} == set(ids), "no arrow, no region of a slot"


def test_the_fields_of_a_fact_are_results_of_its_region(tmp_path: Path) -> None:
    (task,) = json.loads(write(tmp_path / "x.labelstudio.json", [RECORDS]))
    result = task["predictions"][0]["result"]
    (first, *_) = result
    fields = {
        one["from_name"]: one["value"] for one in result if one["id"] == first["id"] and one is not first
    }
    words = {name: (value.get("text") or value.get("choices"))[0] for name, value in fields.items()}
    assert words == {
        "value": "45000000", "upper": "45000000", "bound": "under", "unit": "元", "subject": "昭苏县", "action": "发放",
        "place": "昭苏县", "period": "2019-12/2022-12", "status": "actual", "cumulative": "cumulative",
    }  # fmt: skip


def test_the_labelling_interface_knows_every_label_and_relation() -> None:
    view = ElementTree.fromstring(label_studio_config())
    assert [one.get("value") for one in view.iter("Label")] == list(LABELS)
    controls = {one.get("name") for one in view.iter() if one.get("perRegion")}
    assert controls == {*FIELDS["facts"], "canonical", "time_value"}
    labels, text = view.find("Labels"), view.find("Text")
    assert labels is not None
    assert text is not None
    assert (labels.get("name"), labels.get("toName")) == ("label", "text")
    assert (text.get("name"), text.get("value")) == ("text", "$text")


def test_doccano_lines_have_text_and_labels(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in write(tmp_path / "x.doccano.jsonl").split("\n")[:-1]]
    assert [line["text"] for line in lines] == [records.page.text for records in PAGES]
    for line, records in zip(lines, PAGES, strict=True):
        assert [tuple(label) for label in line["label"]] == findings(records)
        assert {label for *_, label in findings(records)} <= set(LABELS)
    assert lines[0]["published"] == "2022-12"
    assert len({tuple(line) for line in lines}) == 1, "doccano takes a key that a line lacks for NaN"


def test_doccano_lines_have_the_same_keys_though_pages_differ_in_what_is_known_of_them(
    tmp_path: Path,
) -> None:
    """doccano puts a NaN for a key that only other lines have, and then refuses all of them."""
    bare = RECORDS.model_copy(
        update={"page": RECORDS.page.model_copy(update={"id": "bare", "published": None, "source": None})}
    )
    told = write(tmp_path / "x.doccano.jsonl", [*PAGES, bare])
    lines = [json.loads(line) for line in told.split("\n")[:-1]]
    assert {frozenset(line) for line in lines} == {frozenset(lines[0])}
    assert lines[-1]["published"] == ""
    assert not any(value is None for line in lines for value in line.values())


def test_spacy_reads_the_docs_with_their_spans(tmp_path: Path) -> None:
    write(tmp_path / "x.spacy")
    nlp = spacy.blank("zh")
    docs = list(DocBin().from_disk(tmp_path / "x.spacy").get_docs(nlp.vocab))
    assert [doc.text for doc in docs] == [records.page.text for records in PAGES]
    found = [(span.text, span.label_) for span in docs[0].spans["facts"]]
    assert found == [("近4500万元", "money")]
    assert [(span.start_char, span.end_char) for span in docs[0].spans["names"]] == [
        (one.span.start, one.span.end) for one in RECORDS.names
    ]
    record = json.loads(docs[0].spans["facts"].attrs["records"][0])
    assert record["quantity"]["span"]["surface"] in TEXT
