"""The picture of a page in the file of `shilu show`, from whatever folder that is called."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from shilu.extract.show import picture, show
from tests.test_cli import contents, shilu

Image = pytest.importorskip("PIL.Image", reason="the extra `ocr` is not installed: no picture was shown")

TEXT = "静安县建成102座书屋"
ALTO = f"""<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">
<Description><sourceImageInformation><fileName>a.png</fileName></sourceImageInformation></Description>
<Layout><Page><PrintSpace><TextBlock><TextLine HPOS="10" VPOS="10" WIDTH="240" HEIGHT="20">
<String CONTENT="{TEXT}" HPOS="10" VPOS="10" WIDTH="240" HEIGHT="20"/>
</TextLine></TextBlock></PrintSpace></Page></Layout></alto>"""
SHOWN, NOTE = "data:image/jpeg;base64,", 'data-l="ui.picture_lost"'


def extracted(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run over a page with a picture, both called by their names within a folder."""
    (home / "scans").mkdir(parents=True)
    (home / "scans" / "a.xml").write_text(ALTO, encoding="utf-8")
    Image.new("L", (300, 60), "white").save(home / "scans" / "a.png")
    monkeypatch.chdir(home)
    done = shilu("extract", "scans/a.xml", "--out", "made/run")
    assert done.returncode == 0, done.stderr
    return home / "made" / "run"


def away(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    return folder


def test_the_picture_is_found_from_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = extracted(tmp_path / "home", monkeypatch)
    elsewhere = away(tmp_path / "elsewhere", monkeypatch)
    done = shilu("show", run, "--out", "a.html")
    assert (done.returncode, done.stderr) == (0, "")
    html = (elsewhere / "a.html").read_text(encoding="utf-8")
    assert SHOWN in html
    assert NOTE not in html
    done = shilu("show", "../home/made/run", "--out", "pages/")
    assert (done.returncode, done.stderr) == (0, "")
    assert (elsewhere / "pages" / "pictures" / "a.png").is_file()


def test_it_is_found_where_pages_and_run_were_moved_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracted(tmp_path / "home", monkeypatch)
    elsewhere = away(tmp_path / "elsewhere", monkeypatch)
    shutil.move(tmp_path / "home", tmp_path / "new")
    assert shilu("show", tmp_path / "new" / "made" / "run", "--out", "a.html").stderr == ""
    assert SHOWN in (elsewhere / "a.html").read_text(encoding="utf-8")


def test_the_records_are_the_same_wherever_the_pages_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (extracted(tmp_path / name, monkeypatch) for name in ("one", "a/far/other"))
    assert contents(one) == contents(other)


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("zh", "没有找到这一版的图像", "1 个版面没有附图"),
        ("en", "The picture of this page was not found", "1 page is shown without its picture"),
    ],
)
def test_a_picture_that_is_not_found_is_told(
    language: str, words: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the page and by the command: where it was looked for, and what to do."""
    run = extracted(tmp_path / "home", monkeypatch)
    shutil.copytree(run, tmp_path / "run")
    elsewhere = away(tmp_path / "elsewhere", monkeypatch)
    done = shilu("show", "../run", "--out", "a.html", "--lang", language)
    assert done.returncode == 0
    assert told in done.stderr
    assert str(elsewhere / "scans" / "a.png") in done.stderr
    html = (elsewhere / "a.html").read_text(encoding="utf-8")
    assert SHOWN not in html
    assert words in html.partition("</main>")[0]
    assert str(Path("scans", "a.png")) in html
    done = shilu("show", "../run", "--out", "pages/", "--lang", language)
    assert told in done.stderr
    assert words in (elsewhere / "pages" / "a.html").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path / "home")  # as it says
    assert shilu("show", "../run", "--out", "a.html").stderr == ""
    assert SHOWN in Path("a.html").read_text(encoding="utf-8")


def test_a_picture_is_looked_for_once_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at all where it is copied beside the page, and a page that shows one has read it once."""
    run = extracted(tmp_path / "home", monkeypatch)
    asked: list[str] = []
    for name in ("lost_picture", "page_picture"):
        known = getattr(picture, name)
        monkeypatch.setattr(
            picture, name, lambda page, name=name, known=known: asked.append(name) or known(page)
        )
    show(run, "pages/")
    assert asked == []
    show(run, "a.html")
    assert asked == ["lost_picture", "page_picture"]
