"""Weights fitted to marked pages: what they change, what they do not, and that they are told apart."""

from __future__ import annotations

import json
import os
import pickle
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import Result
from typer.testing import CliRunner

from shilu.extract.cli import app
from shilu.extract.errors import ShiluError
from shilu.extract.extractor import Extractor
from shilu.extract.facts import TaughtWeights, read_weights, shipped_weights, write_weights
from shilu.extract.learn import fit_kind, other_pages
from shilu.extract.runs import Options, run
from shilu.extract.samples import sample_pages
from shilu.extract.stores import read_store
from shilu.extract.teach import Counted, Example, Lesson, learn, parted
from shilu.schemas import PageRecords

MADE = Path(__file__).parents[3] / "tools" / "made"
TEXT = "三年来，柳河县建成102座书屋。今年，柳河县又发放农具350件。"
NO_PLACE = TaughtWeights.of({"place": {"is_none": 50.0}})
LISTED = "".join(f"{number}. 柳河县第{number}小学 教室{number}间\n" for number in range(3, 40))
"""A page of another kind than the samples."""


def place_of(records: PageRecords) -> list[str | None]:
    return [fact.place.text if fact.place else None for fact in records.facts]


def marked(folder: Path, pages: int, place: str | Callable[[int], str | None] | None) -> Path:
    """Pages of one kind on which each row is marked with this place, or that of its number, and no more."""
    folder.mkdir()
    extractor = Extractor()
    for number in range(pages):
        text = "".join(
            f"柳河县第{one}小学去年新建教室{number + one + 3}间，购置图书{number * 7 + one + 200}册。\n\n"
            for one in range(1, 5)
        )
        (folder / f"p{number}.txt").write_text(text, encoding="utf-8")
        rows: list[dict[str, Any]] = [
            {
                "start": fact.span.start,
                "end": fact.span.end,
                "surface": fact.span.surface,
                "kind": fact.kind,
                "place": place(4 * number + at) if callable(place) else place,
            }
            for at, fact in enumerate(extractor.page(text, published="2022-12").facts)
        ]
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"p{number}.facts.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_a_correction_adds_to_the_score_by_sign_and_by_the_value_of_a_sign() -> None:
    shipped = shipped_weights()
    signs = shipped["status"].signs
    table = np.zeros((3, len(signs)), dtype=np.float32)
    table[:, signs.index("value")] = (0, 1, 2)
    taught = TaughtWeights.of({"status": {"value": 0.5, "value=2": -3.0, "will": 0.00001}})
    assert taught.slots == (("status", (("value", 0.5), ("value=2", -3.0))),)
    added = taught.over(shipped)["status"].score(table) - shipped["status"].score(table)
    assert added == pytest.approx([0.0, 0.5, -2.0])


def test_the_extractor_reads_with_them_and_takes_them_to_other_processes() -> None:
    assert "柳河县" in place_of(Extractor().page(TEXT, published="2022-12"))
    extractor = pickle.loads(pickle.dumps(Extractor(weights=NO_PLACE)))
    assert set(place_of(extractor.page(TEXT, published="2022-12"))) == {None}


def test_they_are_used_on_pages_of_their_kind_only(tmp_path: Path) -> None:
    kind = fit_kind([LISTED], other_pages())
    write_weights(tmp_path / "w.json", TaughtWeights(NO_PLACE.slots, kind), {})
    taught = read_weights(tmp_path / "w.json")
    assert taught.kind == kind
    assert taught.digest not in {
        NO_PLACE.digest,
        TaughtWeights(NO_PLACE.slots, fit_kind([TEXT], other_pages())).digest,
    }
    extractor, shipped = Extractor(weights=taught), Extractor()
    assert set(place_of(extractor.page(LISTED))) == {None} != set(place_of(shipped.page(LISTED)))
    for page in sample_pages():
        assert extractor.records(page) == shipped.records(page)


