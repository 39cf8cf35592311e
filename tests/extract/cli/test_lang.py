"""The command in the language of its user; what it stores is the same in both."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.extract.cli.test_help import COMMANDS
from tests.test_cli import PAGE, shilu

ENGLISH = re.compile(r"\b(?:the|of|are|which|written|with)\b")


def _in_china(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "LANGUAGE"}
    return subprocess.run(
        [sys.executable, "-m", "shilu", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**environment, "PYTHONUTF8": "1", "LC_ALL": "zh_CN.UTF-8", **variables},
        check=False,
    )


def test_the_help_of_all_commands_is_in_chinese() -> None:
    code = (
        "import typer; from shilu.extract.cli import app; from shilu.extract.talk import speak; speak('zh')\n"
        "root = typer.main.get_command(app); above = root.make_context('shilu', ['version'])\n"
        "for name, one in root.commands.items():\n"
        "    print(one.make_context(name, [], above, resilient_parsing=True).get_help())"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert said.count("用法：") == said.count("--lang") == len(COMMANDS)
    assert [line for line in said.splitlines() if ENGLISH.search(line)] == []


def test_the_option_stands_anywhere_and_wins_over_the_system() -> None:
    assert shilu("--lang", "zh", "version", "--help").stdout == shilu("version", "--help", "--lang=zh").stdout
    assert "Print the version." in _in_china("version", "--help", "--lang", "en").stdout
    assert "显示版本号。" in _in_china("version", "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("extract", "p.txt"), "错误：缺少选项 '--out'"),
        (("extract", "p.txt", "--out", "x", "--nix"), "错误：没有这个选项：--nix"),
        (("extrakt",), "错误：没有这个命令：'extrakt'。"),
        (("extract", "nowhere.txt", "--out", "x"), "shilu：[S101] 没有这个文件或文件夹：nowhere.txt。"),
        (("export", "nowhere", "x.odt"), "shilu：[S406] x.odt：没有哪种存储以 .odt 结尾。"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(arguments: tuple[str, ...], told: str) -> None:
    done = shilu(*arguments, "--lang", "zh")
    assert done.returncode == 2
    assert told in done.stderr


def test_another_language_is_refused() -> None:
    done = shilu("version", "--lang", "fr")
    assert (done.returncode, "write one of zh, en" in done.stderr) == (2, True)


def test_what_is_stored_does_not_depend_on_the_language(tmp_path: Path) -> None:
    pages = tmp_path / "in"
    pages.mkdir()
    (pages / "page.txt").write_text(PAGE, encoding="utf-8")
    (pages / "empty.txt").write_text("", encoding="utf-8")
    told, kept = [], []
    for language in ("en", "zh"):
        out = tmp_path / language
        told.append(shilu("extract", pages, "--out", out, "--lang", language))
        kept.append({file.name: file.read_bytes() for file in sorted(out.iterdir()) if file.is_file()})
    assert kept[0] == kept[1]
    assert "文档  读 2 篇：完成 1 篇，先前已完成 0 篇，失败 1 篇" in told[1].stdout
    assert "empty.txt：这个文件是空的" in told[1].stderr
    assert "empty.txt: the file is empty" in told[0].stderr


def test_the_project_file_says_the_language(tmp_path: Path) -> None:
    project = tmp_path / "mine.toml"
    project.write_text('lang = "zh"\n', encoding="utf-8")
    done = shilu("names", tmp_path / "nowhere", "--out", tmp_path / "x.csv", "--config", project)
    assert "没有这个文件或文件夹" in done.stderr
    done = shilu("names", tmp_path / "no", "--out", tmp_path / "x.csv", "--config", project, "--lang", "en")
    assert "no such file or folder" in done.stderr
