"""The same runs on a small Ray of the machine's own, with its workers killed."""

from __future__ import annotations

import gc
import os
import random
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from shilu.extract import samples
from shilu.extract.errors import ShiluError
from shilu.extract.runs import Options, on_ray, run
from shilu.extract.runs.on_ray import _blocks
from shilu.extract.runs.work import Job
from shilu.schemas import Page
from tests.extract.runs.readers import Slow, contents, digits, write_documents

ROUNDS = min(int(os.environ.get("SHILU_ROUNDS", "2")), 20)
SEED = int(os.environ.get("SHILU_SEED", "20240607"))
DOCUMENTS = 150

RAY = Options(on="ray", jobs=2)

# Ray leaves it to the garbage collector to let go of the processes that it started, and stopped.
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")

pytest.importorskip("ray", reason="Ray is an extra: pip install 'shilu[ray]'")


@pytest.fixture(scope="module")
def _small_ray(repo_root: Path) -> Iterator[None]:
    """Ray with two CPUs and a small store, whose workers find the tests."""
    import ray

    paths = os.pathsep.join([str(repo_root), os.environ.get("PYTHONPATH", "")])
    ray.init(
        "local",
        num_cpus=2,
        include_dashboard=False,
        object_store_memory=80 * 1024 * 1024,
        logging_level="ERROR",
        log_to_driver=False,
        runtime_env={"env_vars": {"PYTHONPATH": paths}},
    )
    yield
    ray.shutdown()
    gc.collect()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_documents(tmp_path_factory.mktemp("ray") / "pages", DOCUMENTS)


@pytest.fixture(scope="module")
def unbroken(pages: Path) -> dict[str, bytes]:
    run([pages], pages.parent / "unbroken", load=Slow(pages.parent, seconds=0))
    return contents(pages.parent / "unbroken")


def killer(pids: Path, chance: random.Random, times: int, stop: threading.Event) -> None:
    """Kill one of the workers now and then, at random moments, once they have begun."""
    killed: set[str] = set()
    while len(killed) < times and not stop.wait(chance.uniform(0.05, 0.5)):
        alive = sorted(path.name for path in pids.iterdir() if path.name not in killed)
        if alive:
            killed.add(alive[-1])
            with suppress(ProcessLookupError):
                os.kill(int(alive[-1]), signal.SIGKILL)
    (pids / "killed").write_text(" ".join(killed))


@pytest.mark.repeat  # the run on Ray below is the one of `make test`; this kills its workers by chance
@pytest.mark.usefixtures("_small_ray")
def test_a_run_goes_from_this_machine_to_ray_and_workers_that_are_killed_lose_nothing(
    pages: Path, unbroken: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_ray, "_BLOCK", 5)
    pids, stop = tmp_path / "pids", threading.Event()
    pids.mkdir()
    run([pages / "a*.txt"], tmp_path / "out", load=Slow(tmp_path, seconds=0))
    arguments = (pids, random.Random(SEED), ROUNDS, stop)
    killing = threading.Thread(target=killer, args=arguments, daemon=True)
    killing.start()
    report = run([pages], tmp_path / "out", options=RAY, load=Slow(pids, seconds=0.02))
    stop.set()
    killing.join()
    assert contents(tmp_path / "out") == unbroken, f"seed {SEED}"
    assert (report.counts.skipped, report.counts.done) == (DOCUMENTS // 3, DOCUMENTS // 3 * 2)
    assert (pids / "killed").read_text()


def test_ray_is_not_started_where_nothing_is_to_be_done(pages: Path, tmp_path: Path) -> None:
    run([pages], tmp_path / "out", load=digits)
    report = run([pages], tmp_path / "out", options=Options(on="ray", ray_address="nowhere:1"), load=digits)
    assert report.counts.done == 0


@pytest.mark.kills
@pytest.mark.usefixtures("_small_ray")
def test_a_page_that_kills_its_worker_each_time_costs_that_page_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_ray, "_RETRIES", 1)
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(12):
        (pages / f"{number:02}.txt").write_text("死" if number == 7 else f"第{number}页", encoding="utf-8")
    report = run([pages], tmp_path / "out", options=RAY, load=digits)
    assert (report.counts.done, report.counts.failed) == (11, 1)
    assert "killed" in report.failures[0]
    run([pages], tmp_path / "here", options=Options(jobs=2), load=digits)
    assert contents(tmp_path / "out") == contents(tmp_path / "here")


@pytest.mark.usefixtures("_small_ray")
def test_the_tagger_goes_to_the_workers_wherever_they_are(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(samples.sample_pages()[0].text, encoding="utf-8")
    ways = {
        "lac": Options(),
        "here": Options(tagger="jieba"),
        "processes": Options(tagger="jieba", jobs=2),
        "ray": Options(tagger="jieba", on="ray", jobs=1),
    }
    for name, options in ways.items():
        assert run([page], tmp_path / name, options=options).counts.done == 1
    lac, *fast = (contents(tmp_path / name) for name in ways)
    assert lac["names.csv"] != fast[0]["names.csv"]
    assert fast[0] == fast[1] == fast[2]


@pytest.mark.usefixtures("_small_ray")
def test_a_worker_with_another_shilu_is_refused(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_ray, "fingerprint", lambda: "another")
    with pytest.raises(ShiluError, match=r"S603.*a worker has another Shilu"):
        run([pages / "a*.txt"], tmp_path / "out", options=RAY, load=digits)


def test_a_cluster_that_is_not_there(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ray

    def refuse(*_: object, **__: object) -> None:
        raise ConnectionError("Could not find any running Ray instance")

    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    monkeypatch.setattr(ray, "init", refuse)
    with pytest.raises(ShiluError, match=r"S603.* nowhere:1: Could not find any"):
        run([pages], tmp_path / "out", options=Options(on="ray", ray_address="nowhere:1"), load=digits)


def test_ray_that_is_not_installed(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_ray.importlib.util, "find_spec", lambda name: None if name == "ray" else name)
    with pytest.raises(ShiluError, match=r"S109.*needs the package ray"):
        run([pages], tmp_path / "out", options=RAY, load=digits)
    assert not (tmp_path / "out").exists()


def test_blocks_end_by_number_and_by_length() -> None:
    jobs = [Job(bytes([n]), Page(id=str(n), text="长" * (600_000 if n == 3 else 1))) for n in range(22)]
    assert [len(block) for block in _blocks(iter(jobs))] == [4, 16, 2]
