"""A run that has grown: only what is new is read and joined, and the outcome is the same to the byte."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from shilu.extract.series import Joined, Linked, Wanted, write_series
from shilu.extract.series import kept as kept_module
from shilu.extract.series.link import link_block
from shilu.extract.series.source import Coming, Read
from shilu.extract.stores import export_store, read_store, write_folder
from tests.extract.series.building import Paper

ENGINES = ("duckdb", "sqlite")
RATE = {"change": "increase"}


def report(year: int, *, gdp: str = "152", more: str = "") -> Paper:
    """A yearly report with a target for the next year."""
    paper = Paper(f"d{year}", f"{year + 1}-02-01")
    paper.add(f"{gdp}亿元", f"{gdp}00000000", "GDP", str(year))
    paper.add("7%左右", "7", "GDP", str(year + 1), status="planned", bound="about", **RATE)
    paper.add("6.5%", "6.5", "GDP", str(year), **RATE)
    paper.add("86个", "86", f"{more}停车场", str(year), action="新建")
    return paper


def other(town: str) -> Paper:
    """A report of another county, which has nothing to do with the first."""
    return Paper(f"of-{town}", "2020-02-01", title=f"{town}政府工作报告").add(
        "9亿元", "900000000", "GDP", "2019"
    )


class Counted:
    """Pages of which is counted how many were read."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = papers
        self.read = 0

    def pages(self) -> list[Coming]:
        return [Coming(f"{paper.page} {paper.rows}", self._reading(paper)) for paper in self._papers]

    def _reading(self, paper: Paper) -> Callable[[], Read]:
        def read() -> Read:
            self.read += 1
            return paper.read()

        return read


def joined(
    papers: Sequence[Paper], engine: str, folder: Path | None = None, version: str = "1"
) -> tuple[list[Linked], int]:
    counted = Counted(papers)
    with Joined(counted.pages(), engine=engine, kept=folder, version=version) as found:
        assert found.stays == (folder is not None)
        return list(found), counted.read


@pytest.fixture
def blocks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The places of the blocks that were joined anew."""
    found: list[str] = []

    def counted(facts, library):  # type: ignore[no-untyped-def]
        found.append(facts[0].place_name)
        return link_block(facts, library)

    monkeypatch.setattr(kept_module, "link_block", counted)
    return found


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_known_is_neither_read_nor_joined_again(
    tmp_path: Path, blocks: list[str], engine: str
) -> None:
    papers = [report(2018), report(2019), other("青石县")]
    first, read = joined(papers, engine, tmp_path)
    assert (read, len(blocks)) == (3, 3)
    assert joined(papers, engine, tmp_path) == (first, 0)
    assert len(blocks) == 3
    grown, read = joined([*papers, report(2020)], engine, tmp_path)
    assert read == 1
    assert blocks[3:] == ["白鹿县", "白鹿县"]  # its statistics and its car parks
    assert grown == joined([*papers, report(2020)], engine)[0]


@pytest.mark.parametrize("engine", ENGINES)
def test_changed_and_lost_pages_leave_nothing_behind(tmp_path: Path, engine: str) -> None:
    joined([report(2018), report(2019), other("青石县")], engine, tmp_path)
    for papers in (
        [report(2018), report(2019, gdp="149"), other("青石县")],
        [report(2018), other("青石县")],
        [other("青石县")],
        [],
        [report(2019, more="公共"), report(2018)],
    ):
        assert joined(papers, engine, tmp_path)[0] == joined(papers, engine)[0]


def test_a_document_that_says_nothing_of_a_promise_changes_its_outcome(
    tmp_path: Path, blocks: list[str]
) -> None:
    papers = [report(2018)]
    silent = Paper("later", "2021-02-01").add("5公里", "5", "公路", "2020", action="新建")
    assert [one.verdict for each in joined(papers, "", tmp_path)[0] for one in each.outcomes] == ["open"]
    blocks.clear()
    grown, _ = joined([*papers, silent], "", tmp_path)
    assert [one.verdict for each in grown for one in each.outcomes] == ["not_reported"]
    assert len(blocks) == 2  # the promise, for which it was looked through, and the road; not the car parks


def test_names_that_the_new_page_teaches_hold_for_the_old_ones(tmp_path: Path) -> None:
    first = Paper("a", "2020").add("1234吨", "1234", "优质稻谷产量", "2018")
    first.add("1321吨", "1321", "优质稻谷产量", "2019")
    second = Paper("b", "2021").add("1234吨", "1234", "稻谷产量", "2018")
    second.add("1321吨", "1321", "稻谷产量", "2019")
    joined([first], "", tmp_path)
    (grown,) = joined([first, second], "", tmp_path)[0]
    assert grown.variable.names == ("优质稻谷产量", "稻谷产量")
    (alone,) = joined([first], "", tmp_path)[0]
    assert alone.variable.names == ("优质稻谷产量",)


def test_another_shilu_joins_all_anew(tmp_path: Path) -> None:
    joined([report(2018)], "", tmp_path)
    assert joined([report(2018)], "", tmp_path, version="2")[1] == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_a_broken_file_is_begun_anew(tmp_path: Path, engine: str) -> None:
    first, _ = joined([report(2018)], engine, tmp_path)
    (tmp_path / f"facts.{engine}").write_bytes(b"no database at all, " * 1000)
    assert joined([report(2018)], engine, tmp_path) == (first, 1)


def test_two_at_once_do_not_wait_for_each_other(tmp_path: Path) -> None:
    first = Joined([Coming.of(report(2018).read())], kept=tmp_path, version="1")
    second = Joined([Coming.of(report(2018).read())], kept=tmp_path, version="1")
    with first, second:
        assert (first.stays, second.stays) == (True, False)
        assert list(first) == list(second)
    assert list(tmp_path.glob("lock*")) == []


@pytest.mark.parametrize("ending", ["", ".duckdb", ".sqlite", ".parquet"])
def test_a_run_that_has_grown_gives_the_same_bytes(run: Path, tmp_path: Path, ending: str) -> None:
    pytest.importorskip("duckdb")
    pages = list(read_store(run))
    store, whole = tmp_path / f"run{ending}", tmp_path / "whole"
    for number in (1, 2):
        write_folder(pages[:number], whole)
        if ending:
            export_store(whole, store)
        else:
            write_folder(pages[:number], store)
        account = write_series(
            store, [str(tmp_path / "grown"), str(tmp_path / "grown.html")], Wanted(keep="1")
        )
        assert account.known == number - 1
    write_series(whole, [str(tmp_path / "anew"), str(tmp_path / "anew.html")], Wanted())
    for name in ("variables", "observations", "promises", "outcomes"):
        assert (tmp_path / "grown" / f"{name}.csv").read_bytes() == (
            tmp_path / "anew" / f"{name}.csv"
        ).read_bytes()
    assert (tmp_path / "grown.html").read_bytes() == (tmp_path / "anew.html").read_bytes()
    assert list(read_store(store)) == pages
    kept = tmp_path / f".run{ending}.series" if ending else store / ".series"
    assert kept.is_dir()


def test_what_is_no_run_gets_no_folder(tmp_path: Path) -> None:
    from shilu.extract.errors import ShiluError

    with pytest.raises(ShiluError, match="S402"):
        write_series(tmp_path, [], Wanted(keep="1"))
    assert list(tmp_path.iterdir()) == []