def test_a_file_is_read_back_and_one_of_other_weights_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    write_weights(path, NO_PLACE, {"better": True})
    assert read_weights(path) == NO_PLACE
    told = json.loads(path.read_text(encoding="utf-8"))
    for change, code in (
        ({"shipped": "0" * 32}, "S721"),
        ({"format": "other"}, "S720"),
        ({"slots": {"plaice": {"is_none": 1}}}, "S720"),
        ({"slots": {"place": {"is_nun": 1}}}, "S720"),
        ({"slots": {"place": ["is_none"]}}, "S720"),
        ({"slots": None}, "S720"),
        ({"kind": {"bias": 1}}, "S720"),
        ({"kind": {"bias": "much", "signs": {}}}, "S720"),
        ({"kind": {"bias": 1, "signs": {"no such sign": 1}}}, "S720"),
        ({"kind": ["bias"]}, "S720"),
        ({"better": False}, "S723"),
    ):
        path.write_text(json.dumps({**told, **change}), encoding="utf-8")
        with pytest.raises(ShiluError, match=code):
            read_weights(path)
    path.write_bytes(b"\xff{")
    with pytest.raises(ShiluError, match="S720"):
        read_weights(path)
    with pytest.raises(ShiluError, match="S206"):
        read_weights(tmp_path / "none.json")


def test_a_run_depends_on_them(tmp_path: Path) -> None:
    page, path = tmp_path / "page.txt", tmp_path / "w.json"
    page.write_text(TEXT, encoding="utf-8")
    write_weights(path, NO_PLACE, {})

    def places(weights: Path | None) -> bool:
        run([page], tmp_path / "out", options=Options(published="2022-12", weights=weights))
        return "柳河县" in {
            (json.loads(line).get("place") or {}).get("text")
            for line in (tmp_path / "out" / "facts.jsonl").read_text(encoding="utf-8").splitlines()
        }

    assert [places(None), places(path), places(None)] == [True, False, True]


def test_a_habit_of_the_marked_pages_is_learned_and_holds_on_those_held_out(tmp_path: Path) -> None:
    lesson = learn(marked(tmp_path / "gold", 12, None))
    assert lesson.before.slots["place"].right < lesson.before.slots["place"].found / 2
    assert lesson.after.slots["place"].right > lesson.after.slots["place"].found * 0.9
    assert [slot for slot, _ in lesson.weights.slots] == ["place"]
    found = place_of(Extractor(weights=lesson.weights).page("柳河县第9小学去年新建教室31间。"))
    assert found == [None]
    assert learn(tmp_path / "gold").weights == lesson.weights
    assert any(line.startswith("learned from, rows right in full: 0 0/") for line in lesson.lines())
    held, used = lesson.before.full.found, lesson.samples[1].full.found
    assert (
        f"read with them, as pages like yours: {held} of {held} held-out rows, 0 of {used} of the samples"
        in list(lesson.lines())
    )


def test_marks_without_a_habit_teach_nothing(tmp_path: Path) -> None:
    chance = random.Random(3)
    places = [chance.choice(("柳河县", None)) for _ in range(400)]
    lesson = learn(marked(tmp_path / "gold", 12, places.__getitem__))
    assert lesson.before.slots["place"].found > 20
    assert lesson.weights.slots == ()
    assert not lesson.better


def test_marks_that_agree_with_the_shipped_weights_teach_nothing_and_it_says_so(tmp_path: Path) -> None:
    lesson = learn(marked(tmp_path / "gold", 8, "柳河县"))
    assert lesson.after.full.right == lesson.before.full.right
    assert not lesson.better
    assert "no better on your held-out pages: leave it off, and mark more" in list(lesson.lines())


LEARNED = """
import sys, time
from pathlib import Path

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"lightgbm", "onnx", "scipy", "sklearn", "pandas", "torch"}:
            raise ImportError(name)

sys.meta_path.insert(0, Blocked())
from shilu.extract.teach import learn
began = time.process_time()
lesson = learn(Path(sys.argv[1]))
print(lesson.fitted + lesson.before.full.found, time.process_time() - began)
"""


def test_it_needs_numpy_alone_and_takes_less_than_a_minute(tmp_path: Path) -> None:
    """In a process of its own, in which nothing of the group `fit` can be imported. Time is that of the processor."""
    folder = marked(tmp_path / "gold", 14, None)
    done = subprocess.run([sys.executable, "-c", LEARNED, folder], capture_output=True, text=True, check=True)
    rows, seconds = done.stdout.split()
    assert int(rows) >= 100
    assert float(seconds) < 60


