"""The project file: what it may say, where it is found, and that an option wins over it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from shilu.extract.cli.project import Project, read_project
from shilu.extract.errors import ShiluError
from tests.test_cli import PAGE, shilu, table


def written(folder: Path, text: str) -> Path:
    path = folder / "shilu.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_keys_are_read_and_the_target_lies_beside_the_file(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'published = 2022-12-01\nlang = "zh"\ntagger = "jieba"\nout = "facts.xlsx"\n'
        'words = ["mine.csv"]\nweights = "mine.json"\n',
    )
    project = read_project(path)
    assert project == Project(
        published="2022-12-01",
        lang="zh",
        tagger="jieba",
        out=str(tmp_path / "facts.xlsx"),
        words=[str(tmp_path / "mine.csv")],
        weights=str(tmp_path / "mine.json"),
    )
    assert project.defaults("names") == {
        "published": "2022-12-01",
        "tagger": "jieba",
        "words": [str(tmp_path / "mine.csv")],
    }
    assert project.defaults("evaluate") == {}
    assert project.defaults("extract")["weights"] == str(tmp_path / "mine.json")
    assert read_project(written(tmp_path, "published = 2022")).published == "2022"
    address = "postgresql://db.example/news"
    assert read_project(written(tmp_path, f'out = "{address}"')).out == address


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (
            'publshed = "2022"',
            "S130",
            "the key 'publshed' is not known. Known are: published, lang, tagger, out",
        ),
        ('[extract]\nout = "x"', "S130", "'extract'"),
        ('published = "soon"', "S131", "published: the publication date 'soon' is no date"),
        ("published = [2022]", "S131", "published"),
        ('lang = "fr"', "S131", "lang: "),
        ('tagger = "hanlp"', "S131", "tagger: "),
        ('out = " "', "S131", "out: it names nothing"),
        ("out = 3", "S131", "out: "),
        ("out = ", "S303", "not TOML"),
    ],
)
def test_what_will_not_do_is_refused_by_name(text: str, code: str, says: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ShiluError) as caught:
        read_project(path)
    assert caught.value.code == code
    assert f"{path}" in str(caught.value)
    assert says in str(caught.value)


def test_a_file_that_is_not_there_or_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe\x00")
    for name, code in (("a.toml", "S132"), (".", "S206"), ("b.toml", "S303")):
        with pytest.raises(ShiluError, match=code):
            read_project(tmp_path / name)


def test_it_is_found_in_the_working_directory_and_options_win(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    written(
        tmp_path,
        'published = "2022-12"\nout = "found"\nlang = "zh"\nwords = "mine.csv"\n',
    )
    (tmp_path / "mine.csv").write_text("name,type\n云杉,organisation\n", encoding="utf-8")
    done = shilu("extract", "page.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert table(tmp_path / "found" / "facts.csv")[0]["period"] == "2019/2022"
    shutil.move("shilu.toml", "other.toml")
    shilu("extract", "page.txt", "--config", "other.toml", "-o", "given.csv", "--published", "2012-12", "-q")
    assert table(tmp_path / "given.csv")[0]["时间"] == "2009/2012"


@pytest.mark.parametrize("command", ["extract", "names", "show", "export"])
def test_each_command_that_reads_it_refuses_an_unknown_key(command: str, tmp_path: Path) -> None:
    path = written(tmp_path, "colour = 1")
    given = ["a", "b"] if command == "export" else ["a", "-o", "c.html"]
    done = shilu(command, *given, "--config", path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"shilu: [S130] {path}: the key 'colour' is not known.")
