"""The documentation as a site, and the container: what they promise of the network."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

needs_mkdocs = pytest.mark.skipif(
    shutil.which("mkdocs", path=Path(sys.executable).parent) is None, reason="no mkdocs"
)


def test_every_page_of_the_documentation_is_on_the_site(repo_root: Path) -> None:
    listed = set(re.findall(r"([\w/-]+\.md)$", (repo_root / "mkdocs.yml").read_text("utf-8"), re.MULTILINE))
    pages = {str(page.relative_to(repo_root / "docs")) for page in (repo_root / "docs").rglob("*.md")}
    assert listed == {page for page in pages if not page.endswith(".zh.md")}


@needs_mkdocs
@pytest.mark.repeat  # ten seconds
def test_the_site_is_built_without_a_warning_and_asks_no_other_server(
    repo_root: Path, tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(tmp_path / "site"),
    ]
    done = subprocess.run(
        command,
        cwd=repo_root,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "https_proxy": "http://127.0.0.1:9"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    pages = sorted((tmp_path / "site").rglob("*.html"))
    chinese = {page.relative_to(tmp_path / "site" / "zh") for page in pages if "zh" in page.parts}
    assert len(chinese) > 20
    assert {page.relative_to(tmp_path / "site") for page in pages if "zh" not in page.parts} == chinese | {
        Path("404.html")
    }
    assert all('<html lang="zh"' in (tmp_path / "site" / "zh" / page).read_text("utf-8") for page in chinese)
    elsewhere = r"=[\"']?(?:https?:)?//"
    fetched = re.compile(rf"<(?:script|img|iframe|source)[^>]*\ssrc{elsewhere}|<link[^>]*\shref{elsewhere}")
    assert [page.name for page in pages if fetched.search(page.read_text("utf-8"))] == []
    for folder, other in (("", "zh/"), ("zh", "../")):  # each language has a search of its own
        found = json.loads((tmp_path / "site" / folder / "search" / "search_index.json").read_text("utf-8"))
        places = {one["location"].partition("#")[0] for one in found["docs"]}
        reference = {"api.html"} if folder else set()  # is English, and found there
        assert {str(page) for page in chinese} - reference == places
        assert not any(place.startswith(other) for place in places)
    reference = (tmp_path / "site" / "api.html").read_text("utf-8")
    assert "shilu.extract.stores.frames.to_pandas" in reference
    assert ">>>" not in re.sub(r"<code>.*?</code>|<pre>.*?</pre>", "", reference, flags=re.DOTALL).replace(
        "&gt;", ">"
    )


def test_the_container_has_every_extra_but_the_one_for_more_machines(repo_root: Path) -> None:
    project = (repo_root / "pyproject.toml").read_text("utf-8")
    (together,) = re.findall(r"^all = \[\"shilu\[(.*)\]\"\]$", project, re.MULTILINE)
    container = (repo_root / "Dockerfile").read_text("utf-8")
    assert set(re.findall(r"--extra (\w+)", container)) == set(together.split(",")) - {"ray"}
    copied = set(re.findall(r"^COPY (?!--from)(.*) \S+$", container, re.MULTILINE))
    assert {name for names in copied for name in names.split()} <= {one.name for one in repo_root.iterdir()}
    assert container.count("USER reader") == 1