@pytest.mark.repeat  # two commands, each of which loads the tagger and fits four times
def test_the_same_marks_give_the_same_file_however_many_threads_numpy_has(tmp_path: Path) -> None:
    folder, files = marked(tmp_path / "gold", 12, None), []
    for threads in ("1", "2"):
        files.append(tmp_path / f"{threads}.json")
        command = [sys.executable, "-m", "shilu", "learn", str(folder), "--out", str(files[-1])]
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert "marked rows" in done.stdout, done.stderr
    assert files[0].read_bytes() == files[1].read_bytes()
    assert json.loads(files[0].read_text(encoding="utf-8"))["slots"]


def lesson_of(before: int, after: int) -> Lesson:
    """A lesson that takes so many of a hundred held-out rows from right to right."""
    told = [Counted(), Counted()]
    for counted, right in zip(told, (before, after), strict=True):
        counted.full.right, counted.full.extra = right, 100 - right
    return Lesson(NO_PLACE, 200, told[0], [(200, told[1])], (told[0], told[0]))


def test_the_command_writes_weights_and_only_better_ones_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shilu(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(one) for one in arguments])

    path, page = tmp_path / "mine.json", tmp_path / "page.txt"
    page.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("shilu.extract.teach.learn", lambda *_, **__: lesson_of(60, 70))
    learned = shilu("learn", tmp_path, "--out", path)
    assert learned.exit_code == 0, learned.output
    for words in (
        "rows right in full",
        "learned from, rows right in full: 0 60/100, 200 70/100",
        "samples, right",
    ):
        assert words in learned.output
    used = shilu("extract", page, "--out", tmp_path / "run", "--weights", path, "--quiet")
    assert used.exit_code == 0, used.output
    assert set(place_of(next(read_store(tmp_path / "run")))) == {None}
    monkeypatch.setattr("shilu.extract.teach.learn", lambda *_, **__: lesson_of(60, 60))
    assert shilu("learn", tmp_path, "--out", path).exit_code == 1
    refused = shilu("extract", page, "--out", tmp_path / "again", "--weights", path, "--quiet").exception
    assert isinstance(refused, ShiluError)
    assert refused.code == "S723"


def test_too_few_marks_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ShiluError, match="S722"):
        learn(marked(tmp_path / "gold", 2, None))


def test_weights_that_cost_the_samples_a_point_are_not_to_be_used() -> None:
    good, bad = Counted(), Counted()
    good.full.right, bad.full.right, bad.full.extra = 100, 98, 2
    before = Counted()
    before.full.extra = 100
    lesson = Lesson(TaughtWeights(), 200, before, [(200, good)], (good, bad))
    assert not lesson.better
    assert "not to be used: the samples that ship with Shilu lose more than a point" in list(lesson.lines())


def test_parts_stay_whole_and_the_division_is_the_same_each_time() -> None:
    examples = [Example(n, 0, {}, f"page {n // 5}") for n in range(60)]
    fit, held = parted(examples, (2.0, 1.0))
    assert not {one.part for one in fit} & {one.part for one in held}
    assert (len(fit), len(held)) == (40, 20)
    assert parted(examples, (2.0, 1.0)) == [fit, held]


@pytest.mark.repeat  # two long pages, read and chosen for again and again: what the others show on short ones
@pytest.mark.skipif(
    not MADE.is_dir(), reason="tools/made is not there: it lies in the repository, not in the wheel"
)
def test_real_marks_of_one_genre_are_measured_on_rows_that_were_held_out(tmp_path: Path) -> None:
    for page in ("gr1", "gr2"):
        for folder in ("gold", "pages"):
            for path in (MADE / folder).glob(f"{page}.*"):
                (tmp_path / path.name).write_bytes(path.read_bytes())
    lesson = learn(tmp_path)
    assert [number for number, _ in lesson.curve] == sorted(number for number, _ in lesson.curve)
    assert lesson.after.full.found == lesson.before.full.found > 0
    gained = lesson.after.full.right - lesson.before.full.right
    verdict = list(lesson.lines())[-1]
    assert lesson.better == (gained > 0 and lesson.lost <= 0.01)
    assert verdict.startswith("better") == lesson.better
