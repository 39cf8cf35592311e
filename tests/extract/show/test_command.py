"""`shilu show`, from a store to the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from shilu.extract.cli import app
from shilu.extract.errors import ShiluError
from shilu.extract.show import LIMIT, show
from shilu.extract.stores import write_folder
from tests.extract.show.building import fact, records

TEXT = "县里修桥7座"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store") / "run"
    pages = (
        records(TEXT, id=f"p{number}", facts=(fact(TEXT, "7座").model_copy(update={"page": f"p{number}"}),))
        for number in range(5)
    )
    write_folder(pages, folder)
    return folder


def test_all_pages_are_taken_where_there_are_few(run: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    shown = show(run, out)
    assert (shown.pages, shown.more, shown.size) == (5, False, out.stat().st_size)
    assert out.read_text(encoding="utf-8").count('type="text/plain" id="page-') == 4
    assert list(tmp_path.iterdir()) == [out]


def test_a_limit_is_told_in_the_file_and_by_the_command(run: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    done = CliRunner().invoke(app, ["show", str(run), "--out", str(out), "--limit", "2", "--lang", "en"])
    assert done.exit_code == 0
    assert "2 pages in" in done.stdout.replace("\n", " ")
    assert "holds more than the 2 taken" in done.stderr
    assert "the first 2 were taken" in out.read_text(encoding="utf-8")


def test_the_limit_of_the_command_is_that_of_the_function(run: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["show", "--help"])
    assert f"[default: {LIMIT};" in " ".join(done.stdout.split())
    assert show(run, tmp_path / "p.html", limit=5).more is False


def test_named_pages_come_in_the_order_in_which_they_are_named(run: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert show(run, out, pages=["p3", "p1", "p3"], limit=1).pages == 2
    html = out.read_text(encoding="utf-8")
    assert html.index(">p3<") < html.index(">p1<")
    assert ">p0<" not in html


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("S120", {"out": "page.txt"}),
        ("S121", {"pages": ["p9"]}),
        ("S402", {"run": "nowhere"}),
        ("S108", {"out": "no/such/folder/page.html"}),
        ("S108", {"out": "a file/page.html"}),
    ],
)
def test_what_cannot_be_done_is_told(code: str, arguments: dict[str, str], run: Path, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    asked = {"run": str(run), "out": "page.html", **arguments}
    out = tmp_path / asked.pop("out")
    with pytest.raises(ShiluError) as told:
        show(asked.pop("run"), out, **asked)  # type: ignore[arg-type]  # one of several keywords
    assert told.value.code == code
    assert [one.name for one in tmp_path.iterdir()] == ["a file"]


def test_a_language_without_labels_is_refused(run: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["show", str(run), "--out", str(tmp_path / "p.html"), "--lang", "fr"])
    assert done.exit_code == 2
    assert "'zh', 'en'" in done.stderr
