from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path

import pytest

from shilu import Extractor, extract
from shilu.extract.runs.fingerprint import digest_of, fingerprint
from shilu.extract.runs.work import _STAGES, Job, LoadExtractor, pack, process, unpack
from shilu.extract.stores import open_store, page_rows, write_folder
from shilu.schemas import Page, Published
from tests.extract.runs.readers import contents, digits
from tests.extract.stores.records import RECORDS


def test_rows_travel_as_they_are() -> None:
    rows = page_rows(RECORDS)
    assert unpack(pack(rows.items())) == {name: list(map(dict, found)) for name, found in rows.items()}


def test_a_result_has_rows_or_trouble() -> None:
    done = process(Job(b"1", Page(id="p", text="3座")), digits)
    assert (done.digest, done.trouble, done.characters) == (b"1", None, 2)
    assert json.loads(done.tally or "")["numbers"] == {"unread": 1}
    failed = process(Job(b"2", Page(id="p", text="坏")), digits)
    assert failed.rendered is None
    assert failed.trouble is not None


def test_a_page_is_rendered_in_the_form_of_the_store(tmp_path: Path) -> None:
    for target in ("out", "x.csv"):
        with open_store(tmp_path / target) as store:
            done = process(Job(b"1", Page(id="p", text="3座"), store.form), digits)
            assert done.rendered is not None
            store.add_rendered(unpack(done.rendered))
            store.finish()
    write_folder([digits().records(Page(id="p", text="3座"))], tmp_path / "other")
    assert contents(tmp_path / "out") == contents(tmp_path / "other")
    assert (tmp_path / "x.csv").stat().st_size > 100


class TooLong:
    def records(self, page: Page) -> None:
        Extractor.records(self, page.with_fields(text="长" * 10_000_001))  # type: ignore[arg-type]


def too_long() -> TooLong:
    return TooLong()


def test_an_error_of_ours_is_told_in_its_words_and_needs_no_trace() -> None:
    found = process(Job(b"1", Page(id="p", text="长")), too_long)  # type: ignore[arg-type]
    assert found.trouble is not None
    assert (found.trouble.reason[:6], found.trouble.stage, found.trouble.trace) == (
        "[S212]",
        "extractor",
        None,
    )


@pytest.mark.parametrize("stage", sorted(_STAGES - {"account", "extractor", "stores"}))
def test_each_stage_of_the_work_is_a_part_of_extract(stage: str) -> None:
    assert (Path(extract.__file__).parent / stage / "__init__.py").is_file()


def test_a_failure_in_the_checks_is_told_as_one_of_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shilu.extract.checks.find.sum_checks", None)
    text = "全校共有学生300人，其中男生160人，女生140人。"
    found = process(Job(b"1", Page(id="p", text=text)), LoadExtractor())
    assert found.trouble is not None
    assert found.trouble.stage == "checks"


def test_the_name_of_a_result_depends_on_all_of_the_page_and_on_the_version() -> None:
    page = Page(id="p", text="建成3座", source="a.txt")
    others = [
        page.with_fields(text="建成4座"),
        page.with_fields(id="q"),
        page.with_fields(source="b.txt"),
        page.with_fields(published=Published(value="2022", source="option")),
        page.with_fields(meta={"版": 3}),
    ]
    names = {digest_of(one, "1") for one in [page, *others]} | {digest_of(page, "2")}
    assert len(names) == 7
    assert digest_of(page, "1") == digest_of(page.model_copy(), "1")


def test_a_changed_row_of_a_table_is_another_version(
    tmp_path: Path, repo_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(repo_root / "extract" / "times", tmp_path / "times")
    monkeypatch.setattr(extract, "__path__", [str(tmp_path)])
    versions = [fingerprint.__wrapped__()]
    table = tmp_path / "times" / "units.toml"
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    versions.append(fingerprint.__wrapped__())
    (tmp_path / "times" / "__pycache__").mkdir(exist_ok=True)
    (tmp_path / "times" / "__pycache__" / "x.pyc").touch()
    (tmp_path / "times" / "corpus" / "more.jsonl").touch()
    versions.append(fingerprint.__wrapped__())
    assert versions[0] != versions[1] == versions[2]


def test_a_loader_is_the_same_after_its_way_to_a_process() -> None:
    loaders = [LoadExtractor("lac"), LoadExtractor("jieba")]
    assert pickle.loads(pickle.dumps(loaders)) == loaders, "or each page would load its own extractor"
    assert len({*loaders, *pickle.loads(pickle.dumps(loaders))}) == 2
